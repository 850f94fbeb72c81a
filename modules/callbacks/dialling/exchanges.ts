/** What the settings of a site may name: connections that can call, and people who can be rung. */
import { Problem } from '../../../kernel/problem.ts'
import { type Queryable, sql, type Transaction } from '../../../platform/database/database.ts'
import type { Dialling } from '../../intake/index.ts'
import type { CallbackSettings } from '../settings.ts'

/** All of a company, by name. */
export async function exchangesOf(db: Queryable, dialling: Dialling, workspaceId: string) {
  const people = await db.query<{ id: string; name: string; hasLine: boolean }>(sql`
    select e.id, e.name, exists (select 1 from employee_lines l where l.workspace_id = ${workspaceId} and l.employee_id = e.id) as "hasLine"
    from employees e where e.workspace_id = ${workspaceId} and e.active order by e.name, e.id`)
  const departments = await db.query<{ id: string; name: string }>(sql`
    select d.id, d.name from departments d where d.workspace_id = ${workspaceId} order by d.name, d.id`)
  return { connections: await dialling.list(db, workspaceId), people, departments }
}

/** @throws Problem not_found, missing_value where the settings name what is not there, or nothing to call by */
export async function requireExchange(
  tx: Transaction,
  dialling: Dialling,
  workspaceId: string,
  { dial }: CallbackSettings,
  before: CallbackSettings,
): Promise<void> {
  // A connection that was paused or removed since is no reason to refuse another change.
  if (!dial.enabled && JSON.stringify(dial) === JSON.stringify(before.dial)) return
  if (dial.enabled && !dial.connection) throw new Problem('missing_value', { field: 'settings.dial.connection' })
  if (dial.enabled && dial.who === 'list' && dial.people.length === 0) {
    throw new Problem('missing_value', { field: 'settings.dial.people' })
  }
  if (dial.connection && !(await dialling.list(tx, workspaceId)).some(({ id }) => id === dial.connection)) {
    throw new Problem('not_found', { field: 'settings.dial.connection' })
  }
  const found = await tx.query(
    sql`select 1 from employees where workspace_id = ${workspaceId} and id = any(${[...dial.people]}::uuid[])`,
  )
  if (found.length !== new Set(dial.people).size) throw new Problem('not_found', { field: 'settings.dial.people' })
}
