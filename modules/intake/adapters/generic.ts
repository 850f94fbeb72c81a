/**
 * Our own documented endpoint (docs/webhooks.md) for sites, CRMs and exchanges that can be taught: JSON in the words of
 * the record, signed with HMAC-SHA256 over `<timestamp>.<body>`.
 */
import { z } from 'zod'
import { sameText, signatureHeader, signMessage, timestampHeader } from '../../../platform/secrets/signature.ts'
import type { Observation } from '../../interactions/index.ts'
import { directions, interactionKinds, legOutcomes } from '../../interactions/rules.ts'
import {
  type Adapter,
  isTestId,
  type Mapped,
  type Settings,
  type StoredEvent,
  type Trust,
  testPrefix,
} from './adapter.ts'
import { isObject, parseJson, textOf } from './body.ts'

/** Seconds by which a request may be older or newer than our clock: longer ago is a replay. */
export const replayWindow = 300

const at = z.iso.datetime({ offset: true }).transform((text) => new Date(text))
const text = (max: number) => z.string().trim().min(1).max(max)
const seconds = z
  .number()
  .min(0)
  .max(7 * 86_400)

const leg = z.strictObject({
  key: text(200).describe('Identity within the interaction'),
  employee: text(200).optional().describe('Extension, login, e-mail or name'),
  role: z.enum(['person', 'queue', 'menu', 'machine']).optional(),
  startedAt: at.optional(),
  answeredAt: at.optional(),
  endedAt: at.optional(),
  outcome: z.enum(legOutcomes).optional(),
  talkSeconds: seconds.optional(),
  reason: text(200).optional(),
})

const message = z.strictObject({
  key: text(200),
  at,
  author: z.enum(['client', 'employee', 'bot', 'system']),
  employee: text(200).optional(),
  text: z.string().max(20_000),
})

/** One fact about one interaction. Everything but `id` and `kind` may be left out and told later. */
export const genericEvent = z.strictObject({
  id: text(200).describe('Your identity of the whole interaction: the same for every event about it'),
  kind: z.enum(interactionKinds),
  at: at.optional().describe('When this happened; the moment of reception where left out'),
  direction: z.enum(directions).optional(),
  startedAt: at.optional(),
  answeredAt: at.optional(),
  endedAt: at.optional(),
  finished: z.boolean().optional().describe('Nothing more will come of it'),
  client: z
    .strictObject({
      phone: text(100).optional(),
      email: text(320).optional(),
      messenger: text(200).optional(),
      name: text(300).optional(),
    })
    .optional(),
  ourAddress: text(300).optional().describe('Your number, mailbox or page that the client came to'),
  employee: text(200).optional().describe('Extension, login, e-mail or name'),
  legs: z.array(leg).max(200).optional(),
  messages: z.array(message).max(500).optional(),
  origin: z
    .strictObject({
      source: text(300),
      campaign: text(300).optional(),
      placement: text(300).optional(),
      keyword: text(300).optional(),
      certain: z.boolean().optional(),
    })
    .optional(),
  outcome: z.enum(legOutcomes).optional(),
  waitSeconds: seconds.optional(),
  talkSeconds: seconds.optional(),
  durationSeconds: seconds.optional(),
  recordingUrl: z
    .url({ protocol: /^https?$/ })
    .max(2_000)
    .optional(),
  class: text(100).optional().describe('Key of a class'),
  subject: z.string().max(2_000).optional(),
  test: z.boolean().optional().describe('Kept out of every figure'),
})
type GenericEvent = z.infer<typeof genericEvent>

export const generic: Adapter = {
  provider: 'generic',
  group: 'site',
  accepts: ['application/json'],
  secrets: [{ name: 'secret', made: true }],
  fields: [{ name: 'namespace', kind: 'text', max: 50 }],
  explains: true,
  trust({ header, body }, secrets, now): Trust {
    const timestamp = header(timestampHeader)
    const signature = header(signatureHeader)
    if (!timestamp || !signature) return 'missing'
    if (!sameText(signature.trim(), signMessage(secrets.secret ?? '', timestamp, body))) return 'wrong'
    return Math.abs(now.getTime() / 1000 - Number(timestamp)) <= replayWindow ? 'right' : 'stale'
  },
  // Each event of a list is kept by itself: one that is wrong does not hold the others up.
  keep({ topic, contentType, body }) {
    const said = parseJson(textOf(body))
    const list = Array.isArray(said) ? said : isObject(said) && Array.isArray(said.events) ? said.events : null
    if (!list || list.length === 0) return [{ topic, contentType, body }]
    return list.map((item) => ({ topic, contentType, body: Buffer.from(JSON.stringify(item)) }))
  },
  map: mapGeneric,
  sample(secrets, now) {
    const timestamp = String(Math.floor(now.getTime() / 1000))
    const subject = `${testPrefix}${timestamp}`
    const body = JSON.stringify({
      id: subject,
      kind: 'form',
      at: now.toISOString(),
      direction: 'inbound',
      finished: true,
      client: { phone: '+74950000000', name: 'Проверка связи' },
      subject: 'Проверочное событие',
      test: true,
    } satisfies z.input<typeof genericEvent>)
    const signature = signMessage(secrets.secret ?? '', timestamp, body)
    const headers = { 'content-type': 'application/json', [timestampHeader]: timestamp, [signatureHeader]: signature }
    return { subject, topic: '', headers, body }
  },
}

function mapGeneric(event: StoredEvent, settings: Settings): Mapped {
  const said = parseJson(textOf(event.body))
  if (said === undefined) return { kind: 'failed', reason: { code: 'malformed_json' } }
  if (!isObject(said)) return { kind: 'failed', reason: { code: 'not_an_object' } }
  const parsed = genericEvent.safeParse(said)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    const field = issue?.path.join('.') ?? ''
    return {
      kind: 'failed',
      reason: { code: 'wrong_field', detail: field ? `${field}: ${issue?.message}` : (issue?.message ?? '') },
    }
  }
  return { kind: 'told', observations: [observationOf(parsed.data, event.receivedAt, settings)] }
}

function observationOf(said: GenericEvent, receivedAt: Date, settings: Settings): Observation {
  const { id, at: happened, client, employee, legs, messages, class: classKey, test, ...same } = said
  // Two systems of one company may both count from 1: a namespace of the endpoint tells their interactions apart.
  const namespace = typeof settings.namespace === 'string' && settings.namespace ? `${settings.namespace}:` : ''
  return {
    ...same,
    provider: 'generic',
    externalId: isTestId(id) ? id : `${namespace}${id}`,
    at: happened ?? same.endedAt ?? same.answeredAt ?? same.startedAt ?? receivedAt,
    ...(client && { party: client }),
    ...(employee && { line: employee }),
    ...(legs && { legs: legs.map(({ employee: line, ...rest }) => ({ ...rest, ...(line && { line }) })) }),
    ...(messages && { messages: messages.map(({ employee: line, ...rest }) => ({ ...rest, ...(line && { line }) })) }),
    ...(classKey && { classKey }),
    ...((test || isTestId(id)) && { isTest: true }),
  }
}
