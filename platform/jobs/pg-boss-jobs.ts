import PgBoss from 'pg-boss'
import { newId } from '../../kernel/ids.ts'
import { type Database, sql } from '../database/database.ts'
import type { Log } from '../log/log.ts'
import type { JobOptions, Jobs } from './jobs.ts'

/**
 * A worker says every ten seconds that it still works on a job; one that fell silent (killed, cut off) loses it to another.
 * So a job may take hours and is yet taken up again within a minute or so.
 */
const heartbeatMs = 10_000
const silenceSeconds = 45
const maintenanceSeconds = 20
/** How long a job waits at most until another process's worker looks for it; workers of this process are woken. */
const pollMs = 1000

interface Definition {
  readonly work: (data: object, stopping: AbortSignal) => Promise<void>
  readonly options: JobOptions
}

export interface RunnableJobs extends Jobs {
  /** Begins to work on what was defined; returns how to stop, which waits for jobs under way (10 s at most). */
  start(): Promise<() => Promise<void>>
}

/** Jobs in PostgreSQL. Names consist of letters, digits, `-`, `_` and `.`. The queue's tables are made on first use. */
export function createJobs(db: Database, log: Log): RunnableJobs {
  const boss = new PgBoss({
    db: { executeSql: (text, values) => db.pool.query(text, values) },
    schedule: false,
    maintenanceIntervalSeconds: maintenanceSeconds,
    archiveCompletedAfterSeconds: 3600,
    deleteAfterDays: 7,
  })
  boss.on('error', (error) => log.warn({ err: error }, 'job queue'))
  const definitions = new Map<string, Definition>()
  const queues = new Map<string, Promise<void>>()
  const wakers = new Set<() => void>()
  let opened: Promise<unknown> | undefined

  const open = (): Promise<unknown> => {
    opened ??= boss.start().catch((error: unknown) => {
      opened = undefined
      throw error
    })
    return opened
  }

  // `short`: while a job of a key waits, a second one with that key is not queued.
  const ensureQueue = async (name: string): Promise<void> => {
    await open()
    const made = queues.get(name) ?? boss.createQueue(name, { name, policy: 'short' })
    queues.set(name, made)
    await made.catch((error: unknown) => {
      queues.delete(name)
      throw error
    })
  }

  const run = async (
    name: string,
    job: PgBoss.Job<object>,
    { work }: Definition,
    stopping: AbortSignal,
  ): Promise<void> => {
    const beat = setInterval(() => {
      db.query(
        sql`update pgboss.job set started_on = now() where name = ${name} and id = ${job.id} and state = 'active'`,
      )
        // Missed beats only mean that somebody else may take the job up as well.
        .catch(() => undefined)
    }, heartbeatMs)
    try {
      await work(job.data, stopping)
      await boss.complete(name, job.id)
    } catch (error) {
      log.warn({ err: error, job: name, id: job.id }, 'job failed, it is tried again later')
      await boss.fail(name, job.id, { message: error instanceof Error ? error.message : String(error) })
    } finally {
      clearInterval(beat)
    }
  }

  const worker = async (name: string, definition: Definition, stopping: AbortSignal): Promise<void> => {
    while (!stopping.aborted) {
      try {
        const [job] = await boss.fetch<object>(name, { batchSize: 1 })
        if (job) await run(name, job, definition, stopping)
        else await nap(wakers, stopping)
      } catch (error) {
        log.warn({ err: error, job: name }, 'job worker')
        await nap(wakers, stopping)
      }
    }
  }

  return {
    define(name, work, options = {}) {
      definitions.set(name, { work: work as Definition['work'], options })
    },
    async add(name, data, options = {}) {
      await ensureQueue(name)
      await boss.send(name, data, {
        singletonKey: options.key ?? newId(),
        retryLimit: definitions.get(name)?.options.retryLimit ?? 5,
        retryDelay: 2,
        retryBackoff: true,
        expireInSeconds: silenceSeconds,
        retentionDays: 30,
        ...(options.after ? { startAfter: options.after } : {}),
      })
      for (const wake of wakers) wake()
    },
    async start() {
      await open()
      const stopping = new AbortController()
      const workers: Promise<void>[] = []
      for (const [name, definition] of definitions) {
        await ensureQueue(name)
        for (let i = 0; i < (definition.options.concurrency ?? 1); i++) {
          workers.push(worker(name, definition, stopping.signal))
        }
      }
      return async () => {
        stopping.abort()
        for (const wake of wakers) wake()
        await Promise.race([Promise.all(workers), new Promise((late) => setTimeout(late, 10_000).unref())])
        await boss.stop({ close: false, graceful: false, wait: false })
      }
    },
  }
}

/** Waits until there may be work. */
function nap(wakers: Set<() => void>, stopping: AbortSignal): Promise<void> {
  if (stopping.aborted) return Promise.resolve()
  return new Promise((resolve) => {
    const wake = () => {
      clearTimeout(timer)
      wakers.delete(wake)
      resolve()
    }
    const timer = setTimeout(wake, pollMs)
    wakers.add(wake)
  })
}
