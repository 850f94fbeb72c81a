import { LRUCache } from 'lru-cache'

/** A bucket that holds `burst` tokens and gains `perSecond`: who finds it empty is turned away. */
export interface FloodGuard {
  /** Takes `count` tokens of `key` at `now` (milliseconds); false where there are not enough. */
  admits(key: string, count: number, now: number): boolean
}

/** Remembers the last `most` keys; the memory of one process, so several let through as many times more. */
export function createFloodGuard(limit: { perSecond: number; burst: number; most?: number }): FloodGuard {
  const buckets = new LRUCache<string, { tokens: number; at: number }>({ max: limit.most ?? 100_000 })
  return {
    admits(key, count, now) {
      const bucket = buckets.get(key) ?? { tokens: limit.burst, at: now }
      bucket.tokens = Math.min(limit.burst, bucket.tokens + (Math.max(0, now - bucket.at) / 1000) * limit.perSecond)
      bucket.at = now
      const admitted = bucket.tokens >= count
      if (admitted) bucket.tokens -= count
      buckets.set(key, bucket)
      return admitted
    },
  }
}
