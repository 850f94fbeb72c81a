import { setTimeout as pauseFor } from 'node:timers/promises'

/** Waits until one more request is within the limit. */
export type Limiter = (signal?: AbortSignal) => Promise<void>

interface Clock {
  readonly now: () => number
  readonly pause: (ms: number, signal?: AbortSignal) => Promise<unknown>
}

const realClock: Clock = {
  now: () => performance.now(),
  pause: (ms, signal) => pauseFor(ms, undefined, { ref: false, ...(signal && { signal }) }),
}

/**
 * A leaky bucket: it holds `burst` requests and leaks `perSecond`; whoever finds it full waits. Requests keep their order.
 * Source of the rule: Bitrix24's REST limits, which count so; a bucket of one spaces requests evenly.
 */
export function createLimiter(
  limit: { readonly perSecond: number; readonly burst: number },
  clock = realClock,
): Limiter {
  let level = 0
  let at = clock.now()
  let last: Promise<unknown> = Promise.resolve()
  const enter = async (signal?: AbortSignal): Promise<void> => {
    const leak = (): void => {
      const now = clock.now()
      level = Math.max(0, level - ((now - at) / 1000) * limit.perSecond)
      at = now
    }
    leak()
    while (level > limit.burst - 1 + 1e-9) {
      await clock.pause(Math.ceil(((level - limit.burst + 1) / limit.perSecond) * 1000), signal)
      leak()
    }
    level += 1
  }
  return (signal) => {
    const mine = last.then(() => enter(signal))
    last = mine.catch(() => undefined)
    return mine
  }
}
