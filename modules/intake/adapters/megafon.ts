/**
 * MegaFon “Virtual PBX”, CRM API v1, and the exchanges made by the same house (Gravitel, Dom.ru, WestCall): the exchange posts
 * forms to the address of “your CRM”, or JSON as in its own description.
 *
 * The proof is the field `crm_token`, nothing is signed. `history` is the last word about a call and comes before, after or
 * without its events; an `event` tells no time, so the moment of reception stands for it. Of a group that rings, each
 * employee has a leg, and CANCELLED of one that lost the race says nothing about the call.
 */
import { sameText } from '../../../platform/secrets/signature.ts'
import type { Direction, LegObservation, LegOutcome } from '../../interactions/index.ts'
import { type Adapter, type Delivery, type Mapped, type Settings, type StoredEvent, testPrefix } from './adapter.ts'
import { type Fields, isObject, parseJson, readFields, textOf } from './body.ts'
import { asWebhook, megafonHistory } from './megafon-history.ts'
import { secondsOf, webAddress } from './sane.ts'
import { type CallFacts, missingField, tellCall } from './tell-call.ts'

const form = 'application/x-www-form-urlencoded'

const fieldsOf = ({ contentType, body }: Pick<Delivery, 'contentType' | 'body'>): Fields | null =>
  readFields(contentType, body)

const rightToken = (fields: Fields | null, secret: string | undefined): boolean =>
  !!secret && sameText(fields?.crm_token ?? '', secret)

export const megafon: Adapter = {
  provider: 'megafon',
  group: 'telephony',
  accepts: [form, 'multipart/form-data', 'application/json'],
  secrets: [
    { name: 'secret', made: true },
    { name: 'token', made: false, optional: true },
  ],
  fields: [
    { name: 'vatsAddress', kind: 'url', max: 300 },
    { name: 'clockHours', kind: 'number', min: -14, max: 14 },
  ],
  /** “Who is calling?” is a question that wants an object; an empty one lets the exchange go on by its own rules. */
  greet(delivery, secrets) {
    const fields = fieldsOf(delivery)
    return fields?.cmd === 'contact' && rightToken(fields, secrets.secret) ? Response.json({}) : null
  },
  trust(delivery, secrets) {
    const fields = fieldsOf(delivery)
    if (!fields?.crm_token) return 'missing'
    return rightToken(fields, secrets.secret) ? 'right' : 'wrong'
  },
  keep(delivery) {
    const { crm_token: _, ...said } = fieldsOf(delivery) ?? {}
    return [{ topic: said.cmd ?? '', contentType: 'application/json', body: Buffer.from(JSON.stringify(said)) }]
  },
  map: mapMegafon,
  sample(secrets, now) {
    const subject = `${testPrefix}${Math.floor(now.getTime() / 1000)}`
    const fields = {
      cmd: 'history',
      type: 'in',
      status: 'Success',
      phone: '74950000000',
      diversion: '74950000002',
      user: 'test',
      ext: '101',
      start: compact(new Date(now.getTime() - 60_000)),
      duration: '60',
      callid: subject,
      crm_token: secrets.secret ?? '',
    }
    return { subject, topic: '', headers: { 'content-type': form }, body: new URLSearchParams(fields).toString() }
  },
}

const compact = (at: Date): string => at.toISOString().replace(/[-:]|\.\d+/g, '')

function mapMegafon(event: StoredEvent, settings: Settings): Mapped {
  const said = parseJson(textOf(event.body))
  const read = readFields(event.contentType, event.body)
  if (!read || said === undefined) return { kind: 'failed', reason: { code: 'malformed_json' } }
  const fields = event.topic === megafonHistory && isObject(said) ? asWebhook(said) : read
  const { cmd } = fields
  if (!cmd) return missingField('cmd')
  if (cmd === 'rating' || cmd === 'contact') return { kind: 'ignored', reason: { code: 'no_matter', detail: cmd } }
  if (cmd !== 'history' && cmd !== 'event') return { kind: 'failed', reason: { code: 'unknown_event', detail: cmd } }
  if (!fields.callid) return missingField('callid')
  return cmd === 'event'
    ? mapEvent(fields.callid, fields, event.receivedAt)
    : mapHistory(fields.callid, fields, event, settings)
}

const directions: Readonly<Record<string, Direction>> = {
  in: 'inbound',
  out: 'outbound',
  incoming: 'inbound',
  outgoing: 'outbound',
}

