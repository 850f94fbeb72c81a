/** A pool's traffic as its own holds tell it. */
import { quantile } from '../../kernel/statistics/quantiles.ts'
import type { Queryable } from '../../platform/database/database.ts'
import type { Traffic } from './rules.ts'
import { countMisses, countPoolCalls, type Quarter, readOccupancy } from './store/occupancy.ts'
import type { PoolRow } from './store/pools.ts'

const dayMs = 86_400_000
const hourMs = 3_600_000
const measuredDays = 28
/** Holds that began so lately may still be renewed: how long they last is not known yet. */
const openMs = hourMs
/** The busiest hour is the one that only this part of the hours in use exceed: one advertisement on television is no traffic. */
const busy = 0.98

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

function busiestHour(quarters: readonly Quarter[]): number {
  const hours = new Map<number, number>()
  for (const { at, begun } of quarters) {
    const hour = Math.floor(at.getTime() / hourMs)
    hours.set(hour, (hours.get(hour) ?? 0) + begun)
  }
  return (
    quantile(
      [...hours.values()].filter((visits) => visits > 0),
      busy,
    ) ?? 0
  )
}
