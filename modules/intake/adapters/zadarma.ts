/**
 * Zadarma, PBX call webhooks (NOTIFY_*): a form with flat fields, signed in the header `Signature`.
 *
 * The signature is base64 of the *hexadecimal text* of HMAC-SHA1, 56 characters: what PHP's
 * `base64_encode(hash_hmac('sha1', …))` gives, and what the exchange sends. The provider's own TypeScript library encodes
 * the bytes instead and lets a request without signature through; both are wrong and are refused here.
 *
 * `call_start` is a clock on the wall in the zone chosen in the cabinet: the endpoint's setting `timezone` must say the same.
 */

import { createHmac } from 'node:crypto'
import { sameText } from '../../../platform/secrets/signature.ts'
import type { LegObservation, Observation } from '../../interactions/index.ts'
import { type Adapter, isTestId, type Mapped, type StoredEvent, type Trust, testPrefix } from './adapter.ts'
import { type Fields, readFields } from './body.ts'
import { secondsOf } from './sane.ts'
import { wallTime, zoneOf } from './when.ts'
import { dispositions, mapZadarmaStatistics, zadarmaStatistics } from './zadarma-statistics.ts'

const form = 'application/x-www-form-urlencoded'

/** The fields whose values, one after another, are signed. */
const signedFields: Readonly<Record<string, readonly string[]>> = {
  NOTIFY_START: ['caller_id', 'called_did', 'call_start'],
  NOTIFY_IVR: ['caller_id', 'called_did', 'call_start'],
  NOTIFY_INTERNAL: ['caller_id', 'called_did', 'call_start'],
  NOTIFY_ANSWER: ['caller_id', 'destination', 'call_start'],
  NOTIFY_END: ['caller_id', 'called_did', 'call_start'],
  NOTIFY_OUT_START: ['internal', 'destination', 'call_start'],
  NOTIFY_OUT_END: ['internal', 'destination', 'call_start'],
  NOTIFY_RECORD: ['pbx_call_id', 'call_id_with_rec'],
  SPEECH_RECOGNITION: ['result'],
}
/** Events that came later than this file are believed if they are signed like most others are. */
const usuallySigned = ['caller_id', 'called_did', 'call_start']

const signOf = (secret: string, fields: Fields): string => {
  const names = signedFields[fields.event ?? ''] ?? usuallySigned
  const hex = createHmac('sha1', secret)
    .update(names.map((name) => fields[name] ?? '').join(''))
    .digest('hex')
  return Buffer.from(hex).toString('base64')
}

export const zadarma: Adapter = {
  provider: 'zadarma',
  group: 'telephony',
  accepts: [form, 'multipart/form-data', 'application/json'],
  secrets: [
    { name: 'secret', made: false },
    { name: 'key', made: false, optional: true },
  ],
  fields: [{ name: 'timezone', kind: 'zone' }],
  // The cabinet checks the address by asking it to repeat a word.
  greet({ method, query }) {
    const echo = query.get('zd_echo')
    if (echo !== null)
      return new Response(echo.slice(0, 200), { headers: { 'content-type': 'text/plain; charset=utf-8' } })
    return method === 'GET' ? new Response('ok') : null
  },
  trust(delivery, secrets): Trust {
    const signature = delivery.header('signature')
    if (!signature) return 'missing'
    const fields = readFields(delivery.contentType, delivery.body)
    return fields && sameText(signature.trim(), signOf(secrets.secret ?? '', fields)) ? 'right' : 'wrong'
  },
  keep: (delivery) => [{ topic: delivery.topic, contentType: delivery.contentType, body: delivery.body }],
  map: mapZadarma,
  sample(secrets, now, settings) {
    const seconds = Math.floor(now.getTime() / 1000)
    const wall = new Intl.DateTimeFormat('sv-SE', {
      timeZone: zoneOf(settings),
      dateStyle: 'short',
      timeStyle: 'medium',
    })
    const fields = {
      event: 'NOTIFY_END',
      call_start: wall.format(new Date(now.getTime() - 60_000)),
      pbx_call_id: `${testPrefix}${seconds}`,
      caller_id: '74950000000',
      called_did: '74950000002',
      internal: '101',
      duration: '50',
      disposition: 'answered',
      status_code: '16',
      is_recorded: '0',
    }
    return {
      subject: fields.pbx_call_id,
      topic: '',
      headers: { 'content-type': form, signature: signOf(secrets.secret ?? '', fields) },
      body: new URLSearchParams(fields).toString(),
    }
  },
}

const ignoredEvents = ['NOTIFY_IVR', 'SPEECH_RECOGNITION', 'SMS', 'NUMBER_LOOKUP']

