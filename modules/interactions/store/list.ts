import type { Member } from '../../../platform/api/context.ts'
import { type Queryable, raw, type Sql, sql } from '../../../platform/database/database.ts'
import type { InteractionItem } from '../contract.ts'
import type { InteractionFilter } from '../filter.ts'
import { whereBegins, whereFits, whereInteractions } from '../filter-sql.ts'
import { needsClassSql } from '../rules.ts'
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

/** Lines of some interactions that the viewer may see, in no order. */
export const readItems = async (db: Queryable, viewer: Member, ids: readonly string[]): Promise<InteractionItem[]> => {
  const page = sql`
    select i.* from interactions i
    where ${whereInteractions({ tests: 'with' }, viewer)} and i.id = any(${[...ids]}::uuid[])`
  const rows = await db.query<ItemRow>(itemsOf(viewer.workspaceId, page))
  return rows.map((row) => itemOf(row, viewer.seesPersonalData))
}
