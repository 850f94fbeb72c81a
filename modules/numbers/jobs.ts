/** What happens later: calls that are joined once more is known, figures of pools, warnings. */

import { spellingsOf } from '../../kernel/phone-spellings.ts'
import type { Database } from '../../platform/database/database.ts'
import type { Services } from '../../platform/services/services.ts'
import type { Recorder } from '../interactions/index.ts'
import { callsOn, type Mark, noteMatched, staleCalls } from './store/calls.ts'
import { forgetOld } from './store/occupancy.ts'
import { workspacesWithPools } from './store/pools.ts'
import { watchPools } from './watch.ts'

const namedJob = 'numbers.named'
const sweepMs = 60_000
const hourMs = 3_600_000
const dayMs = 24 * hourMs
const first = '00000000-0000-0000-0000-000000000000'

interface Named {
  readonly workspaceId: string
  /** Numbers and exchange names of lines. */
  readonly addresses: readonly string[]
  readonly since: string
}

/** Joins calls on some numbers since a moment anew, batch after batch. */
export async function rejoinCalls(
  db: Database,
  recorder: Recorder,
  { workspaceId, addresses, since }: { workspaceId: string; addresses: readonly string[]; since: Date },
  now: () => Date,
): Promise<void> {
  const keys = [...new Set(addresses.flatMap(spellingsOf).map((one) => one.trim().toLowerCase()))]
  let after: Mark = { at: since, id: first }
  for (;;) {
    const calls = await callsOn(db, workspaceId, keys, after)
    const last = calls.at(-1)
    if (!last) return
    await rejoin(
      db,
      recorder,
      workspaceId,
      calls.map(({ id }) => id),
      now(),
    )
    after = last
  }
}

/** Joins calls anew whose holds were told after them. Returns how many were looked at. */
export async function rejoinStale(db: Database, recorder: Recorder, workspaceId: string, now: Date): Promise<number> {
  const ids = await staleCalls(db, workspaceId, { since: new Date(now.getTime() - dayMs), now })
  await rejoin(db, recorder, workspaceId, ids, now)
  return ids.length
}

const rejoin = async (
  db: Database,
  recorder: Recorder,
  workspaceId: string,
  ids: readonly string[],
  now: Date,
): Promise<void> => {
  if (ids.length === 0) return
  await db.transaction(async (tx) => {
    await recorder.reorigin(tx, workspaceId, ids, now)
    await noteMatched(tx, workspaceId, ids, now)
  })
}

export interface NumberJobs {
  /** Numbers stand for something else since a moment: their calls are joined anew. */
  named(workspaceId: string, addresses: readonly string[], since: Date): Promise<void>
  /** Looks after a company's pools soon: one ran dry. */
  lookSoon(workspaceId: string): void
  start(): () => Promise<void>
}

/** Defines the jobs and what runs every minute. */
export function createNumberJobs({ db, jobs, log, now }: Services, recorder: Recorder): NumberJobs {
  jobs.define<Named>(namedJob, ({ workspaceId, addresses, since }) =>
    rejoinCalls(db, recorder, { workspaceId, addresses, since: new Date(since) }, now),
  )
  let countedWhole = 0
  const look = async (workspaceId: string, backMs: number): Promise<void> => {
    try {
      await rejoinStale(db, recorder, workspaceId, now())
      await watchPools(db, workspaceId, now(), backMs)
    } catch (error) {
      log.warn({ err: error, workspaceId }, 'pools of numbers: could not look after them')
    }
  }
  const sweep = async (): Promise<void> => {
    const whole = now().getTime() - countedWhole > hourMs
    if (whole) countedWhole = now().getTime()
    try {
      for (const id of await workspacesWithPools(db)) {
        await look(id, whole ? 13 * hourMs : 900_000)
        if (whole) await forgetOld(db, id, new Date(now().getTime() - 400 * dayMs))
      }
    } catch (error) {
      log.warn({ err: error }, 'pools of numbers: could not look for them')
    }
  }
  const soon = new Map<string, NodeJS.Timeout>()
  let running: Promise<void> = Promise.resolve()
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    running = running.then(work)
    return running
  }
  return {
    named: (workspaceId, addresses, since) =>
      // Half of a surrogate pair is no character, and no JSON that PostgreSQL takes.
      jobs.add(namedJob, {
        workspaceId,
        addresses: addresses.map((address) => Buffer.from(address).toString()),
        since: since.toISOString(),
      }),
    lookSoon(workspaceId) {
      if (soon.has(workspaceId)) return
      soon.set(
        workspaceId,
        setTimeout(() => {
          soon.delete(workspaceId)
          void inTurn(() => look(workspaceId, 900_000))
        }, 2_000),
      )
    },
    start() {
      const timer = setInterval(() => void inTurn(sweep), sweepMs)
      void inTurn(sweep)
      return async () => {
        clearInterval(timer)
        for (const one of soon.values()) clearTimeout(one)
        soon.clear()
        await running
      }
    },
  }
}
