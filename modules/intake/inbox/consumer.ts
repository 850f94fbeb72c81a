/** The loop that empties the inbox. One per process; processes share the work by company. */
import { setTimeout as pauseFor } from 'node:timers/promises'
import type { Database } from '../../../platform/database/database.ts'
import { listen } from '../../../platform/database/listen.ts'
import type { Log } from '../../../platform/log/log.ts'
import type { Recorder } from '../../interactions/index.ts'
import { applyWaiting } from './apply.ts'
import type { Handlers } from './handler.ts'
import { companiesWaiting } from './store.ts'

export const inboxChannel = 'lidoskop_inbox'

const batch = 300
/**
 * A company's next batch waits so long after the last one that was not full: what comes meanwhile shares its cost. A
 * single event is applied at once, and none waits longer than this; at 500 events a second it saves four fifths of the work.
 */
const gatherMs = 100
/** How often all companies are looked at, for events whose notification was lost with a connection. */
const sweepMs = 3_000
const firstPauseMs = 200
const longestPauseMs = 5_000

export interface Consumer {
  /** This company has waiting events. */
  wake(workspaceId: string): void
  start(): () => Promise<void>
}

/** Creates the consumer; it does nothing until it is started. */
export function createConsumer(options: {
  readonly db: Database
  readonly recorder: Recorder
  readonly handlers?: Handlers
  readonly log: Log
  readonly now: () => Date
}): Consumer {
  const { db, recorder, handlers = {}, log, now } = options
  const hungry = new Set<string>()
  const resting = new Map<string, number>()
  let stopping = new AbortController()
  let wakeUp: (() => void) | null = null
  let swept = 0

  const wake = (workspaceId: string): void => {
    if (hungry.has(workspaceId)) return
    hungry.add(workspaceId)
    wakeUp?.()
  }
  const idle = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer)
        wakeUp = null
        resolve()
      }
      const timer = setTimeout(done, ms)
      wakeUp = done
    })
  // Unlike `idle` this lasts: news does not help a database that does not answer.
  const rest = (ms: number): Promise<unknown> =>
    pauseFor(ms, undefined, { signal: stopping.signal }).catch(() => undefined)

  const work = async (workspaceId: string): Promise<void> => {
    hungry.delete(workspaceId)
    const { settled, busy } = await applyWaiting({ db, recorder, handlers, workspaceId, now }, batch)
    // Back to the end of the queue, until nothing is found: a company with a long backlog does not keep the others waiting.
    if (settled > 0 || busy) hungry.add(workspaceId)
    if (settled === batch) resting.delete(workspaceId)
    else resting.set(workspaceId, Date.now() + gatherMs)
  }
  /** The company that has waited longest and may be worked on, or how long until one may. */
  const next = (now: number): string | number => {
    let soonest = swept + sweepMs - now
    for (const id of hungry) {
      const left = (resting.get(id) ?? 0) - now
      if (left <= 0) return id
      soonest = Math.min(soonest, left)
    }
    return Math.max(1, soonest)
  }

  const run = async (): Promise<void> => {
    let pause = firstPauseMs
    while (!stopping.signal.aborted) {
      try {
        if (Date.now() - swept > sweepMs) {
          swept = Date.now()
          resting.clear()
          for (const id of await companiesWaiting(db)) hungry.add(id)
        }
        const chosen = next(Date.now())
        if (typeof chosen === 'string') await work(chosen)
        else await idle(chosen)
        pause = firstPauseMs
      } catch (error) {
        log.warn({ err: error }, 'the inbox waits for the database')
        swept = 0
        await rest(pause)
        pause = Math.min(pause * 2, longestPauseMs)
      }
    }
  }

  return {
    wake,
    start() {
      stopping = new AbortController()
      const hearing = listen(db, inboxChannel, wake, () => wakeUp?.())
      const running = run()
      return async () => {
        stopping.abort()
        wakeUp?.()
        await Promise.all([running, hearing.stop()])
      }
    },
  }
}
