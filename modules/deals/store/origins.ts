/** Where deals came from: what the report of sources counts them under. */
import { type Sql, sql, type Transaction } from '../../../platform/database/database.ts'
import { clientOf } from './client.ts'

/**
 * Finds the origin of the chosen deals anew. What the CRM or the file told comes first, then the interaction that the CRM names, then the
 * client's first interaction that has a source. `chosen`: a condition on `deals d`.
 */
export async function findDealOrigins(tx: Transaction, workspaceId: string, chosen: Sql): Promise<void> {
  await tx.query(sql`
    update deals t set origin_from = r.origin_from, source_id = r.source_id, campaign_id = r.campaign_id,
      placement_id = r.placement_id, keyword_id = r.keyword_id
    from (
      select d.id, o.* from deals d left join lateral (
        select x.origin_from, x.source_id, x.campaign_id, x.placement_id, x.keyword_id from (
          select 1 as rank, 'deal' as origin_from, l.* from (${lineageOf(workspaceId)}) l where d.origin_id is not null
          union all
          select 2, 'deal', i.source_id, i.campaign_id, i.placement_id, i.keyword_id from interactions i
          where d.origin_id is null and i.workspace_id = ${workspaceId} and i.id = d.interaction_id and i.source_id is not null
          union all
          select 3, 'interaction', f.* from (${firstOf(workspaceId)}) f where d.origin_id is null
        ) x order by x.rank limit 1
      ) o on true
      where d.workspace_id = ${workspaceId} and ${chosen}
    ) r
    where t.workspace_id = ${workspaceId} and t.id = r.id
      and (t.origin_from, t.source_id, t.campaign_id, t.placement_id, t.keyword_id)
        is distinct from (r.origin_from, r.source_id, r.campaign_id, r.placement_id, r.keyword_id)`)
}

/** The origin that the deal names with those above it, one column for each level. */
const lineageOf = (workspaceId: string): Sql => sql`
  with recursive up as (
    select o.id, o.level, o.parent_id from origins o where o.workspace_id = ${workspaceId} and o.id = d.origin_id
    union all
    select o.id, o.level, o.parent_id from up join origins o on o.workspace_id = ${workspaceId} and o.id = up.parent_id
  )
  select (array_agg(id) filter (where level = 'source'))[1] as source_id,
    (array_agg(id) filter (where level = 'campaign'))[1] as campaign_id,
    (array_agg(id) filter (where level = 'placement'))[1] as placement_id,
    (array_agg(id) filter (where level = 'keyword'))[1] as keyword_id
  from up`

/** The origin of the client's first interaction that has one. */
const firstOf = (workspaceId: string): Sql => sql`
  select i.source_id, i.campaign_id, i.placement_id, i.keyword_id
  from (${clientOf(workspaceId)}) k
  join interactions i on i.workspace_id = ${workspaceId} and i.customer_id = k.customer_id
  where i.source_id is not null and not i.is_test
  order by i.started_at, i.id limit 1`
