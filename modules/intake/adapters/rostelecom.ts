/**
 * Rostelecom “Virtual PBX” (guide 7.5): JSON to `<our address>/call_events`, signed with SHA-256 over the identification
 * code, the body's bytes and the signature key. Nothing in it is dated for the signature, so a repeated request is possible
 * and must change nothing.
 *
 * Times are Moscow's without a zone. `request_number` of the state `new` is the number that the client dialled, of the later
 * ones the employee's address. The guide's own example gives `end` an earlier time than `connected`.
 */
import { createHash } from 'node:crypto'
import { sameText } from '../../../platform/secrets/signature.ts'
import type { Direction, LegObservation, LegOutcome } from '../../interactions/index.ts'
import { type Adapter, type Mapped, type SecretValues, type StoredEvent, testPrefix } from './adapter.ts'
import { isObject, parseJson, textFields, textOf } from './body.ts'
import { type CallFacts, missingField, numberOf, tellCall } from './tell-call.ts'
import { wallTime } from './when.ts'

const moscow = 'Europe/Moscow'

const signOf = ({ clientId = '', signKey = '' }: SecretValues, body: string | Buffer): string =>
  createHash('sha256').update(clientId).update(body).update(signKey).digest('hex')

export const rostelecom: Adapter = {
  provider: 'rostelecom',
  group: 'telephony',
  accepts: ['application/json'],
  secrets: [
    { name: 'clientId', made: false },
    { name: 'signKey', made: false },
  ],
  fields: [
    { name: 'domain', kind: 'text', max: 200 },
    { name: 'serverAddress', kind: 'text', max: 45 },
  ],
  trust({ header, body }, secrets) {
    const sign = header('x-client-sign')?.trim().toLowerCase()
    const clientId = header('x-client-id')?.trim()
    if (!sign || !clientId) return 'missing'
    return sameText(clientId, secrets.clientId ?? '') && sameText(sign, signOf(secrets, body)) ? 'right' : 'wrong'
  },
  keep: ({ topic, contentType, body }) => [{ topic, contentType, body }],
  map: mapRostelecom,
  sample(secrets, now) {
    const subject = `${testPrefix}${Math.floor(now.getTime() / 1000)}`
    const wall = new Intl.DateTimeFormat('sv-SE', { timeZone: moscow, dateStyle: 'short', timeStyle: 'medium' })
    const body = JSON.stringify({
      state: 'end',
      type: 'incoming',
      session_id: subject,
      timestamp: wall.format(now),
      from_number: 'sip:74950000000@example.ru',
      request_number: 'test@example.ru',
      request_pin: '101',
      is_record: 'false',
    })
    return {
      subject,
      topic: 'call_events',
      headers: {
        'content-type': 'application/json',
        'x-client-id': secrets.clientId ?? '',
        'x-client-sign': signOf(secrets, body),
      },
      body,
    }
  },
}

const directions: Readonly<Record<string, Direction>> = {
  incoming: 'inbound',
  outbound: 'outbound',
  internal: 'internal',
}

type Fields = Readonly<Record<string, string>>

function mapRostelecom(event: StoredEvent): Mapped {
  const said = parseJson(textOf(event.body))
  if (said === undefined) return { kind: 'failed', reason: { code: 'malformed_json' } }
  if (!isObject(said)) return { kind: 'failed', reason: { code: 'not_an_object' } }
  const fields = textFields(said)
  if (!fields.state) {
    const question = event.topic === 'get_number_info' || 'order_id' in fields
    return question ? { kind: 'ignored', reason: { code: 'no_matter', detail: event.topic } } : missingField('state')
  }
  // The guide's own example has spaces around the word.
  const state = fields.state.trim().toLowerCase()
  if (state === 'analytics') return { kind: 'ignored', reason: { code: 'no_matter', detail: state } }
  if (!fields.session_id) return missingField('session_id')
  const at = wallTime(fields.timestamp, moscow)
  if (!at) return { kind: 'failed', reason: { code: 'wrong_time', detail: `timestamp: ${fields.timestamp ?? ''}` } }
  const direction = directions[fields.type?.trim() ?? '']
  const progress = progressOf(state, at, fields, direction)
  if (!progress) return { kind: 'failed', reason: { code: 'unknown_event', detail: state } }
  return tellCall('rostelecom', fields.session_id, { at, ...whoOf(state, fields, direction), ...progress })
}

function whoOf(state: string, fields: Fields, direction: Direction | undefined): Partial<CallFacts> {
  const outgoing = direction === 'outbound' || direction === 'internal'
  const client = numberOf(outgoing ? fields.request_number : fields.from_number)
  const ours = state === 'new' ? numberOf(outgoing ? fields.from_number : fields.request_number) : undefined
  return {
    ...(direction && { direction }),
    // Whom an employee called is a number at first and may be somebody's address later.
    ...(client && (!outgoing || state === 'new' || /^\+?\d{7,}$/.test(client)) && { party: { phone: client } }),
    // Of an outbound call `from_number` is the employee's address, unless it is a number.
    ...(ours && (!outgoing || /^\+?\d{7,}$/.test(ours)) && { ourAddress: ours }),
  }
}

/** What is written where words are not: codes seen instead of the guide's texts. */
const byReason: Readonly<Record<string, LegOutcome>> = {
  '3': 'busy',
  '4': 'cancelled',
  'Отбой вызывающего абонента': 'cancelled',
}

/** The recording is asked for by the call's own identity. */
const recordingOf = ({ is_record: recorded, session_id: session }: Fields): Partial<CallFacts> =>
  recorded?.trim().toLowerCase() === 'true' ? { recordingUrl: `rostelecom:${session}` } : {}

function progressOf(
  state: string,
  at: Date,
  fields: Fields,
  direction: Direction | undefined,
): Partial<CallFacts> | null {
  const pin = direction === 'inbound' || !fields.from_pin ? fields.request_pin : fields.from_pin
  const leg = (facts: Partial<LegObservation>): Partial<CallFacts> =>
    pin ? { legs: [{ key: pin, line: pin, ...facts }] } : {}
  const reason = fields.disconnect_reason?.trim()
  const outcome = reason ? byReason[reason] : undefined
  switch (state) {
    case 'new':
      return { startedAt: at, ...leg({}) }
    case 'calling':
      return leg({ startedAt: at })
    case 'connected':
      return { answeredAt: at, ...leg({ answeredAt: at, outcome: 'answered' }) }
    case 'disconnected':
      return leg({ endedAt: at, ...(reason && { reason }), ...(outcome && { outcome }) })
    case 'end':
      // Its time is no end to build on: the legs tell when they ended.
      return { finished: true, ...leg({ endedAt: at }), ...recordingOf(fields) }
    default:
      return null
  }
}
