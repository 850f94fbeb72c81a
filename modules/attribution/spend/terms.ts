/** From what an advertising system wrote to the company's money: currency, VAT, whole minor units. */
import { groupBy } from '../../../kernel/collections.ts'
import { decimalsOf, scaleMoney } from '../../../kernel/money.ts'
import type { Vat } from './exports/headings.ts'

/** How the amounts of an import are understood; kept with it. */
export interface Terms {
  /** The company's currency (ISO 4217). */
  readonly currency: string
  /** Units of the company's currency for one of another, as a person wrote it: `{ USD: '92.50' }`. */
  readonly rates: Readonly<Record<string, string>>
  /** What amounts are written with, and what the company counts with. */
  readonly vat: { readonly written: Vat; readonly counted: Vat }
}

/**
 * VAT in Russia on a day, in per cent: 18 until 2018, 20 until 2025, 22 since 2026-01-01
 * (laws 303-FZ of 2018-08-03 and 425-FZ of 2025-11-28; Tax Code, article 164.3).
 */
export const vatPercent = (day: string): number => (day < '2019-01-01' ? 18 : day < '2026-01-01' ? 20 : 22)

/** A rate as a fraction; null for what is none. `92,50` → 9250/100. */
export function rateOf(text: string): { readonly numerator: bigint; readonly denominator: bigint } | null {
  const found = /^(\d{1,9})(?:[.,](\d{1,9}))?$/.exec(text.trim())
  if (!found?.[1]) return null
  const fraction = found[2] ?? ''
  const numerator = BigInt(found[1] + fraction)
  return numerator === 0n ? null : { numerator, denominator: 10n ** BigInt(fraction.length) }
}

/** Whether an amount of that currency can be told in the company's money. */
export const isConvertible = (currency: string | null, { currency: own, rates }: Terms): boolean =>
  currency === null || currency === own || rateOf(rates[currency] ?? '') !== null

interface Written {
  readonly day: string
  readonly currency: string | null
  /** Millionths of that currency. */
  readonly micros: number
}

/**
 * The amounts in minor units of the company's currency. Those of one currency and one VAT rate are rounded together, so that they
 * add up to their rounded sum: conversion loses no kopeck. Amounts that are not convertible count as zero: leave them out before.
 */
export function inCompanyMoney(rows: readonly Written[], terms: Terms): number[] {
  const amounts = new Array<number>(rows.length).fill(0)
  const { written, counted } = terms.vat
  const percentOf = (day: string) => (written === counted ? 0 : vatPercent(day))
  const groups = groupBy(rows.keys(), (i) => `${rows[i]?.currency ?? ''}/${percentOf(rows[i]?.day ?? '')}`)
  for (const indices of groups.values()) {
    const first = rows[indices[0] ?? -1]
    if (!first) continue
    const own = first.currency === null || first.currency === terms.currency
    const rate = own ? { numerator: 1n, denominator: 1n } : rateOf(terms.rates[first.currency ?? ''] ?? '')
    if (!rate) continue
    const vat = BigInt(100 + percentOf(first.day))
    const [up, down] = written === counted ? [1n, 1n] : counted === 'with' ? [vat, 100n] : [100n, vat]
    const scaled = scaleMoney(
      indices.map((i) => rows[i]?.micros ?? 0),
      rate.numerator * up * 10n ** BigInt(decimalsOf(terms.currency)),
      rate.denominator * down * 1_000_000n,
    )
    for (const [at, i] of indices.entries()) amounts[i] = scaled[at] ?? 0
  }
  return amounts
}
