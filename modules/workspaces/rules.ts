import { can, type Permission, permissionsOf, type Role, seesPersonalData } from '../../kernel/access.ts'

/** Settings of a new company: 2–3 % of junk a month is normal, a gap over 25 % between people is a growth zone (seeds 002, 003). */
export const defaultSettings = { junkNorm: 0.03, gapThreshold: 0.25, disputeDays: 3, classMinutes: 15 } as const

/** How long an invitation can be accepted. */
export const invitationDays = 7

/** How long a link for a forgotten password works. */
export const passwordLinkHours = 24

/** Lines (extensions, logins, numbers) are compared without case and outer spaces. */
export const lineOf = (text: string): string => text.trim().toLowerCase()

/** Distinct lines in the order given, without empty ones. */
export const distinctLines = (lines: readonly string[]): string[] => [...new Set(lines.map(lineOf))].filter(Boolean)

/**
 * Nobody gives more than they have: a role can be granted only by someone who holds every permission of it and
 * sees the personal data that it sees.
 */
export const mayGrant = (granter: Role, role: Role): boolean =>
  permissionsOf(role).every((permission: Permission) => can(granter, permission)) &&
  (seesPersonalData(granter) || !seesPersonalData(role))

/** Someone who can put things right in the company: an administrator who works there and can sign in. */
export const isKeeper = (person: { role: Role; active: boolean; signsIn: boolean }): boolean =>
  person.role === 'admin' && person.active && person.signsIn

/** True when a change would leave the company without anyone who can manage people. */
export const losesLastKeeper = (
  before: { role: Role; active: boolean; signsIn: boolean },
  after: { role: Role; active: boolean; signsIn: boolean },
  otherKeepers: number,
): boolean => isKeeper(before) && !isKeeper(after) && otherKeepers === 0

export type InvitationState = 'waiting' | 'accepted' | 'revoked' | 'expired'

/** Where an invitation stands at `now`. */
export function invitationState(
  invitation: { acceptedAt: Date | null; revokedAt: Date | null; expiresAt: Date },
  now: Date,
): InvitationState {
  if (invitation.acceptedAt) return 'accepted'
  if (invitation.revokedAt) return 'revoked'
  return invitation.expiresAt <= now ? 'expired' : 'waiting'
}

/** Only the fields whose values differ, before and after: what the audit log keeps of a change. Null where none does. */
export function changedFields<Value extends object>(
  before: Value,
  after: Value,
): { before: Partial<Value>; after: Partial<Value> } | null {
  const names = (Object.keys(after) as (keyof Value)[]).filter(
    (name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  )
  if (names.length === 0) return null
  const pick = (value: Value) => Object.fromEntries(names.map((name) => [name, value[name]])) as Partial<Value>
  return { before: pick(before), after: pick(after) }
}

const latin = new Map(
  'а:a б:b в:v г:g д:d е:e ё:e ж:zh з:z и:i й:y к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f х:h ц:ts ч:ch ш:sh щ:sch ъ: ы:y ь: э:e ю:yu я:ya'
    .split(' ')
    .map((pair): [string, string] => [pair.slice(0, 1), pair.slice(2)]),
)

/** The short name of a company in addresses: Latin letters, digits and hyphens, at most 40. */
export function slugOf(name: string): string {
  const text = [...name.toLowerCase()].map((char) => latin.get(char) ?? char).join('')
  const slug = text
    .normalize('NFKD')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replace(/^-+|-+$/g, '')
  return slug || 'company'
}
