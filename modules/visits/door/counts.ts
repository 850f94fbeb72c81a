/** Counts what comes to sites, taken or refused: collected in memory and written every two seconds, so that a flood is no flood of writes. */
import { localDay } from '../../../kernel/time.ts'
import { type Database, sql } from '../../../platform/database/database.ts'
import type { Log } from '../../../platform/log/log.ts'
import type { CountedThing } from '../rules.ts'

export interface Counts {
  /** `siteId` is the company's id where the key was forged. */
  note(site: { readonly workspaceId: string; readonly id: string }, what: CountedThing, count?: number): void
  /** Writes what was counted. */
  flush(): Promise<void>
}

interface Count {
  readonly workspaceId: string
  readonly siteId: string
  readonly what: CountedThing
  readonly day: string
  count: number
  lastAt: Date
}

const pauseMs = 2_000

export function createCounts(db: Database, log: Log, now: () => Date): Counts {
  let counts = new Map<string, Count>()
  let timer: NodeJS.Timeout | null = null
  const flush = async (): Promise<void> => {
    if (timer) clearTimeout(timer)
    timer = null
    // In one order everywhere: two processes that write the same rows must not wait for each other.
    const noted = [...counts].sort(([a], [b]) => (a < b ? -1 : 1))
    counts = new Map()
    try {
      for (const [, { workspaceId, siteId, what, day, count, lastAt }] of noted) {
        await db.query(sql`
          insert into site_counts as c (workspace_id, site_id, day, what, count, last_at)
          values (${workspaceId}, ${siteId}, ${day}, ${what}, ${count}, ${lastAt})
          on conflict (workspace_id, site_id, day, what)
            do update set count = c.count + excluded.count, last_at = greatest(c.last_at, excluded.last_at)`)
      }
    } catch (error) {
      log.warn({ err: error }, 'what came to the sites could not be counted')
    }
  }
  return {
    note({ workspaceId, id }, what, count = 1) {
      const at = now()
      const day = localDay(at, 'UTC')
      const key = `${workspaceId} ${id} ${day} ${what}`
      const known = counts.get(key)
      if (known) {
        known.count += count
        known.lastAt = at
      } else counts.set(key, { workspaceId, siteId: id, what, day, count, lastAt: at })
      timer ??= setTimeout(() => void flush(), pauseMs).unref()
    },
    flush,
  }
}
