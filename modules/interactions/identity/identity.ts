/** What people say about who is who: two customers are one, or one is two after all. */
import { Problem } from '../../../kernel/problem.ts'
import type { Member } from '../../../platform/api/context.ts'
import { appendAudit } from '../../../platform/audit/audit.ts'
import { type Queryable, raw, sql, type Transaction } from '../../../platform/database/database.ts'
import {
  allowJoin,
  type Contact,
  currentCustomer,
  joinRows,
  keepApart,
  partRows,
  readCustomer,
  readJoin,
} from '../../customers/index.ts'
import { whereInteractions } from '../filter-sql.ts'
import type { Projection } from '../projection.ts'
import { contactsOf } from '../record/contacts.ts'
import { recall } from '../record/load.ts'
import { moveCustomers } from '../record/move-customers.ts'
import { lockWriters, project } from '../record/record.ts'
import { type InteractionRow, selectList } from '../row.ts'

interface Work {
  readonly member: Member
  readonly projections: readonly Projection[]
  readonly reason: string
  readonly now: Date
}

/**
 * Makes two customers one: the older stays, with everything of both. Returns who stayed.
 * @throws Problem not_found where the viewer sees nothing of one of them; customers_same where they are one already
 */
export async function joinCustomers(
  tx: Transaction,
  { member, projections, reason, now }: Work,
  one: string,
  other: string,
): Promise<string> {
  const { workspaceId, actor } = member
  await lockWriters(tx, workspaceId)
  for (const id of [one, other]) await mustSee(tx, member, id)
  if (one === other) throw new Problem('customers_same', { field: 'contact' })
  const [kept = one, gone = other] = [one, other].sort()
  const before = await readCustomer(tx, workspaceId, gone)
  await allowJoin(tx, workspaceId, kept, gone)
  const names = await joinRows(tx, workspaceId, [{ kept, gone, because: { kind: 'person', actor, reason } }], now)
  for (const [, name] of names) {
    await tx.query(
      sql`update customers set name = ${name} where workspace_id = ${workspaceId} and id = ${kept} and name is null`,
    )
  }
  await project(tx, workspaceId, projections, await moveCustomers(tx, workspaceId, new Map([[gone, kept]]), new Set()))
  await appendAudit(tx, workspaceId, [
    {
      at: now,
      actor,
      action: 'customer.joined',
      objectType: 'customer',
      objectId: kept,
      before: { id: gone, name: before?.name ?? null },
      after: { id: kept },
      reason,
    },
  ])
  return kept
}

/**
 * Undoes a join: who was gone comes back with their contacts and with the interactions that name these alone. What names
 * contacts of both stays where it is. From now on nothing joins the two by itself. Returns who came back.
 * @throws Problem not_found; customers_parted where it was undone already
 */
export async function partCustomers(
  tx: Transaction,
  { member, projections, reason, now }: Work,
  joinId: string,
): Promise<{ readonly id: string; readonly interactions: number }> {
  const { workspaceId, actor } = member
  await lockWriters(tx, workspaceId)
  const join = await readJoin(tx, workspaceId, joinId)
  if (!join) throw new Problem('not_found', { field: 'join' })
  if (join.partedAt) throw new Problem('customers_parted', { field: 'join' })
  const from = await currentCustomer(tx, workspaceId, join.keptId)
  await mustSee(tx, member, from)
  await partRows(tx, workspaceId, join, from, { at: now, by: actor, reason })
  await keepApart(tx, workspaceId, from, join.goneId)
  const moved = await namedAlone(tx, member, from, join.contacts)
  await tx.query(sql`
    update interactions set customer_id = ${join.goneId}
    where workspace_id = ${workspaceId} and id = any(${moved.map(({ id }) => id)}::uuid[])`)
  await project(
    tx,
    workspaceId,
    projections,
    moved.map((before) => ({ before, after: { ...before, customerId: join.goneId } })),
  )
  await appendAudit(tx, workspaceId, [
    {
      at: now,
      actor,
      action: 'customer.parted',
      objectType: 'customer',
      objectId: from,
      before: { id: from },
      after: { id: join.goneId, name: join.goneName, interactions: moved.length },
      reason,
    },
  ])
  return { id: join.goneId, interactions: moved.length }
}

/** A customer exists for somebody through the contacts that they may see. @throws Problem not_found */
export async function mustSee(db: Queryable, member: Member, customer: string): Promise<void> {
  if (!(await sees(db, member, customer))) throw new Problem('not_found', { field: 'customer' })
}

export async function sees(db: Queryable, member: Member, customer: string): Promise<boolean> {
  const rows = await db.query(sql`
    select 1 as seen from interactions i where ${whereInteractions({ customer, tests: 'with' }, member)} limit 1`)
  return rows.length > 0
}

/** A customer's interactions that tell of the given contacts and of no others. */
async function namedAlone(
  tx: Transaction,
  { workspaceId, country }: Member,
  customer: string,
  contacts: readonly Contact[],
): Promise<InteractionRow[]> {
  const rows = await tx.query<InteractionRow>(sql`
    select ${raw(selectList('i'))} from interactions i
    where i.workspace_id = ${workspaceId} and i.customer_id = ${customer} order by i.id`)
  const theirs = new Set(contacts.map(({ kind, value }) => `${kind}:${value}`))
  return (await recall(tx, workspaceId, rows)).flatMap(({ row, told }) => {
    const named = contactsOf(told, null, [], country).contacts
    return named.length > 0 && named.every(({ kind, value }) => theirs.has(`${kind}:${value}`)) ? row : []
  })
}
