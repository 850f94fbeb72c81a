/** The days of a few rows: whether their junk came evenly or in bursts. */
import { type Queryable, raw, type Sql, sql } from '../../../platform/database/database.ts'
import { classSql, type Viewer, whereInteractions } from '../../interactions/index.ts'
import type { OriginLevel } from '../contract.ts'
import type { JunkDays } from '../rules.ts'
import { type Facts, manyIds, type PeriodFilter } from './facts.ts'

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

/**
 * What the days of each row tell together: contacts with a class, and junk among them. From the roll-up always with the classes
 * that stand: the few that a side claims to be others do not change how evenly junk came.
 */
export async function daysOfJunk(db: Queryable, facts: Facts, asked: Asked): Promise<Map<string, JunkDays>> {
  if (asked.ids.length === 0) return new Map()
  const days = facts.kept ? fromRollup(facts.kept, asked) : fromRecord(asked)
  const rows = await db.query<JunkDays & { readonly id: string }>(sql`
    select d.id, count(*)::int as days, sum(d.junk)::bigint as junk, sum(d.n)::bigint as of,
      sum(d.junk * d.junk)::bigint as "junkSquares", sum(d.junk * d.n)::bigint as products,
      sum(d.n * d.n)::bigint as "ofSquares"
    from (${days}) d where d.n > 0 group by 1`)
  return new Map(rows.map((row) => [row.id, row]))
}

function fromRollup(
  { scopes, leavesOf }: NonNullable<Facts['kept']>,
  { filter, viewer, ids, classes, junkClasses }: Asked,
): Sql {
  const pairs = ids.flatMap((id) => leavesOf(id).map((leaf) => ({ id, leaf })))
  const leaves = pairs.map(({ leaf }) => leaf)
  const asked = (id: string) => !filter.class?.length || filter.class.includes(id)
  const [wanted, junk] = [classes.filter(asked), junkClasses.filter(asked)]
  // The leaves are named beside the join, so that the planner sees how few they are; the classes are not, because it would
  // look each of them up on each day instead of reading on.
  return sql`
    select p.id, f.day,
      coalesce(sum(f.interactions) filter (where f.class_id = any(${[...wanted]}::uuid[])), 0) as n,
      coalesce(sum(f.interactions) filter (where f.class_id = any(${[...junk]}::uuid[])), 0) as junk
    from origin_figures f
    join unnest(${pairs.map(({ id }) => id)}::uuid[], ${leaves}::uuid[]) as p(id, leaf) on p.leaf = f.origin_id
    where f.workspace_id = ${viewer.workspaceId} and f.scope_id = any(${[...scopes]}::uuid[])
      and f.origin_id = any(${manyIds(leaves)}) and f.span = 1::smallint
      and f.day between ${filter.from}::date and ${filter.to}::date
    group by 1, 2`
}

function fromRecord({ filter, viewer, level, ids, classes, junkClasses }: Asked): Sql {
  const within = whereInteractions({ ...filter, [level]: [...ids] }, viewer)
  const classId = classSql(filter.said, viewer)
  return sql`
    select ${raw(`i.${level}_id`)} as id, i.local_day as day, count(*) as n,
      count(*) filter (where ${classId} = any(${[...junkClasses]}::uuid[])) as junk
    from interactions i where ${within} and ${classId} = any(${[...classes]}::uuid[]) group by 1, 2`
}