function mapZadarma(event: StoredEvent, settings: Readonly<Record<string, unknown>>): Mapped {
  const fields = readFields(event.contentType, event.body)
  if (!fields) return { kind: 'failed', reason: { code: 'malformed_json' } }
  if (event.topic === zadarmaStatistics) return mapZadarmaStatistics(fields, settings)
  const name = fields.event
  if (!name) return { kind: 'failed', reason: { code: 'missing_field', detail: 'event' } }
  if (ignoredEvents.includes(name)) return { kind: 'ignored', reason: { code: 'no_matter', detail: name } }
  const id = fields.pbx_call_id
  if (!(name in signedFields)) return { kind: 'failed', reason: { code: 'unknown_event', detail: name } }
  if (!id) return { kind: 'failed', reason: { code: 'missing_field', detail: 'pbx_call_id' } }
  if (name === 'NOTIFY_RECORD') return told(id, { at: event.receivedAt, ...recordingOf(fields) })
  const startedAt = wallTime(fields.call_start, zoneOf(settings))
  if (!startedAt)
    return { kind: 'failed', reason: { code: 'wrong_time', detail: `call_start: ${fields.call_start ?? ''}` } }
  return told(id, {
    at: startedAt,
    startedAt,
    ...partiesOf(name, fields),
    ...progressOf(name, fields, startedAt, event.receivedAt),
  })
}

function told(id: string, facts: Omit<Observation, 'provider' | 'externalId' | 'kind'>): Mapped {
  const observation: Observation = { provider: 'zadarma', externalId: id, kind: 'call', ...facts }
  return { kind: 'told', observations: [isTestId(id) ? { ...observation, isTest: true } : observation] }
}

type Facts = Partial<Omit<Observation, 'provider' | 'externalId' | 'kind' | 'at'>>

/** Recordings are downloaded by their id through the provider's API; the id is all that the event tells. */
const recordingOf = (fields: Fields): Facts =>
  fields.call_id_with_rec ? { recordingUrl: `zadarma:${fields.call_id_with_rec}` } : {}

function partiesOf(name: string, fields: Fields): Facts {
  if (name.startsWith('NOTIFY_OUT')) {
    const phone = fields.destination
    const toColleague = phone !== undefined && /^\d{2,6}$/.test(phone)
    return {
      direction: toColleague ? 'internal' : 'outbound',
      ...(phone && { party: { phone } }),
      ...(fields.caller_id && fields.caller_id !== fields.internal && { ourAddress: fields.caller_id }),
    }
  }
  return {
    direction: 'inbound',
    ...(fields.caller_id && { party: { phone: fields.caller_id } }),
    ...(fields.called_did && { ourAddress: fields.called_did }),
  }
}

function progressOf(name: string, fields: Fields, startedAt: Date, receivedAt: Date): Facts {
  const leg = (facts: Partial<LegObservation>): Facts =>
    fields.internal ? { legs: [{ key: fields.internal, line: fields.internal, ...facts }] } : {}
  switch (name) {
    case 'NOTIFY_INTERNAL':
    case 'NOTIFY_OUT_START':
      return leg({ startedAt })
    case 'NOTIFY_ANSWER': {
      const answeredAt = heardLive(receivedAt, startedAt)
      return { ...leg({ outcome: 'answered', ...(answeredAt && { answeredAt }) }) }
    }
    case 'NOTIFY_END':
    case 'NOTIFY_OUT_END':
      return {
        finished: true,
        ...endOf(fields, startedAt, receivedAt, leg),
        ...(fields.is_recorded === '1' && recordingOf(fields)),
      }
    default:
      return {}
  }
}

/**
 * `duration` is the talk where there was one, and the time of ringing where there was none. When the call ended is not
 * told; a message that came at once says it.
 */
function endOf(
  fields: Fields,
  startedAt: Date,
  receivedAt: Date,
  leg: (facts: Partial<LegObservation>) => Facts,
): Facts {
  const disposition = fields.disposition?.toLowerCase() ?? ''
  const outcome = dispositions[disposition] ?? 'failed'
  const duration = secondsOf(fields.duration)
  const seconds =
    duration === undefined ? {} : outcome === 'answered' ? { talkSeconds: duration } : { durationSeconds: duration }
  const endedAt = heardLive(receivedAt, new Date(startedAt.getTime() + (duration ?? 0) * 1000))
  const reason =
    outcome === 'answered'
      ? {}
      : { reason: fields.status_code ? `${disposition} (Q.931 ${fields.status_code})` : disposition }
  return {
    ...leg({ outcome, ...reason, ...(outcome === 'answered' && duration !== undefined && { talkSeconds: duration }) }),
    outcome,
    ...seconds,
    ...(endedAt && outcome === 'answered' && { endedAt }),
    // Two seconds more or less at the end of a missed call are noise, so its own duration speaks.
    ...(outcome !== 'answered' &&
      duration !== undefined && { endedAt: new Date(startedAt.getTime() + duration * 1000) }),
  }
}

const patience = 10 * 60_000

/**
 * The moment of reception as the moment of the event, where that can be: no earlier than `notBefore` and not minutes
 * later. Deliveries that were held up, repeated after a failure or replayed by hand fall outside.
 */
function heardLive(receivedAt: Date, notBefore: Date): Date | null {
  const late = receivedAt.getTime() - notBefore.getTime()
  return late >= 0 && late <= patience ? receivedAt : null
}
