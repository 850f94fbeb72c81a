import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { erlangB, loadForLoss, serversForLoss } from './erlang.ts'

/** Offered traffic in erlangs by servers and loss, as traffic tables print it (T. Frankel, "ABC of the Telephone"; ITU-D handbook, table of Erlang's first formula). */
const table: readonly (readonly [
  servers: number,
  atOneInThousand: number,
  atOnePercent: number,
  atFivePercent: number,
])[] = [
  [1, 0.001, 0.0101, 0.0526],
  [2, 0.0458, 0.153, 0.381],
  [3, 0.194, 0.455, 0.899],
  [4, 0.439, 0.869, 1.52],
  [5, 0.762, 1.36, 2.22],
  [6, 1.15, 1.91, 2.96],
  [7, 1.58, 2.5, 3.74],
  [8, 2.05, 3.13, 4.54],
  [9, 2.56, 3.78, 5.37],
  [10, 3.09, 4.46, 6.22],
  [15, 6.08, 8.11, 10.6],
  [20, 9.41, 12.0, 15.2],
  [30, 16.7, 20.3, 24.8],
  [40, 24.4, 29.0, 34.6],
  [50, 32.5, 37.9, 44.5],
  [100, 75.2, 84.1, 95.2],
]

describe('Erlang B', () => {
  it.each(table)('%i servers carry what published tables say', (servers, thousandth, percent, five) => {
    expect(Number(loadForLoss(servers, 0.001).toPrecision(3))).toBeCloseTo(thousandth, 3)
    expect(Number(loadForLoss(servers, 0.01).toPrecision(3))).toBeCloseTo(percent, 3)
    expect(Number(loadForLoss(servers, 0.05).toPrecision(3))).toBeCloseTo(five, 3)
  })

  it('equals the formula as it is defined', () => {
    const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1))
    for (const load of [0.1, 1, 3.7, 9]) {
      for (const n of [0, 1, 4, 12]) {
        const terms = Array.from({ length: n + 1 }, (_, k) => load ** k / factorial(k))
        const sum = terms.reduce((all, term) => all + term, 0)
        expect(erlangB(n, load)).toBeCloseTo((terms[n] ?? 0) / sum, 12)
      }
    }
  })

  it('turns everybody away without servers, and nobody without load', () => {
    expect(erlangB(0, 5)).toBe(1)
    expect(erlangB(3, 0)).toBe(0)
    expect(serversForLoss(0, 0.01)).toBe(0)
  })

  it('stays exact where hundreds of thousands come', () => {
    expect(erlangB(10_000, 9_000)).toBeGreaterThan(0)
    expect(erlangB(10_000, 9_000)).toBeLessThan(1e-20)
    expect(erlangB(1_000, 1_000)).toBeCloseTo(0.0249, 3)
  })

  it('gives the fewest servers that do, for any load and loss', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 500, noNaN: true }),
        fc.double({ min: 1e-6, max: 0.5, noNaN: true }),
        (load, loss) => {
          const servers = serversForLoss(load, loss) ?? Number.NaN
          expect(erlangB(servers, load)).toBeLessThanOrEqual(loss * (1 + 1e-9))
          if (servers > 0) expect(erlangB(servers - 1, load)).toBeGreaterThan(loss * (1 - 1e-9))
        },
      ),
    )
  })

  it('says so where no number of servers within reach does', () => {
    expect(serversForLoss(500, 0.001, 100)).toBeNull()
  })
})
