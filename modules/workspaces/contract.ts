import { z } from 'zod'
import { roles } from '../../kernel/access.ts'
import { operation } from '../../platform/api/contract.ts'
import { auditFaults } from '../../platform/audit/faults.ts'

export const workspaceInput = z.object({ workspace: z.string().min(1).describe('Id or short name of the company') })
const id = z.uuid()
const tag = 'Company and people'
const at = z.date()

export const roleSchema = z.enum(roles)

export const workspaceSchema = z.object({
  id,
  slug: z.string(),
  name: z.string(),
  timezone: z.string().describe('IANA zone in which reports count days'),
  currency: z.string().length(3),
  country: z.string().length(2).describe('Whose habits a phone number without a code follows'),
  settings: z.object({
    junkNorm: z.number().min(0).max(1).describe('Share of destructive classes that is normal'),
    gapThreshold: z.number().min(0).max(1).describe('Gap between people that is a growth zone'),
    disputeDays: z
      .number()
      .int()
      .min(1)
      .max(30)
      .describe('Working days (Monday to Friday) after which a dispute about a class goes to the director'),
    classMinutes: z
      .number()
      .int()
      .min(0)
      .max(1440)
      .describe('Minutes after the end of a talk within which it has its class; 0: until the end of that day'),
  }),
})
export type Workspace = z.infer<typeof workspaceSchema>

export const employeeSchema = z.object({
  id,
  name: z.string(),
  email: z.string().nullable(),
  role: roleSchema,
  departmentId: id.nullable(),
  lines: z.array(z.string()),
  hiredOn: z.string().nullable(),
  active: z.boolean(),
  signsIn: z.boolean(),
})
export type Employee = z.infer<typeof employeeSchema>

const linesSchema = z.array(z.string().trim().min(1).max(100)).max(50)

const employeeFields = z.object({
  name: z.string().trim().min(1).max(200),
  email: z.email().nullable(),
  role: roleSchema,
  departmentId: id.nullable(),
  lines: linesSchema,
  hiredOn: z.iso.date().nullable(),
  active: z.boolean(),
})

const departmentSchema = z.object({
  id,
  name: z.string(),
  lines: z
    .array(z.string())
    .describe(
      'Queues, ring groups and own numbers (E.164): what comes in on them and reaches nobody is the department’s',
    ),
})
export type Department = z.infer<typeof departmentSchema>

const departmentFields = z.object({ name: z.string().trim().min(1).max(200), lines: linesSchema })

export const sessionSchema = z.object({
  person: z.object({ id: z.string(), name: z.string(), email: z.string(), language: z.enum(['ru', 'en']) }).nullable(),
  workspaces: z.array(
    z.object({
      id,
      slug: z.string(),
      name: z.string(),
      role: roleSchema,
      permissions: z.array(z.string()),
      employeeId: id.nullable(),
      departmentId: id.nullable(),
      timezone: z.string(),
      currency: z.string(),
      seesPersonalData: z.boolean(),
    }),
  ),
  demo: z
    .object({
      logins: z.array(z.object({ role: roleSchema, email: z.string(), password: z.string(), name: z.string() })),
    })
    .nullable(),
})
export type Session = z.infer<typeof sessionSchema>

const invitationSchema = z.object({
  id,
  email: z.string(),
  name: z.string(),
  role: roleSchema,
  departmentId: id.nullable(),
  createdAt: at,
  expiresAt: at,
  state: z.enum(['waiting', 'accepted', 'revoked', 'expired']),
})

const keySchema = z.object({
  id,
  name: z.string(),
  role: roleSchema,
  departmentId: id.nullable(),
  prefix: z.string(),
  createdAt: at,
  lastUsedAt: at.nullable(),
  revokedAt: at.nullable(),
})

const ok = z.object({ ok: z.literal(true) })
const inWorkspace = <Shape extends z.ZodRawShape>(shape: Shape) => workspaceInput.extend(shape)

