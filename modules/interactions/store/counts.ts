import type { Member } from '../../../platform/api/context.ts'
import { type Queryable, raw, type Sql, sql } from '../../../platform/database/database.ts'
import type { InteractionFilter } from '../filter.ts'
import { waitsForUs, whereBegins, whereFits } from '../filter-sql.ts'
import { type ClassGroup, type CountedField, classGroups, missedOutcomes, needsClassSql } from '../rules.ts'

/** Counting looks at so many rows at most, so that it is quick whatever is asked; then it counts the newest. */
const countedRows = 50_000

const newest = (filter: InteractionFilter, viewer: Member, rows: number): Sql => sql`
  select i.* from interactions i where ${whereBegins(filter, viewer)}
  order by i.started_at desc, i.id desc limit ${rows + 1}`

export interface Counts {
  readonly total: number
  readonly exact: boolean
  readonly missed: number
  readonly waiting: number
  readonly unclassified: number
  readonly groups: Readonly<Record<ClassGroup, number>>
}

/** How many interactions fit. `exact` is false where the record holds more than could be looked at. */
export async function countInteractions(db: Queryable, viewer: Member, filter: InteractionFilter): Promise<Counts> {
  const groups = classGroups.map(
    (group) => `count(*) filter (where t.fits and t.class_group = '${group}') as "${group}"`,
  )
  const [row] = await db.query<Record<string, number>>(sql`
    select count(*) as looked, count(*) filter (where t.fits) as total,
      count(*) filter (where t.fits and t.direction = 'inbound' and t.outcome = any(${[...missedOutcomes]}::text[])) as missed,
      count(*) filter (where t.fits and t.waits) as waiting,
      count(*) filter (where t.fits and ${raw(needsClassSql('t'))}) as unclassified,
      ${raw(groups.join(', '))}
    from (
      select (${whereFits(filter, viewer)}) as fits, ${waitsForUs(viewer, 'i')} as waits, c.class_group,
        i.class_id, i.direction, i.outcome, i.state, i.kind, i.is_test
      from (${newest(filter, viewer, countedRows)}) i
      left join interaction_classes c on c.workspace_id = ${viewer.workspaceId} and c.id = i.class_id) t`)
  const n = (name: string) => row?.[name] ?? 0
  return {
    total: n('total'),
    exact: n('looked') <= countedRows,
    missed: n('missed'),
    waiting: n('waiting'),
    unclassified: n('unclassified'),
    groups: { lead: n('lead'), upsell: n('upsell'), accompanying: n('accompanying'), destructive: n('destructive') },
  }
}

/** Choices are counted while a menu opens: fewer rows, for an answer within 50 ms where the record has a million. */
const countedForOptions = 20_000

/** What an interaction has in each field that a filter offers to choose from, in the column's own type: text would cost twice as much. */
const columnOf: Readonly<Record<CountedField, string>> = {
  class: 'i.class_id',
  group: 'c.class_group',
  source: 'i.source_id',
  employee: 'i.employee_id',
  department: 'i.department_id',
  kind: 'i.kind',
  direction: 'i.direction',
  outcome: 'i.outcome',
  state: 'i.state',
  partyKind: 'i.party_kind',
  provider: 'i.provider',
  hour: 'i.local_hour',
  // Of the ISO week; that day was a Monday.
  weekday: `(i.local_day - '1900-01-01'::date) % 7 + 1`,
}
/** Fields in which having nothing is a choice too. */
const withNone: readonly CountedField[] = ['class', 'source', 'employee', 'department']

export interface OptionCounts {
  readonly exact: boolean
  readonly counts: Readonly<Record<string, number>>
}

/**
 * How many interactions there are for each choice of one filter, when all the others stay as they are. `exact` is false where
 * the record holds more than could be looked at; a choice that nothing has is left out.
 */
export async function countOptions(
  db: Queryable,
  viewer: Member,
  filter: InteractionFilter,
  by: CountedField,
): Promise<OptionCounts> {
  const { [by]: _, ...others } = filter
  const classes =
    by === 'group'
      ? sql`left join interaction_classes c on c.workspace_id = ${viewer.workspaceId} and c.id = i.class_id`
      : sql``
  const rows = await db.query<{ value: string | null; count: number; looked: number }>(sql`
    select t.value::text, count(*) filter (where t.fits) as count, (sum(count(*)) over ())::int as looked
    from (
      select (${whereFits(others, viewer)}) as fits, ${raw(columnOf[by])} as value
      from (${newest(others, viewer, countedForOptions)}) i ${classes}) t
    group by t.value`)
  const none = withNone.includes(by) ? 'none' : null
  return {
    exact: (rows[0]?.looked ?? 0) <= countedForOptions,
    counts: Object.fromEntries(
      rows.flatMap(({ value, count }) => {
        const choice = value ?? none
        return choice && count > 0 ? [[choice, count]] : []
      }),
    ),
  }
}
