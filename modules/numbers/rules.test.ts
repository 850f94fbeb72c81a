import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { erlangB } from '../../kernel/statistics/erlang.ts'
import { fits, forecastPeak, type Hold, levelOf, matchCall, type PoolState, sizePool } from './rules.ts'

const minute = 60_000
const start = Date.parse('2026-03-10T09:00:00Z')
const at = (minutes: number) => new Date(start + minutes * minute)
const terms = { holdSeconds: 600, lateSeconds: 3_600 }
const hold = (id: string, from: number, seen: number, until = seen + 10): Hold => ({
  ...{ id, startedAt: at(from), seenAt: at(seen), until: at(until) },
})

const anyHold = fc
  .record({
    id: fc.uuid(),
    from: fc.integer({ min: 0, max: 100 }),
    seen: fc.integer({ min: 0, max: 30 }),
    stay: fc.integer({ min: 1, max: 20 }),
  })
  .map(({ id, from, seen, stay }) => hold(id, from, from + seen, from + seen + stay))
const anyMinute = fc.integer({ min: -5, max: 250 })

describe('whose call it was', () => {
  it('is certain where one visitor holds the number', () => {
    const match = matchCall(at(5), [hold('a', 0, 3), hold('before', -30, -20)], terms)
    expect(match).toMatchObject({ hold: { id: 'a' }, basis: 'held_number', confidence: 100 })
  })

  it('is nobody’s where nobody saw the number', () => {
    expect(matchCall(at(5), [], terms)).toBeNull()
    expect(matchCall(at(5), [hold('tomorrow', 600, 610)], terms)).toBeNull()
  })

  it('forgives clocks that differ by seconds', () => {
    expect(matchCall(at(-0.5), [hold('a', 0, 3)], terms)).toMatchObject({ basis: 'held_number' })
    expect(matchCall(at(-2), [hold('a', 0, 3)], terms)).toBeNull()
  })

  it('counts a visitor half as much for each half of the hold time since they were seen', () => {
    const match = matchCall(at(10), [hold('a', 0, 5, 30), hold('b', 1, 10, 30)], terms)
    expect(match).toMatchObject({ hold: { id: 'b' }, basis: 'shared_number', confidence: 67 })
  })

  it('is less sure the longer ago the number was released', () => {
    const sure = [10, 25, 40, 69].map((minutes) => matchCall(at(minutes), [hold('a', 0, 0)], terms)?.confidence)
    expect(sure).toEqual([90, 64, 45, 23])
    expect(matchCall(at(70), [hold('a', 0, 0)], terms)).toBeNull()
  })

  it('depends on the holds alone, whatever their order, for any holds', () => {
    fc.assert(
      fc.property(fc.array(anyHold, { maxLength: 8 }), anyMinute, fc.integer(), (holds, minutes, seed) => {
        const shuffled = [...holds].sort((a, b) => (a.id > b.id ? 1 : -1) * (seed % 2 || 1))
        expect(matchCall(at(minutes), shuffled, terms)).toEqual(matchCall(at(minutes), holds, terms))
      }),
    )
  })

  it('is certain exactly where one hold is running, and never names who came later', () => {
    fc.assert(
      fc.property(fc.array(anyHold, { maxLength: 6 }), anyMinute, (holds, minutes) => {
        const match = matchCall(at(minutes), holds, terms)
        const running = holds.filter((one) => one.startedAt <= at(minutes) && at(minutes) < one.until)
        if (running.length === 1) expect(match).toMatchObject({ confidence: 100, hold: running[0] })
        if (running.length > 1) expect(match?.confidence).toBeLessThan(100)
        if (match) {
          expect(match.hold.startedAt.getTime()).toBeLessThanOrEqual(at(minutes).getTime() + minute)
          expect(match.confidence).toBeGreaterThanOrEqual(1)
        }
      }),
    )
  })

  it('is never surer for more visitors on the same number', () => {
    fc.assert(
      fc.property(fc.array(anyHold, { minLength: 1, maxLength: 5 }), anyHold, anyMinute, (holds, another, minutes) => {
        const running = (one: Hold) => one.startedAt <= at(minutes) && at(minutes) < one.until
        const before = matchCall(at(minutes), holds.filter(running), terms)
        const after = matchCall(at(minutes), [...holds.filter(running), another].filter(running), terms)
        if (before && after && after.hold === before.hold)
          expect(after.confidence).toBeLessThanOrEqual(before.confidence)
      }),
    )
  })
})

