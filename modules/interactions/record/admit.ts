/**
 * The door-keeper: what one observation may bring into the record. Text that the database can't hold is mended, numbers and
 * addresses get their one form, so that two spellings of one number fold into one. Dates that are none are refused.
 */

import { isId } from '../../../kernel/ids.ts'
import { parsePhone } from '../../../kernel/phone.ts'
import { Problem } from '../../../kernel/problem.ts'
import { normaliseEmail } from '../../../kernel/text.ts'
import type { LegObservation, MessageObservation, Observation } from '../observation.ts'

const nameLength = 300
const textLength = 100_000
const earliest = Date.parse('1970-01-02T00:00:00Z')
const latest = Date.parse('2200-01-01T00:00:00Z')

const nul = '\u0000'
const surrogate = /[\ud800-\udfff]/

/** PostgreSQL text holds no NUL, and half of a surrogate pair is no character: writing it as bytes mends it. */
function text<Value extends string | undefined>(value: Value, most = nameLength): Value {
  if (value === undefined) return value
  const short = value.length <= most ? value : value.slice(0, most)
  const whole = short.includes(nul) ? short.replaceAll(nul, '') : short
  return (surrogate.test(whole) ? Buffer.from(whole).toString() : whole) as Value
}

const seconds = (value: number | undefined): number | undefined =>
  value === undefined || !(value >= 0) ? undefined : Math.min(Math.round(value), 2_000_000_000)

/** The observation as the record takes it. @throws Problem invalid_value with `row`, its place in the batch */
export function admit(told: Observation, country: string, row: number): Observation {
  return {
    provider: text(told.provider),
    externalId: text(told.externalId),
    kind: told.kind,
    at: date(told.at, 'at', row),
    direction: told.direction,
    startedAt: date(told.startedAt, 'startedAt', row),
    answeredAt: date(told.answeredAt, 'answeredAt', row),
    endedAt: date(told.endedAt, 'endedAt', row),
    finished: told.finished,
    party: told.party && party(told.party, country),
    ourAddress: phone(told.ourAddress, country),
    line: text(told.line),
    legs: told.legs?.map((leg) => legOf(leg, row)),
    messages: told.messages?.map((message) => messageOf(message, row)),
    origin: told.origin && originOf(told.origin),
    visit: isId(told.visit) ? told.visit : undefined,
    waitSeconds: seconds(told.waitSeconds),
    talkSeconds: seconds(told.talkSeconds),
    durationSeconds: seconds(told.durationSeconds),
    outcome: told.outcome,
    recordingUrl: text(told.recordingUrl, 2000),
    classKey: text(told.classKey),
    subject: text(told.subject, 5000),
    isTest: told.isTest,
  }
}

function date<Value extends Date | undefined>(value: Value, field: string, row: number): Value {
  if (value === undefined) return value
  const millis = value.getTime()
  if (millis >= earliest && millis < latest) return value
  throw new Problem('invalid_value', { field, row }, { value: Number.isNaN(millis) ? '?' : value.toISOString() })
}

const legOf = (leg: LegObservation, row: number): LegObservation => ({
  key: text(leg.key),
  line: text(leg.line),
  role: leg.role,
  startedAt: date(leg.startedAt, 'legs.startedAt', row),
  answeredAt: date(leg.answeredAt, 'legs.answeredAt', row),
  endedAt: date(leg.endedAt, 'legs.endedAt', row),
  outcome: leg.outcome,
  talkSeconds: seconds(leg.talkSeconds),
  reason: text(leg.reason),
})

const messageOf = (message: MessageObservation, row: number): MessageObservation => ({
  key: text(message.key),
  at: date(message.at, 'messages.at', row),
  author: message.author,
  line: text(message.line),
  text: text(message.text, textLength),
})

const originOf = (origin: NonNullable<Observation['origin']>): Observation['origin'] => {
  const name = (value: string | undefined) => text(value?.trim()) || undefined
  const source = name(origin.source)
  return source
    ? {
        source,
        campaign: name(origin.campaign),
        placement: name(origin.placement),
        keyword: name(origin.keyword),
        certain: origin.certain !== false,
      }
    : undefined
}

const party = (value: NonNullable<Observation['party']>, country: string): Observation['party'] => ({
  phone: phone(value.phone, country),
  email: value.email === undefined ? undefined : (normaliseEmail(text(value.email)) ?? text(value.email)),
  messenger: text(value.messenger),
  visitor: text(value.visitor),
  name: text(value.name?.trim()) || undefined,
})

/** E.164 where it is a number; else as it was written. */
function phone(value: string | undefined, country: string): string | undefined {
  if (value === undefined) return undefined
  const parsed = parsePhone(value, { country })
  return parsed.valid ? parsed.e164 : text(value.trim())
}
