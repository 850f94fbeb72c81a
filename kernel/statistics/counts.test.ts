import { expect, it } from 'vitest'
import { poissonRange } from './counts.ts'

// Garwood's table, as printed in Johnson, Kemp & Kotz, Univariate Discrete Distributions.
it.each([
  [0, 0, 3.689],
  [1, 0.0253, 5.572],
  [10, 4.795, 18.39],
  [30, 20.24, 42.83],
  [100, 81.36, 121.63],
])('%i seen events mean %f to %f expected ones', (count, low, high) => {
  const range = poissonRange(count)
  expect(range.low).toBeCloseTo(low, 2)
  expect(range.high).toBeCloseTo(high, 2)
})
