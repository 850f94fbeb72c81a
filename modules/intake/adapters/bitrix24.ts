/**
 * Bitrix24: outgoing webhooks and events. Forms in PHP's nesting that name a deal by its id and nothing else; the deal is
 * read through the API (modules/crm). `auth[application_token]` proves the sender; neither it nor the access tokens that
 * applications are sent are kept.
 */
import { sameText } from '../../../platform/secrets/signature.ts'
import type { Adapter, Delivery, Mapped, Settings, StoredEvent } from './adapter.ts'
import { isObject, parseJson, textOf } from './body.ts'
import { crmFields } from './crm-fields.ts'

const form = 'application/x-www-form-urlencoded'

export const bitrix24: Adapter = {
  provider: 'bitrix24',
  group: 'crm',
  accepts: [form, 'application/json'],
  secrets: [
    { name: 'webhookUrl', made: false },
    { name: 'applicationToken', made: false, optional: true },
  ],
  fields: [
    { name: 'memberId', kind: 'text' },
    { name: 'sendAs', kind: 'choice', choices: ['lead', 'deal'], default: 'lead' },
    { name: 'sendCategory', kind: 'number', min: 0 },
    { name: 'sendSource', kind: 'text', max: 50 },
    ...crmFields,
  ],
  trust(delivery, secrets) {
    const given = fieldsOf(delivery).get('auth[application_token]')
    if (!given) return 'missing'
    return secrets.applicationToken && sameText(given, secrets.applicationToken) ? 'right' : 'wrong'
  },
  keep(delivery) {
    const kept = [...fieldsOf(delivery)].filter(([name]) => !name.startsWith('auth') || keptOfAuth.has(name))
    return [{ topic: delivery.topic, contentType: form, body: Buffer.from(new URLSearchParams(kept).toString()) }]
  },
  map: mapEvent,
}

const aboutDeals = /^ONCRMDEAL(ADD|UPDATE|DELETE|MOVETOCATEGORY)$/

const keptOfAuth: ReadonlySet<string> = new Set(['auth[domain]', 'auth[member_id]'])

/** The fields of a form, or of JSON under the names that a form would give them. */
function fieldsOf({ contentType, body }: Pick<Delivery, 'contentType' | 'body'>): URLSearchParams {
  if (contentType !== 'application/json') return new URLSearchParams(textOf(body))
  const fields = new URLSearchParams()
  const add = (name: string, value: unknown, depth: number): void => {
    if (isObject(value) && depth < 4) {
      for (const [key, item] of Object.entries(value)) add(name ? `${name}[${key}]` : key, item, depth + 1)
    } else if (typeof value === 'string' || typeof value === 'number') fields.append(name, String(value))
  }
  add('', parseJson(textOf(body)), 0)
  return fields
}

/** The deal that an event names, or null where it is about something else. */
export function readBitrixEvent(body: Buffer): { readonly event: string; readonly deal: string | null } {
  const fields = new URLSearchParams(textOf(body))
  const event = (fields.get('event') ?? '').toUpperCase()
  const id = fields.get('data[FIELDS][ID]') ?? ''
  const isDeal = aboutDeals.test(event)
  return { event, deal: isDeal && /^\d{1,15}$/.test(id) ? id : null }
}

function mapEvent({ body }: StoredEvent, settings: Settings): Mapped {
  const { event, deal } = readBitrixEvent(body)
  if (!event) return { kind: 'failed', reason: { code: 'missing_field', detail: 'event' } }
  const member = new URLSearchParams(textOf(body)).get('auth[member_id]')
  if (settings.memberId && member !== settings.memberId) {
    return { kind: 'failed', reason: { code: 'wrong_field', detail: `auth[member_id]: ${member}` } }
  }
  if (deal) return { kind: 'handed', subject: `deal:${deal}` }
  if (aboutDeals.test(event)) {
    return { kind: 'failed', reason: { code: 'missing_field', detail: 'data[FIELDS][ID]' } }
  }
  return { kind: 'ignored', reason: { code: 'no_matter', detail: event.slice(0, 100) } }
}
