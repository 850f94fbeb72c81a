/**
 * The one place where a filter and a person's reach become SQL. Every list, report and export of interactions uses it,
 * so that a figure and the list behind it can't disagree.
 */
import type { Reach } from '../../kernel/access.ts'
import { addDays } from '../../kernel/time.ts'
import { join, raw, type Sql, sql } from '../../platform/database/database.ts'
import type { InteractionFilter } from './filter.ts'
import { type ClassSide, classifiableSql, missedOutcomes, type ReviewState } from './rules.ts'
import { matchesText } from './search-sql.ts'

/** Who asks: a member, or the parts of one that matter here. */
export interface Viewer {
  readonly workspaceId: string
  readonly reach: Reach
  /** Without this right names and parts of numbers are not searched: a search that answers would tell what is masked. */
  readonly seesPersonalData?: boolean
}

/** A boolean SQL expression over table `interactions` under `alias`: the workspace, the reach of the viewer, and the filter. */
export const whereInteractions = (filter: InteractionFilter, viewer: Viewer, alias = 'i'): Sql =>
  sql`${whereBegins(filter, viewer, alias)} and ${whereFits(filter, viewer, alias)}`

/**
 * The half of the filter by which a search in the record begins: what an index leads to (the workspace, the period, a person, a
 * client, an import, a text), and the reach.
 */
export function whereBegins(filter: InteractionFilter, viewer: Viewer, alias = 'i'): Sql {
  const column = (name: string) => raw(`${alias}.${name}`)
  return all([
    sql`${column('workspace_id')} = ${viewer.workspaceId}`,
    withinReach(viewer.reach, alias),
    period(filter, alias),
    amongOrNone(column('employee_id'), filter.employee),
    filter.customer ? sql`${column('customer_id')} = ${filter.customer}` : null,
    filter.import ? sql`${column('import_id')} = ${filter.import}` : null,
    filter.text ? matchesText(filter.text, viewer, alias, period(filter, 'm')) : null,
  ])
}

/** The other half: what is looked at row by row. */
export function whereFits(filter: InteractionFilter, viewer: Viewer, alias = 'i'): Sql {
  const column = (name: string) => raw(`${alias}.${name}`)
  const missed = isMissedSql(alias)
  return all([
    among(column('kind'), filter.kind, 'text'),
    among(column('direction'), filter.direction, 'text'),
    among(column('outcome'), filter.outcome, 'text'),
    among(column('state'), filter.state, 'text'),
    amongOrNone(column('department_id'), filter.department),
    amongOrNone(column('source_id'), filter.source),
    amongOrNone(column('campaign_id'), filter.campaign),
    amongOrNone(column('placement_id'), filter.placement),
    amongOrNone(column('keyword_id'), filter.keyword),
    amongOrNone(classSql(filter.said, viewer, alias), filter.class),
    reviewed(filter.review, viewer, alias),
    among(column('party_kind'), filter.partyKind, 'text'),
    among(column('provider'), filter.provider, 'text'),
    among(column('our_address'), filter.ourAddress, 'text'),
    among(column('local_hour'), filter.hour, 'smallint'),
    among(sql`extract(isodow from ${column('local_day')})::int`, filter.weekday, 'int'),
    filter.missed === undefined ? null : filter.missed ? missed : sql`not coalesce(${missed}, false)`,
    filter.waiting === undefined
      ? null
      : filter.waiting
        ? waitsForUs(viewer, alias)
        : sql`not ${waitsForUs(viewer, alias)}`,
    filter.group?.length
      ? sql`${classSql(filter.said, viewer, alias)} = any(array(
          select c.id from interaction_classes c where c.workspace_id = ${viewer.workspaceId} and c.class_group = any(${filter.group}::text[])))`
      : null,
    filter.minTalk === undefined ? null : sql`${column('talk_seconds')} >= ${filter.minTalk}`,
    filter.maxTalk === undefined ? null : sql`coalesce(${column('talk_seconds')}, 0) <= ${filter.maxTalk}`,
    testsOf(filter, alias),
  ])
}

const isMissedSql = (alias: string): Sql =>
  sql`(${raw(alias)}.direction = 'inbound' and ${raw(alias)}.outcome = any(${[...missedOutcomes]}::text[]))`

/** A missed contact of a client who can be reached (a hidden number can't), and with whom nobody has talked since. */
export const waitsForUs = ({ workspaceId }: Viewer, alias: string): Sql => sql`
  (${isMissedSql(alias)} and ${raw(alias)}.customer_id is not null and not exists (
    select 1 from interactions later
    where later.workspace_id = ${workspaceId} and later.customer_id = ${raw(alias)}.customer_id
      and later.started_at > ${raw(alias)}.started_at and later.outcome = 'talked'))`

const testsOf = ({ tests }: InteractionFilter, alias: string): Sql => {
  if (tests === 'with') return sql`true`
  return tests === 'only' ? sql`${raw(alias)}.is_test` : sql`not ${raw(alias)}.is_test`
}

/**
 * The class of an interaction: the one that stands, or the one that a side claims where there is or was a dispute.
 * Both sides say the same of everything that was never disputed.
 */
export const classSql = (said: ClassSide | undefined, { workspaceId }: Viewer, alias = 'i'): Sql => {
  const current = raw(`${alias}.class_id`)
  if (!said) return current
  const claim = raw(said === 'sales' ? 'said.sales_class_id' : 'said.marketing_class_id')
  const theirs = sql`class_reviews said where said.workspace_id = ${workspaceId} and said.dispute is not null
    and said.interaction_id = ${raw(alias)}.id`
  return sql`(case when exists (select from ${theirs}) then (select ${claim} from ${theirs}) else ${current} end)`
}

function reviewed(states: readonly ReviewState[] | undefined, { workspaceId }: Viewer, alias: string): Sql | null {
  if (!states?.length) return null
  const review = (condition: string) => sql`exists (
    select from class_reviews r where r.workspace_id = ${workspaceId} and r.interaction_id = ${raw(alias)}.id and ${raw(condition)})`
  const conditions: Readonly<Record<ReviewState, Sql>> = {
    // Marketing answers for what its sources brought.
    unchecked: sql`(${raw(classifiableSql(alias))} and ${raw(alias)}.class_id is not null and ${raw(alias)}.source_id is not null
      and not ${review('(r.checked_at is not null or r.dispute is not null)')})`,
    checked: review('r.checked_at is not null'),
    disputed: review(`r.dispute in ('open', 'escalated')`),
    settled: review(`r.dispute = 'settled'`),
  }
  return sql`(${join(
    states.map((state) => conditions[state]),
    ' or ',
  )})`
}

const all = (conditions: readonly (Sql | null)[]): Sql =>
  join(
    conditions.filter((condition) => condition !== null),
    ' and ',
  )

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
