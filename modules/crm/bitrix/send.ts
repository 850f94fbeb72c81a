/** Leads into Bitrix24. ORIGINATOR_ID and ORIGIN_ID name the interaction: nothing enforces that they are unique, so they are looked for first. */
import { listOf, numberOf, textOf } from '../client/json.ts'
import type { LeadToSend, SentLead } from '../crm.ts'
import type { BitrixClient } from './client.ts'
import { originator } from './read.ts'

export interface BitrixSendSettings {
  readonly portal: string
  readonly sendAs: 'lead' | 'deal'
  /** Pipeline of deals; the general one where null. */
  readonly category: number | null
  /** SOURCE_ID; by the kind of interaction where null. */
  readonly source: string | null
}

const sourceOf = ({ source }: BitrixSendSettings, { kind }: LeadToSend): string =>
  source ?? (kind === 'call' ? 'CALL' : kind === 'callback' ? 'CALLBACK' : kind === 'email' ? 'EMAIL' : 'WEB')

const marksOf = ({ origin }: LeadToSend) => ({
  ...(origin?.source && { UTM_SOURCE: origin.source }),
  ...(origin?.campaign && { UTM_CAMPAIGN: origin.campaign }),
  ...(origin?.placement && { UTM_CONTENT: origin.placement }),
  ...(origin?.keyword && { UTM_TERM: origin.keyword }),
})

const waysOf = ({ phone, email }: LeadToSend) => ({
  ...(phone && { PHONE: [{ VALUE: phone, VALUE_TYPE: 'WORK' }] }),
  ...(email && { EMAIL: [{ VALUE: email, VALUE_TYPE: 'WORK' }] }),
})

/** Comments are HTML there: what a client wrote must stay text. */
const htmlOf = (text: string): string =>
  text.replace(/[&<>]/g, (char) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[char] ?? char).replaceAll('\n', '<br>')

const ours = ({ interactionId }: LeadToSend) => ({ ORIGINATOR_ID: originator, ORIGIN_ID: interactionId })

/** Makes the lead or, in a CRM without leads, a contact and its deal. */
export async function createLead(
  bitrix: BitrixClient,
  settings: BitrixSendSettings,
  lead: LeadToSend,
): Promise<SentLead> {
  const fields = {
    TITLE: lead.title,
    OPENED: 'Y',
    COMMENTS: htmlOf(lead.text),
    SOURCE_ID: sourceOf(settings, lead),
    ...(lead.origin && {
      SOURCE_DESCRIPTION: Object.values(lead.origin)
        .filter((part) => typeof part === 'string')
        .join(' › '),
    }),
    ...ours(lead),
    ...marksOf(lead),
  }
  if (settings.sendAs === 'lead') {
    const { result } = await bitrix.call('crm.lead.add', {
      fields: { ...fields, STATUS_ID: 'NEW', ...(lead.name && { NAME: lead.name }), ...waysOf(lead) },
      params: { REGISTER_SONET_EVENT: 'Y' },
    })
    return sent(settings, 'lead', textOf(result))
  }
  const contact = await contactFor(bitrix, lead)
  const { result } = await bitrix.call('crm.deal.add', {
    fields: {
      ...fields,
      ...(contact && { CONTACT_ID: contact }),
      ...(settings.category !== null && { CATEGORY_ID: settings.category }),
    },
    params: { REGISTER_SONET_EVENT: 'Y' },
  })
  return sent(settings, 'deal', textOf(result))
}

const sent = ({ portal }: BitrixSendSettings, kind: 'lead' | 'deal', id: string | null): SentLead => ({
  kind,
  externalId: id,
  uid: null,
  url: id && `${portal}/crm/${kind}/details/${id}/`,
})

/** Whoever has the number or address already, else a new contact; null where there is neither. */
async function contactFor(bitrix: BitrixClient, lead: LeadToSend): Promise<number | null> {
  for (const [type, value] of [
    ['PHONE', lead.phone],
    ['EMAIL', lead.email],
  ] as const) {
    if (!value) continue
    const { result } = await bitrix.call('crm.duplicate.findbycomm', { type, values: [value], entity_type: 'CONTACT' })
    const ids = (result as { CONTACT?: unknown } | null)?.CONTACT
    const known = Array.isArray(ids) ? numberOf(ids[0]) : null
    if (known) return known
  }
  if (!lead.name && !lead.phone && !lead.email) return null
  const { result } = await bitrix.call('crm.contact.add', {
    fields: { NAME: lead.name ?? lead.phone ?? lead.email, OPENED: 'Y', ...ours(lead), ...waysOf(lead) },
  })
  return numberOf(result)
}

export async function findLead(
  bitrix: BitrixClient,
  settings: BitrixSendSettings,
  lead: LeadToSend,
): Promise<SentLead | null> {
  const { result } = await bitrix.call(`crm.${settings.sendAs}.list`, {
    filter: { '=ORIGINATOR_ID': originator, '=ORIGIN_ID': lead.interactionId },
    select: ['ID'],
    start: -1,
  })
  const id = textOf(listOf(result)[0]?.ID)
  return id ? sent(settings, settings.sendAs, id) : null
}
