import { LRUCache } from 'lru-cache'

/** How many wrong passwords are heard within a window before the rest waits for its end. */
const windowMs = 15 * 60_000
const limits = { person: 8, account: 50, address: 200 } as const

export interface Attempts {
  /**
   * Begins an attempt, unless it has to wait: seconds until it is heard, 0 when it is. One that is heard counts as wrong
   * until `end` tells what it was, so that asking all at once gains nothing.
   */
  begin(email: string, address: string): number
  /** What came of an attempt that was heard: the right password, a wrong one, or no answer about passwords at all. */
  end(email: string, address: string, outcome: 'right' | 'wrong' | 'neither'): void
}

interface Count {
  failures: number
  readonly until: number
}

/**
 * Slows down guessing without locking out an office that shares one address: right passwords never count, and wrong ones
 * count first for one e-mail from one address. One e-mail from everywhere, and one address for every e-mail, have limits
 * of their own, far above what people mistype. Kept in memory, per process.
 */
export function createAttempts(clock: () => number): Attempts {
  const counts = new LRUCache<string, Count>({ max: 100_000 })
  const underWay = new Map<string, number>()
  const keysOf = (email: string, address: string): [string, number][] => [
    [`person ${email.toLowerCase()} ${address}`, limits.person],
    [`account ${email.toLowerCase()}`, limits.account],
    [`address ${address}`, limits.address],
  ]
  const current = (key: string): Count | null => {
    const count = counts.get(key)
    return count && count.until > clock() ? count : null
  }
  const waitFor = (key: string, limit: number): number => {
    const count = current(key)
    const failures = count?.failures ?? 0
    if (count && failures >= limit) return Math.ceil((count.until - clock()) / 1000)
    return failures + (underWay.get(key) ?? 0) >= limit ? 1 : 0
  }
  return {
    begin(email, address) {
      const keys = keysOf(email, address)
      const seconds = Math.max(...keys.map(([key, limit]) => waitFor(key, limit)))
      if (seconds === 0) for (const [key] of keys) underWay.set(key, (underWay.get(key) ?? 0) + 1)
      return seconds
    },
    end(email, address, outcome) {
      for (const [key] of keysOf(email, address)) {
        const others = (underWay.get(key) ?? 1) - 1
        if (others > 0) underWay.set(key, others)
        else underWay.delete(key)
        if (outcome !== 'wrong') continue
        const count = current(key)
        if (count) count.failures += 1
        else counts.set(key, { failures: 1, until: clock() + windowMs })
      }
      if (outcome === 'right') counts.delete(`person ${email.toLowerCase()} ${address}`)
    },
  }
}
