import { describe, expect, it } from 'vitest'
import { amoLimit } from '../amo/client.ts'
import { bitrixLimit } from '../bitrix/client.ts'
import { createLimiter } from './limiter.ts'

/** Moments (ms) at which `count` requests that are all asked for at once go out, by a clock that only pauses move. */
async function sent(limit: { perSecond: number; burst: number }, count: number): Promise<number[]> {
  let now = 0
  const limiter = createLimiter(limit, {
    now: () => now,
    pause: async (ms) => {
      now += ms
    },
  })
  const times: number[] = []
  await Promise.all(Array.from({ length: count }, () => limiter().then(() => times.push(now))))
  return times
}

const mostWithin = (times: readonly number[], ms: number): number =>
  Math.max(...times.map((time) => times.filter((other) => other >= time && other < time + ms).length))

describe('requests stay within what a CRM allows', () => {
  it('amoCRM: never more than seven in any second', async () => {
    const times = await sent(amoLimit, 100)
    expect(mostWithin(times, 1_000)).toBeLessThanOrEqual(7)
    expect(times.at(-1)).toBeLessThan(20_000)
  })

  it('Bitrix24: a burst below fifty, then two a second, so that its bucket never overflows', async () => {
    const times = await sent(bitrixLimit, 100)
    let level = 0
    let at = 0
    for (const time of times) {
      level = Math.max(0, level - ((time - at) / 1_000) * 2) + 1
      at = time
      expect(level).toBeLessThanOrEqual(50)
    }
    expect(times.filter((time) => time === 0)).toHaveLength(bitrixLimit.burst)
  })

  it('one that is given up leaves the way to the others', async () => {
    const limiter = createLimiter({ perSecond: 1_000, burst: 1 })
    const giving = new AbortController()
    await limiter()
    const first = limiter(giving.signal)
    giving.abort()
    await first.catch(() => undefined)
    await limiter()
  })
})
