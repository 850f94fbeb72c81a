/**
 * The one place where a filter and a person's reach become SQL. Every list, report and export of interactions uses it,
 * so that a figure and the list behind it can't disagree.
 */
import type { Reach } from '../../kernel/access.ts'
import { addDays } from '../../kernel/time.ts'
import { join, raw, type Sql, sql } from '../../platform/database/database.ts'
import type { InteractionFilter } from './filter.ts'
import { missedOutcomes } from './rules.ts'
import { matchesText } from './search-sql.ts'

/** Who asks: a member, or the parts of one that matter here. */
export interface Viewer {
  readonly workspaceId: string
  readonly reach: Reach
  /** Without this right names and parts of numbers are not searched: a search that answers would tell what is masked. */
  readonly seesPersonalData?: boolean
}

/** A boolean SQL expression over table `interactions` under `alias`: the workspace, the reach of the viewer, and the filter. */
export function whereInteractions(filter: InteractionFilter, viewer: Viewer, alias = 'i'): Sql {
  const column = (name: string) => raw(`${alias}.${name}`)
  const conditions: Sql[] = [sql`${column('workspace_id')} = ${viewer.workspaceId}`]
  const reach = withinReach(viewer.reach, alias)
  if (reach) conditions.push(reach)
  const push = (condition: Sql | null) => {
    if (condition) conditions.push(condition)
  }

  push(period(filter, alias))
  push(among(column('kind'), filter.kind, 'text'))
  push(among(column('direction'), filter.direction, 'text'))
  push(among(column('outcome'), filter.outcome, 'text'))
  push(among(column('state'), filter.state, 'text'))
  push(amongOrNone(column('employee_id'), filter.employee))
  push(amongOrNone(column('department_id'), filter.department))
  push(amongOrNone(column('source_id'), filter.source))
  push(amongOrNone(column('campaign_id'), filter.campaign))
  push(amongOrNone(column('placement_id'), filter.placement))
  push(amongOrNone(column('keyword_id'), filter.keyword))
  push(amongOrNone(column('class_id'), filter.class))
  push(among(column('party_kind'), filter.partyKind, 'text'))
  push(among(column('provider'), filter.provider, 'text'))
  push(among(column('local_hour'), filter.hour, 'smallint'))
  push(among(sql`extract(isodow from ${column('local_day')})::int`, filter.weekday, 'int'))
  if (filter.missed !== undefined) {
    const missed = sql`(${column('direction')} = 'inbound' and ${column('outcome')} = any(${[...missedOutcomes]}::text[]))`
    push(filter.missed ? missed : sql`not coalesce(${missed}, false)`)
  }
  if (filter.group?.length) {
    push(sql`${column('class_id')} = any(array(
      select c.id from interaction_classes c where c.workspace_id = ${viewer.workspaceId} and c.class_group = any(${filter.group}::text[])))`)
  }
  if (filter.customer) push(sql`${column('customer_id')} = ${filter.customer}`)
  if (filter.import) push(sql`${column('import_id')} = ${filter.import}`)
  if (filter.minTalk !== undefined) push(sql`${column('talk_seconds')} >= ${filter.minTalk}`)
  if (filter.maxTalk !== undefined) push(sql`coalesce(${column('talk_seconds')}, 0) <= ${filter.maxTalk}`)
  if (filter.text) push(matchesText(filter.text, viewer, alias))
  if (filter.tests === 'only') push(sql`${column('is_test')}`)
  else if (filter.tests !== 'with') push(sql`not ${column('is_test')}`)
  return join(conditions, ' and ')
}

/** The part of the record that the viewer sees, or null where it is all of it. */
export function withinReach(reach: Reach, alias = 'i'): Sql | null {
  switch (reach.kind) {
    case 'all':
      return null
    case 'department':
      return sql`${raw(alias)}.department_id = ${reach.departmentId}`
    case 'own':
      return reach.employeeId ? sql`${raw(alias)}.employee_id = ${reach.employeeId}` : sql`false`
    case 'assigned':
      return sql`false`
  }
}

const among = (column: Sql, values: readonly (string | number)[] | undefined, type: string): Sql | null =>
  values?.length ? sql`${column} = any(${[...values]}::${raw(type)}[])` : null

function amongOrNone(column: Sql, values: readonly string[] | undefined): Sql | null {
  if (!values?.length) return null
  const ids = values.filter((value) => value !== 'none')
  if (ids.length === values.length) return among(column, ids, 'uuid')
  return ids.length > 0 ? sql`(${column} is null or ${column} = any(${ids}::uuid[]))` : sql`${column} is null`
}

/** The day decides; the instants around it, a day wider than any zone, let the index by time find it. */
function period({ from, to }: InteractionFilter, alias: string): Sql | null {
  const day = raw(`${alias}.local_day`)
  const start = raw(`${alias}.started_at`)
  const bounds: Sql[] = []
  if (from) bounds.push(sql`${day} >= ${from}::date and ${start} >= ${`${addDays(from, -1)}T00:00:00Z`}::timestamptz`)
  if (to) bounds.push(sql`${day} <= ${to}::date and ${start} < ${`${addDays(to, 2)}T00:00:00Z`}::timestamptz`)
  return bounds.length > 0 ? join(bounds, ' and ') : null
}
