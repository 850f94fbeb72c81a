import { expect, test } from 'vitest'
import { pauseAfter } from './backoff.ts'

test('pauses double from a second to five minutes, and chance takes away up to half', () => {
  expect([1, 2, 3, 4, 9, 10, 1_000].map((failures) => pauseAfter(failures, 0))).toEqual([
    1_000, 2_000, 4_000, 8_000, 256_000, 300_000, 300_000,
  ])
  expect(pauseAfter(1, 1)).toBe(500)
  expect(pauseAfter(50, 0.5)).toBe(225_000)
})
