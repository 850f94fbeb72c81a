import { addDays, weekday } from '../../../kernel/time.ts'
import { sql } from '../../../platform/database/database.ts'
import { defineSpreadRollup, type InteractionRow } from '../../interactions/index.ts'

/** Which interactions the report counts: contacts that clients made, test contacts left out. */
const counts = (row: InteractionRow): boolean => row.direction === 'inbound' && !row.isTest

interface Place {
  /** The company, or a department of it. */
  readonly scopeId: string
  readonly originId: string
  readonly span: 1 | 7
  readonly day: string
}

/** The Monday of a day's week. */
export const mondayOf = (day: string): string => addDays(day, 1 - weekday(day))

/**
 * An interaction counts for the company and for each level of its origin, on its day and in its week; for its department at
 * the levels that are compared as a whole, sources and campaigns.
 */
function placesOf(row: InteractionRow): Place[] {
  const monday = mondayOf(row.localDay)
  const shallow = [row.workspaceId, row.sourceId, row.campaignId]
  const places = (scopeId: string, origins: readonly (string | null)[]) =>
    origins.flatMap((originId): Place[] =>
      originId
        ? [
            { scopeId, originId, span: 1, day: row.localDay },
            { scopeId, originId, span: 7, day: monday },
          ]
        : [],
    )
  const ofCompany = places(row.workspaceId, [...shallow, row.placementId, row.keywordId])
  return row.departmentId ? [...ofCompany, ...places(row.departmentId, shallow)] : ofCompany
}

/**
 * Contacts by origin, class and day or week. Ninety days of a level are some 24 rows per origin and class instead of 90,
 * read from one index.
 */
export const originFigures = defineSpreadRollup<Place>({
  table: 'origin_figures',
  parts: placesOf,
  dimensions: [
    { column: 'scope_id', type: 'uuid', of: (_, place) => place.scopeId, sql: 'p.scope_id' },
    { column: 'origin_id', type: 'uuid', of: (_, place) => place.originId, sql: 'p.origin_id' },
    { column: 'span', type: 'smallint', of: (_, place) => place.span, sql: 'p.span' },
    { column: 'day', type: 'date', of: (_, place) => place.day, sql: 'p.day' },
    { column: 'class_id', type: 'uuid', of: (row) => row.classId, sql: 'i.class_id' },
  ],
  measures: [
    { column: 'interactions', of: () => 1, sql: 'sum(i.interactions)' },
    {
      column: 'missed',
      of: (row) => Number(row.outcome !== null && row.outcome !== 'talked'),
      sql: 'sum(i.missed)',
    },
  ],
  counts,
  where: 'p.origin_id is not null and p.scope_id is not null',
  // Counted by whole origin first: ten million interactions are spread over levels and spans as a few thousand sums.
  from: (workspaceId) => sql`(
      select f.workspace_id, f.local_day, f.department_id, f.source_id, f.campaign_id, f.placement_id, f.keyword_id, f.class_id,
        count(*) as interactions, count(*) filter (where f.outcome <> 'talked') as missed
      from interactions f where f.workspace_id = ${workspaceId} and f.direction = 'inbound' and not f.is_test
      group by 1, 2, 3, 4, 5, 6, 7, 8
    ) i
    cross join lateral (
      select o.scope_id, o.origin_id, s.span, s.day
      from (values
        (i.workspace_id, i.workspace_id), (i.workspace_id, i.source_id), (i.workspace_id, i.campaign_id),
        (i.workspace_id, i.placement_id), (i.workspace_id, i.keyword_id),
        (i.department_id, i.workspace_id), (i.department_id, i.source_id), (i.department_id, i.campaign_id)
      ) as o(scope_id, origin_id)
      cross join (values (1::smallint, i.local_day), (7::smallint, i.local_day - (extract(isodow from i.local_day)::int - 1)))
        as s(span, day)
    ) p`,
})