export const contract = {
  session: {
    read: operation({
      method: 'GET',
      path: '/session',
      tag,
      requires: 'anyone',
      summary: 'Who is signed in and where they work',
    }).output(sessionSchema),
    update: operation({
      method: 'PATCH',
      path: '/session',
      tag,
      requires: 'signed-in',
      summary: 'Change one’s own name and language',
    })
      .input(
        z.object({ name: z.string().trim().min(1).max(200).optional(), language: z.enum(['ru', 'en']).optional() }),
      )
      .output(ok),
  },
  workspaces: {
    read: operation({
      method: 'GET',
      path: '/workspaces/{workspace}',
      tag,
      requires: 'company.read',
      summary: 'The company’s settings',
    })
      .input(workspaceInput)
      .output(workspaceSchema),
    update: operation({
      method: 'PATCH',
      path: '/workspaces/{workspace}',
      tag,
      requires: 'company.manage',
      summary: 'Change the company’s settings',
    })
      .input(
        inWorkspace({
          name: z.string().trim().min(1).max(200).optional(),
          timezone: z.string().optional(),
          settings: workspaceSchema.shape.settings.partial().optional(),
        }),
      )
      .output(workspaceSchema),
  },
  departments: {
    list: operation({
      method: 'GET',
      path: '/workspaces/{workspace}/departments',
      tag,
      requires: 'company.read',
      summary: 'Departments',
    })
      .input(workspaceInput)
      .output(z.array(departmentSchema)),
    create: operation({
      method: 'POST',
      path: '/workspaces/{workspace}/departments',
      tag,
      requires: 'people.manage',
      summary: 'Add a department',
    })
      .input(workspaceInput.extend(departmentFields.partial({ lines: true }).shape))
      .output(departmentSchema),
    update: operation({
      method: 'PATCH',
      path: '/workspaces/{workspace}/departments/{id}',
      tag,
      requires: 'people.manage',
      summary: 'Change a department: its name, its lines',
    })
      .input(inWorkspace({ id }).extend(departmentFields.partial().shape))
      .output(departmentSchema),
  },
  employees: {
    names: operation({
      method: 'GET',
      path: '/workspaces/{workspace}/colleagues',
      tag,
      requires: 'company.read',
      summary: 'Names of the people whose work the caller may see',
    })
      .input(workspaceInput)
      .output(z.array(z.object({ id, name: z.string(), departmentId: id.nullable(), active: z.boolean() }))),
    list: operation({
      method: 'GET',
      path: '/workspaces/{workspace}/employees',
      tag,
      requires: 'people.read',
      summary: 'People with their roles and lines',
    })
      .input(workspaceInput)
      .output(z.array(employeeSchema)),
    create: operation({
      method: 'POST',
      path: '/workspaces/{workspace}/employees',
      tag,
      requires: 'people.manage',
      summary: 'Add a person',
    })
      .input(
        workspaceInput.extend(
          employeeFields.partial({ email: true, departmentId: true, lines: true, hiredOn: true, active: true }).shape,
        ),
      )
      .output(employeeSchema),
    update: operation({
      method: 'PATCH',
      path: '/workspaces/{workspace}/employees/{id}',
      tag,
      requires: 'people.manage',
      summary: 'Change a person',
    })
      .input(inWorkspace({ id }).extend(employeeFields.partial().shape))
      .output(employeeSchema),
  },
  passwords: {
    makeLink: operation({
      method: 'POST',
      path: '/workspaces/{workspace}/employees/{id}/password-link',
      tag,
      requires: 'people.manage',
      summary: 'A link by which a person who forgot their password chooses a new one; it is shown once',
    })
      .input(inWorkspace({ id }))
      .output(z.object({ link: z.string(), expiresAt: at })),
    peek: operation({
      method: 'GET',
      path: '/password-links/{token}',
      tag,
      requires: 'anyone',
      summary: 'Whose password a link changes',
    })
      .input(z.object({ token: z.string().max(200) }))
      .output(z.object({ name: z.string(), email: z.string() })),
    change: operation({
      method: 'POST',
      path: '/password-links/{token}',
      tag,
      requires: 'anyone',
      summary: 'Choose a new password; all sessions of the account end',
    })
      .input(z.object({ token: z.string().max(200), password: z.string().min(8).max(128) }))
      .output(z.object({ email: z.string() })),
  },
  invitations: {
    list: operation({
      method: 'GET',
      path: '/workspaces/{workspace}/invitations',
      tag,
      requires: 'people.manage',
      summary: 'Invitations',
    })
      .input(workspaceInput)
      .output(z.array(invitationSchema)),
    create: operation({
      method: 'POST',
      path: '/workspaces/{workspace}/invitations',
      tag,
      requires: 'people.manage',
      summary: 'Invite a person; the link is shown once',
    })
      .input(
        inWorkspace({
          email: z.email(),
          name: z.string().trim().min(1).max(200),
          role: roleSchema,
          departmentId: id.nullable().optional(),
          employeeId: id.nullable().optional(),
        }),
      )
      .output(invitationSchema.extend({ link: z.string() })),
    revoke: operation({
      method: 'DELETE',
      path: '/workspaces/{workspace}/invitations/{id}',
      tag,
      requires: 'people.manage',
      summary: 'Withdraw an invitation',
    })
      .input(inWorkspace({ id }))
      .output(ok),
    peek: operation({
      method: 'GET',
      path: '/invitations/{token}',
      tag,
      requires: 'anyone',
      summary: 'What an invitation is for',
    })
      .input(z.object({ token: z.string().max(200) }))
      .output(
        z.object({
          company: z.string(),
          email: z.string(),
          name: z.string(),
          role: roleSchema,
          hasAccount: z.boolean(),
        }),
      ),
    accept: operation({
      method: 'POST',
      path: '/invitations/{token}',
      tag,
      requires: 'anyone',
      summary: 'Accept an invitation: a new account, or the signed-in one',
    })
      .input(
        z.object({
          token: z.string().max(200),
          name: z.string().trim().min(1).max(200),
          password: z.string().min(8).max(128).optional(),
          language: z.enum(['ru', 'en']).default('ru'),
        }),
      )
      .output(z.object({ email: z.string(), workspace: z.string() })),
  },
  keys: {
    list: operation({
      method: 'GET',
      path: '/workspaces/{workspace}/keys',
      tag,
      requires: 'keys.manage',
      summary: 'API keys',
    })
      .input(workspaceInput)
      .output(z.array(keySchema)),
    create: operation({
      method: 'POST',
      path: '/workspaces/{workspace}/keys',
      tag,
      requires: 'keys.manage',
      summary: 'Make an API key; it is shown once',
    })
      .input(
        inWorkspace({
          name: z.string().trim().min(1).max(200),
          role: roleSchema,
          departmentId: id.nullable().optional().describe('Whose work a key in the role of a head sees'),
          employeeId: id.nullable().optional().describe('Whose work a key in the role of a manager sees'),
        }),
      )
      .output(keySchema.extend({ key: z.string() })),
    revoke: operation({
      method: 'DELETE',
      path: '/workspaces/{workspace}/keys/{id}',
      tag,
      requires: 'keys.manage',
      summary: 'Revoke an API key',
    })
      .input(inWorkspace({ id }))
      .output(ok),
  },
  audit: {
    list: operation({
      method: 'GET',
      path: '/workspaces/{workspace}/audit',
      tag: 'Audit',
      requires: 'audit.read',
      summary: 'The log of changes, newest first',
    })
      .input(
        inWorkspace({
          before: z.coerce.number().int().positive().optional(),
          limit: z.coerce.number().int().min(1).max(200).default(50),
          objectType: z.string().max(100).optional(),
          objectId: z.string().max(200).optional(),
        }),
      )
      .output(
        z.array(
          z.object({
            seq: z.number(),
            at,
            actor: z.object({ kind: z.string(), id: z.string().nullable(), name: z.string() }),
            action: z.string(),
            objectType: z.string(),
            objectId: z.string(),
            before: z.unknown(),
            after: z.unknown(),
            reason: z.string().nullable(),
            hash: z.string(),
          }),
        ),
      ),
    verify: operation({
      method: 'POST',
      path: '/workspaces/{workspace}/audit/verify',
      tag: 'Audit',
      requires: 'audit.read',
      summary: 'Recompute the chain and name the first entry that was tampered with',
    })
      .input(
        inWorkspace({
          noted: z
            .object({ seq: z.number().int().positive(), hash: z.string().regex(/^[0-9a-f]{64}$/) })
            .optional()
            .describe('A number and hash noted earlier: a chain that was rewritten as a whole is known by it'),
        }),
      )
      .output(
        z.object({
          intact: z.boolean(),
          entries: z.number(),
          head: z.string().nullable(),
          brokenAt: z.number().nullable(),
          why: z.enum(auditFaults).nullable(),
        }),
      ),
  },
}
