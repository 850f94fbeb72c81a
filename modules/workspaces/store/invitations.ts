import type { Role } from '../../../kernel/access.ts'
import { newId } from '../../../kernel/ids.ts'
import { Problem } from '../../../kernel/problem.ts'
import { appendAudit } from '../../../platform/audit/audit.ts'
import { empty, type Queryable, sql, type Transaction } from '../../../platform/database/database.ts'
import { invitationDays, invitationState } from '../rules.ts'
import { newSecret, readSecret } from '../secrets.ts'
import type { By } from './by.ts'
import { requireDepartment } from './departments.ts'
import { employeeOfEmail, requireEmployee } from './employees.ts'

export interface Invitation {
  readonly id: string
  readonly email: string
  readonly name: string
  readonly role: Role
  readonly departmentId: string | null
  readonly employeeId: string | null
  readonly createdAt: Date
  readonly expiresAt: Date
  readonly acceptedAt: Date | null
  readonly revokedAt: Date | null
}

const columns = sql`id, email, name, role, department_id as "departmentId", employee_id as "employeeId", created_at as "createdAt",
  expires_at as "expiresAt", accepted_at as "acceptedAt", revoked_at as "revokedAt"`

/** The company's invitations, newest first. */
export const listInvitations = (db: Queryable, workspaceId: string): Promise<Invitation[]> =>
  db.query(
    sql`select ${columns} from invitations where workspace_id = ${workspaceId} order by created_at desc, id desc limit 500`,
  )

/**
 * Invites a person: a new one, or one who is in the list already (named by `employeeId` or by their e-mail) without an account. `token` is its only copy.
 * @throws Problem `already_member` where that person signs in already
 */
export async function createInvitation(
  tx: Transaction,
  workspaceId: string,
  invitation: {
    readonly email: string
    readonly name: string
    readonly role: Role
    readonly departmentId?: string | null | undefined
    readonly employeeId?: string | null | undefined
  },
  by: By,
): Promise<Invitation & { readonly token: string }> {
  const email = invitation.email.trim().toLowerCase()
  const employee = invitation.employeeId
    ? await requireEmployee(tx, workspaceId, invitation.employeeId)
    : await employeeOfEmail(tx, workspaceId, email)
  if (employee?.signsIn && employee.active) throw new Problem('already_member', { field: 'email' })
  const departmentId = employee ? employee.departmentId : (invitation.departmentId ?? null)
  if (departmentId) await requireDepartment(tx, workspaceId, departmentId)
  const id = newId()
  const { secret, hash } = newSecret('lsi', workspaceId)
  const expiresAt = new Date(by.now.getTime() + invitationDays * 86_400_000)
  const [row] = await tx.query<Invitation>(sql`
    insert into invitations (workspace_id, id, email, name, role, department_id, employee_id, token_hash, created_by, created_at, expires_at)
    values (${workspaceId}, ${id}, ${email}, ${invitation.name}, ${invitation.role}, ${departmentId}, ${employee?.id ?? null},
      ${hash}, ${by.actor.id}, ${by.now}, ${expiresAt})
    returning ${columns}`)
  if (!row) throw new Problem('conflict')
  const after = { email, name: row.name, role: row.role, departmentId, expiresAt: expiresAt.toISOString() }
  await appendAudit(tx, workspaceId, [
    { at: by.now, actor: by.actor, action: 'invitation.created', objectType: 'invitation', objectId: id, after },
  ])
  return { ...row, token: secret }
}

/** Withdraws an invitation. @throws Problem `not_found`, or `invitation_over` where it was accepted already */
export async function revokeInvitation(tx: Transaction, workspaceId: string, id: string, by: By): Promise<void> {
  const [found] = await tx.query<Invitation>(
    sql`select ${columns} from invitations where workspace_id = ${workspaceId} and id = ${id} for update`,
  )
  if (!found) throw new Problem('not_found')
  if (found.acceptedAt) throw new Problem('invitation_over')
  if (found.revokedAt) return
  await tx.query(sql`update invitations set revoked_at = ${by.now} where workspace_id = ${workspaceId} and id = ${id}`)
  await appendAudit(tx, workspaceId, [
    {
      at: by.now,
      actor: by.actor,
      action: 'invitation.revoked',
      objectType: 'invitation',
      objectId: id,
      before: { email: found.email, state: 'waiting' },
      after: { email: found.email, state: 'revoked' },
    },
  ])
}

/**
 * The invitation behind a link while it can be accepted; locked until the transaction ends when `lock` is set.
 * @throws Problem `not_found` for a link that never was one, `invitation_over` for one that was used, withdrawn or has expired
 */
export async function openInvitation(
  db: Queryable,
  token: string,
  now: Date,
  lock = false,
): Promise<Invitation & { readonly workspaceId: string }> {
  const read = readSecret('lsi', token)
  if (!read) throw new Problem('not_found')
  const { workspaceId, hash } = read
  const [found] = await db.query<Invitation>(sql`
    select ${columns} from invitations where workspace_id = ${workspaceId} and token_hash = ${hash}
    ${lock ? sql`for update` : empty}`)
  if (!found) throw new Problem('not_found')
  if (invitationState(found, now) !== 'waiting') throw new Problem('invitation_over')
  return { ...found, workspaceId }
}

/** Marks an invitation as used. */
export const closeInvitation = (tx: Transaction, workspaceId: string, id: string, now: Date): Promise<unknown> =>
  tx.query(sql`update invitations set accepted_at = ${now} where workspace_id = ${workspaceId} and id = ${id}`)
