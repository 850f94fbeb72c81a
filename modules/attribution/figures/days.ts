/** The days of a few rows: whether their junk came evenly or in bursts. */
import { groupBy } from '../../../kernel/collections.ts'
import { type Queryable, raw, sql } from '../../../platform/database/database.ts'
import { type Viewer, whereInteractions } from '../../interactions/index.ts'
import type { OriginLevel } from '../contract.ts'
import type { DayOfJunk } from '../rules.ts'
import type { Facts, PeriodFilter } from './facts.ts'

interface Asked {
  readonly filter: PeriodFilter
  readonly viewer: Viewer
  readonly level: OriginLevel
  /** Ids of the rows. */
  readonly ids: readonly string[]
  /** Classes that count at all, and those of them that are junk. */
  readonly classes: readonly string[]
  readonly junkClasses: readonly string[]
}

type DayRow = DayOfJunk & { readonly id: string; readonly day: string }

/** Contacts with a class and junk by day of each row. */
export async function daysOfJunk(
  db: Queryable,
  facts: Facts,
  asked: Asked,
): Promise<Map<string, readonly DayOfJunk[]>> {
  if (asked.ids.length === 0) return new Map()
  const rows = facts.kept ? await fromRollup(db, facts.kept, asked) : await fromRecord(db, asked)
  return groupBy(rows, ({ id }) => id)
}

function fromRollup(
  db: Queryable,
  { scopes, leavesOf }: NonNullable<Facts['kept']>,
  { filter, viewer, ids, classes, junkClasses }: Asked,
): Promise<DayRow[]> {
  const pairs = ids.flatMap((id) => leavesOf(id).map((leaf) => ({ id, leaf })))
  const wanted = filter.class?.length ? classes.filter((id) => filter.class?.includes(id)) : classes
  return db.query<DayRow>(sql`
    select p.id, f.day, sum(f.interactions) as of,
      coalesce(sum(f.interactions) filter (where f.class_id = any(${[...junkClasses]}::uuid[])), 0) as junk
    from unnest(${pairs.map(({ id }) => id)}::uuid[], ${pairs.map(({ leaf }) => leaf)}::uuid[]) as p(id, leaf)
    join origin_figures f on f.workspace_id = ${viewer.workspaceId} and f.scope_id = any(${[...scopes]}::uuid[])
      and f.origin_id = p.leaf and f.span = 1::smallint
      and f.day between ${filter.from}::date and ${filter.to}::date and f.class_id = any(${[...wanted]}::uuid[])
    group by 1, 2`)
}

function fromRecord(db: Queryable, { filter, viewer, level, ids, classes, junkClasses }: Asked): Promise<DayRow[]> {
  const within = whereInteractions({ ...filter, [level]: [...ids] }, viewer)
  return db.query<DayRow>(sql`
    select ${raw(`i.${level}_id`)} as id, i.local_day as day, count(*)::int as of,
      (count(*) filter (where i.class_id = any(${[...junkClasses]}::uuid[])))::int as junk
    from interactions i where ${within} and i.class_id = any(${[...classes]}::uuid[]) group by 1, 2`)
}
