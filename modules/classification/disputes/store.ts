/** One dispute as it lies in its table, and what was said in it. */
import { type Queryable, raw, sql, type Transaction } from '../../../platform/database/database.ts'
import { type Viewer, whereInteractions } from '../../interactions/index.ts'
import { type Dispute, type EntryKind, outcomeOf, type Party } from '../rules.ts'

export interface DisputeRow extends Dispute {
  readonly id: string
  readonly employeeId: string | null
  readonly employee: string | null
  readonly openedBy: string | null
  readonly openedByName: string
  readonly openedAt: Date
  readonly escalatedAt: Date | null
  readonly closedAt: Date | null
  readonly reason: string | null
}

export const disputeColumns = raw(`d.interaction_id as id, d.state, d.sales_class_id as "salesClassId",
  d.marketing_class_id as "marketingClassId", d.sales_offer_id as "salesOfferId", d.marketing_offer_id as "marketingOfferId",
  d.awaits, d.employee_id as "employeeId", e.name as employee, d.opened_by as "openedBy", d.opened_by_name as "openedByName",
  d.opened_at as "openedAt", d.due_at as "dueAt", d.escalated_at as "escalatedAt", d.closed_at as "closedAt",
  d.settled_class_id as "settledClassId", d.settlement, d.reason`)

/** The dispute about an interaction that the viewer may see, or null. */
export async function findDispute(db: Queryable, viewer: Viewer, id: string): Promise<DisputeRow | null> {
  const [row] = await db.query<DisputeRow>(sql`
    select ${disputeColumns} from class_disputes d
    left join employees e on e.workspace_id = ${viewer.workspaceId} and e.id = d.employee_id
    where d.workspace_id = ${viewer.workspaceId} and d.interaction_id = ${id} and exists (
      select from interactions i where ${whereInteractions({ tests: 'with' }, viewer)} and i.id = d.interaction_id)`)
  return row ?? null
}

/** Running and settled disputes about some interactions, whoever may see them. */
export const disputesOf = (db: Queryable, workspaceId: string, ids: readonly string[]): Promise<DisputeRow[]> =>
  db.query<DisputeRow>(sql`
    select ${disputeColumns} from class_disputes d
    left join employees e on e.workspace_id = ${workspaceId} and e.id = d.employee_id
    where d.workspace_id = ${workspaceId} and d.interaction_id = any(${[...ids]}::uuid[]) order by d.interaction_id`)

export type NewDispute = Omit<DisputeRow, 'employee'>

/** Writes a dispute as it stands now. */
export const saveDispute = (tx: Transaction, workspaceId: string, row: NewDispute): Promise<unknown> =>
  tx.query(sql`
    insert into class_disputes (workspace_id, interaction_id, state, sales_class_id, marketing_class_id, sales_offer_id,
      marketing_offer_id, awaits, employee_id, opened_by, opened_by_name, opened_at, due_at, escalated_at, closed_at,
      settled_class_id, settlement, outcome, reason)
    values (${workspaceId}, ${row.id}, ${row.state}, ${row.salesClassId}, ${row.marketingClassId}, ${row.salesOfferId},
      ${row.marketingOfferId}, ${row.awaits}, ${row.employeeId}, ${row.openedBy}, ${row.openedByName}, ${row.openedAt}, ${row.dueAt},
      ${row.escalatedAt}, ${row.closedAt}, ${row.settledClassId}, ${row.settlement}, ${outcomeOf(row)}, ${row.reason})
    on conflict (workspace_id, interaction_id) do update set state = excluded.state, sales_class_id = excluded.sales_class_id,
      marketing_class_id = excluded.marketing_class_id, sales_offer_id = excluded.sales_offer_id,
      marketing_offer_id = excluded.marketing_offer_id, awaits = excluded.awaits, employee_id = excluded.employee_id,
      opened_by = excluded.opened_by, opened_by_name = excluded.opened_by_name, opened_at = excluded.opened_at,
      due_at = excluded.due_at, escalated_at = excluded.escalated_at, closed_at = excluded.closed_at,
      settled_class_id = excluded.settled_class_id, settlement = excluded.settlement, outcome = excluded.outcome,
      reason = excluded.reason`)

export interface Entry {
  readonly seq: number
  readonly at: Date
  readonly kind: EntryKind
  readonly party: Party | null
  readonly author: string
  readonly classId: string | null
  readonly text: string | null
}

/** Everything that was said and done in a dispute, in its order. */
export const entriesOf = (db: Queryable, workspaceId: string, id: string): Promise<Entry[]> =>
  db.query<Entry>(sql`
    select seq, at, kind, party, author, class_id as "classId", text from class_dispute_entries
    where workspace_id = ${workspaceId} and interaction_id = ${id} order by seq`)

/** Adds to the history of a dispute. The caller holds the company's writers. Returns the entry's number. */
export async function addEntry(
  tx: Transaction,
  workspaceId: string,
  id: string,
  entry: Omit<Entry, 'seq'> & { readonly authorId: string | null },
): Promise<number> {
  const [row] = await tx.query<{ seq: number }>(sql`
    insert into class_dispute_entries (workspace_id, interaction_id, seq, at, kind, party, author_id, author, class_id, text)
    select ${workspaceId}::uuid, ${id}::uuid, coalesce(max(seq), 0) + 1, ${entry.at}::timestamptz, ${entry.kind}, ${entry.party},
      ${entry.authorId}::uuid, ${entry.author}, ${entry.classId}::uuid, ${entry.text}
    from class_dispute_entries where workspace_id = ${workspaceId} and interaction_id = ${id}
    returning seq`)
  return row?.seq ?? 1
}

/** Forgets disputes about interactions that are no more; the audit chain keeps what was decided. */
export async function dropDisputes(tx: Transaction, workspaceId: string, ids: readonly string[]): Promise<void> {
  for (const table of ['class_disputes', 'class_dispute_entries']) {
    await tx.query(sql`
      delete from ${raw(table)} where workspace_id = ${workspaceId} and interaction_id = any(${[...ids]}::uuid[])`)
  }
}
