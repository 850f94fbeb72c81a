import { expect, it } from 'vitest'
import { roundedShares } from './shares.ts'

const percents = (parts: readonly number[], digits = 0) =>
  roundedShares(parts, digits).map((share) => (share === null ? null : Number((share * 100).toFixed(digits))))

it('adds up to a hundred where rounding each share alone gives 99 or 101', () => {
  expect(percents([1, 1, 1])).toEqual([34, 33, 33])
  expect(percents([125, 125, 750], 0)).toEqual([13, 12, 75])
  expect(percents([335, 335, 330])).toEqual([34, 33, 33])
})

it('keeps as many decimal places as asked for', () => {
  expect(percents([1, 1, 1], 1)).toEqual([33.4, 33.3, 33.3])
  expect(percents([2, 1], 2)).toEqual([66.67, 33.33])
})

it('differs from the exact share by less than one unit, and adds up, for any parts', () => {
  for (let seed = 1; seed < 400; seed++) {
    const parts = Array.from({ length: 1 + (seed % 9) }, (_, i) => (seed * 7919 * (i + 1) ** 3) % 1009)
    const whole = parts.reduce((sum, part) => sum + part, 0)
    if (whole === 0) continue
    const shares = roundedShares(parts, 1)
    expect(Math.round(shares.reduce<number>((sum, share) => sum + (share ?? 0), 0) * 1000)).toBe(1000)
    for (const [i, part] of parts.entries()) expect(Math.abs((shares[i] ?? 0) - part / whole)).toBeLessThan(0.001)
  }
})

it('leaves what is nothing at nothing, and has no shares of nothing', () => {
  expect(percents([0, 5, 0])).toEqual([0, 100, 0])
  expect(roundedShares([0, 0])).toEqual([null, null])
  expect(roundedShares([])).toEqual([])
})
