/** Interactions tell where a deal came from: when they change, so do the deals that name no source themselves. */
import { sql, type Transaction } from '../../platform/database/database.ts'
import type { Change, InteractionRow, Projection } from '../interactions/index.ts'
import { changeDeals, recountDeals } from './store/figures.ts'

const told = ['customerId', 'sourceId', 'campaignId', 'placementId', 'keywordId', 'visitId', 'isTest'] as const

const tellsOther = ({ before, after }: Change): boolean =>
  !before ||
  !after ||
  before.startedAt.getTime() !== after.startedAt.getTime() ||
  told.some((field) => before[field] !== after[field])

/** Keeps the origins of deals, and the sums by origin, in step with the record. */
export const dealOrigins: Projection = {
  name: 'deal_origins',
  async apply(tx: Transaction, workspaceId: string, changes: readonly Change[]) {
    const rows = changes
      .filter(tellsOther)
      .flatMap(({ before, after }) => [before, after].filter((row) => row !== null))
    if (rows.length === 0) return
    const [waiting] = await tx.query(
      sql`select from deals d where d.workspace_id = ${workspaceId} and d.origin_id is null limit 1`,
    )
    if (!waiting) return
    const ids = await dealsOf(tx, workspaceId, rows)
    if (ids.length > 0) await changeDeals(tx, workspaceId, ids, async () => [])
  },
  rebuild: recountDeals,
}

/** Deals without a source of their own that name one of these interactions or visits, or are of one of these clients. */
async function dealsOf(tx: Transaction, workspaceId: string, rows: readonly InteractionRow[]): Promise<string[]> {
  const distinct = (values: readonly (string | null)[]) => [...new Set(values.flatMap((value) => value ?? []))]
  const customers = distinct(rows.map(({ customerId }) => customerId))
  const visits = distinct(rows.map(({ visitId }) => visitId))
  const found = await tx.query<{ id: string }>(sql`
    with contacts as (
      select k.kind, k.value from customer_contacts k
      where k.workspace_id = ${workspaceId} and k.customer_id = any(${customers}::uuid[])
    )
    select d.id from deals d where d.workspace_id = ${workspaceId} and d.origin_id is null
      and d.interaction_id = any(${distinct(rows.map(({ id }) => id))}::uuid[])
    union
    select d.id from deals d where d.workspace_id = ${workspaceId} and d.origin_id is null and d.visit_id = any(${visits}::uuid[])
    union
    select d.id from contacts k join deals d on d.workspace_id = ${workspaceId} and d.phone = k.value
    where k.kind = 'phone' and d.origin_id is null
    union
    select d.id from contacts k join deals d on d.workspace_id = ${workspaceId} and d.email = k.value
    where k.kind = 'email' and d.origin_id is null
    union
    select d.id from contacts k join deals d
      on d.workspace_id = ${workspaceId} and d.match_kind = k.kind and d.match_value = k.value
    where d.origin_id is null
    union
    -- The client of an interaction or visit that the CRM names.
    select d.id from interactions i join deals d on d.workspace_id = ${workspaceId} and d.interaction_id = i.id
    where i.workspace_id = ${workspaceId} and i.customer_id = any(${customers}::uuid[]) and d.origin_id is null
    union
    select d.id from interactions i join deals d on d.workspace_id = ${workspaceId} and d.visit_id = i.visit_id
    where i.workspace_id = ${workspaceId} and i.customer_id = any(${customers}::uuid[]) and d.origin_id is null`)
  return found.map(({ id }) => id)
}
