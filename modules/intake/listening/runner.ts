/** Runs the listener of every active endpoint, each in exactly one of the processes that share the database. */
import { setTimeout as pauseFor } from 'node:timers/promises'
import { type Queryable, sql } from '../../../platform/database/database.ts'
import { isTransient } from '../../../platform/database/transient.ts'
import type { Provider } from '../adapters/adapter.ts'
import { type Guard, listeningChannel, openGuard } from './guard.ts'
import type { Listeners } from './listener.ts'
import { type Listened, listListened, writeState } from './states.ts'
import { startTask, type Task, type TaskServices } from './task.ts'

/** How often endpoints are looked at, for news that was lost and for locks that a dead process has given back. */
const sweepMs = 5_000
const pauseMs = 2_000

export interface Runner {
  start(): () => Promise<void>
}

interface Running {
  readonly endpoint: Listened
  readonly task: Task
}

/** Tells every process that an endpoint was made, changed, paused or removed; within a transaction when it commits. */
export const tellListening = (db: Queryable): Promise<unknown> =>
  db.query(sql`select pg_notify(${listeningChannel}, '')`)

/** Asks whichever process runs the endpoint's listener to try again now. */
export const tellAgain = (db: Queryable, endpointId: string): Promise<unknown> =>
  db.query(sql`select pg_notify(${listeningChannel}, ${endpointId})`)

/** Creates the runner; it does nothing until it is started, and nothing at all where nobody gave it listeners. */
export function createRunner(
  services: TaskServices & { readonly listeners: Listeners; readonly sweepMs?: number },
): Runner {
  const { db, log, now, listeners } = services
  const providers = Object.keys(listeners) as Provider[]

  /** One life of the guard: from the locks' connection to its end. */
  const guarded = async (guard: Guard, news: News, stopping: AbortSignal): Promise<void> => {
    const running = new Map<string, Running>()
    const end = async ({ endpoint, task }: Running): Promise<void> => {
      await task.stop()
      running.delete(endpoint.id)
      await guard.unlock(endpoint.id)
    }
    const sweep = async (): Promise<void> => {
      const wanted = new Map((await listListened(db, providers)).map((endpoint) => [endpoint.id, endpoint]))
      await Promise.all(
        [...running.values()].map(async (one) => {
          const next = wanted.get(one.endpoint.id)
          if (next && sameConnection(next, one.endpoint)) return
          await end(one)
          if (!next) await writeState(db, one.endpoint, { state: 'off' }, now())
        }),
      )
      for (const endpoint of wanted.values()) {
        const listener = listeners[endpoint.provider]
        if (!listener || running.has(endpoint.id) || !(await guard.tryLock(endpoint.id))) continue
        running.set(endpoint.id, { endpoint, task: startTask(services, endpoint, listener) })
      }
    }
    const over = AbortSignal.any([stopping, guard.lost])
    try {
      while (!over.aborted) {
        for (const id of news.again.splice(0)) running.get(id)?.task.again()
        await guard.check()
        await sweep()
        await news.wait(services.sweepMs ?? sweepMs, over)
      }
    } finally {
      await Promise.all([...running.values()].map(({ task }) => task.stop()))
      guard.close()
    }
  }

  const run = async (stopping: AbortSignal): Promise<void> => {
    while (!stopping.aborted) {
      try {
        const news = createNews()
        await guarded(await openGuard(db, news.hear), news, stopping)
      } catch (error) {
        log.warn({ err: error }, isTransient(error) ? 'listening waits for the database' : 'listening broke off')
        await pauseFor(pauseMs, undefined, { signal: stopping, ref: false }).catch(() => undefined)
      }
    }
  }

  return {
    start() {
      if (providers.length === 0) return async () => undefined
      const stopping = new AbortController()
      const running = run(stopping.signal)
      return async () => {
        stopping.abort()
        await running
      }
    },
  }
}

/** A listener sees the secrets and settings as they were when it started: with others it starts anew. */
const sameConnection = (a: Listened, b: Listened): boolean =>
  a.secret === b.secret && JSON.stringify(a.settings) === JSON.stringify(b.settings)

interface News {
  /** Endpoints that somebody wants to be tried now. */
  readonly again: string[]
  hear(payload: string): void
  /** Resolves at news, at the abort, or after `ms`. */
  wait(ms: number, signal: AbortSignal): Promise<void>
}

function createNews(): News {
  const again: string[] = []
  let heard = false
  let wake: (() => void) | null = null
  return {
    again,
    hear(payload) {
      if (payload) again.push(payload)
      heard = true
      wake?.()
    },
    async wait(ms, signal) {
      if (!heard && !signal.aborted) {
        await new Promise<void>((resolve) => {
          const done = (): void => {
            clearTimeout(timer)
            signal.removeEventListener('abort', done)
            wake = null
            resolve()
          }
          const timer = setTimeout(done, ms)
          timer.unref()
          wake = done
          signal.addEventListener('abort', done, { once: true })
        })
      }
      heard = false
    },
  }
}
