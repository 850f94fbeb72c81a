import { expect, test } from 'vitest'
import { createFloodGuard } from './flood.ts'

test('a burst is let through, a flood is not, and whoever waits is heard again', () => {
  const guard = createFloodGuard({ perSecond: 30, burst: 300 })
  const admitted = Array.from({ length: 1_000 }, () => guard.admits('10.0.0.1', 1, 0)).filter(Boolean).length
  expect(admitted).toBe(300)
  expect(guard.admits('10.0.0.2', 1, 0)).toBe(true)
  expect(guard.admits('10.0.0.1', 30, 500)).toBe(false)
  expect(guard.admits('10.0.0.1', 30, 1_000)).toBe(true)
})

test('a clock that is set back gives nobody more', () => {
  const guard = createFloodGuard({ perSecond: 1, burst: 1 })
  expect(guard.admits('a', 1, 10_000)).toBe(true)
  expect(guard.admits('a', 1, 0)).toBe(false)
})
