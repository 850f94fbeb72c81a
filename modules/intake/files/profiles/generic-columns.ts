/** Which columns of any table may be what their headings say. */

import { readDuration, readNumber } from '../../../../platform/files/numbers.ts'
import { isClockColumn, recogniseDates } from '../../../../platform/files/recognise-dates.ts'
import { columnSamples } from '../../../../platform/files/records.ts'
import type { TableShape } from '../../../../platform/files/table.ts'
import { type GenericField, genericFields } from './generic-fields.ts'

/**
 * Headings promise, values decide: a column "day" that holds 1…31 is no date, one that holds words no duration. A day and a month
 * without a year are proposed as such, so that only the year remains to be said.
 */
export function plausible(shape: TableShape, columns: Readonly<Record<string, number>>): Record<string, number> {
  const now = new Date(8.64e15)
  const fits = ([field, column]: [string, number]): boolean => {
    const samples = columnSamples(shape.sample.slice(0, 200), column).filter((value) => value.trim() !== '')
    const kind = genericFields[field as GenericField].kind
    if (samples.length === 0 || kind === 'text') return true
    if (kind === 'seconds') return samples.filter((value) => readDuration(value) !== null).length > samples.length / 2
    if (kind === 'number') return samples.filter((value) => readNumber(value) !== null).length > samples.length / 2
    return recogniseDates(samples, { habit: 'dmy', now }).form !== null || (kind === 'moment' && isClockColumn(samples))
  }
  const kept = Object.entries(withTimes(shape, columns)).filter(fits)
  const dropped = columns.date !== undefined && !kept.some(([field]) => field === 'date') ? columns.date : undefined
  const month = shape.columns.findIndex((name) => /^(?:month|месяц)$/i.test(name.trim()))
  const split: Record<string, number> = dropped !== undefined && month >= 0 ? { dayOfMonth: dropped, month } : {}
  return { ...Object.fromEntries(kept), ...split }
}

/** A column "date" whose values name the time of day too holds moments. */
function withTimes(shape: TableShape, columns: Readonly<Record<string, number>>): Record<string, number> {
  const { date, ...rest } = columns
  if (date === undefined || rest.time !== undefined) return columns
  const timed = columnSamples(shape.sample.slice(0, 200), date).filter((value) => /\d:\d\d/.test(value))
  return timed.length > 0 ? { ...rest, time: date } : columns
}
