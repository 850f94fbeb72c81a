/** A pool's traffic as its own holds tell it. */
import type { Queryable } from '../../platform/database/database.ts'
import type { Traffic } from './rules.ts'
import { bucketMs, countMisses, countPoolCalls, type Quarter, readOccupancy } from './store/occupancy.ts'
import type { PoolRow } from './store/pools.ts'

const dayMs = 86_400_000
const hourMs = 3_600_000
const measuredDays = 28
/** Holds that began so lately may still be renewed: how long they last is not known yet. */
const openMs = hourMs

/** What a calculator begins with where nothing was measured. */
export const assumedTraffic = (pool: Pick<PoolRow, 'holdSeconds' | 'acceptedLoss'>): Traffic => ({
  visitsPerHour: 60,
  holdMinutes: 5 + pool.holdSeconds / 60,
  callShare: 0.03,
  acceptedLoss: pool.acceptedLoss,
})

export interface MeasuredTraffic extends Traffic {
  readonly days: number
  readonly calls: number
}

/** Measures the last four weeks of a pool; null where no hold is over yet. */
export async function measureTraffic(
  db: Queryable,
  workspaceId: string,
  pool: PoolRow,
  now: Date,
): Promise<MeasuredTraffic | null> {
  const range = { from: new Date(now.getTime() - measuredDays * dayMs), to: now }
  const quarters = await readOccupancy(db, workspaceId, pool.id, range)
  const settled = quarters.filter(({ at }) => at.getTime() < now.getTime() - openMs - pool.holdSeconds * 1000)
  const begun = settled.reduce((sum, quarter) => sum + quarter.begun, 0)
  const first = quarters[0]
  if (begun === 0 || !first) return null
  const heldSeconds = settled.reduce((sum, quarter) => sum + quarter.heldSeconds, 0)
  const misses = await countMisses(db, workspaceId, pool.id, range)
  const { calls } = await countPoolCalls(db, workspaceId, pool.id, range)
  const all = quarters.reduce((sum, quarter) => sum + quarter.begun, 0) + misses
  return {
    visitsPerHour: (busiestHour(quarters) * all) / (all - misses),
    holdMinutes: heldSeconds / begun / 60,
    callShare: Math.min(1, calls / all),
    acceptedLoss: pool.acceptedLoss,
    days: Math.ceil((now.getTime() - first.at.getTime()) / dayMs),
    calls,
  }
}

/**
 * The normal load of a busy hour, as ITU-T E.500 plans by: of each day the hour with most visits, wherever it begins, and of thirty days the
 * fourth highest of these, so that one advertisement on television does not decide. Days here are those of UTC.
 */
function busiestHour(quarters: readonly Quarter[]): number {
  const begunAt = new Map(quarters.map(({ at, begun }) => [at.getTime(), begun]))
  const daily = new Map<number, number>()
  for (const { at } of quarters) {
    const hour = [0, 1, 2, 3].reduce((sum, i) => sum + (begunAt.get(at.getTime() + i * bucketMs) ?? 0), 0)
    const day = Math.floor(at.getTime() / dayMs)
    daily.set(day, Math.max(hour, daily.get(day) ?? 0))
  }
  const peaks = [...daily.values()].sort((one, two) => two - one)
  return peaks[Math.max(0, Math.ceil((peaks.length * 4) / 30) - 1)] ?? 0
}