describe('for whom a number is shown', () => {
  const pattern = { source: 'Яндекс Директ', campaign: 'Окна', placement: null, keyword: null }
  it('counts how exactly the origin fits', () => {
    expect(fits(pattern, { source: 'яндекс директ', campaign: 'окна', keyword: 'окна пвх' })).toBe(2)
    expect(fits({ ...pattern, campaign: null }, { source: 'Яндекс Директ', campaign: 'Балконы' })).toBe(1)
    expect(fits(pattern, { source: 'Яндекс Директ' })).toBe(0)
    expect(fits(pattern, null)).toBe(0)
  })
})

describe('the size of a pool', () => {
  it('is the fewest numbers that keep to the accepted loss', () => {
    const traffic = { visitsPerHour: 120, holdMinutes: 30, callShare: 0.04, acceptedLoss: 0.01 }
    const { load, numbers, choices } = sizePool(traffic, 40)
    expect(load).toBe(60)
    // Erlang B, 60 erlangs at one per cent: 75 servers in any traffic table.
    expect(numbers).toBe(75)
    expect(erlangB(74, 60)).toBeGreaterThan(0.01)
    const now = choices.find((choice) => choice.numbers === 40)
    expect(now?.loss).toBeCloseTo(erlangB(40, 60), 12)
    expect(now?.uncertainCalls).toBeCloseTo(120 * erlangB(40, 60) * 0.04, 9)
  })

  it('is nothing without visitors', () => {
    const quiet = { visitsPerHour: 0, holdMinutes: 30, callShare: 0.04, acceptedLoss: 0.01 }
    expect(sizePool(quiet)).toEqual({ load: 0, numbers: 0, choices: [] })
  })
})

describe('a warning', () => {
  const calm: PoolState = { size: 20, held: 5, peak: 12, asked: 400, unserved: 0, forecast: 13, acceptedLoss: 0.01 }
  it('comes before the pool runs dry, and is louder when it has', () => {
    expect(levelOf(calm)).toBe('fine')
    expect(levelOf({ ...calm, forecast: 19 })).toBe('look')
    expect(levelOf({ ...calm, peak: 19 })).toBe('look')
    expect(levelOf({ ...calm, held: 20 })).toBe('act')
    expect(levelOf({ ...calm, unserved: 3 })).toBe('fine')
    expect(levelOf({ ...calm, unserved: 5 })).toBe('act')
    expect(levelOf({ ...calm, size: 0 })).toBe('act')
    expect(levelOf({ ...calm, size: 0, asked: 0 })).toBe('fine')
  })

  it('expects the coming day to be like the same day of the weeks before, with their growth', () => {
    const now = new Date('2026-03-10T09:30:00Z')
    const hours = (weeks: number, peak: number) =>
      Array.from({ length: 168 }, (_, i) => ({
        at: new Date(now.getTime() - weeks * 168 * 3_600_000 + i * 3_600_000),
        peak: i === 3 ? peak * 3 : peak,
      }))
    expect(forecastPeak([...hours(2, 4), ...hours(1, 4)], now)).toBe(12)
    expect(forecastPeak([...hours(2, 4), ...hours(1, 6)], now)).toBe(27)
    expect(forecastPeak(hours(1, 4).slice(-10), now)).toBeNull()
  })
})
