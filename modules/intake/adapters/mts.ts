/**
 * MTS “Autosecretary 2.0” (AC20): JSON events of a call, told with HTTP Basic. Numbers have ten digits; times have a zone
 * and up to seven digits behind the second.
 *
 * Known are CallAccepted, CallAnswered and EndCall. The codes of `CallResult` are described nowhere, so whether a call was
 * answered is told by CallAnswered alone.
 */
import { sameText } from '../../../platform/secrets/signature.ts'
import { type Adapter, type Mapped, type StoredEvent, testPrefix } from './adapter.ts'
import { isObject, parseJson, textOf } from './body.ts'
import { type CallFacts, missingField, tellCall } from './tell-call.ts'
import { wallTime } from './when.ts'

/** The login to enter in the cabinet beside the password that we make. */
export const mtsLogin = 'lidoskop'

const basic = (secret: string): string => `Basic ${Buffer.from(`${mtsLogin}:${secret}`).toString('base64')}`

export const mts: Adapter = {
  provider: 'mts',
  group: 'telephony',
  accepts: ['application/json'],
  secrets: [{ name: 'password', made: true }],
  fields: [],
  trust({ header }, secrets) {
    const given = header('authorization')?.trim()
    if (!given) return 'missing'
    return secrets.password && sameText(given.replace(/^basic\s+/i, 'Basic '), basic(secrets.password))
      ? 'right'
      : 'wrong'
  },
  keep: ({ topic, contentType, body }) => [{ topic, contentType, body }],
  map: mapMts,
  sample(secrets, now) {
    const subject = `${testPrefix}${Math.floor(now.getTime() / 1000)}`
    const body = JSON.stringify({
      ServiceType: 7,
      CallID: subject,
      EventType: 'EndCall',
      CallResult: '2',
      EventTime: now.toISOString(),
      From: { ANI: '4950000000' },
      To: { DNIS: '4950000001', Virtual: '101', TrunkId: '4950000002' },
    })
    const headers = { 'content-type': 'application/json', authorization: basic(secrets.password ?? '') }
    return { subject, topic: '', headers, body }
  },
}

const text = (value: unknown): string | undefined =>
  typeof value === 'string' ? value.trim() || undefined : typeof value === 'number' ? String(value) : undefined

interface End {
  readonly number: string | undefined
  readonly extension: string | undefined
  readonly trunk: string | undefined
}

function endOf(value: unknown): End {
  const end = isObject(value) ? value : {}
  return { number: text(end.ANI) ?? text(end.DNIS), extension: text(end.Virtual), trunk: text(end.TrunkId) }
}

function mapMts(event: StoredEvent): Mapped {
  const said = parseJson(exactIds(textOf(event.body)))
  if (said === undefined) return { kind: 'failed', reason: { code: 'malformed_json' } }
  if (!isObject(said)) return { kind: 'failed', reason: { code: 'not_an_object' } }
  const callId = text(said.CallID)
  const type = text(said.EventType)
  if (!type) return missingField('EventType')
  if (!callId) return missingField('CallID')
  const time = text(said.EventTime)
  const at = wallTime(time, 'Europe/Moscow')
  if (!at) return { kind: 'failed', reason: { code: 'wrong_time', detail: `EventTime: ${time ?? ''}` } }
  const progress = progressOf(type, at)
  if (!progress) return { kind: 'failed', reason: { code: 'unknown_event', detail: type } }
  return tellCall('mts', callId, {
    at,
    ...whoOf(endOf(said.From), endOf(said.To)),
    ...progress.call,
    ...legOf(said, progress),
  })
}

/** A call's number has more digits than a number of JSON keeps exactly once it has grown: it is read as text. */
const exactIds = (json: string): string => json.replace(/("CallID"\s*:\s*)(\d+)/g, '$1"$2"')

/** The employee's side has an extension or a trunk of ours. Only inbound calls are described; this holds for both. */
const isOurs = ({ extension, trunk }: End): boolean => extension !== undefined || trunk !== undefined

function whoOf(from: End, to: End): Partial<CallFacts> {
  const outbound = isOurs(from) && !isOurs(to)
  const [client, own] = outbound ? [to, from] : [from, to]
  return {
    direction: outbound ? 'outbound' : isOurs(from) ? 'internal' : 'inbound',
    ...(client.number && { party: { phone: client.number } }),
    ...(own.trunk && { ourAddress: own.trunk }),
  }
}

interface Progress {
  readonly call: Partial<CallFacts>
  readonly leg: {
    readonly startedAt?: Date
    readonly answeredAt?: Date
    readonly endedAt?: Date
    readonly outcome?: 'answered'
  }
}

function progressOf(type: string, at: Date): Progress | null {
  switch (type) {
    case 'CallAccepted':
      return { call: { startedAt: at }, leg: { startedAt: at } }
    case 'CallAnswered':
      return { call: { answeredAt: at }, leg: { answeredAt: at, outcome: 'answered' } }
    case 'EndCall':
      return { call: { endedAt: at, finished: true }, leg: { endedAt: at } }
    default:
      return null
  }
}

function legOf(said: Readonly<Record<string, unknown>>, { leg }: Progress): Partial<CallFacts> {
  const line = endOf(said.To).extension ?? endOf(said.From).extension
  return line ? { legs: [{ key: line, line, ...leg }] } : {}
}
