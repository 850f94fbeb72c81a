/** Deals by origin, day and outcome, kept in step with every change of a deal; and the answers that the report of sources asks for. */
import { join, type Queryable, raw, type Sql, sql, type Transaction } from '../../../platform/database/database.ts'
import { type DealSum, type DealsOfOrigins, manyIds, splitPeriod } from '../../attribution/index.ts'
import { lockWriters } from '../../interactions/index.ts'
import { withinReach } from './list.ts'
import { findDealOrigins } from './origins.ts'

/**
 * Changes the deals with the given ids and brings the sums in step; `change` returns the ids of those that it made besides. The company's
 * other writers wait.
 */
export async function changeDeals(
  tx: Transaction,
  workspaceId: string,
  ids: readonly string[],
  change: () => Promise<readonly string[]>,
): Promise<void> {
  await lockWriters(tx, workspaceId)
  await addUp(tx, workspaceId, among(ids), -1)
  const all = among([...new Set([...ids, ...(await change())])])
  await findDealOrigins(tx, workspaceId, all)
  await addUp(tx, workspaceId, all, 1)
}

/** Computes origins and sums of all deals of a company anew. */
export async function recountDeals(tx: Transaction, workspaceId: string): Promise<void> {
  await lockWriters(tx, workspaceId)
  await tx.query(sql`delete from deal_figures where workspace_id = ${workspaceId}`)
  await findDealOrigins(tx, workspaceId, sql`true`)
  await addUp(tx, workspaceId, sql`true`, 1)
}

const among = (ids: readonly string[]): Sql => sql`d.id = any(${[...ids]}::uuid[])`

/** A deal counts for the company and at each level of its origin, on the day it was made and in the week of that day. */
const addUp = (tx: Transaction, workspaceId: string, chosen: Sql, sign: 1 | -1): Promise<unknown[]> =>
  tx.query(sql`
    insert into deal_figures as f (workspace_id, origin_id, span, day, outcome, currency, deals, amount, unpriced)
    select d.workspace_id, p.origin_id, s.span, s.day, d.outcome, d.currency, ${sign}::int * count(*),
      ${sign}::int * coalesce(sum(d.amount), 0), ${sign}::int * count(*) filter (where d.amount is null)
    from deals d
    cross join lateral (values (d.workspace_id), (d.source_id), (d.campaign_id), (d.placement_id), (d.keyword_id)) p(origin_id)
    cross join lateral (values
      (1::smallint, d.created_on), (7::smallint, d.created_on - (extract(isodow from d.created_on)::int - 1))) s(span, day)
    where d.workspace_id = ${workspaceId} and d.removed_at is null and p.origin_id is not null and ${chosen}
    group by 1, 2, 3, 4, 5, 6 order by 1, 2, 3, 4, 5, 6
    on conflict (workspace_id, origin_id, span, day, outcome, currency) do update set
      deals = f.deals + excluded.deals, amount = f.amount + excluded.amount, unpriced = f.unpriced + excluded.unpriced`)

const sums = (alias: string): Sql =>
  raw(
    `sum(${alias}.deals)::int as deals, sum(${alias}.amount)::bigint as amount, sum(${alias}.unpriced)::int as unpriced`,
  )

/** What the report of sources asks of deals, by the day on which they were made. */
export const dealsOfOrigins: DealsOfOrigins = {
  async kept(db: Queryable, workspaceId, period, originIds) {
    const { weeks, days } = splitPeriod(period)
    const parts = [...(weeks ? [{ span: 7, ...weeks }] : []), ...days.map((part) => ({ span: 1, ...part }))]
    if (parts.length === 0 || originIds.length === 0) return []
    const ids = manyIds(originIds)
    const selects = parts.map(
      ({ span, from, to }) => sql`
        select f.origin_id, f.outcome, f.currency, f.deals, f.amount, f.unpriced from deal_figures f
        where f.workspace_id = ${workspaceId} and f.origin_id = any(${ids}) and f.span = ${span}::smallint
          and f.day between ${from}::date and ${to}::date`,
    )
    return db.query<DealSum & { originId: string }>(sql`
      select s.origin_id as "originId", s.outcome, s.currency, ${sums('s')}
      from (${join(selects, ' union all ')}) s group by 1, 2, 3 having sum(s.deals) <> 0`)
  },
  counted: (db: Queryable, viewer, { from, to }) =>
    db.query<DealSum>(sql`
      select coalesce(d.keyword_id, d.placement_id, d.campaign_id, d.source_id) as "originId", d.outcome, d.currency,
        count(*)::int as deals, coalesce(sum(d.amount), 0)::bigint as amount,
        (count(*) filter (where d.amount is null))::int as unpriced
      from deals d where ${withinReach(viewer)} and d.created_on between ${from}::date and ${to}::date group by 1, 2, 3`),
}
