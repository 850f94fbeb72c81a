/**
 * UIS (CoMagic, CallGear): HTTP notifications. Their bodies are templates that the client writes in the cabinet, so no
 * two companies send the same fields: names are looked up in a map whose defaults are the provider's own variables and
 * which the endpoint's settings (`fields`) may overrule.
 *
 * UIS signs nothing. What proves the sender is a secret that the template or the address carries: the header
 * `X-Lidoskop-Secret`, a field `secret` of the body, or `?secret=` of the address. It is never kept.
 */
import { sameText } from '../../../platform/secrets/signature.ts'
import type { LegObservation, Observation } from '../../interactions/index.ts'
import {
  type Adapter,
  type Delivery,
  isTestId,
  type Mapped,
  type SecretValues,
  type Settings,
  type StoredEvent,
  testPrefix,
} from './adapter.ts'
import { type Fields, isObject, parseJson, readFields, textOf } from './body.ts'
import { secondsOf, webAddress } from './sane.ts'
import { mapUisReport, uisReport } from './uis-report.ts'
import { stageOf } from './uis-stage.ts'
import { unixTime, wallTime, zoneOf } from './when.ts'

/** Our word → the provider's variables that may carry it, the first one that has a value wins. */
export const uisFields = {
  event: ['event', 'event_type'],
  id: ['call_session_id', 'communication_id', 'chat_id', 'id'],
  kind: ['communication_type'],
  at: ['notification_time', 'event_time'],
  unixAt: ['notification_timestamp', 'timestamp'],
  startedAt: ['start_time', 'call_start_time'],
  direction: ['direction'],
  internal: ['is_internal'],
  phone: ['contact_phone_number', 'visitor_phone_number', 'client_phone_number'],
  email: ['contact_email', 'visitor_email'],
  name: ['contact_full_name', 'visitor_name'],
  ourAddress: ['virtual_phone_number', 'site_domain_name'],
  employee: ['employee_full_name', 'employee_name', 'employee_phone_number'],
  employeeKey: ['employee_id'],
  waitSeconds: ['wait_time_duration'],
  talkSeconds: ['talk_time_duration'],
  durationSeconds: ['total_time_duration', 'total_duration'],
  recording: ['file_link', 'full_record_file_link', 'record_url', 'call_record_link'],
  lost: ['is_lost'],
  source: ['utm_source', 'traffic_source', 'channel'],
  campaign: ['utm_campaign', 'campaign_name'],
  placement: ['utm_content', 'site_domain_name'],
  keyword: ['utm_term', 'search_query'],
  subject: ['message', 'offline_message_text', 'comment'],
} as const satisfies Record<string, readonly string[]>
export type UisField = keyof typeof uisFields

const form = 'application/x-www-form-urlencoded'

const fieldsOf = ({ method, query, contentType, body }: Delivery): Fields =>
  method === 'GET' ? Object.fromEntries(query) : (readFields(contentType || 'application/json', body) ?? {})

export const uis: Adapter = {
  provider: 'uis',
  group: 'telephony',
  accepts: ['application/json', form, 'text/plain', ''],
  secrets: [
    { name: 'secret', made: true },
    { name: 'token', made: false, optional: true },
  ],
  fields: [
    { name: 'timezone', kind: 'zone' },
    { name: 'virtualNumber', kind: 'text', max: 20 },
    { name: 'fields', kind: 'names', words: Object.keys(uisFields) },
  ],
  greet: ({ method, query, header }) =>
    method === 'GET' && query.size === 0 && !header('x-lidoskop-secret') ? new Response('ok') : null,
  trust(delivery, secrets) {
    const bearer = /^bearer\s+(.+)$/i.exec(delivery.header('authorization') ?? '')?.[1]
    const given =
      delivery.header('x-lidoskop-secret') ?? bearer ?? delivery.query.get('secret') ?? fieldsOf(delivery).secret
    if (!given) return 'missing'
    return sameText(given.trim(), secrets.secret ?? '') ? 'right' : 'wrong'
  },
  keep(delivery, secrets) {
    const kept = (contentType: string, body: string) => [
      { topic: delivery.topic, contentType, body: Buffer.from(withoutSecret(body, secrets)) },
    ]
    if (delivery.method === 'POST') return kept(delivery.contentType || 'application/json', textOf(delivery.body))
    const query = new URLSearchParams(delivery.query)
    query.delete('secret')
    return kept(form, query.toString())
  },
  map: mapUis,
  sample(secrets, now) {
    const seconds = Math.floor(now.getTime() / 1000)
    const subject = `${testPrefix}${seconds}`
    const body = JSON.stringify({
      event: 'finished',
      call_session_id: subject,
      notification_timestamp: seconds,
      direction: 'in',
      contact_phone_number: '74950000000',
      virtual_phone_number: '74950000002',
      employee_full_name: 'Проверка связи',
      talk_time_duration: 50,
      wait_time_duration: 10,
      total_time_duration: 60,
    })
    return {
      subject,
      topic: '',
      headers: { 'content-type': 'application/json', 'x-lidoskop-secret': secrets.secret ?? '' },
      body,
    }
  },
}

const withoutSecret = (text: string, secrets: SecretValues): string =>
  secrets.secret ? text.replaceAll(secrets.secret, '***').replaceAll(encodeURIComponent(secrets.secret), '***') : text

type Read = (field: UisField) => string | undefined

