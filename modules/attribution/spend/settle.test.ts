import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { scaleMoney, splitMoney } from '../../../kernel/money.ts'
import type { ExportRow } from './exports/read-export.ts'
import { addUp, compareTotals, completeTo, priced, settleExport } from './settle.ts'
import { rateOf, type Terms, vatPercent } from './terms.ts'

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0)
const anyMicros = fc.integer({ min: -10_000_000, max: 5_000_000_000 })
const anyDay = fc.constantFrom('2025-12-30', '2025-12-31', '2026-01-01', '2026-01-02')
const anyRow: fc.Arbitrary<ExportRow> = fc.record({
  row: fc.nat(),
  day: anyDay,
  campaign: fc.constantFrom({ externalId: '1', name: 'а' }, { externalId: null, name: 'б' }, null),
  group: fc.constantFrom('г', null),
  groupId: fc.constant(null),
  keyword: fc.constantFrom('к', null),
  currency: fc.constantFrom(null, 'RUB'),
  micros: anyMicros,
})
const own: Terms = { currency: 'RUB', rates: {}, vat: { written: 'with', counted: 'with' } }
const google = { system: {}, counted: 0 }

describe('splitting loses nothing', () => {
  test('an amount over days: parts add up to it and differ by a kopeck at most', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), fc.integer({ min: 1, max: 400 }), (amount, days) => {
        const parts = splitMoney(amount, days)
        expect(sum(parts)).toBe(amount)
        expect(Math.max(...parts) - Math.min(...parts)).toBeLessThanOrEqual(1)
      }),
    )
  })

  test('scaled amounts add up to their scaled sum, each off by less than a kopeck', () => {
    fc.assert(
      fc.property(
        fc.array(anyMicros),
        fc.bigInt({ min: 1n, max: 10n ** 4n }),
        fc.bigInt({ min: 1n, max: 10n ** 4n }),
        (amounts, up, down) => {
          const scaled = scaleMoney(amounts, up, down)
          const exact = BigInt(sum(amounts)) * up
          const double = 2n * (BigInt(sum(scaled)) * down - exact)
          expect(double <= down && double >= -down).toBe(true)
          for (const [i, amount] of amounts.entries()) {
            const off = BigInt(scaled[i] ?? 0) * down - BigInt(amount) * up
            expect(off < down && off > -down).toBe(true)
          }
        },
      ),
    )
  })

  test('rows of an export by day and place, and their kopecks, are worth what the rows are worth', () => {
    fc.assert(
      fc.property(fc.array(anyRow, { maxLength: 60 }), (rows) => {
        expect(sum(addUp(rows).map(({ micros }) => micros))).toBe(sum(rows.map(({ micros }) => micros)))
        const comparison = compareTotals(rows, [], google)
        const kept = priced(settleExport({ rows }, comparison, { spread: null, terms: own }), own)
        expect(sum(kept.map(({ micros }) => micros))).toBe(sum(rows.map(({ micros }) => micros)))
        // Amounts that name their currency and those that do not are rounded apart.
        const apart = [null, 'RUB'].map((currency) =>
          sum(rows.filter((row) => row.currency === currency).map(({ micros }) => micros)),
        )
        const kopecks = apart.map((micros) => scaleMoney([micros], 1n, 10_000n)[0] ?? 0)
        expect(sum(kept.map(({ amount }) => amount))).toBe(sum(kopecks))
      }),
    )
  })

  test('days and the rest are the export’s own total wherever the difference is rounding', () => {
    fc.assert(
      fc.property(fc.array(anyRow, { minLength: 1, maxLength: 60 }), fc.integer({ min: -5, max: 5 }), (rows, off) => {
        const same = rows.map((row) => ({ ...row, currency: 'RUB', micros: Math.round(row.micros / 10_000) * 10_000 }))
        const total = sum(same.map(({ micros }) => micros)) + Math.trunc((off * same.length) / 10) * 10_000
        const comparison = compareTotals(same, [{ label: 'Итого', micros: total }], {
          system: {},
          counted: same.length,
        })
        expect(comparison.verdict).not.toBe('differs')
        const kept = priced(settleExport({ rows: same }, comparison, { spread: null, terms: own }), own)
        expect(sum(kept.map(({ amount }) => amount)) * 10_000).toBe(total)
      }),
    )
  })

  test('campaigns told exactly and their keywords told apart make the exact sum, whatever the keywords leave out', () => {
    fc.assert(
      fc.property(fc.array(anyRow), fc.array(anyRow), (exact, finer) => {
        const known = new Set(
          exact.map(({ day, campaign, currency }) =>
            JSON.stringify([day, campaign?.externalId ?? campaign?.name, currency]),
          ),
        )
        const within = finer.filter(({ day, campaign, currency }) =>
          known.has(JSON.stringify([day, campaign?.externalId ?? campaign?.name, currency])),
        )
        const rows = completeTo(exact, within)
        expect(sum(rows.map(({ micros }) => micros))).toBe(sum(exact.map(({ micros }) => micros)))
        for (const one of exact) {
          const here = (row: { day: string | null; campaign: unknown; currency: string | null }) =>
            row.day === one.day &&
            JSON.stringify(row.campaign) === JSON.stringify(one.campaign) &&
            row.currency === one.currency
          expect(sum(rows.filter(here).map(({ micros }) => micros))).toBe(
            sum(exact.filter(here).map(({ micros }) => micros)),
          )
        }
      }),
    )
  })

  test('VAT and a rate, there and back, lose no more than half a kopeck of each sum that is rounded', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ day: anyDay, currency: fc.constantFrom(null, 'USD'), micros: anyMicros })),
        (rows) => {
          const terms: Terms = {
            currency: 'RUB',
            rates: { USD: '92,505' },
            vat: { written: 'without', counted: 'with' },
          }
          const exact = sum(
            rows.map(
              ({ day, currency, micros }) => (micros / 10_000) * (1 + vatPercent(day) / 100) * (currency ? 92.505 : 1),
            ),
          )
          expect(Math.abs(sum(priced(rows, terms).map(({ amount }) => amount)) - exact)).toBeLessThanOrEqual(
            4 * 0.5 + 1e-3,
          )
        },
      ),
    )
  })
})

it.each([
  ['92,505', 92_505n, 1000n],
  ['90', 90n, 1n],
  ['0.0125', 125n, 10_000n],
] as const)('the rate %s is read exactly', (text, numerator, denominator) =>
  expect(rateOf(text)).toEqual({ numerator, denominator }),
)

it.each(['', '0', '0,00', '-1', 'сто', '1e3', '1.2.3'])('%s is no rate', (text) => expect(rateOf(text)).toBeNull())
