/** Which number of a pool a visitor sees. */
import type { Database, Transaction } from '../../platform/database/database.ts'
import { originOfVisit } from '../visits/index.ts'
import {
  type CurrentHold,
  endHold,
  insertHold,
  keepSlot,
  lastHold,
  lockVisitor,
  noteMiss,
  renewHold,
  shareLeastRecent,
  takeFree,
  takeSlot,
  type Visitor,
} from './store/holds.ts'
import type { PoolRow } from './store/pools.ts'

/** However long somebody stays: after this a hold ends and the next one begins, so that no question has to look further back. */
export const longestHoldMs = 12 * 3_600_000
/** Hits that follow each other sooner renew nothing: the hold would move by less than anybody notices. */
export const renewEveryMs = 15_000

export interface Assigned {
  readonly number: string | null
  readonly kind: 'held' | 'shared' | 'fallback'
}

type Pool = Pick<PoolRow, 'id' | 'holdSeconds' | 'whenDry' | 'fallback'>

/**
 * Gives a visitor a number of the pool at the moment `at`, or keeps the one they have. No two visitors hold one number at a time unless
 * all are held; then, as the company wants, the least recently shown one is shared and marked so, or everybody more sees the fallback.
 */
export const assignNumber = (db: Database, pool: Pool, visitor: Visitor, at: Date): Promise<Assigned> =>
  db.transaction(async (tx) => {
    await lockVisitor(tx, pool.id, visitor.visitorId)
    const last = await lastHold(tx, visitor.workspaceId, pool.id, visitor.visitorId)
    const kept = last ? await keep(tx, pool, visitor, last, at) : null
    return kept ?? (await giveAnother(tx, pool, visitor, last, at))
  })

const untilOf = (pool: Pool, at: Date): Date => new Date(at.getTime() + pool.holdSeconds * 1000)

/** The number goes on being the visitor's while its hold runs. Another visit of the same visitor is another hold, with its own source. */
async function keep(
  tx: Transaction,
  pool: Pool,
  visitor: Visitor,
  hold: CurrentHold,
  at: Date,
): Promise<Assigned | null> {
  if (hold.until <= at) return null
  const { workspaceId } = visitor
  const until = untilOf(pool, at)
  const slot = { workspaceId, poolId: pool.id, number: hold.number, until }
  const kind = hold.shared ? 'shared' : 'held'
  const isOver = hold.visitId !== visitor.visitId || at.getTime() - hold.startedAt.getTime() > longestHoldMs
  if (!isOver && at.getTime() - hold.seenAt.getTime() < renewEveryMs) return { number: hold.number, kind }
  if (!(await keepSlot(tx, { ...slot, since: hold.startedAt }))) return null
  if (isOver) {
    await endHold(tx, workspaceId, hold, at)
    await begin(tx, visitor, { poolId: pool.id, number: hold.number, at, until, shared: hold.shared, toldAt: at })
  } else {
    await renewHold(tx, workspaceId, hold, { seenAt: at, until, toldAt: at })
  }
  return { number: hold.number, kind }
}

/** A visit that nobody sent is explained as its forms are: by the last way on which somebody sent the visitor. */
async function begin(tx: Transaction, visitor: Visitor, hold: Parameters<typeof insertHold>[2]): Promise<void> {
  const origin = await originOfVisit(tx, visitor.workspaceId, visitor.visitId)
  await insertHold(tx, origin ? { ...visitor, origin } : visitor, hold)
}

async function giveAnother(
  tx: Transaction,
  pool: Pool,
  visitor: Visitor,
  last: CurrentHold | null,
  at: Date,
): Promise<Assigned> {
  const until = untilOf(pool, at)
  const wanted = { workspaceId: visitor.workspaceId, poolId: pool.id, at, until }
  const again = last !== null && (await takeSlot(tx, { ...wanted, number: last.number })) ? last.number : null
  const free = again ?? (await takeFree(tx, wanted))
  if (free) {
    await begin(tx, visitor, { ...wanted, number: free, shared: false, toldAt: at })
    return { number: free, kind: 'held' }
  }
  const shared = pool.whenDry === 'share' ? await shareLeastRecent(tx, visitor.visitorId, wanted) : null
  if (shared) {
    await begin(tx, visitor, { ...wanted, number: shared, shared: true, toldAt: at })
    return { number: shared, kind: 'shared' }
  }
  await noteMiss(tx, visitor, pool.id, at)
  return { number: pool.fallback, kind: 'fallback' }
}
