/** When somebody is called, and when no more. Pure; times of day are the company's. */
import { addDays, localDay, weekday, zonedTime } from '../../kernel/time.ts'
import { isOpen, type Week } from '../chat/rules.ts'

export { isOpen, type Week } from '../chat/rules.ts'

export const requestStates = ['waiting', 'done', 'lost'] as const
export type RequestState = (typeof requestStates)[number]

/** How a request ended: somebody talked, the client wants nothing, nobody could be reached, or it was no client's. */
export const requestResults = ['talked', 'refused', 'unreachable', 'spam'] as const
export type RequestResult = (typeof requestResults)[number]

/**
 * What becomes of one call through the exchange. `placing`: it is being asked for; `ringing`: the exchange rings the colleague; `client`: the
 * colleague has picked up and the client is called. The others are ends: `missed` by the colleague, `unanswered` by the client, `unknown`
 * where nobody can say whether somebody was called.
 */
export const dialStates = [
  'placing',
  'ringing',
  'client',
  'talked',
  'missed',
  'unanswered',
  'refused',
  'unknown',
] as const
export type DialState = (typeof dialStates)[number]

export const isOpenDial = (state: DialState): boolean => ['placing', 'ringing', 'client'].includes(state)

/** Why a request is not called by itself any more, until a person calls or the telephony tells of a call. */
export const dialStops = ['unknown', 'missed', 'refused', 'no_connection'] as const
export type DialStop = (typeof dialStops)[number]

/** Whoever is to be called is rung one after another; after the last there is a pause of so many minutes, and so many rounds. */
export const dialRounds = 3
export const dialRoundMinutes = 5
/** The first round of the next try: rounds are numbered on, so that each try has its own. */
export const nextRound = (round: number): number => (Math.floor(round / dialRounds) + 1) * dialRounds
/** A request that has been due for longer is left to people. */
export const dialWithinHours = 24
/** Somebody who says that they are on duty is so for this long, or until they say otherwise. */
export const dutyHours = 12

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
