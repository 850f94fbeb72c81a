/**
 * Mango Office, Virtual PBX API 1.9: realtime events. The exchange appends the event's name to our address
 * (`…/events/call`) and posts a form: `vpbx_api_key`, `sign`, `json`.
 *
 * One conversation is one `entry_id`, each of its legs a `call_id`. Events of a leg arrive in any order: what each says
 * is dated, so `seq` is not needed. Only the summary knows for certain which way a call went.
 */

import { createHash } from 'node:crypto'
import { sameText } from '../../../platform/secrets/signature.ts'
import type { LegObservation, LegOutcome, Observation } from '../../interactions/index.ts'
import {
  type Adapter,
  isTestId,
  type Mapped,
  type SecretValues,
  type StoredEvent,
  type Trust,
  testPrefix,
} from './adapter.ts'
import { isObject, parseJson, readFields, textOf } from './body.ts'
import { mangoStatistics, mapMangoStatistics } from './mango-statistics.ts'
import { outcomeOf, recordingAddress } from './mango-words.ts'
import { unixTime } from './when.ts'

const form = 'application/x-www-form-urlencoded'

const signOf = (secrets: SecretValues, json: string): string =>
  createHash('sha256')
    .update(`${secrets.apiKey ?? ''}${json}${secrets.salt ?? ''}`)
    .digest('hex')

export const mango: Adapter = {
  provider: 'mango',
  group: 'telephony',
  accepts: [form, 'multipart/form-data'],
  secrets: [
    { name: 'apiKey', made: false },
    { name: 'salt', made: false },
  ],
  fields: [{ name: 'history', kind: 'boolean', default: true }],
  // "Check the connection" in the cabinet posts a form without any field and wants a 200.
  greet: ({ method, body, query }) =>
    method === 'GET' || (body.length === 0 && query.size === 0) ? new Response('ok') : null,
  trust(delivery, secrets): Trust {
    const { vpbx_api_key: key, sign, json } = readFields(delivery.contentType, delivery.body) ?? {}
    if (!sign || json === undefined) return 'missing'
    const right = sameText(sign.toLowerCase(), signOf(secrets, json))
    return right && (key === undefined || sameText(key, secrets.apiKey ?? '')) ? 'right' : 'wrong'
  },
  keep(delivery) {
    const { json = '' } = readFields(delivery.contentType, delivery.body) ?? {}
    return [{ topic: delivery.topic, contentType: 'application/json', body: Buffer.from(json) }]
  },
  map: mapMango,
  sample(secrets, now) {
    const seconds = Math.floor(now.getTime() / 1000)
    const subject = `${testPrefix}${seconds}`
    const json = JSON.stringify({
      entry_id: subject,
      call_direction: 1,
      from: { number: '74950000000' },
      to: { extension: '101', number: '74950000001' },
      line_number: '74950000002',
      create_time: seconds - 60,
      forward_time: seconds - 58,
      talk_time: seconds - 50,
      end_time: seconds,
      entry_result: 1,
      disconnect_reason: 1110,
    })
    const fields = { vpbx_api_key: secrets.apiKey ?? '', sign: signOf(secrets, json), json }
    return {
      subject,
      topic: 'events/summary',
      headers: { 'content-type': form },
      body: new URLSearchParams(fields).toString(),
    }
  },
}

interface Party {
  readonly extension: string | undefined
  readonly number: string | undefined
  readonly line: string | undefined
  readonly takenFrom: string | undefined
}

const text = (value: unknown): string | undefined =>
  typeof value === 'string' ? value.trim() || undefined : typeof value === 'number' ? String(value) : undefined

function partyOf(value: unknown): Party {
  const party = isObject(value) ? value : {}
  return {
    extension: text(party.extension),
    number: text(party.number),
    line: text(party.line_number),
    takenFrom: text(party.taken_from_call_id),
  }
}

function mapMango(event: StoredEvent): Mapped {
  const said = parseJson(textOf(event.body))
  if (said === undefined) return { kind: 'failed', reason: { code: 'malformed_json' } }
  if (!isObject(said)) return { kind: 'failed', reason: { code: 'not_an_object' } }
  if (event.topic === mangoStatistics) return mapMangoStatistics(said)
  if ('call_state' in said) return mapCall(said)
  if ('entry_result' in said || 'create_time' in said) return mapSummary(said)
  if ('recording_id' in said) return mapRecording(said)
  if (/dtmf|sms|result|recognized|ping/.test(event.topic) || 'dtmf' in said || 'command_id' in said) {
    return { kind: 'ignored', reason: { code: 'no_matter', detail: event.topic } }
  }
  return {
    kind: 'failed',
    reason: { code: 'unknown_event', detail: event.topic || Object.keys(said).join(', ').slice(0, 200) },
  }
}

const missing = (field: string): Mapped => ({ kind: 'failed', reason: { code: 'missing_field', detail: field } })

type Said = Readonly<Record<string, unknown>>

/** The number that the client dialled: a call-tracking number says more than the line that it leads to. */
const ourAddressOf = (said: Said, line: string | undefined): string | undefined =>
  (isObject(said.dct) ? text(said.dct.number) : undefined) ?? line

function tell(entryId: string, at: Date, facts: Omit<Observation, 'provider' | 'externalId' | 'kind' | 'at'>): Mapped {
  const told: Observation = { provider: 'mango', externalId: entryId, kind: 'call', at, ...facts }
  return { kind: 'told', observations: [isTestId(entryId) ? { ...told, isTest: true } : told] }
}

