import { describe, expect, it } from 'vitest'
import {
  type Basis,
  compare,
  daysNeeded,
  groupsToCompare,
  minimumDays,
  pacesOf,
  verdictOn,
  type Worker,
} from './rules.ts'

const compared = (group: readonly Worker[], basis: Basis) => compare(group, pacesOf(group, basis), 0.25)

const worker = (employeeId: string, perDay: readonly number[], more: Partial<Worker> = {}): Worker => ({
  employeeId,
  name: employeeId,
  departmentId: 'windows',
  role: 'manager',
  days: perDay.map((_, day) => day),
  perDay,
  firstDay: 0,
  lastDay: 99,
  ...more,
})

/** Counts that vary around a mean the same way every time. */
const around = (mean: number, days: number, swing: number, phase = 0): number[] =>
  Array.from({ length: days }, (_, day) => Math.round(mean * (1 + swing * Math.sin(day * 2.3 + phase * 1.7))))

describe('people are compared', () => {
  it('within one department and one task, two at least, with a working week of days each', () => {
    const full = around(10, 10, 0.2)
    const groups = groupsToCompare([
      worker('a', full),
      worker('b', full),
      worker('senior', full, { role: 'senior' }),
      worker('head', full, { role: 'head' }),
      worker('elsewhere', full, { departmentId: 'service' }),
      worker('just looked in', around(10, minimumDays - 1, 0)),
      worker(
        'never called',
        full.map(() => 0),
      ),
    ])
    expect(groups.map((group) => group.map((person) => person.employeeId))).toEqual([['a', 'b']])
  })

  it('by their totals, so that the gap is the one that everybody can check', () => {
    const finding = compared([worker('a', around(30, 40, 0.2)), worker('b', around(20, 40, 0.2, 1))], 'period')
    const total = (counts: number[]) => counts.reduce((sum, count) => sum + count, 0)
    expect(finding?.gap).toBeCloseTo(total(around(30, 40, 0.2)) / total(around(20, 40, 0.2, 1)) - 1, 9)
    expect(finding).toMatchObject({ verdict: 'proven', best: { name: 'a' }, worst: { name: 'b' }, daysNeeded: null })
  })

  it('from the day a newcomer was hired: ten days of the usual pace are no gap', () => {
    const usual = around(20, 40, 0.2)
    const newcomer = worker('new', usual.slice(30), { days: usual.slice(30).map((_, i) => 30 + i), firstDay: 30 })
    const finding = compared([worker('a', usual), worker('b', around(20, 40, 0.2, 1)), newcomer], 'period')
    expect(finding?.gap).toBeLessThan(0.15)
    expect(finding?.verdict).not.toBe('proven')
  })

  it('by active days too: who was away half of the time has the pace of the others', () => {
    const usual = around(20, 40, 0.2)
    const days = usual.map((_, day) => day).filter((day) => day % 2 === 0)
    const absent = worker(
      'absent',
      days.map((day) => usual[day] ?? 0),
      { days },
    )
    const group = [worker('a', usual), worker('b', around(20, 40, 0.2, 1)), absent]
    expect(compared(group, 'period')?.verdict).toBe('proven')
    expect(compared(group, 'activeDay')?.verdict).not.toBe('proven')
  })
})

describe('the verdict on a gap', () => {
  it.each([
    ['proven', { gap: 0.6, low: 0.3, high: 1, noise: 0.2 }],
    ['possible', { gap: 0.4, low: 0.1, high: 0.8, noise: 0.27 }],
    ['possible', { gap: 0.4, low: 0, high: 0.8, noise: 0.24 }],
    ['none', { gap: 0.1, low: 0, high: 0.2, noise: 0.1 }],
    ['none', { gap: 0.15, low: 0, high: 0.35, noise: 0.18 }],
    ['too_little', { gap: 0.5, low: 0, high: 1.6, noise: 0.7 }],
    ['too_little', { gap: 0.1, low: 0, high: 0.9, noise: 0.7 }],
    ['too_little', { gap: 1, low: 0, high: Number.POSITIVE_INFINITY, noise: Number.POSITIVE_INFINITY }],
  ] as const)('is %s for %o at a mark of 25 %%', (verdict, interval) => {
    expect(verdictOn(interval, 0.25)).toBe(verdict)
  })

  it('tells how many days would answer: four times as many for half of the noise', () => {
    const noise = Math.expm1(2 * Math.log1p(0.25))
    expect(daysNeeded('too_little', { gap: 0.3, low: 0, high: 1, noise }, 0.25, 10)).toBe(40)
    expect(daysNeeded('proven', { gap: 0.6, low: 0.3, high: 1, noise: 0.2 }, 0.25, 10)).toBeNull()
    expect(daysNeeded('too_little', { gap: 1, low: 0, high: 9, noise: Number.POSITIVE_INFINITY }, 0.25, 1)).toBeNull()
  })
})
