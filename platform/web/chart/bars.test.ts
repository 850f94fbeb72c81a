import { describe, expect, it } from 'vitest'
import { barsOf } from './bars.tsx'

const categories = [
  { key: 'a', label: 'A' },
  { key: 'b', label: 'B' },
]
const series = (key: string, values: (number | null)[]) => ({ key, label: key, values })

describe('bars', () => {
  it('stand on each other when stacked, negative ones below zero', () => {
    const bars = barsOf({
      categories,
      stacked: true,
      series: [series('x', [5, -2]), series('y', [3, 4]), series('z', [-1, -3])],
    })
    expect(bars.map(({ category, from, to }) => [category, from, to])).toEqual([
      [0, 0, 5],
      [1, 0, -2],
      [0, 5, 8],
      [1, 0, 4],
      [0, 0, -1],
      [1, -2, -5],
    ])
  })

  it('leave a gap where there is no figure', () => {
    expect(barsOf({ categories, series: [series('x', [null, 7])] })).toHaveLength(1)
  })
})
