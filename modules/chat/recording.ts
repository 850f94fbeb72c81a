import { type Database, sql } from '../../platform/database/database.ts'
import type { Log } from '../../platform/log/log.ts'
import type { Recorder } from '../interactions/index.ts'
import type { Sites } from './live/site.ts'
import { type OriginOfVisit, recordDialogues } from './record.ts'
import { continuesMs } from './rules.ts'

/** Words of one breath go into the record together. */
const soonMs = 700
const sweepMs = 10_000
const silenceMs = 600_000

/** Brings dialogues into the record, soon after something was said, and ends those that fell silent. */
export interface Recording {
  /** Something of a company's is due. */
  soon(workspaceId: string): void
  /** What is due of one company; resolves when it is recorded. */
  now(workspaceId: string): Promise<void>
  start(): Promise<() => Promise<void>>
}

export function createRecording(parts: {
  readonly db: Database
  readonly log: Log
  readonly recorder: Recorder
  readonly sites: Sites
  readonly originOfVisit: OriginOfVisit
  readonly now: () => Date
}): Recording {
  const { db, log, recorder, sites, originOfVisit } = parts
  let timer: NodeJS.Timeout | undefined
  let working: Promise<void> | undefined
  let stopped = true
  let looked = Number.NEGATIVE_INFINITY
  const hungry = new Set<string>()

  const recordOne = async (workspaceId: string): Promise<void> => {
    const names = new Map((await sites.list(workspaceId)).map(({ id, name }) => [id, name]))
    const options = { recorder, originOfVisit, siteName: (id: string) => names.get(id), now: parts.now() }
    while ((await recordDialogues(db, workspaceId, options)) > 0) options.now = parts.now()
  }

  const sweep = async (): Promise<void> => {
    const companies = new Set(hungry)
    hungry.clear()
    if (performance.now() - looked > sweepMs) {
      looked = performance.now()
      for (const { id } of await db.query<{ id: string }>(
        sql`select distinct workspace_id as id from chat_dialogues where record_due is not null`,
      )) {
        companies.add(id)
      }
    }
    // One company's trouble must not keep the others from being recorded.
    for (const id of companies) {
      await recordOne(id).catch((error: unknown) =>
        log.warn({ err: error, workspaceId: id }, 'dialogues could not be recorded; they stay due'),
      )
    }
  }

  const run = (): void => {
    if (stopped || working) return
    working = sweep()
      .catch((error: unknown) => log.warn({ err: error }, 'dialogues could not be recorded'))
      .finally(() => {
        working = undefined
      })
  }

  const later = (): void => {
    if (stopped || timer) return
    timer = setTimeout(() => {
      timer = undefined
      // What was said while a sweep is at work is found by the next one.
      if (working) later()
      else run()
    }, soonMs)
  }

  const endAllSilent = async (): Promise<void> => {
    for (const { id } of await db.query<{ id: string }>(sql`select id from workspaces order by id`)) {
      await endSilent(db, id, parts.now())
    }
  }

  return {
    soon(workspaceId) {
      hungry.add(workspaceId)
      later()
    },
    now: recordOne,
    async start() {
      stopped = false
      const sweeping = setInterval(run, sweepMs)
      const ending = setInterval(() => {
        endAllSilent().catch((error: unknown) => log.warn({ err: error }, 'silent dialogues could not be ended'))
      }, silenceMs)
      run()
      return async () => {
        stopped = true
        clearInterval(sweeping)
        clearInterval(ending)
        clearTimeout(timer)
        await working
      }
    },
  }
}

/** Nobody said anything for a day: the dialogue is over. Nobody is asked for a rating then. */
export const endSilent = (db: Database, workspaceId: string, now: Date): Promise<unknown> =>
  db.query(sql`
    update chat_dialogues set state = 'closed', closed_at = ${now}, waiting_since = null, record_due = ${now}
    where workspace_id = ${workspaceId} and state = 'open' and last_at < ${new Date(now.getTime() - continuesMs)}`)