/** Looks a word up in the fields, through the endpoint's own names first. */
function reader(fields: Fields, settings: Settings): Read {
  const own = isObject(settings.fields) ? settings.fields : {}
  return (field) => {
    const named = own[field]
    const names: readonly string[] = typeof named === 'string' && named ? [named] : uisFields[field]
    for (const name of names) {
      const value = fields[name]?.trim()
      if (value && value !== 'null' && value !== 'None') return value
    }
    return undefined
  }
}

function mapUis(event: StoredEvent, settings: Settings): Mapped {
  if (event.contentType !== form && parseJson(textOf(event.body)) === undefined) {
    return { kind: 'failed', reason: { code: 'malformed_json' } }
  }
  if (event.topic === uisReport) {
    const said = parseJson(textOf(event.body))
    return isObject(said) ? mapUisReport(said, settings) : { kind: 'failed', reason: { code: 'not_an_object' } }
  }
  const fields = readFields(event.contentType, event.body)
  if (!fields) return { kind: 'failed', reason: { code: 'not_an_object' } }
  const read = reader(fields, settings)
  const id = read('id')
  if (!id) return { kind: 'failed', reason: { code: 'missing_field', detail: uisFields.id[0] } }
  const zone = zoneOf(settings)
  const said = read('at')
  const at = unixTime(read('unixAt')) ?? wallTime(said, zone) ?? (said ? null : event.receivedAt)
  if (!at) return { kind: 'failed', reason: { code: 'wrong_time', detail: `notification_time: ${said}` } }
  const observation: Observation = {
    provider: 'uis',
    externalId: id,
    kind: kindOf(read('kind')),
    at,
    ...whoOf(read),
    ...originOf(read),
    ...progressOf(fields, read, at, zone),
    ...(isTestId(id) && { isTest: true }),
  }
  return { kind: 'told', observations: [observation] }
}

const kindOf = (type: string | undefined): Observation['kind'] => {
  if (type === 'chat') return 'chat'
  if (type === 'offline_message' || type === 'offline-message' || type === 'request') return 'form'
  return type === 'callback' ? 'callback' : 'call'
}

type Facts = Partial<Omit<Observation, 'provider' | 'externalId' | 'kind' | 'at'>>

const yes = (text: string | undefined): boolean => text === 'true' || text === '1' || text === 'True'

function whoOf(read: Read): Facts {
  const direction = yes(read('internal'))
    ? 'internal'
    : ({ in: 'inbound', out: 'outbound', inbound: 'inbound', outbound: 'outbound' } as const)[read('direction') ?? '']
  const phone = read('phone')
  const email = read('email')
  const name = read('name')
  const ourAddress = read('ourAddress')
  const subject = read('subject')
  return {
    ...(direction && { direction }),
    ...((phone ?? email ?? name) && {
      party: { ...(phone && { phone }), ...(email && { email }), ...(name && { name }) },
    }),
    ...(ourAddress && { ourAddress }),
    ...(subject && { subject }),
  }
}

function originOf(read: Read): Facts {
  const source = read('source')
  if (!source) return {}
  const campaign = read('campaign')
  const placement = read('placement')
  const keyword = read('keyword')
  return {
    origin: { source, ...(campaign && { campaign }), ...(placement && { placement }), ...(keyword && { keyword }) },
  }
}

function progressOf(fields: Fields, read: Read, at: Date, zone: string): Facts {
  const employee = read('employee')
  const key = read('employeeKey') ?? employee
  const leg = (facts: Partial<LegObservation>): Facts =>
    key ? { legs: [{ key, ...(employee && { line: employee }), ...facts }] } : {}
  const talk = secondsOf(read('talkSeconds'))
  switch (stageOf(fields, read)) {
    case 'recording': {
      const recordingUrl = webAddress(read('recording'))
      return { ...(recordingUrl && { recordingUrl }), ...leg({}) }
    }
    case 'ring':
      return leg({ startedAt: at })
    case 'talk':
      return { answeredAt: at, ...leg({ answeredAt: at, outcome: 'answered' }) }
    case 'talk_end':
      return leg({ endedAt: at, outcome: 'answered', ...(talk !== undefined && { talkSeconds: talk }) })
    case 'finished':
    case 'lost':
      return endOf(read, at, zone, talk, leg)
    case 'started': {
      const startedAt = wallTime(read('startedAt'), zone)
      return { startedAt: startedAt ?? at, ...leg({}) }
    }
  }
}

/** The last word about a call. When it began is told, or follows from its length: the notification comes at its end. */
function endOf(
  read: Read,
  at: Date,
  zone: string,
  talk: number | undefined,
  leg: (facts: Partial<LegObservation>) => Facts,
): Facts {
  const wait = secondsOf(read('waitSeconds'))
  const recordingUrl = webAddress(read('recording'))
  const answered = (talk ?? 0) > 0 && !yes(read('lost'))
  const known = secondsOf(read('durationSeconds')) ?? (wait === undefined ? undefined : wait + (talk ?? 0))
  const startedAt =
    wallTime(read('startedAt'), zone) ?? (known === undefined ? null : new Date(at.getTime() - known * 1000))
  const employee = read('employee')
  return {
    finished: true,
    endedAt: startedAt && known !== undefined ? new Date(startedAt.getTime() + known * 1000) : at,
    outcome: answered ? 'answered' : 'no_answer',
    ...(startedAt && { startedAt }),
    ...(wait !== undefined && { waitSeconds: wait }),
    ...(known !== undefined && { durationSeconds: known }),
    ...(answered && { talkSeconds: talk }),
    ...(employee && { line: employee }),
    ...(recordingUrl && { recordingUrl }),
    ...leg({ outcome: answered ? 'answered' : 'no_answer' }),
  }
}
