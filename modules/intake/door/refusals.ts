/** Counts requests that were turned away, so that whoever sets an endpoint up sees why nothing comes through. */
import { localDay } from '../../../kernel/time.ts'
import { type Database, sql } from '../../../platform/database/database.ts'
import { tellLive } from '../../../platform/live/tell-live.ts'
import type { Log } from '../../../platform/log/log.ts'
import type { Refusal } from '../reasons.ts'

export interface Refusals {
  note(endpoint: { readonly workspaceId: string; readonly id: string }, reason: Refusal): void
  /** Writes what was counted. */
  flush(): Promise<void>
}

interface Count {
  readonly workspaceId: string
  readonly endpointId: string
  readonly reason: Refusal
  count: number
  lastAt: Date
}

const pauseMs = 2_000

/** Collected in memory and written every two seconds: a flood of wrong signatures must not become a flood of writes. */
export function createRefusals(db: Database, log: Log, now: () => Date): Refusals {
  let counts = new Map<string, Count>()
  let timer: NodeJS.Timeout | null = null

  const flush = async (): Promise<void> => {
    if (timer) clearTimeout(timer)
    timer = null
    const noted = [...counts.values()]
    counts = new Map()
    try {
      for (const { workspaceId, endpointId, reason, count, lastAt } of noted) {
        await db.query(sql`
          insert into endpoint_refusals as f (workspace_id, endpoint_id, reason, day, count, last_at)
          values (${workspaceId}, ${endpointId}, ${reason}, ${localDay(lastAt, 'UTC')}, ${count}, ${lastAt})
          on conflict (workspace_id, endpoint_id, reason, day)
            do update set count = f.count + excluded.count, last_at = greatest(f.last_at, excluded.last_at)`)
      }
      for (const workspaceId of new Set(noted.map((one) => one.workspaceId))) {
        await tellLive(db, { workspaceId, type: 'inbox' })
      }
    } catch (error) {
      log.warn({ err: error }, 'refused webhooks could not be counted')
    }
  }

  return {
    note({ workspaceId, id }, reason) {
      const key = `${id}:${reason}`
      const known = counts.get(key)
      if (known) {
        known.count += 1
        known.lastAt = now()
      } else counts.set(key, { workspaceId, endpointId: id, reason, count: 1, lastAt: now() })
      timer ??= setTimeout(() => void flush(), pauseMs).unref()
    },
    flush,
  }
}
