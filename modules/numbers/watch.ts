/** How every pool of a company is doing, and when that is news. */
import type { Database, Queryable } from '../../platform/database/database.ts'
import { tellLive } from '../../platform/live/tell-live.ts'
import { forecastPeak, type HourPeak, levelOf, type PoolLevel, type PoolState } from './rules.ts'
import {
  bucketMs,
  bucketOf,
  countMisses,
  countOccupancy,
  type PoolPresent,
  type Quarter,
  readOccupancy,
  readPresent,
} from './store/occupancy.ts'
import { listPools, noteLevel, type PoolRow } from './store/pools.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** A pool's state with the quarters of an hour that it follows from. */
export interface Watched extends PoolState {
  readonly level: PoolLevel
}

/** The state of one pool at `now`. */
export async function stateOf(
  db: Queryable,
  workspaceId: string,
  pool: PoolRow,
  present: PoolPresent | undefined,
  now: Date,
): Promise<Watched> {
  const quarters = await readOccupancy(db, workspaceId, pool.id, {
    from: new Date(now.getTime() - 29 * dayMs),
    to: new Date(now.getTime() + bucketMs),
  })
  const day = { from: new Date(now.getTime() - dayMs), to: new Date(now.getTime() + 1) }
  const recent = quarters.filter(({ at }) => at.getTime() > day.from.getTime() - bucketMs)
  const sum = (field: 'begun' | 'shared') => recent.reduce((all, quarter) => all + quarter[field], 0)
  const misses = await countMisses(db, workspaceId, pool.id, day)
  const held = present?.held ?? 0
  const state: PoolState = {
    size: present?.size ?? 0,
    held,
    peak: Math.max(held, ...recent.map(({ peak }) => peak)),
    asked: sum('begun') + misses,
    unserved: sum('shared') + misses,
    forecast: forecastPeak(hourPeaks(quarters), now),
    acceptedLoss: pool.acceptedLoss,
  }
  return { ...state, level: levelOf(state) }
}

/** The peaks of whole hours. */
export function hourPeaks(quarters: readonly Quarter[]): HourPeak[] {
  const hours = new Map<number, number>()
  for (const { at, peak } of quarters) {
    const hour = Math.floor(at.getTime() / hourMs)
    hours.set(hour, Math.max(peak, hours.get(hour) ?? 0))
  }
  return [...hours].map(([hour, peak]) => ({ at: new Date(hour * hourMs), peak }))
}

/**
 * Counts the newest quarters of an hour of every pool of a company and tells open screens where a pool does better or worse than before.
 * `backMs`: how far back holds may have been renewed since it was counted last.
 */
export async function watchPools(db: Database, workspaceId: string, now: Date, backMs: number): Promise<void> {
  const pools = await listPools(db, workspaceId)
  const range = { from: bucketOf(new Date(now.getTime() - backMs)), to: bucketOf(now) }
  for (const { id } of pools) await db.transaction((tx) => countOccupancy(tx, workspaceId, id, range))
  const present = await readPresent(db, workspaceId, now)
  for (const pool of pools) {
    const { level } = await stateOf(db, workspaceId, pool, present.get(pool.id), now)
    await db.transaction(async (tx) => {
      if (await noteLevel(tx, workspaceId, pool.id, level)) await tellLive(tx, { workspaceId, type: 'numbers' })
    })
  }
}
