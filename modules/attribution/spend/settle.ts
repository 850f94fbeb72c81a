/** What an export brings in the end: amounts by day and campaign, compared with its own total. Pure. */
import { splitMoney } from '../../../kernel/money.ts'
import { daysOf } from '../../../kernel/time.ts'
import type { Days } from './exports/labels.ts'
import type { AdCampaign, ExportReading, ExportRow, ExportTotal } from './exports/read-export.ts'
import type { ExportSystem } from './exports/system.ts'
import { inCompanyMoney, isConvertible, type Terms } from './terms.ts'

/**
 * One amount as it is kept. `rounding`: what the system's own total has beyond its rows; `rest`: what a campaign cost beyond
 * its groups and keywords.
 */
export interface AdSpend {
  readonly day: string
  readonly campaign: AdCampaign | null
  readonly group: string | null
  readonly groupId: string | null
  readonly keyword: string | null
  readonly currency: string | null
  readonly micros: number
  readonly kind: 'rounding' | 'rest' | null
}

/** How the rows of a file compare with the total that it states itself. */
export interface Comparison {
  readonly verdict: 'none' | 'equal' | 'rounding' | 'differs'
  /** Millionths. */
  readonly rows: number
  readonly own: number | null
  readonly label: string | null
  /** Own total less rows. */
  readonly difference: number
}

/** Half a kopeck a row is rounding; more is an error. */
const roundingMicros = 5_000

/** Compares rows with the totals of the file. Several may repeat the same money: the one that agrees is meant, else the most telling. */
export function compareTotals(
  rows: readonly { readonly micros: number; readonly currency: string | null }[],
  totals: readonly ExportTotal[],
  { system, counted }: { readonly system: Pick<ExportSystem, 'totals'>; readonly counted: number },
): Comparison {
  const sum = rows.reduce((whole, { micros }) => whole + micros, 0)
  const currencies = new Set(rows.flatMap(({ currency, micros }) => (micros === 0 || !currency ? [] : [currency])))
  const nothing: Comparison = { verdict: 'none', rows: sum, own: null, label: null, difference: 0 }
  if (totals.length === 0 || currencies.size > 1) return nothing
  const limit = Math.max(1, counted) * roundingMicros
  const rank = ({ label }: ExportTotal): number => {
    const at = (system.totals ?? []).findIndex((form) => form.test(label.toLowerCase()))
    return at < 0 ? 99 : at
  }
  const ranked = [...totals].sort((a, b) => rank(a) - rank(b))
  const own =
    ranked.find(({ micros }) => micros === sum) ??
    ranked.find(({ micros }) => Math.abs(micros - sum) <= limit) ??
    ranked[0]
  if (!own) return nothing
  const difference = own.micros - sum
  const verdict = difference === 0 ? 'equal' : Math.abs(difference) <= limit ? 'rounding' : 'differs'
  return { verdict, rows: sum, own: own.micros, label: own.label, difference }
}

const keyOf = ({ day, campaign, group, groupId, keyword, currency }: ExportRow): string =>
  JSON.stringify([day, campaign?.externalId, campaign?.name, group, groupId, keyword, currency])

/** Rows of the same day and place (other devices, ads, queries) as one amount each. */
export function addUp(rows: readonly ExportRow[]): (Omit<AdSpend, 'day'> & { readonly day: string | null })[] {
  const sums = new Map<string, Omit<AdSpend, 'day'> & { readonly day: string | null }>()
  for (const row of rows) {
    const key = keyOf(row)
    const found = sums.get(key)
    const { day, campaign, group, groupId, keyword, currency } = row
    const micros = (found?.micros ?? 0) + row.micros
    sums.set(key, { ...{ day, campaign, group, groupId, keyword, currency, micros }, kind: null })
  }
  return [...sums.values()]
}

/**
 * The amounts of a file by day, with the line of rounding that makes them equal to its own total. Amounts of a file without days
 * are spread evenly over `spread`, which somebody has to ask for; without it they have no day and are left out.
 */
export function settleExport(
  reading: Pick<ExportReading, 'rows'>,
  comparison: Comparison,
  { spread, terms }: { readonly spread: Days | null; readonly terms: Terms },
): AdSpend[] {
  const convertible = reading.rows.filter(({ currency }) => isConvertible(currency, terms))
  const dated = addUp(convertible).flatMap((row): AdSpend[] => {
    if (row.day !== null) return [{ ...row, day: row.day }]
    if (!spread) return []
    const days = daysOf(spread)
    return splitMoney(row.micros, days.length).map((micros, i) => ({ ...row, day: days[i] ?? spread.to, micros }))
  })
  if (comparison.verdict !== 'rounding' || convertible.length < reading.rows.length || dated.length === 0) return dated
  const last = dated.reduce((a, b) => (b.day > a.day ? b : a))
  return [
    ...dated,
    {
      ...{ day: last.day, campaign: null, group: null, groupId: null, keyword: null, currency: last.currency },
      ...{ micros: comparison.difference, kind: 'rounding' },
    },
  ]
}

/** The same with their amounts in the company's money. */
export function priced<Row extends Pick<AdSpend, 'day' | 'currency' | 'micros'>>(
  rows: readonly Row[],
  terms: Terms,
): (Row & { readonly amount: number })[] {
  const amounts = inCompanyMoney(rows, terms)
  return rows.map((row, i) => ({ ...row, amount: amounts[i] ?? 0 }))
}

/**
 * Finer rows completed to the exact sums of the level above: what groups and keywords do not explain of a campaign's day stands as its
 * rest. A campaign that has no finer rows keeps its own.
 */
export function completeTo(exact: readonly ExportRow[], finer: readonly ExportRow[]): AdSpend[] {
  const placeOf = ({ day, campaign, currency }: Pick<AdSpend, 'campaign' | 'currency'> & { day: string | null }) =>
    JSON.stringify([day, campaign?.externalId ?? campaign?.name, currency])
  const explained = new Map<string, number>()
  const rows = addUp(finer)
  for (const row of rows) explained.set(placeOf(row), (explained.get(placeOf(row)) ?? 0) + row.micros)
  const wholes = new Map<string, { row: ExportRow; micros: number }>()
  for (const row of exact) {
    wholes.set(placeOf(row), { row, micros: (wholes.get(placeOf(row))?.micros ?? 0) + row.micros })
  }
  const rests = [...wholes].map(([place, { row, micros }]): AdSpend => {
    const finerSum = explained.get(place)
    return {
      ...{
        day: row.day ?? '',
        campaign: row.campaign,
        group: null,
        groupId: null,
        keyword: null,
        currency: row.currency,
      },
      ...{ micros: micros - (finerSum ?? 0), kind: finerSum === undefined ? null : 'rest' },
    }
  })
  // Finer rows of a day that the exact report does not know stay: they are money too.
  return [...rows.flatMap((row) => (row.day === null ? [] : [{ ...row, day: row.day }])), ...rests].filter(
    ({ micros, kind }) => micros !== 0 || kind === null,
  )
}

/** Money by day, in order of days. */
export function daysFrom(rows: readonly { readonly day: string; readonly amount: number }[]) {
  const days = new Map<string, number>()
  for (const { day, amount } of rows) days.set(day, (days.get(day) ?? 0) + amount)
  return [...days].map(([day, amount]) => ({ day, amount })).sort((a, b) => (a.day < b.day ? -1 : 1))
}
