/** Leads into amoCRM. It has no idempotency key: what may have been made already is looked for by our mark. */
import { fieldsOf, listOf, textOf, timeOf } from '../client/json.ts'
import { CrmRefusal, type LeadToSend, type SentLead } from '../crm.ts'
import type { AmoClient } from './client.ts'
import { hasNext, readLeads, readUnsorted } from './read.ts'

export interface AmoSendSettings {
  readonly sendAs: 'unsorted' | 'lead'
  /** Pipeline for leads; the main one where null. */
  readonly pipeline: number | null
  /** Id or name of the company's own field for the interaction's id, where it is a number: only such can be written. */
  readonly interactionField: number | null
}

const seconds = (at: Date): number => Math.floor(at.getTime() / 1_000)

/** Makes the lead: in «Неразобранное», or at once on the first stage. */
export async function createLead(
  amo: AmoClient,
  settings: AmoSendSettings & { readonly address: string },
  lead: LeadToSend,
): Promise<SentLead> {
  try {
    return await send(amo, settings, lead, true)
  } catch (error) {
    // Some accounts have no tracking fields for UTM: the source then stands in the note alone.
    if (!(error instanceof CrmRefusal) || !lead.origin || !/custom_fields_values|field_code/i.test(error.detail))
      throw error
    return send(amo, settings, lead, false)
  }
}

async function send(
  amo: AmoClient,
  settings: AmoSendSettings & { readonly address: string },
  lead: LeadToSend,
  withMarks: boolean,
): Promise<SentLead> {
  const { address, pipeline } = settings
  const fields = customValues(settings, lead, withMarks)
  const of = { name: lead.title, ...(fields.length > 0 && { custom_fields_values: fields }) }
  const metadata = {
    form_id: lead.interactionId,
    form_name: lead.title,
    form_page: lead.url ?? 'https://lidoskop.local',
    form_sent_at: seconds(lead.at),
    ip: '127.0.0.1',
    referer: lead.origin?.source ?? '',
  }
  if (settings.sendAs === 'lead') {
    const body = await amo.post('/api/v4/leads/complex', [
      {
        ...of,
        ...(pipeline && { pipeline_id: pipeline }),
        request_id: lead.interactionId,
        _embedded: { contacts: contactsOf(lead), metadata: { category: 'forms', ...metadata } },
      },
    ])
    const id = textOf(listOf(body)[0]?.id)
    if (id) await note(amo, id, lead)
    return { kind: 'lead', externalId: id, uid: null, url: id && linkOf(address, id) }
  }
  const body = await amo.post('/api/v4/leads/unsorted/forms', [
    {
      request_id: lead.interactionId,
      source_name: lead.origin?.source ?? 'Lidoskop',
      source_uid: lead.interactionId,
      created_at: seconds(lead.at),
      ...(pipeline && { pipeline_id: pipeline }),
      _embedded: { leads: [of], contacts: contactsOf(lead) },
      metadata,
    },
  ])
  const made = readUnsorted(body)[0] ?? {}
  const id = textOf(listOf(fieldsOf(made._embedded).leads)[0]?.id)
  if (id) await note(amo, id, lead)
  return { kind: 'unsorted', externalId: id, uid: textOf(made.uid), url: id && linkOf(address, id) }
}

const linkOf = (address: string, id: string): string => `${address}/leads/detail/${id}`

function customValues(
  { interactionField }: AmoSendSettings,
  { origin, interactionId }: LeadToSend,
  withMarks: boolean,
) {
  const marks = withMarks
    ? ([
        ['UTM_SOURCE', origin?.source],
        ['UTM_CAMPAIGN', origin?.campaign],
        ['UTM_CONTENT', origin?.placement],
        ['UTM_TERM', origin?.keyword],
      ] as const)
    : []
  return [
    ...marks.flatMap(([code, value]) => (value ? [{ field_code: code, values: [{ value }] }] : [])),
    ...(interactionField ? [{ field_id: interactionField, values: [{ value: interactionId }] }] : []),
  ]
}

function contactsOf({ name, phone, email }: LeadToSend) {
  const fields = [
    ...(phone ? [{ field_code: 'PHONE', values: [{ value: phone, enum_code: 'WORK' }] }] : []),
    ...(email ? [{ field_code: 'EMAIL', values: [{ value: email, enum_code: 'WORK' }] }] : []),
  ]
  if (!name && fields.length === 0) return []
  return [{ first_name: name ?? phone ?? email, ...(fields.length > 0 && { custom_fields_values: fields }) }]
}

/** What was said, in the lead's feed. The lead is made by then: a note that fails must not make a second one. */
async function note(amo: AmoClient, id: string, lead: LeadToSend): Promise<void> {
  try {
    await amo.post(`/api/v4/leads/${id}/notes`, [{ note_type: 'common', params: { text: lead.text } }])
  } catch (error) {
    if (!(error instanceof CrmRefusal)) throw error
  }
}

const mostPages = 4

/** Looks for the lead by the mark in its name, then through the latest unsorted ones by our id in their form. */
export async function findLead(amo: AmoClient, address: string, lead: LeadToSend): Promise<SentLead | null> {
  const found = readLeads(await amo.get('/api/v4/leads', { query: lead.mark, limit: 50 })).find(({ name }) =>
    textOf(name)?.includes(lead.mark),
  )
  const id = textOf(found?.id)
  if (id) return { kind: 'lead', externalId: id, uid: null, url: linkOf(address, id) }
  for (let page = 1; page <= mostPages; page++) {
    const body = await amo.get('/api/v4/leads/unsorted', {
      'filter[category][0]': 'forms',
      'order[created_at]': 'desc',
      limit: 250,
      page,
    })
    const unsorted = readUnsorted(body)
    const ours = unsorted.find(({ metadata }) => fieldsOf(metadata).form_id === lead.interactionId)
    if (ours) {
      const leadId = textOf(listOf(fieldsOf(ours._embedded).leads)[0]?.id)
      return { kind: 'unsorted', externalId: leadId, uid: textOf(ours.uid), url: leadId && linkOf(address, leadId) }
    }
    const oldest = timeOf(unsorted.at(-1)?.created_at)
    if (!hasNext(body) || (oldest && oldest < lead.at)) break
  }
  return null
}
