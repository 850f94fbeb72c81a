import { localDay } from '../../../kernel/time.ts'
import { type Database, sql } from '../../../platform/database/database.ts'

/** Lets `burst` through at once and `perSecond` after that. */
export function createBucket(burst: number, perSecond: number, clock: () => number): () => boolean {
  let left = burst
  let at = clock()
  return () => {
    const now = clock()
    left = Math.min(burst, left + ((now - at) / 1000) * perSecond)
    at = now
    if (left < 1) return false
    left -= 1
    return true
  }
}

/** One bucket per key; keys that were quiet for ten minutes are forgotten. */
export function createBuckets(burst: number, perSecond: number, clock: () => number): (key: string) => boolean {
  const buckets = new Map<string, { take: () => boolean; at: number }>()
  let sweptAt = clock()
  return (key) => {
    const now = clock()
    if (now - sweptAt > 60_000) {
      sweptAt = now
      for (const [known, { at }] of buckets) if (now - at > 600_000) buckets.delete(known)
    }
    const bucket = buckets.get(key) ?? { take: createBucket(burst, perSecond, clock), at: now }
    bucket.at = now
    buckets.set(key, bucket)
    return bucket.take()
  }
}

export type RefusalReason = 'origin' | 'flood' | 'blocked' | 'frame' | 'token' | 'file' | 'crowd'

/** Counts what was refused per site and day; kept in memory and written down every few seconds. */
export interface Refusals {
  count(site: { workspaceId: string; siteId: string }, reason: RefusalReason): void
  /** Keys that belong to no site. */
  countForged(): void
  forged(): number
  flush(): Promise<void>
}

export function createRefusals(db: Database, now: () => Date): Refusals {
  const counts = new Map<string, { workspaceId: string; siteId: string; reason: RefusalReason; count: number }>()
  let forged = 0
  return {
    count({ workspaceId, siteId }, reason) {
      const key = `${workspaceId} ${siteId} ${reason}`
      const known = counts.get(key) ?? { workspaceId, siteId, reason, count: 0 }
      known.count += 1
      counts.set(key, known)
    },
    countForged: () => {
      forged += 1
    },
    forged: () => forged,
    async flush() {
      const taken = [...counts.values()]
      counts.clear()
      const day = localDay(now(), 'UTC')
      for (const { workspaceId, siteId, reason, count } of taken) {
        await db.query(sql`
          insert into chat_refusals (workspace_id, site_id, day, reason, count)
          values (${workspaceId}, ${siteId}, ${day}::date, ${reason}, ${count})
          on conflict (workspace_id, site_id, day, reason) do update set count = chat_refusals.count + excluded.count`)
      }
    },
  }
}