const roles: Readonly<Record<string, LegObservation['role']>> = { ivr: 'menu', queue: 'queue', abonent: 'person' }

function mapCall(said: Said): Mapped {
  const entryId = text(said.entry_id)
  const callId = text(said.call_id)
  const at = unixTime(said.timestamp)
  if (!entryId) return missing('entry_id')
  if (!callId) return missing('call_id')
  if (!at) return { kind: 'failed', reason: { code: 'wrong_time', detail: `timestamp: ${String(said.timestamp)}` } }
  const from = partyOf(said.from)
  const to = partyOf(said.to)
  // An employee who consults or passes a call on makes a leg of the same entry: it says nothing about the client.
  const inbound = !from.extension && !!(to.line ?? to.extension ?? from.number)
  const outbound = !!from.extension && !to.extension && !from.takenFrom
  const reason = text(said.disconnect_reason)
  const state = text(said.call_state)
  const role = roles[text(said.location) ?? 'abonent'] ?? 'person'
  const line = to.extension ?? (from.extension && !inbound ? from.extension : undefined)
  const leg: LegObservation = {
    key: callId,
    role,
    ...(line && role === 'person' && { line }),
    ...(state === 'Appeared' && { startedAt: at }),
    ...(state === 'Connected' && { answeredAt: at, outcome: 'answered' }),
    ...(state === 'Disconnected' && { endedAt: at, ...endOf(reason, role) }),
  }
  // Code 1110 of a leg that the client began: it is the client who hung up, so nothing more will come.
  const clientLeft = state === 'Disconnected' && inbound && reason === '1110'
  const clientMissed =
    state === 'Disconnected' && outbound && reason !== undefined && reason !== '1110' && reason !== '1000'
  const phone = inbound ? from.number : outbound ? to.number : undefined
  const ourAddress = ourAddressOf(said, to.line)
  return tell(entryId, at, {
    ...(inbound && { direction: 'inbound' as const }),
    ...(outbound && { direction: 'outbound' as const }),
    ...(phone && { party: { phone } }),
    ...(ourAddress && { ourAddress }),
    ...((clientLeft || clientMissed) && { finished: true, endedAt: at }),
    legs: [leg],
  })
}

/**
 * What a leg came to, by the code of its end. Codes that end a talk as well as a ring (1110: the caller hung up) are told
 * as a ring withdrawn: where somebody answered, that outweighs it.
 */
function endOf(reason: string | undefined, role: LegObservation['role']): { outcome?: LegOutcome; reason?: string } {
  if (!reason) return {}
  const outcome = outcomeOf(reason)
  const passedOn = role !== 'person' && reason !== '1110'
  return { reason, ...(outcome && !passedOn && { outcome }) }
}

function mapSummary(said: Said): Mapped {
  const entryId = text(said.entry_id)
  if (!entryId) return missing('entry_id')
  const startedAt = unixTime(said.create_time)
  const endedAt = unixTime(said.end_time)
  if (!startedAt)
    return { kind: 'failed', reason: { code: 'wrong_time', detail: `create_time: ${String(said.create_time)}` } }
  if (!endedAt) return { kind: 'failed', reason: { code: 'wrong_time', detail: `end_time: ${String(said.end_time)}` } }
  const answered = text(said.entry_result) === '1'
  const answeredAt = answered ? unixTime(said.talk_time) : null
  const from = partyOf(said.from)
  const to = partyOf(said.to)
  const direction = ({ '0': 'internal', '1': 'inbound', '2': 'outbound' } as const)[text(said.call_direction) ?? '']
  if (!direction)
    return { kind: 'failed', reason: { code: 'wrong_field', detail: `call_direction: ${String(said.call_direction)}` } }
  const phone =
    direction === 'outbound' ? to.number : direction === 'inbound' ? from.number : (to.extension ?? to.number)
  const line = direction === 'inbound' ? to.extension : from.extension
  const ourAddress = ourAddressOf(said, text(said.line_number))
  const reason = text(said.disconnect_reason) ?? ''
  const seconds = (a: Date, b: Date) => Math.round((b.getTime() - a.getTime()) / 1000)
  return tell(entryId, endedAt, {
    direction,
    startedAt,
    endedAt,
    finished: true,
    outcome: answered ? 'answered' : (outcomeOf(reason) ?? 'no_answer'),
    durationSeconds: seconds(startedAt, endedAt),
    waitSeconds: seconds(startedAt, answeredAt ?? endedAt),
    ...(answeredAt && { answeredAt, talkSeconds: seconds(answeredAt, endedAt) }),
    ...(phone && { party: { phone } }),
    ...(ourAddress && { ourAddress }),
    ...(line && { line }),
  })
}

/** A recording that is ready. The exchange gives only its id. */
function mapRecording(said: Said): Mapped {
  const entryId = text(said.entry_id)
  const recordingId = text(said.recording_id)
  if (!entryId) return missing('entry_id')
  if (!recordingId) return missing('recording_id')
  const state = text(said.recording_state)
  const tooShort = text(said.completion_code) === '4002'
  if ((state && state !== 'Completed') || tooShort || !said.timestamp) {
    return { kind: 'ignored', reason: { code: 'no_matter', detail: `recording ${state ?? ''}`.trim() } }
  }
  const at = unixTime(said.timestamp)
  if (!at) return { kind: 'failed', reason: { code: 'wrong_time', detail: `timestamp: ${String(said.timestamp)}` } }
  const recordingUrl = recordingAddress(recordingId)
  return tell(entryId, at, recordingUrl ? { recordingUrl } : {})
}
