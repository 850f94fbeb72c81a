import { expect, it } from 'vitest'
import { median, quantile } from './quantiles.ts'

it('interpolates between neighbours as spreadsheets do', () => {
  expect(quantile([4, 1, 3, 2], 0.25)).toBe(1.75)
  expect(quantile([1, 2, 3, 4, 5], 0.9)).toBeCloseTo(4.6, 12)
  expect(median([5, 1, 3])).toBe(3)
})

it('answers nothing for nothing, and the one value for one', () => {
  expect(median([])).toBeNull()
  expect(quantile([7], 0.99)).toBe(7)
})
