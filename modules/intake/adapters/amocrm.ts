/**
 * amoCRM (Kommo): webhooks. Forms with nested names (`leads[status][0][id]=…`), several entities in one request, signed by
 * nothing: what proves the sender is the secret in the address (`?secret=`). What they say is a hint only: the deals that they
 * name are read through the API (modules/crm), so a hook that is forged, late or cut short can at most make us look.
 */
import { sameText } from '../../../platform/secrets/signature.ts'
import type { Adapter, Mapped, Settings, StoredEvent } from './adapter.ts'
import { textOf } from './body.ts'
import { crmFields } from './crm-fields.ts'

const form = 'application/x-www-form-urlencoded'

export const amocrm: Adapter = {
  provider: 'amocrm',
  group: 'crm',
  accepts: [form],
  secrets: [
    { name: 'secret', made: true },
    { name: 'accessToken', made: false, optional: true },
    { name: 'clientSecret', made: false, optional: true },
    { name: 'refreshToken', made: false, optional: true },
  ],
  fields: [
    { name: 'address', kind: 'url', required: true },
    { name: 'clientId', kind: 'text' },
    { name: 'redirectUri', kind: 'url' },
    { name: 'sendAs', kind: 'choice', choices: ['unsorted', 'lead'], default: 'unsorted' },
    { name: 'sendPipeline', kind: 'number', min: 1 },
    ...crmFields,
  ],
  trust({ query }, secrets) {
    const given = query.get('secret')
    if (!given) return 'missing'
    return sameText(given, secrets.secret ?? '') ? 'right' : 'wrong'
  },
  keep: ({ topic, contentType, body }) => [{ topic, contentType, body }],
  map: mapHook,
}

/** What a hook names. */
export interface AmoHook {
  readonly subdomain: string | null
  /** Deals that were made, changed, moved or removed, and those of contacts that changed. */
  readonly leads: readonly string[]
  /** Entities that it tells of, as their names stand in it: `leads`, `contacts`, `task`. */
  readonly entities: readonly string[]
}

/**
 * Reads a hook name by name and never as a tree: a plain value and a nest may share one name (`…[type]=3` beside
 * `…[type][message_uuid]=…`), and lists may be keyed by ids instead of places.
 */
export function readAmoHook(body: Buffer): AmoHook {
  const leads = new Set<string>()
  const entities = new Set<string>()
  let subdomain: string | null = null
  for (const [name, value] of new URLSearchParams(textOf(body))) {
    const [entity = '', ...path] = name.split('[').map((part) => part.replace(/\]$/, ''))
    if (entity === 'account') {
      if (path[0] === 'subdomain') subdomain = value
      continue
    }
    if (path.length > 0) entities.add(entity)
    const own = entity === 'leads' && path.length === 3 && path[2] === 'id'
    const linked = entity === 'contacts' && path[2] === 'linked_leads_id' && path.at(-1) === 'ID'
    if ((own || linked) && /^\d{1,15}$/.test(value)) leads.add(value)
  }
  return { subdomain, leads: [...leads], entities: [...entities] }
}

function mapHook(event: StoredEvent, settings: Settings): Mapped {
  const { subdomain, leads, entities } = readAmoHook(event.body)
  if (entities.length === 0) return { kind: 'failed', reason: { code: 'malformed_form' } }
  if (subdomain !== null && !isOfAccount(subdomain, settings.address)) {
    return { kind: 'failed', reason: { code: 'wrong_field', detail: `account[subdomain]: ${subdomain}` } }
  }
  const [first] = leads
  if (first) return { kind: 'handed', subject: `lead:${first}` }
  if (entities.includes('leads')) return { kind: 'failed', reason: { code: 'missing_field', detail: 'leads[…][id]' } }
  return { kind: 'ignored', reason: { code: 'no_matter', detail: entities.join(', ') } }
}

/** A company's own domain says nothing of the account's name, so it is not compared. */
function isOfAccount(subdomain: string, address: unknown): boolean {
  if (typeof address !== 'string' || !URL.canParse(address)) return true
  const host = new URL(address).hostname
  return !/\.(amocrm\.(ru|com)|kommo\.com)$/.test(host) || host.split('.')[0] === subdomain.toLowerCase()
}
