import { addDays, weekday } from '../../../kernel/time.ts'
import { raw, type Sql, sql } from '../../../platform/database/database.ts'
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
 * An interaction counts for the company at each level of its origin, on its day and in its week; for its department as a whole
 * and by source alone: deeper levels of many departments would be as many rows as there are interactions.
 */
function placesOf(row: InteractionRow): Place[] {
  const monday = mondayOf(row.localDay)
  const places = (scopeId: string, origins: readonly (string | null)[]) =>
    origins.flatMap((originId): Place[] =>
      originId
        ? [
            { scopeId, originId, span: 1, day: row.localDay },
            { scopeId, originId, span: 7, day: monday },
          ]
        : [],
    )
  const origins = [row.workspaceId, row.sourceId, row.campaignId, row.placementId, row.keywordId]
  const ofCompany = places(row.workspaceId, origins)
  return row.departmentId ? [...ofCompany, ...places(row.departmentId, [row.workspaceId, row.sourceId])] : ofCompany
}

/**
 * Contacts by origin, class and day or week. Ninety days of a level are some 24 rows per origin and class instead of 90,
 * read from one index.
 */
export const originFigures = defineSpreadRollup<Place>({
  table: 'origin_figures',
  parts: placesOf,
  by: ['localDay', 'departmentId', 'sourceId', 'campaignId', 'placementId', 'keywordId', 'classId'],
  dimensions: [
    { column: 'scope_id', type: 'uuid', of: (_, place) => place.scopeId, sql: 'i.scope_id' },
    { column: 'origin_id', type: 'uuid', of: (_, place) => place.originId, sql: 'i.origin_id' },
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
  where: 'i.scope_id is not null and i.origin_id is not null',
  from: (workspaceId) => sql`(
      with by_source as materialized (${counted(workspaceId, 'f.department_id, f.source_id')})
      select workspace_id, workspace_id as scope_id, workspace_id as origin_id, local_day, class_id, interactions, missed from by_source
      union all
      select workspace_id, workspace_id, source_id, local_day, class_id, interactions, missed from by_source
      union all
      select workspace_id, department_id, workspace_id, local_day, class_id, interactions, missed from by_source
      union all
      select workspace_id, department_id, source_id, local_day, class_id, interactions, missed from by_source
      union all
      select workspace_id, workspace_id, campaign_id, local_day, class_id, interactions, missed
        from (${counted(workspaceId, 'f.campaign_id')}) c
      union all
      select workspace_id, workspace_id, placement_id, local_day, class_id, interactions, missed
        from (${counted(workspaceId, 'f.placement_id')}) c
      union all
      select workspace_id, workspace_id, keyword_id, local_day, class_id, interactions, missed
        from (${counted(workspaceId, 'f.keyword_id')}) c
    ) i
    cross join lateral (values
      (1::smallint, i.local_day), (7::smallint, i.local_day - (extract(isodow from i.local_day)::int - 1))
    ) as p(span, day)`,
})

/**
 * Each level is counted in a pass of its own: ten million interactions are few thousand sums by source, and only then do
 * they stand in several places.
 */
function counted(workspaceId: string, by: string): Sql {
  return sql`
    select f.workspace_id, f.local_day, ${raw(by)}, f.class_id, count(*) as interactions,
      count(*) filter (where f.outcome <> 'talked') as missed
    from interactions f where f.workspace_id = ${workspaceId} and f.direction = 'inbound' and not f.is_test
    group by f.workspace_id, f.local_day, ${raw(by)}, f.class_id`
}
