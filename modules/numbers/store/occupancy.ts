/** How full pools are and were. */
import { type Queryable, sql, type Transaction } from '../../../platform/database/database.ts'

/** The quarter of an hour that the figures of a pool are kept by, ms. */
export const bucketMs = 900_000
/** A bucket may still change as long as a hold that touches it may be renewed. */
export const bucketOf = (at: Date): Date => new Date(Math.floor(at.getTime() / bucketMs) * bucketMs)

/**
 * Counts a pool's quarters of an hour from `from` up to the one of `to` anew from its holds: the most numbers that were held at once,
 * visitors who got one, those who shared, and how long the holds last that began in it.
 */
export const countOccupancy = (
  tx: Transaction,
  workspaceId: string,
  poolId: string,
  range: { readonly from: Date; readonly to: Date },
): Promise<unknown> =>
  tx.query(sql`
    with numbers as (
      select distinct h.number from number_slots h where h.workspace_id = ${workspaceId} and h.pool_id = ${poolId}
    ), held as (
      select h.number, h.started_at, h.until, h.shared from numbers n
      join number_holds h on h.workspace_id = ${workspaceId} and h.number = n.number
        and h.started_at >= ${range.from}::timestamptz - interval '13 hours' and h.started_at < ${range.to}::timestamptz + interval '15 minutes'
      where h.pool_id = ${poolId} and h.until > h.started_at
    ), busy as (
      select lower(span) as began, upper(span) as ended
      from (select unnest(range_agg(tstzrange(started_at, until))) as span from held group by number) spans
    ), buckets as (
      select generate_series(${range.from}::timestamptz, ${range.to}::timestamptz, interval '15 minutes') as at
    ), touched as (
      select b.at, y.began, y.ended from busy y
      cross join lateral generate_series(
        greatest(date_bin('15 minutes', y.began, ${range.from}::timestamptz), ${range.from}::timestamptz),
        least(y.ended, ${range.to}::timestamptz), interval '15 minutes') b(at)
      where y.ended > b.at
    ), steps as (
      select at, greatest(began, at) as moment, 1 as step from touched
      union all
      select at, ended, -1 from touched where ended < at + interval '15 minutes'
    ), levels as (
      select at, sum(step) over (partition by at order by moment, step rows unbounded preceding) as held from steps
    ), peaks as (select at, max(held) as peak from levels group by at),
    begun as (
      select date_bin('15 minutes', started_at, ${range.from}::timestamptz) as at, count(*) as begun,
        count(*) filter (where shared) as shared, sum(extract(epoch from until - started_at))::bigint as seconds
      from held where started_at >= ${range.from}::timestamptz group by 1
    )
    insert into number_occupancy (workspace_id, pool_id, at, size, peak, begun, shared, held_seconds)
    select ${workspaceId}::uuid, ${poolId}::uuid, b.at, (select count(*) from numbers), coalesce(p.peak, 0),
      coalesce(s.begun, 0), coalesce(s.shared, 0), coalesce(s.seconds, 0)
    from buckets b left join peaks p on p.at = b.at left join begun s on s.at = b.at
    on conflict (workspace_id, pool_id, at) do update set peak = excluded.peak, begun = excluded.begun, shared = excluded.shared,
      held_seconds = excluded.held_seconds, size = excluded.size`)

export interface Quarter {
  readonly at: Date
  readonly size: number
  readonly peak: number
  readonly begun: number
  readonly shared: number
  readonly heldSeconds: number
}

/** A pool's quarters of an hour between two moments, oldest first. */
export const readOccupancy = (
  db: Queryable,
  workspaceId: string,
  poolId: string,
  range: { readonly from: Date; readonly to: Date },
): Promise<Quarter[]> =>
  db.query<Quarter>(sql`
    select at, size, peak, begun, shared, held_seconds as "heldSeconds" from number_occupancy
    where workspace_id = ${workspaceId} and pool_id = ${poolId} and at >= ${range.from} and at < ${range.to} order by at`)

export interface PoolPresent {
  readonly size: number
  readonly held: number
}

/** Every pool's numbers, and how many of them are held. */
export async function readPresent(
  db: Queryable,
  workspaceId: string,
  now: Date,
): Promise<ReadonlyMap<string, PoolPresent>> {
  const rows = await db.query<PoolPresent & { poolId: string }>(sql`
    select pool_id as "poolId", count(*) as size, count(*) filter (where held_until > ${now}) as held
    from number_slots where workspace_id = ${workspaceId} group by pool_id`)
  return new Map(rows.map(({ poolId, size, held }) => [poolId, { size, held }]))
}

/** Visits that found the pool dry and were shown the fallback or nothing. */
export async function countMisses(
  db: Queryable,
  workspaceId: string,
  poolId: string,
  range: { readonly from: Date; readonly to: Date },
): Promise<number> {
  const [row] = await db.query<{ misses: number }>(sql`
    select count(*) as misses from number_misses
    where workspace_id = ${workspaceId} and pool_id = ${poolId} and at >= ${range.from} and at < ${range.to}`)
  return row?.misses ?? 0
}

/** Calls since a moment that were joined to a visit by a number of the pool: all, and those of one visitor for certain. */
export async function countPoolCalls(
  db: Queryable,
  workspaceId: string,
  poolId: string,
  range: { readonly from: Date; readonly to: Date },
): Promise<{ calls: number; certain: number }> {
  const [row] = await db.query<{ calls: number; certain: number }>(sql`
    select count(*) as calls, count(*) filter (where c.kind = 'held_number') as certain
    from number_slots s
    join number_calls c on c.workspace_id = ${workspaceId} and c.number = s.number
      and c.started_at >= ${range.from} and c.started_at < ${range.to}
    where s.workspace_id = ${workspaceId} and s.pool_id = ${poolId} and not c.is_test and c.visit_id is not null`)
  return row ?? { calls: 0, certain: 0 }
}

/** Forgets what no figure asks for any more. */
export async function forgetOld(db: Queryable, workspaceId: string, before: Date): Promise<void> {
  await db.query(sql`delete from number_occupancy where workspace_id = ${workspaceId} and at < ${before}`)
  await db.query(sql`delete from number_misses where workspace_id = ${workspaceId} and at < ${before}`)
}
