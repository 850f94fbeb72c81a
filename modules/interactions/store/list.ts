import type { Member } from '../../../platform/api/context.ts'
import { type Queryable, raw, type Sql, sql } from '../../../platform/database/database.ts'
import type { InteractionItem } from '../contract.ts'
import type { InteractionFilter } from '../filter.ts'
import { whereInteractions } from '../filter-sql.ts'
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

async function pageOf(db: Queryable, viewer: Member, where: Sql, sort: Sort, paging: Paging): Promise<Page> {
  const page = sql`
    select i.* from interactions i where ${where} and ${after(sort, readCursor(paging.cursor))}
    order by ${order(sort, 'i')} limit ${paging.limit + 1}`
  const rows = await db.query<ItemRow>(sql`${itemsOf(viewer.workspaceId, page)} order by ${order(sort, 'p')}`)
  const items = rows.slice(0, paging.limit).map((row) => itemOf(row, viewer.seesPersonalData))
  const last = items.at(-1)
  return {
    items,
    next: rows.length > paging.limit && last ? writeCursor({ value: sorts[sort].valueOf(last), id: last.id }) : null,
  }
}

/** The interactions that fit the filter and that the viewer may see. */
export const listInteractions = (
  db: Queryable,
  viewer: Member,
  filter: InteractionFilter,
  sort: Sort,
  paging: Paging,
): Promise<Page> => pageOf(db, viewer, whereInteractions(filter, viewer), sort, paging)

/** Talks without a class, the oldest first. */
export const listQueue = (db: Queryable, viewer: Member, paging: Paging): Promise<Page> =>
  pageOf(db, viewer, sql`${whereInteractions({}, viewer)} and ${raw(needsClassSql('i'))}`, 'oldest', paging)

export interface Counts {
  readonly total: number
  readonly exact: boolean
  readonly missed: number
  readonly unclassified: number
  readonly groups: Readonly<Record<ClassGroup, number>>
}

/** Counting stops here: a person does not read the difference between many and very many, and it keeps every count quick. */
const countLimit = 20_000

/** How many interactions fit, newest first where there are more than are counted. */
export async function countInteractions(db: Queryable, viewer: Member, filter: InteractionFilter): Promise<Counts> {
  const [row] = await db.query<Record<string, number>>(sql`
    select count(*) as total,
      count(*) filter (where t.direction = 'inbound' and t.outcome = any(${[...missedOutcomes]}::text[])) as missed,
      count(*) filter (where ${raw(needsClassSql('t'))}) as unclassified,
      ${raw(classGroups.map((group) => `count(*) filter (where c.class_group = '${group}') as "${group}"`).join(', '))}
    from (
      select i.class_id, i.direction, i.outcome, i.state, i.kind, i.is_test from interactions i
      where ${whereInteractions(filter, viewer)} order by i.started_at desc, i.id desc limit ${countLimit + 1}) t
    left join interaction_classes c on c.workspace_id = ${viewer.workspaceId} and c.id = t.class_id`)
  const n = (name: string) => row?.[name] ?? 0
  return {
    total: Math.min(n('total'), countLimit),
    exact: n('total') <= countLimit,
    missed: n('missed'),
    unclassified: n('unclassified'),
    groups: { lead: n('lead'), upsell: n('upsell'), accompanying: n('accompanying'), destructive: n('destructive') },
  }
}
