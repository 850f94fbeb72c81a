/** Visits by the way they came on, with the contacts that they led to. */
import { addDays } from '../../../kernel/time.ts'
import { join, type Queryable, raw, type Sql, sql } from '../../../platform/database/database.ts'
import { type Viewer, whereInteractions } from '../../interactions/index.ts'
import type { VisitRow, visitLevels } from '../contract.ts'
import type { Medium } from '../rules.ts'

export interface VisitFilter {
  readonly site?: string
  readonly medium?: Medium
  readonly source?: string
  readonly campaign?: string
}

/** What of `visits v` and `visit_origins o` fits the filter. */
export const whereVisits = (workspaceId: string, filter: VisitFilter): Sql =>
  join(
    [
      sql`v.workspace_id = ${workspaceId} and o.workspace_id = ${workspaceId}`,
      filter.site ? sql`v.site_id = ${filter.site}` : null,
      filter.medium ? sql`o.medium = ${filter.medium}` : null,
      filter.source ? sql`o.source = ${filter.source}` : null,
      filter.campaign ? sql`o.campaign = ${filter.campaign}` : null,
    ].filter((part) => part !== null),
    ' and ',
  )

/**
 * One row per name of the level, most visits first. A visit counts for its own origin and its own day; a contact counts for the visit
 * that led to it, whenever it came. Contacts are those that the viewer sees, without test contacts.
 */
export function visitsByOrigin(
  db: Queryable,
  viewer: Viewer,
  asked: VisitFilter & { readonly from: string; readonly to: string; readonly level: (typeof visitLevels)[number] },
): Promise<VisitRow[]> {
  const { workspaceId } = viewer
  const { from, to, level } = asked
  return db.query<VisitRow>(sql`
    with contacts as (
      select i.visit_id, count(*) as n from interactions i
      where ${whereInteractions({ tests: 'without' }, viewer)} and i.visit_id is not null
        and i.started_at >= ${`${addDays(from, -1)}T00:00:00Z`}::timestamptz
      group by i.visit_id
    )
    select o.${raw(level)} as name, min(o.medium) as medium, count(*) as visits,
      count(distinct coalesce(v.visitor_id, v.id)) as visitors, count(*) filter (where v.number = 1) as fresh,
      sum(v.pages)::bigint as pages, sum(v.goals)::bigint as goals, count(*) filter (where v.hits = 1) as bounces,
      round(sum(extract(epoch from v.last_at - v.started_at)))::bigint as seconds,
      count(c.visit_id) as "withContact", coalesce(sum(c.n), 0)::bigint as contacts
    from visits v
    join visit_origins o on o.id = v.origin_id
    left join contacts c on c.visit_id = v.id
    where ${whereVisits(workspaceId, asked)} and v.local_day between ${from}::date and ${to}::date
    group by o.${raw(level)}
    order by count(*) desc, name limit 1000`)
}

/** Visitors once each, whatever the number of ways on which they came. */
export async function countVisitors(
  db: Queryable,
  workspaceId: string,
  asked: VisitFilter & { readonly from: string; readonly to: string },
): Promise<number> {
  const [row] = await db.query<{ visitors: number }>(sql`
    select count(distinct coalesce(v.visitor_id, v.id)) as visitors
    from visits v join visit_origins o on o.id = v.origin_id
    where ${whereVisits(workspaceId, asked)} and v.local_day between ${asked.from}::date and ${asked.to}::date`)
  return row?.visitors ?? 0
}
