/** Lines of an export that are no rows: totals, periods, the name of the one campaign, the count of rows. */
import { dateReader } from '../../../../platform/files/dates.ts'
import { plainText } from './headings.ts'

export interface Days {
  readonly from: string
  readonly to: string
}

const blanks = new Set(['', '-', '--', '—', '–', '—-', 'n/a', 'нет данных', 'null', '(not set)', '#н/д'])

/** Whether a cell says that there is nothing: dashes of every kind, words. */
export const isBlank = (cell: string | undefined): boolean => blanks.has(plainText(cell ?? ''))

const totalWord = /^(?:итого|всего|total|totals|итог|grand total|итого и средние|итого\/средние)[:.]?$/
const totalOf = /^(?:итого|всего|total)\s*:\s*\S/

/** What a total line counts («Total: Account»), or null for a row. A campaign may be called «Всего хорошего». */
export function totalLabel(cells: readonly string[]): string | null {
  const first = cells.slice(0, 4).find((cell) => !isBlank(cell))
  if (first === undefined) return null
  const plain = plainText(first)
  return totalWord.test(plain) || totalOf.test(plain) ? first.trim().slice(0, 100) : null
}

const day = String.raw`\d{1,2}\.\d{1,2}\.\d{4}|\d{4}-\d{2}-\d{2}`
const numbers = new RegExp(`(${day})\\s*(?:[-–—]|по|to)\\s*(${day})`)
const named =
  /((?:\p{L}+\.?\s+\d{1,2},?\s+\d{4}|\d{1,2}\s+\p{L}+\.?\s+\d{4})(?:\s*г\.?)?)\s*(?:[-–—]|to|по)\s*((?:\p{L}+\.?\s+\d{1,2},?\s+\d{4}|\d{1,2}\s+\p{L}+\.?\s+\d{4})(?:\s*г\.?)?)/u

const isoOf = (text: string): string | null => {
  const form = /^\d{4}-/.test(text) ? 'ymd' : /^\d{1,2}\.\d/.test(text) ? 'dmy' : 'named'
  return dateReader(form, 'UTC')(text.trim())?.toISOString().slice(0, 10) ?? null
}

/** The days that a title names: `01.09.2026 - 30.09.2026`, `September 1, 2026 - September 30, 2026`. */
export function periodIn(text: string): Days | null {
  const found = numbers.exec(text) ?? named.exec(text)
  const from = found?.[1] ? isoOf(found[1]) : null
  const to = found?.[2] ? isoOf(found[2]) : null
  return from && to && from <= to ? { from, to } : null
}

/** The one campaign that a title names: `Кампания "Окна" (123), период …`. */
export function campaignIn(text: string): { readonly name: string; readonly id: string | null } | null {
  const found = /кампания\s+["«](.+)["»]\s*(?:\((?:№\s*)?(\d+)\))?/i.exec(text)
  return found?.[1] ? { name: found[1], id: found[2] ?? null } : null
}

/** `Total rows: 12` below the rows of an API report. */
export function rowCountIn(cells: readonly string[]): number | null {
  const found = /^"?total rows:\s*(\d+)"?$/.exec(plainText(cells.join(' ')))
  return found ? Number(found[1]) : null
}
