/**
 * Who may do what, as one table that a head of sales can read.
 * A permission is declared with each API operation; a scope says which interactions the role sees through it.
 */

export const roles = ['manager', 'senior', 'head', 'marketing', 'director', 'auditor', 'admin', 'agency'] as const
export type Role = (typeof roles)[number]

const everyone = roles
const sales = ['manager', 'senior', 'head'] as const
const leaders = ['head', 'director', 'admin'] as const
const analysts = ['head', 'marketing', 'director', 'admin', 'agency'] as const

/** Permission → the roles that hold it. */
const holders = {
  'profile.own': everyone,
  'company.read': everyone,
  'company.manage': ['admin'],
  'people.read': ['head', 'marketing', 'director', 'admin'],
  'people.manage': ['admin'],
  'keys.manage': ['admin'],
  'interactions.read': [...sales, 'marketing', 'director', 'admin', 'agency'],
  'interactions.export': analysts,
  'interactions.record': ['admin'],
  'messages.send': [...sales, 'admin'],
  'classes.set': [...sales, 'director', 'admin'],
  'classes.manage': ['head', 'admin'],
  'classes.check': ['marketing', 'agency', 'admin'],
  'disputes.read': [...sales, 'marketing', 'director', 'admin', 'agency'],
  'disputes.write': [...sales, 'marketing', 'director', 'admin', 'agency'],
  // The administrator is no side of a dispute: they may only do what its rules leave to everybody who settles.
  'disputes.settle': ['head', 'marketing', 'agency', 'admin'],
  'disputes.decide': ['director', 'admin'],
  'disputes.figures': analysts,
  'junk.read': analysts,
  'junk.decide': ['marketing', 'director', 'admin', 'agency'],
  'customers.read': [...sales, 'marketing', 'director', 'admin', 'agency'],
  'customers.manage': ['senior', ...leaders],
  'sources.read': analysts,
  'spend.manage': ['marketing', 'admin', 'agency'],
  'visits.read': analysts,
  'sites.manage': ['marketing', 'admin', 'agency'],
  'numbers.read': ['marketing', 'director', 'admin', 'agency'],
  'numbers.manage': ['marketing', 'admin', 'agency'],
  'callbacks.read': [...sales, 'director', 'admin'],
  'callbacks.take': [...sales, 'director', 'admin'],
  'callbacks.manage': ['admin'],
  'calls.read': [...sales, 'marketing', 'director', 'admin'],
  'chats.read': [...sales, 'marketing', 'director', 'admin', 'agency'],
  'chats.answer': [...sales, 'director', 'admin'],
  'chats.manage': ['admin'],
  // What a company leaves of it to marketing and agencies, its settings of recordings say.
  'recordings.listen': [...sales, 'marketing', 'director', 'admin', 'agency'],
  'recordings.download': leaders,
  'recordings.manage': ['admin'],
  'intake.read': ['admin', 'director'],
  'intake.manage': ['admin'],
  'hooks.manage': ['admin'],
  'notifications.manage': ['admin'],
  'audit.read': ['director', 'admin'],
  'deals.read': [...leaders, 'marketing', 'agency'],
  'deals.manage': ['admin'],
  'deals.match': leaders,
  'crm.send': [...sales, 'director', 'admin'],
  'crm.read': ['director', 'admin'],
  'crm.manage': ['admin'],
} as const satisfies Record<string, readonly Role[]>

export type Permission = keyof typeof holders

/** True when `role` holds `permission`. */
export const can = (role: Role, permission: Permission): boolean =>
  (holders[permission] as readonly Role[]).includes(role)

/** Every permission that `role` holds: what the screen shows and hides. */
export const permissionsOf = (role: Role): Permission[] =>
  (Object.keys(holders) as Permission[]).filter((permission) => can(role, permission))

/** Which interactions a person may see. `assigned` sees nothing until something is assigned. */
export type Reach =
  | { readonly kind: 'all' }
  | { readonly kind: 'department'; readonly departmentId: string }
  | { readonly kind: 'own'; readonly employeeId: string | null }
  | { readonly kind: 'assigned' }

/**
 * The part of the record that a person sees.
 * A head of sales without a department answers for the whole of sales; a manager always sees only their own.
 */
export function reachOf(member: { role: Role; employeeId: string | null; departmentId: string | null }): Reach {
  switch (member.role) {
    case 'manager':
    case 'senior':
      return { kind: 'own', employeeId: member.employeeId }
    case 'head':
      return member.departmentId ? { kind: 'department', departmentId: member.departmentId } : { kind: 'all' }
    case 'auditor':
      return { kind: 'assigned' }
    case 'marketing':
    case 'director':
    case 'admin':
    case 'agency':
      return { kind: 'all' }
  }
}

/** Marketing and agencies work with sources, not with people's data: they see numbers, addresses and names masked. */
export const seesPersonalData = (role: Role): boolean => role !== 'marketing' && role !== 'agency' && role !== 'auditor'
