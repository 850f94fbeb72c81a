import { raw, sql, type Transaction } from '../../../platform/database/database.ts'
import type { Change } from '../projection.ts'
import { type InteractionRow, selectList } from '../row.ts'

/**
 * Gives the interactions of customers who turned out to be somebody else to those who they are. `done` names the
 * interactions of the running batch, which have their customer already.
 */
export async function moveCustomers(
  tx: Transaction,
  workspaceId: string,
  merged: ReadonlyMap<string, string>,
  done: ReadonlySet<string>,
): Promise<Change[]> {
  if (merged.size === 0) return []
  const rows = await tx.query<InteractionRow>(sql`
    select ${raw(selectList('i'))} from interactions i
    where i.workspace_id = ${workspaceId} and i.customer_id = any(${[...merged.keys()]}::uuid[])`)
  const moved = rows.filter((row) => !done.has(row.id))
  for (const [from, to] of merged) {
    await tx.query(
      sql`update interactions set customer_id = ${to} where workspace_id = ${workspaceId} and customer_id = ${from}`,
    )
  }
  return moved.map((before) => ({
    before,
    after: { ...before, customerId: merged.get(before.customerId ?? '') ?? null },
  }))
}
