import { LRUCache } from 'lru-cache'

/** How many wrong passwords are heard within a window before the rest waits for its end. */
const windowMs = 15 * 60_000
const limits = { person: 8, account: 50, address: 200 } as const

export interface Attempts {
  /** Seconds to wait before another attempt is heard; 0 when it may be made now. */
  wait(email: string, address: string): number
  failed(email: string, address: string): void
  succeeded(email: string, address: string): void
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
  const keysOf = (email: string, address: string): [string, number][] => [
    [`person ${email.toLowerCase()} ${address}`, limits.person],
    [`account ${email.toLowerCase()}`, limits.account],
    [`address ${address}`, limits.address],
  ]
  const current = (key: string): Count | null => {
    const count = counts.get(key)
    return count && count.until > clock() ? count : null
  }
  return {
    wait(email, address) {
      const blocked = keysOf(email, address).flatMap(([key, limit]) => {
        const count = current(key)
        return count && count.failures >= limit ? [count.until - clock()] : []
      })
      return Math.ceil(Math.max(0, ...blocked) / 1000)
    },
    failed(email, address) {
      for (const [key] of keysOf(email, address)) {
        const count = current(key)
        if (count) count.failures += 1
        else counts.set(key, { failures: 1, until: clock() + windowMs })
      }
    },
    succeeded(email, address) {
      counts.delete(`person ${email.toLowerCase()} ${address}`)
    },
  }
}
