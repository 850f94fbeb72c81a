import type { Member } from '../../../platform/api/context.ts'
import { type Queryable, raw, type Sql, sql } from '../../../platform/database/database.ts'
import type { InteractionItem } from '../contract.ts'
import type { InteractionFilter } from '../filter.ts'
import { waitsForUs, whereBegins, whereFits, whereInteractions } from '../filter-sql.ts'
import { type ClassGroup, classGroups, missedOutcomes, needsClassSql } from '../rules.ts'
import { type Cursor, readCursor, writeCursor } from './cursor.ts'
import { type ItemRow, itemOf, itemsOf } from './item.ts'

export type Sort = 'newest' | 'oldest' | 'longest'

export interface Page {
  readonly items: InteractionItem[]
  readonly next: string | null
}

interface Paging {
  readonly cursor?: string | undefined
  readonly limit: number
}

/** The order of each sort, and the value by which a cursor remembers its place. */
const sorts: Record<
  Sort,
  { by: (alias: string) => string; down: boolean; valueOf: (item: InteractionItem) => string | number; type: string }
> = {
  newest: {
    by: (a) => `${a}.started_at`,
    down: true,
    valueOf: (item) => item.startedAt.toISOString(),
    type: 'timestamptz',
  },
  oldest: {
    by: (a) => `${a}.started_at`,
    down: false,
    valueOf: (item) => item.startedAt.toISOString(),
    type: 'timestamptz',
  },
  longest: {
    by: (a) => `coalesce(${a}.talk_seconds, 0)`,
    down: true,
    valueOf: (item) => item.talkSeconds ?? 0,
    type: 'int',
  },
}

const after = (sort: Sort, cursor: Cursor | null): Sql => {
  if (!cursor) return sql`true`
  const { by, down, type } = sorts[sort]
  const value = type === 'int' ? Number(cursor.value) || 0 : String(cursor.value)
  return sql`(${raw(by('i'))}, i.id) ${raw(down ? '<' : '>')} (${value}::${raw(type)}, ${cursor.id}::uuid)`
}

const order = (sort: Sort, alias: string): Sql => {
  const { by, down } = sorts[sort]
  return raw(`${by(alias)} ${down ? 'desc' : ''}, ${alias}.id ${down ? 'desc' : ''}`)
}

/**
 * Walks from where the index leads and looks at row by row, until the page is full. The planner can't know that filters on a
 * day and its instants, or on a class and a group, repeat each other: it would take few rows for fewer still and read the
 * whole table at once. `offset 0` keeps the two halves apart.
 */
const walk = (begins: Sql, fits: Sql, sort: Sort, { cursor, limit }: Paging): Sql => sql`
  select i.* from (
    select i.* from interactions i where ${begins} and ${after(sort, readCursor(cursor))}
    order by ${order(sort, 'i')} offset 0) i
  where ${fits} limit ${limit + 1}`

async function pageOf(db: Queryable, viewer: Member, page: Sql, sort: Sort, { limit }: Paging): Promise<Page> {
  const rows = await db.query<ItemRow>(sql`${itemsOf(viewer.workspaceId, page)} order by ${order(sort, 'p')}`)
  const items = rows.slice(0, limit).map((row) => itemOf(row, viewer.seesPersonalData))
  const last = items.at(-1)
  return {
    items,
    next: rows.length > limit && last ? writeCursor({ value: sorts[sort].valueOf(last), id: last.id }) : null,
  }
}

/** The interactions that fit the filter and that the viewer may see. */
export const listInteractions = (
  db: Queryable,
  viewer: Member,
  filter: InteractionFilter,
  sort: Sort,
  paging: Paging,
): Promise<Page> =>
  pageOf(db, viewer, walk(whereBegins(filter, viewer), whereFits(filter, viewer), sort, paging), sort, paging)

/** Talks without a class, the oldest first; they have an index of their own. */
export const listQueue = (db: Queryable, viewer: Member, paging: Paging): Promise<Page> => {
  const waits = sql`${whereInteractions({}, viewer)} and ${raw(needsClassSql('i'))}`
  return pageOf(
    db,
    viewer,
    sql`
      select i.* from interactions i where ${waits} and ${after('oldest', readCursor(paging.cursor))}
      order by ${order('oldest', 'i')} limit ${paging.limit + 1}`,
    'oldest',
    paging,
  )
}

export interface Counts {
  readonly total: number
  readonly exact: boolean
  readonly missed: number
  readonly waiting: number
  readonly unclassified: number
  readonly groups: Readonly<Record<ClassGroup, number>>
}

/** Counting looks at so many rows at most, so that it is quick whatever is asked; then it counts the newest. */
const countedRows = 50_000

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
      from (
        select i.* from interactions i where ${whereBegins(filter, viewer)}
        order by i.started_at desc, i.id desc limit ${countedRows + 1}) i
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
