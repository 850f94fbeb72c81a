/** What other modules ask of visits. */
import { type Queryable, sql } from '../../../platform/database/database.ts'
import type { OriginObservation } from '../../interactions/index.ts'
import { lookbackDays } from '../rules.ts'

export interface FoundVisit {
  readonly id: string
  readonly siteId: string
  readonly visitorId: string | null
  readonly startedAt: Date
  readonly lastAt: Date
}

/** A visit by its id, or null where the company has none. */
export async function findVisit(db: Queryable, workspaceId: string, visitId: string): Promise<FoundVisit | null> {
  const [visit] = await db.query<FoundVisit>(sql`
    select v.id, v.site_id as "siteId", v.visitor_id as "visitorId", v.started_at as "startedAt", v.last_at as "lastAt"
    from visits v where v.workspace_id = ${workspaceId} and v.id = ${visitId}`)
  return visit ?? null
}

interface NamedOrigin {
  readonly source: string
  readonly campaign: string | null
  readonly placement: string | null
  readonly keyword: string | null
  readonly certain: boolean
}

/**
 * The origin that an interaction of this visit has: the visit's own, or, where nobody sent it, that of the visitor's last visit
 * that somebody did, within `lookbackDays` (last non-direct click). Null where the visit is not known.
 */
export async function originOfVisit(
  db: Queryable,
  workspaceId: string,
  visitId: string,
): Promise<OriginObservation | null> {
  const [found] = await db.query<NamedOrigin>(sql`
    select o.source, o.campaign, o.placement, o.keyword, o.certain
    from visits v
    left join lateral (
      select e.origin_id from visits e
      where e.workspace_id = ${workspaceId} and e.visitor_id = v.visitor_id and v.direct and not e.direct
        and e.started_at <= v.started_at and e.started_at > v.started_at - ${lookbackDays} * interval '1 day'
      order by e.started_at desc limit 1
    ) earlier on true
    join visit_origins o on o.workspace_id = ${workspaceId} and o.id = coalesce(earlier.origin_id, v.origin_id)
    where v.workspace_id = ${workspaceId} and v.id = ${visitId}`)
  return found ? observed(found) : null
}

const observed = ({ source, campaign, placement, keyword, certain }: NamedOrigin): OriginObservation => ({
  source,
  ...(campaign && { campaign }),
  ...(placement && { placement }),
  ...(keyword && { keyword }),
  certain,
})
