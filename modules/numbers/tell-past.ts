/** Numbers that a company had before it came here, with what is known of who held them: for whoever brings that along. */
import { copyRows } from '../../platform/database/bulk.ts'
import { type Database, sql } from '../../platform/database/database.ts'
import type { Recorder } from '../interactions/index.ts'
import { addNumbers, addPool, type By, type PoolInput } from './change.ts'
import { rejoinCalls } from './jobs.ts'
import type { HeldOrigin } from './store/holds.ts'
import { listNumbers, type NumberUse } from './store/numbers.ts'
import { watchPools } from './watch.ts'

export interface PastHold {
  readonly id: string
  readonly number: string
  readonly visitorId: string
  readonly visitId: string
  readonly startedAt: Date
  readonly seenAt: Date
  readonly until: Date
  readonly shared: boolean
  readonly origin: HeldOrigin
}

export interface PastNumbers {
  /** Since when all of it holds. */
  readonly since: Date
  readonly statics: readonly (HeldOrigin & {
    readonly number: string
    readonly offline: boolean
    readonly replaces: readonly string[]
  })[]
  readonly pool: PoolInput & { readonly numbers: readonly string[] }
  readonly holds: readonly PastHold[]
}

/** Tells it all, joins the calls of that time and counts how full the pool was. Does nothing where the company has numbers. */
export async function tellPastNumbers(
  { db, recorder }: { readonly db: Database; readonly recorder: Recorder },
  { since, statics, pool, holds }: PastNumbers,
  by: By,
): Promise<void> {
  const { workspaceId } = by.member
  if ((await listNumbers(db, workspaceId, by.now)).length > 0) return
  await db.transaction(async (tx) => {
    const { id: poolId } = await addPool(tx, pool, by)
    const plain: NumberUse = {
      ...{ since, kind: 'pool', poolId, source: null, campaign: null, placement: null, keyword: null },
      ...{ offline: false, siteId: null, replaces: [] },
    }
    const entry = (number: string, use: NumberUse) => ({ number, line: null, label: null, use })
    await addNumbers(
      tx,
      [
        ...pool.numbers.map((number) => entry(number, plain)),
        ...statics.map(({ number, source, campaign, offline, replaces }) =>
          entry(number, {
            ...plain,
            kind: 'static',
            poolId: null,
            source,
            campaign: campaign ?? null,
            offline,
            replaces,
          }),
        ),
      ],
      by,
    )
    await copyHolds(tx, workspaceId, poolId, holds, by.now)
    await tx.query(sql`
      update number_slots s set held_until = h.until, shown_at = h.shown
      from (select number, max(until) as until, max(started_at) as shown from number_holds
        where workspace_id = ${workspaceId} and pool_id = ${poolId} group by number) h
      where s.workspace_id = ${workspaceId} and s.pool_id = ${poolId} and s.number = h.number`)
  })
  const addresses = [...pool.numbers, ...statics.map(({ number }) => number)]
  await rejoinCalls(db, recorder, { workspaceId, addresses, since }, () => by.now)
  await watchPools(db, workspaceId, by.now, by.now.getTime() - since.getTime())
}

const copyHolds = (
  tx: Parameters<typeof copyRows>[0],
  workspaceId: string,
  poolId: string,
  holds: readonly PastHold[],
  toldAt: Date,
): Promise<void> =>
  copyRows(
    tx,
    'number_holds',
    [
      ...[
        'workspace_id',
        'number',
        'started_at',
        'id',
        'pool_id',
        'visitor_id',
        'visit_id',
        'seen_at',
        'until',
        'shared',
      ],
      ...['source', 'campaign', 'placement', 'keyword', 'certain', 'told_at'],
    ],
    holds.map(({ number, startedAt, id, visitorId, visitId, seenAt, until, shared, origin }) => [
      ...[workspaceId, number, startedAt, id, poolId, visitorId, visitId, seenAt, until, shared],
      ...[origin.source, origin.campaign ?? null, origin.placement ?? null, origin.keyword ?? null],
      ...[origin.certain !== false, toldAt],
    ]),
  )
