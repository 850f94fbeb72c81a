/** What the site's script is told to show: the answer to each hit. */
import { LRUCache } from 'lru-cache'
import type { Database } from '../../platform/database/database.ts'
import { type Assigned, assignNumber, renewEveryMs } from './assign.ts'
import { type Plans, showTo } from './plan.ts'
import type { HeldOrigin, Visitor } from './store/holds.ts'

/** A hit of a visitor whose script may show numbers. */
export interface Seen {
  readonly workspaceId: string
  readonly siteId: string
  readonly visitId: string
  /** Null where the visitor did not consent to be known again: then no number of a pool is held for them. */
  readonly visitorId: string | null
  /** The way on which the visit came. */
  readonly origin: HeldOrigin | null
  /** When the hit came in; now where it is left out. */
  readonly at?: Date
}

/**
 * Numbers of the page → the numbers that this visitor sees in their place, E.164. Keeps what the visitor holds, in transactions of its
 * own: ask outside of yours. Empty, and no query, for a company that shows no numbers.
 */
export type NumbersFor = (db: Database, seen: Seen) => Promise<Readonly<Record<string, string>>>

/** `dry` hears of a pool that had no number left for a visitor. */
export function createNumbersFor(
  plans: Plans,
  now: () => Date,
  dry: (workspaceId: string, poolId: string) => void,
): NumbersFor {
  // Most hits follow another of the same visit within seconds and change nothing: they ask no database.
  const recent = new LRUCache<string, { at: number; assigned: Assigned }>({ max: 50_000 })

  const assigned = async (db: Database, seen: Visitor, pool: Parameters<typeof assignNumber>[1], at: Date) => {
    const key = `${pool.id}:${seen.visitorId}:${seen.visitId}`
    const known = recent.get(key)
    if (known && at.getTime() >= known.at && at.getTime() - known.at < renewEveryMs) return known.assigned
    const made = await assignNumber(db, pool, seen, at)
    recent.set(key, { at: at.getTime(), assigned: made })
    if (made.kind !== 'held') dry(seen.workspaceId, pool.id)
    return made
  }

  return async (db, seen) => {
    const at = seen.at ?? now()
    const shown = showTo(await plans.of(db, seen.workspaceId, at), seen.siteId, seen.origin)
    const numbers: Record<string, string> = Object.fromEntries(shown.fixed)
    const { visitorId } = seen
    if (visitorId === null) return numbers
    for (const { pool, replaces } of shown.pools) {
      const { number } = await assigned(db, { ...seen, visitorId }, pool, at)
      for (const page of number ? replaces : []) if (number) numbers[page] = number
    }
    return numbers
  }
}
