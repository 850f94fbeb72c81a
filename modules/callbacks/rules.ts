/** When somebody is called, and when no more. Pure; times of day are the company's. */
import { addDays, localDay, weekday, zonedTime } from '../../kernel/time.ts'
import { isOpen, type Week } from '../chat/rules.ts'

export { isOpen, type Week } from '../chat/rules.ts'

export const requestStates = ['waiting', 'done', 'lost'] as const
export type RequestState = (typeof requestStates)[number]

/** How a request ended: somebody talked, the client wants nothing, nobody could be reached, or it was no client's. */
export const requestResults = ['talked', 'refused', 'unreachable', 'spam'] as const
export type RequestResult = (typeof requestResults)[number]

/** Minutes to the next try after the first, second, … attempt that nobody answered; after the last the request is given up. */
export const retryMinutes: readonly number[] = [5, 15, 60]

/** The same number asks once in so many minutes. */
export const sameWithinMinutes = 10

/** Wishes reach so many days ahead, every half an hour. */
const daysAhead = 3
const slotMinutes = 30

const at = (day: string, minute: number, zone: string): Date => {
  const [year = 1970, month = 1, date = 1] = day.split('-').map(Number)
  return zonedTime({ year, month, day: date, hour: Math.floor(minute / 60), minute: minute % 60 }, zone)
}

/** The first moment from `now` on at which the office is open; null where it never is. `zone`: IANA zone of the company. */
export function nextOpen(week: Week | null, now: Date, zone: string): Date | null {
  if (isOpen(week, now, zone)) return now
  for (let ahead = 0; ahead <= 7; ahead++) {
    const day = addDays(localDay(now, zone), ahead)
    const hours = week?.[weekday(day) - 1]
    if (!hours) continue
    const opening = at(day, hours.from, zone)
    if (opening > now) return opening
  }
  return null
}

/** The moment from which the promise counts, and that until which it holds. An office that never opens promises a day. */
export function promiseOf(
  {
    week,
    promiseSeconds,
    zone,
  }: { readonly week: Week | null; readonly promiseSeconds: number; readonly zone: string },
  now: Date,
  wantedAt: Date | null,
): { readonly from: Date; readonly until: Date } {
  const from = nextOpen(week, wantedAt && wantedAt > now ? wantedAt : now, zone) ?? new Date(now.getTime() + 86_400_000)
  return { from, until: new Date(from.getTime() + promiseSeconds * 1000) }
}

/** When to try again after `attempts` calls that nobody answered, the last at `ended`; null: no more. */
export function nextTry(attempts: number, ended: Date, week: Week | null, zone: string): Date | null {
  const minutes = retryMinutes[attempts - 1]
  if (minutes === undefined) return null
  return nextOpen(week, new Date(ended.getTime() + minutes * 60_000), zone)
}

/** Times that a visitor may wish for: every half an hour of the working hours, from half an hour ahead, for three days. */
export function slotsOf(week: Week | null, now: Date, zone: string): Date[] {
  const slots: Date[] = []
  const earliest = now.getTime() + slotMinutes * 60_000
  for (let ahead = 0; ahead < daysAhead; ahead++) {
    const day = addDays(localDay(now, zone), ahead)
    const hours = week ? week[weekday(day) - 1] : { from: 8 * 60, to: 22 * 60 }
    if (!hours) continue
    for (let minute = Math.ceil(hours.from / slotMinutes) * slotMinutes; minute < hours.to; minute += slotMinutes) {
      const slot = at(day, minute, zone)
      if (slot.getTime() >= earliest) slots.push(slot)
    }
  }
  return slots
}
