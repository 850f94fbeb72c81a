import { Problem } from '../../kernel/problem.ts'
import { type Actor, appendAudit } from '../../platform/audit/audit.ts'
import { type Database, sql } from '../../platform/database/database.ts'
import type { Services } from '../../platform/services/services.ts'
import { passwordLinkHours } from './rules.ts'
import type { By } from './store/by.ts'
import { requireEmployee } from './store/employees.ts'

type House = Pick<Services, 'db' | 'accounts'>

/**
 * A link for a person who forgot their password. An account that also works in other companies is not one company's to open.
 * @throws Problem `not_found`, `no_account` where the person does not sign in, `account_elsewhere`
 */
export async function makePasswordLink(
  { db, accounts }: House,
  workspaceId: string,
  employeeId: string,
  by: By,
): Promise<{ token: string; expiresAt: Date }> {
  const { name } = await requireEmployee(db, workspaceId, employeeId)
  const [account] = await db.query<{ userId: string | null }>(
    sql`select user_id as "userId" from employees where workspace_id = ${workspaceId} and id = ${employeeId}`,
  )
  const userId = account?.userId
  if (!userId) throw new Problem('no_account')
  const elsewhere = await db.query(
    sql`select 1 from employees where user_id = ${userId} and workspace_id <> ${workspaceId} limit 1`,
  )
  if (elsewhere.length > 0) throw new Problem('account_elsewhere', {}, { name })
  const expiresAt = new Date(by.now.getTime() + passwordLinkHours * 3_600_000)
  const token = await accounts.passwordToken(userId, expiresAt)
  await db.transaction((tx) =>
    appendAudit(tx, workspaceId, [
      {
        at: by.now,
        actor: by.actor,
        action: 'employee.password_link',
        objectType: 'employee',
        objectId: employeeId,
        after: { expiresAt: expiresAt.toISOString() },
      },
    ]),
  )
  return { token, expiresAt }
}

/** @throws Problem `link_over` for a link that never was one, was used or has expired */
export async function peekPasswordLink({ accounts }: House, token: string, now: Date) {
  const person = await accounts.personOfToken(token, now)
  if (!person) throw new Problem('link_over')
  return { name: person.name, email: person.email }
}

/** Sets the password that the link's owner chose. @throws Problem `link_over` */
export async function changePassword({ db, accounts }: House, input: { token: string; password: string }, now: Date) {
  const person = await accounts.redeemPasswordToken(input.token, input.password, now)
  if (!person) throw new Problem('link_over')
  await logNewPassword(db, person.id, now)
  return { email: person.email }
}

/** Writes a new password into the log of every company where the account works: set by its owner, or by `actor`. */
export async function logNewPassword(db: Database, userId: string, now: Date, actor?: Actor): Promise<void> {
  const places = await db.query<{ workspaceId: string; id: string; name: string }>(
    sql`select workspace_id as "workspaceId", id, name from employees where user_id = ${userId}`,
  )
  for (const { workspaceId, id, name } of places) {
    const entry = {
      at: now,
      actor: actor ?? { kind: 'person' as const, id, name },
      action: 'employee.password_changed',
      objectType: 'employee',
      objectId: id,
    }
    await db.transaction((tx) => appendAudit(tx, workspaceId, [entry]))
  }
}
