/** Facts that no telephone exchange can mean: caught before they spoil a year's report. */
import type { Observation } from '../../interactions/index.ts'
import type { Reason } from '../reasons.ts'

const day = 86_400_000
const earliest = Date.UTC(1990, 0, 1)
/** Clocks of providers run ahead by minutes, wrong zones by hours; more is nonsense. */
const ahead = 2 * day
const longest = 7 * 86_400

type Named<Value> = readonly (readonly [name: string, value: Value | undefined])[]

/** What is absurd about an observation, or null. `receivedAt` bounds the future. */
export function absurdity(told: Observation, receivedAt: Date): Reason | null {
  const times: Named<Date> = [
    ['at', told.at],
    ['startedAt', told.startedAt],
    ['answeredAt', told.answeredAt],
    ['endedAt', told.endedAt],
    ...(told.legs ?? []).flatMap(
      (leg): Named<Date> => [
        ['legs.startedAt', leg.startedAt],
        ['legs.answeredAt', leg.answeredAt],
        ['legs.endedAt', leg.endedAt],
      ],
    ),
    ...(told.messages ?? []).map((message) => ['messages.at', message.at] as const),
  ]
  for (const [name, at] of times) {
    if (!at) continue
    if (Number.isNaN(at.getTime())) return { code: 'wrong_time', detail: name }
    if (at.getTime() < earliest || at.getTime() > receivedAt.getTime() + ahead) {
      return { code: 'absurd_time', detail: `${name}: ${at.toISOString()}` }
    }
  }
  const durations: Named<number> = [
    ['waitSeconds', told.waitSeconds],
    ['talkSeconds', told.talkSeconds],
    ['durationSeconds', told.durationSeconds],
    ...(told.legs ?? []).map((leg) => ['legs.talkSeconds', leg.talkSeconds] as const),
  ]
  for (const [name, seconds] of durations) {
    if (seconds === undefined) continue
    if (seconds < 0) return { code: 'negative_duration', detail: `${name}: ${seconds}` }
    if (!(seconds <= longest)) return { code: 'absurd_duration', detail: `${name}: ${seconds}` }
  }
  const tooLong = longText(told)
  return tooLong ? { code: 'too_long', detail: tooLong } : null
}

/** Texts that are part of an index must fit into it. */
function longText(told: Observation): string | null {
  const limits: Named<string> = [
    ['externalId', told.externalId],
    ['party.phone', told.party?.phone],
    ['party.email', told.party?.email],
    ['party.messenger', told.party?.messenger],
    ['party.name', told.party?.name],
    ['ourAddress', told.ourAddress],
    ['line', told.line],
    ...(told.legs ?? []).map((leg) => ['legs.key', leg.key] as const),
  ]
  return limits.find(([, text]) => text !== undefined && text.length > 500)?.[0] ?? null
}

/** A whole number of seconds, or undefined where the text is none. A comma is read as a decimal point. */
export function secondsOf(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? Math.round(value) : undefined
  if (typeof value !== 'string' || value.trim() === '') return undefined
  const number = Number(value.trim().replace(',', '.'))
  return Number.isFinite(number) ? Math.round(number) : undefined
}

/** An address that a browser may open, or undefined: recordings come from outside and become links. */
export function webAddress(text: string | undefined): string | undefined {
  if (!text || text.length > 2_000 || !/^https?:\/\//i.test(text) || !URL.canParse(text)) return undefined
  return text
}
