import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isOpen, nextOpen, nextTry, promiseOf, slotsOf, type Week } from './rules.ts'

const zones = ['Europe/Moscow', 'Europe/Berlin', 'America/New_York', 'Asia/Vladivostok'] as const
const hours = fc
  .tuple(fc.integer({ min: 0, max: 1_380 }), fc.integer({ min: 30, max: 600 }))
  .map(([from, length]) => ({ from, to: Math.min(1_440, from + length) }))
const weeks: fc.Arbitrary<Week> = fc.array(fc.option(hours), { minLength: 7, maxLength: 7 })
const moments = fc.date({
  min: new Date('2026-01-01T00:00:00Z'),
  max: new Date('2027-01-01T00:00:00Z'),
  noInvalidDate: true,
})

describe('nobody is called outside the working hours', () => {
  test('the next opening is open, is not in the past, and comes within a week and a day', () => {
    fc.assert(
      fc.property(weeks, moments, fc.constantFrom(...zones), (week, now, zone) => {
        const next = nextOpen(week, now, zone)
        if (next === null) {
          expect(week.every((day) => day === null)).toBe(true)
          return
        }
        expect(next.getTime()).toBeGreaterThanOrEqual(now.getTime())
        expect(next.getTime() - now.getTime()).toBeLessThan(8 * 86_400_000)
        // A time that the spring change skips opens when the clock goes on.
        expect(isOpen(week, new Date(next.getTime() + 60_000), zone) || isOpen(week, next, zone)).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  test('wishes are offered within the hours and ahead of now', () => {
    fc.assert(
      fc.property(weeks, moments, fc.constantFrom(...zones), (week, now, zone) => {
        for (const slot of slotsOf(week, now, zone))
          expect(slot.getTime() - now.getTime()).toBeGreaterThanOrEqual(1_800_000)
      }),
      { numRuns: 100 },
    )
  })
})

test('a promise begins with the wish, or now, and never before the office opens', () => {
  const now = new Date('2026-03-10T09:00:00Z')
  const always = { week: null, promiseSeconds: 28, zone: 'Europe/Moscow' }
  expect(promiseOf(always, now, null)).toEqual({ from: now, until: new Date('2026-03-10T09:00:28Z') })
  const wish = new Date('2026-03-10T12:00:00Z')
  expect(promiseOf(always, now, wish).from).toEqual(wish)
  expect(promiseOf(always, now, new Date('2026-03-09T12:00:00Z')).from).toEqual(now)
})

test('after the last attempt nobody is called again', () => {
  const ended = new Date('2026-03-10T09:00:00Z')
  const minutes = (attempts: number) => {
    const next = nextTry(attempts, ended, null, 'UTC')
    return next && (next.getTime() - ended.getTime()) / 60_000
  }
  expect([1, 2, 3, 4].map(minutes)).toEqual([5, 15, 60, null])
})
