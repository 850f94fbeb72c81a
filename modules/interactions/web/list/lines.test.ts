import { expect, test } from 'vitest'
import type { Item } from '../api.ts'
import { linesOf } from './lines.ts'

const item = (id: string, startedAt: string) => ({ id, startedAt }) as Item
const shown = (rows: Item[], byTime = true) =>
  linesOf(rows, 'Europe/Moscow', byTime).map((line) => (line.kind === 'day' ? line.day : line.item.id))

test('a line tells each day of the company once, where it begins', () => {
  expect(
    shown([item('c', '2026-03-10T21:30:00Z'), item('b', '2026-03-10T20:00:00Z'), item('a', '2026-03-10T08:00:00Z')]),
  ).toEqual(['2026-03-11', 'c', '2026-03-10', 'b', 'a'])
})

test('a list in another order has no days, and an empty one nothing', () => {
  expect(shown([item('a', '2026-03-10T08:00:00Z')], false)).toEqual(['a'])
  expect(shown([])).toEqual([])
})
