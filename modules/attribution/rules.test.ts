import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { binomialProbability } from '../../kernel/statistics/proportions.ts'
import type { ClassGroup } from '../interactions/rules.ts'
import { behind, burstsOf, costPerLead, countUp, isRaid, judgeJunk } from './rules.ts'

const burstsIn = (days: { junk: number; of: number }[]) =>
  burstsOf({
    days: days.filter(({ of }) => of > 0).length,
    junk: days.reduce((sum, day) => sum + day.junk, 0),
    of: days.reduce((sum, day) => sum + day.of, 0),
    junkSquares: days.reduce((sum, day) => sum + day.junk ** 2, 0),
    products: days.reduce((sum, day) => sum + day.junk * day.of, 0),
    ofSquares: days.reduce((sum, day) => sum + day.of ** 2, 0),
  })
const row = (junk: number, of: number, unclassified = 0) => ({
  interactions: of + unclassified,
  unclassified,
  groups: { lead: of - junk, upsell: 0, accompanying: 0, destructive: junk },
})
const verdictOf = (junk: number, of: number, others: [number, number][] = [], norm = 0.03) =>
  judgeJunk([row(junk, of), ...others.map(([count, among]) => row(count, among))], norm)[0]?.verdict

describe('the verdict on junk', () => {
  it('does not accuse a source for three of a hundred, nor for two a day', () => {
    expect(verdictOf(3, 100)).toBe('too_little')
    expect(verdictOf(5, 100)).toBe('too_little')
    expect(verdictOf(60, 2000)).toBe('within')
  })

  it('accuses where the whole interval lies above the norm', () => {
    expect(verdictOf(23, 253)).toBe('above')
    expect(verdictOf(90, 2000)).toBe('above')
  })

  it('takes contacts without a class for nothing: neither junk nor not', () => {
    const [few] = judgeJunk([row(23, 253, 10_000)], 0.03)
    expect(few).toMatchObject({ of: 253, verdict: 'above' })
    expect(judgeJunk([row(0, 0, 50)], 0.03)[0]).toMatchObject({ interval: null, adjusted: null, verdict: 'nothing' })
  })

  it('asks for more of a row that was picked out of many', () => {
    const alone = judgeJunk([row(17, 300)], 0.03)[0]
    const many = judgeJunk([row(17, 300), ...Array.from({ length: 200 }, () => row(9, 300))], 0.03)[0]
    expect(alone).toMatchObject({ verdict: 'above' })
    expect(many).toMatchObject({ verdict: 'within' })
    expect(many?.adjusted ?? 0).toBeGreaterThan(alone?.adjusted ?? 1)
  })

  it('of a hundred sources that are all at the norm accuses one in twenty of such tables at most', () => {
    // The chance that a table raises any alarm, computed: alarms need an adjusted p of 5 %, whatever the counts are.
    const of = 400
    const alarms = Array.from({ length: of + 1 }, (_, count) => count).filter(
      (count) =>
        judgeJunk([row(count, of), ...Array.from({ length: 99 }, () => row(12, of))], 0.03)[0]?.verdict === 'above',
    )
    const perRow = alarms.reduce((sum, count) => sum + binomialProbability(count, of, 0.03), 0)
    expect(1 - (1 - perRow) ** 100).toBeLessThan(0.05)
    expect(alarms.length).toBeGreaterThan(0)
  })

  it('follows the company’s norm, and a norm of nothing makes any junk worth a look', () => {
    expect(verdictOf(23, 253, [], 0.1)).toBe('within')
    expect(verdictOf(1, 100, [], 0)).toBe('above')
    expect(verdictOf(0, 100, [], 0)).toBe('within')
  })

  it('never calls a row above the norm whose share is not', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(200), fc.integer({ min: 1, max: 3000 })), { minLength: 1 }), (rows) => {
        const asked = rows.map(([junk, of]) => row(Math.min(junk, of), of))
        for (const junk of judgeJunk(asked, 0.03)) {
          if (junk.verdict === 'above') expect(junk.interval?.low).toBeGreaterThan(0.03)
          if (junk.verdict === 'too_little') expect(junk.of).toBeLessThan(junk.needed)
        }
      }),
    )
  })
})