function whoOf(fields: Fields, direction: Direction | undefined): Partial<CallFacts> {
  return {
    ...(direction && { direction }),
    ...(fields.phone && { party: { phone: fields.phone } }),
    ...(fields.diversion && { ourAddress: fields.diversion }),
  }
}

/** The employee's own leg: the login is the same in every message, the extension is what people are matched by. */
function legOf(fields: Fields, facts: Partial<LegObservation>): Partial<CallFacts> {
  const key = fields.user || fields.ext || fields.telnum
  const line = fields.ext || fields.user || fields.telnum
  return key && line ? { legs: [{ key, line, ...facts }] } : {}
}

function mapEvent(callId: string, fields: Fields, at: Date): Mapped {
  const type = (fields.type ?? '').toUpperCase()
  const outgoing = type === 'OUTGOING'
  const who = whoOf(fields, directions[(fields.direction ?? '').toLowerCase()] ?? (outgoing ? 'outbound' : undefined))
  const tell = (facts: Partial<LegObservation>): Mapped =>
    tellCall('megafon', callId, { at, ...who, ...legOf(fields, facts) })
  switch (type) {
    case 'INCOMING':
    case 'OUTGOING':
      return tell({ startedAt: at })
    case 'ACCEPTED':
      return tell({ answeredAt: at, outcome: 'answered' })
    case 'COMPLETED':
      return tell({ endedAt: at })
    case 'CANCELLED':
      return tell({ endedAt: at, outcome: 'no_answer' })
    case 'TRANSFERRED':
      return tell({})
    default:
      return { kind: 'failed', reason: { code: 'unknown_event', detail: fields.type ?? 'type' } }
  }
}

/** Written in several cases by different versions of the exchange. */
const outcomes: Readonly<Record<string, LegOutcome>> = {
  success: 'answered',
  missed: 'no_answer',
  noanswer: 'no_answer',
  cancel: 'cancelled',
  busy: 'busy',
  notavailable: 'failed',
  notallowed: 'failed',
  notfound: 'failed',
}

function mapHistory(callId: string, fields: Fields, event: StoredEvent, settings: Settings): Mapped {
  const outcome = outcomes[(fields.status ?? '').toLowerCase()]
  if (!outcome) return { kind: 'failed', reason: { code: 'wrong_field', detail: `status: ${fields.status ?? ''}` } }
  const startedAt = startOf(fields.start, settings)
  if (startedAt === null) return { kind: 'failed', reason: { code: 'wrong_time', detail: `start: ${fields.start}` } }
  const { wait, talk, whole } = lengthsOf(fields, outcome)
  const endedAt = startedAt && whole !== undefined ? new Date(startedAt.getTime() + whole * 1000) : event.receivedAt
  const recordingUrl = webAddress(fields.link)
  const line = fields.ext || fields.user
  return tellCall('megafon', callId, {
    at: endedAt,
    ...(startedAt && { startedAt }),
    endedAt,
    finished: true,
    outcome,
    ...whoOf(fields, directions[(fields.type ?? '').toLowerCase()]),
    ...(line && { line }),
    ...(wait !== undefined && { waitSeconds: wait }),
    ...(talk !== undefined && { talkSeconds: talk }),
    ...(whole !== undefined && { durationSeconds: whole }),
    ...(recordingUrl && { recordingUrl }),
    ...legOf(fields, { outcome, ...(talk !== undefined && outcome === 'answered' && { talkSeconds: talk }) }),
  })
}

/**
 * `duration` is the whole call, unless `wait` stands beside it: then it is the talk alone (a missed call has been seen with
 * a wait of 5 and a duration of 0).
 */
function lengthsOf(fields: Fields, outcome: LegOutcome): { wait?: number; talk?: number; whole?: number } {
  const duration = secondsOf(fields.duration)
  const wait = secondsOf(fields.wait)
  if (duration === undefined) return wait === undefined ? {} : { wait }
  if (wait !== undefined) return { wait, talk: duration, whole: wait + duration }
  return outcome === 'answered' ? { whole: duration } : { whole: duration, wait: duration, talk: 0 }
}

/** `20240405T060708Z`; undefined where nothing is told, null where it is no time. Some exchanges write their own zone's time with a Z. */
function startOf(text: string | undefined, settings: Settings): Date | null | undefined {
  if (!text) return undefined
  const iso = text.trim().replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)/, '$1-$2-$3T$4:$5:$6')
  const at = /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:?\d\d)$/.test(iso) ? new Date(iso) : null
  if (!at || Number.isNaN(at.getTime())) return null
  const hours = typeof settings.clockHours === 'number' ? settings.clockHours : 0
  return new Date(at.getTime() - hours * 3_600_000)
}
