/** When people want something: seasons, weekdays, hours, and who is on shift. */
import { addDays, weekday } from '../../kernel/time.ts'

/** Monday … Sunday. */
const week = [1.25, 1.12, 1.08, 1.05, 1.02, 0.82, 0.62]

/** Demand of a day against the mean; `season`: January … December against the year's mean. */
export function demand(day: string, season: readonly number[]): number {
  const month = Number(day.slice(5, 7))
  return (season[month - 1] ?? 1) * (week[weekday(day) - 1] ?? 1)
}

/** Hours of inbound contacts with their weights: a peak before noon, a second after lunch, a tail in the evening. */
export const hours: readonly { readonly hour: number; readonly weight: number }[] = [
  0.3, 0.2, 0.1, 0.1, 0.1, 0.2, 0.6, 1.5, 4, 7.5, 10.5, 11, 9, 8, 9.5, 9, 8, 7, 5, 3.5, 2.5, 1.8, 1, 0.6,
].map((weight, hour) => ({ hour, weight }))

/** The office answers 9–19 on weekdays and 10–16 on Saturdays. */
export function officeHours(day: string): { readonly opens: number; readonly closes: number } | null {
  const number = weekday(day)
  if (number === 7) return null
  return number === 6 ? { opens: 10, closes: 16 } : { opens: 9, closes: 19 }
}

/**
 * Whether a person is at work: Saturdays in turn (every third), lunch of an hour at 12, 13 or 14 by turn,
 * and two weeks of holiday a year. `index` is the person's place in the list.
 */
export function atWork(index: number, day: string, hour: number, dayNumber: number): boolean {
  const office = officeHours(day)
  if (!office || hour < office.opens || hour >= office.closes) return false
  if (weekday(day) === 6 && dayNumber % 3 !== index % 3) return false
  if ((dayNumber + index * 25) % 365 < 14) return false
  return hour !== 12 + ((index + dayNumber) % 3)
}

/** The next moment at which the office opens, in seconds since the beginning of `day`: later today, or on a day after. */
export function nextOpening(day: string, second: number): number {
  for (let later = 0; ; later++) {
    const office = officeHours(addDays(day, later))
    const opens = later * 86_400 + (office?.opens ?? 0) * 3600
    if (office && opens > second) return opens
  }
}
