import { addDays } from '../../../kernel/time.ts'
import { mondayOf } from './rollup.ts'

interface Days {
  readonly from: string
  readonly to: string
}

/** A period as whole weeks and the days around them. */
export interface Spans {
  /** The first and the last Monday of whole weeks; null where no whole week fits. */
  readonly weeks: Days | null
  readonly days: readonly Days[]
}

/** Splits a period (both ends included) so that as much of it as possible is read by the week. */
export function splitPeriod({ from, to }: Days): Spans {
  const monday = mondayOf(addDays(from, 6))
  const lastMonday = addDays(mondayOf(addDays(to, 1)), -7)
  if (monday > lastMonday) return { weeks: null, days: from <= to ? [{ from, to }] : [] }
  const days = [
    { from, to: addDays(monday, -1) },
    { from: addDays(lastMonday, 7), to },
  ].filter((part) => part.from <= part.to)
  return { weeks: { from: monday, to: lastMonday }, days }
}