describe('junk that comes in bursts', () => {
  const quiet = Array.from({ length: 89 }, () => ({ junk: 0, of: 10 }))
  const judge = (days: { junk: number; of: number }[]) => {
    const junk = days.reduce((sum, day) => sum + day.junk, 0)
    const of = days.reduce((sum, day) => sum + day.of, 0)
    return judgeJunk([row(junk, of)], 0.03, new Map([[0, burstsIn(days)]]))[0]
  }
  it('on one day does not accuse a source for the quarter, and is told apart', () => {
    const raid = judge([...quiet, { junk: 60, of: 70 }])
    expect(raid?.interval?.share).toBeCloseTo(60 / 960, 12)
    expect(raid?.verdict).not.toBe('above')
    expect(raid && isRaid(raid, 0.03)).toBe(true)
  })

  it('as much junk spread over the days does accuse', () => {
    const steady = judge(Array.from({ length: 96 }, (_, i) => ({ junk: i % 8 < 5 ? 1 : 0, of: 10 })))
    expect(steady).toMatchObject({ count: 60, of: 960, bursts: 1, verdict: 'above' })
    expect(steady && isRaid(steady, 0.03)).toBe(false)
  })

  it('of days that differ by chance alone is no burst', () => {
    expect(burstsIn([])).toBe(1)
    expect(burstsIn([{ junk: 5, of: 50 }])).toBe(1)
    expect(
      burstsIn([
        { junk: 0, of: 50 },
        { junk: 0, of: 9 },
      ]),
    ).toBe(1)
    expect(
      burstsIn([
        { junk: 3, of: 50 },
        { junk: 4, of: 50 },
        { junk: 2, of: 50 },
      ]),
    ).toBe(1)
  })
})

describe('counting up', () => {
  const groupOf = new Map<string, ClassGroup>([
    ['a', 'lead'],
    ['b', 'lead'],
    ['c', 'destructive'],
  ])
  it('adds classes to groups, and what has no class stands apart', () => {
    const counted = countUp(
      [
        { classId: 'a', interactions: 3, missed: 1 },
        { classId: 'b', interactions: 2, missed: 0 },
        { classId: 'c', interactions: 4, missed: 2 },
        { classId: null, interactions: 5, missed: 5 },
      ],
      groupOf,
    )
    expect(counted).toEqual({
      interactions: 14,
      missed: 8,
      unclassified: 5,
      leads: 5,
      groups: { lead: 5, upsell: 0, accompanying: 0, destructive: 4 },
      classes: { a: 3, b: 2, c: 4 },
    })
  })
})

describe('the cost of a lead', () => {
  it('is spend over leads to the kopeck, and unknown without either', () => {
    expect(costPerLead(1000, 3)).toBe(333)
    expect(costPerLead(null, 3)).toBeNull()
    expect(costPerLead(0, 3)).toBeNull()
    expect(costPerLead(1000, 0)).toBeNull()
  })
})

describe('the filter behind a figure', () => {
  const report = { filter: { from: '2026-03-01', to: '2026-03-31', source: ['s'] }, level: 'campaign' } as const
  it('is the report’s own, narrowed to the row and the figure', () => {
    const open = { filter: { ...report.filter, source: ['s'] }, level: report.level }
    expect(behind(open, { id: 'c' }, { kind: 'junk' })).toEqual({
      ...open.filter,
      campaign: ['c'],
      group: ['destructive'],
    })
    expect(behind(open, { id: 'none' }, { kind: 'unclassified' })).toEqual({
      ...open.filter,
      campaign: ['none'],
      class: ['none'],
    })
    expect(behind(open, null, { kind: 'missed' })).toEqual({ ...open.filter, missed: true })
  })
})
