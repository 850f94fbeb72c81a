/** amoCRM's answers in our words. Pure. */
import { type Fields, fieldsOf, idOf, listOf, minorOf, numberOf, textOf, timeOf } from '../client/json.ts'
import type { DealTold, StagePassed, StageTold, UserTold } from '../crm.ts'
import type { OwnNames } from '../own-fields.ts'
import { originOfMarks } from '../own-fields.ts'
import { findMark } from '../rules.ts'

/** Stages 142 and 143 are won and lost in every pipeline, so a stage is known by its pipeline as well. */
export const stageKey = (pipelineId: unknown, statusId: unknown): string => `${textOf(pipelineId)}:${textOf(statusId)}`

export const embedded = (body: unknown, name: string): Fields[] => listOf(fieldsOf(fieldsOf(body)._embedded)[name])

export const readLeads = (body: unknown): Fields[] => embedded(body, 'leads')
export const readEvents = (body: unknown): Fields[] => embedded(body, 'events')
export const readUnsorted = (body: unknown): Fields[] => embedded(body, 'unsorted')
/** Whether there is a next page. Its address is not followed: it is the CRM's text, and the token goes with us. */
export const hasNext = (body: unknown): boolean => textOf(fieldsOf(fieldsOf(fieldsOf(body)._links).next).href) !== null

export const readStages = (body: unknown): StageTold[] =>
  embedded(body, 'pipelines').flatMap((pipeline) =>
    listOf(fieldsOf(pipeline._embedded).statuses).map((status) => ({
      key: stageKey(pipeline.id, status.id),
      pipelineId: textOf(pipeline.id) ?? '',
      pipeline: textOf(pipeline.name) ?? '',
      name: textOf(status.name) ?? textOf(status.id) ?? '',
      position: numberOf(status.sort) ?? 0,
      outcome: outcomeOfStatus(status.id),
    })),
  )

const outcomeOfStatus = (id: unknown) => (numberOf(id) === 142 ? 'won' : numberOf(id) === 143 ? 'lost' : 'open')

export const readUsers = (body: unknown): UserTold[] =>
  embedded(body, 'users').flatMap(({ id, name, email }) => {
    const externalId = textOf(id)
    return externalId
      ? [{ externalId, name: textOf(name) ?? externalId, email: textOf(email)?.toLowerCase() ?? null }]
      : []
  })

/** The values of custom fields by id, code and name. */
export function customFields(of: Fields): (...names: (string | undefined)[]) => string | null {
  const found = new Map<string, string>()
  for (const field of listOf(of.custom_fields_values)) {
    const [first] = Array.isArray(field.values) ? field.values : []
    const value = textOf(fieldsOf(first).value)
    if (value === null) continue
    for (const name of [field.field_id, field.field_code, field.field_name]) {
      const key = textOf(name)?.toLowerCase()
      if (key && !found.has(key)) found.set(key, value)
    }
  }
  return (...names) => {
    for (const name of names) {
      const value = name && found.get(name.toLowerCase())
      if (value) return value
    }
    return null
  }
}

export interface AmoContact {
  readonly phone: string | null
  readonly email: string | null
}

export function readContact(contact: Fields): AmoContact {
  const of = customFields(contact)
  return { phone: of('PHONE'), email: of('EMAIL') }
}

/** The contact that a lead is about: the main one, else the first. */
export function mainContact(lead: Fields): string | null {
  const contacts = listOf(fieldsOf(lead._embedded).contacts)
  return textOf((contacts.find(({ is_main }) => is_main === true) ?? contacts[0])?.id)
}

export interface GoodsOfLead {
  readonly catalogId: string
  readonly elementId: string
  readonly quantity: number
}

export const goodsOf = (lead: Fields): GoodsOfLead[] =>
  listOf(fieldsOf(lead._embedded).catalog_elements).flatMap(({ id, metadata }) => {
    const { catalog_id, quantity } = fieldsOf(metadata)
    const elementId = textOf(id)
    const catalogId = textOf(catalog_id)
    return elementId && catalogId ? [{ elementId, catalogId, quantity: numberOf(quantity) ?? 1 }] : []
  })

export interface LeadAround {
  readonly address: string
  readonly currency: string
  readonly own: OwnNames
  readonly contact: AmoContact | undefined
  readonly products: DealTold['products']
}

/** A lead of amoCRM as a deal, or null where it lacks what a deal needs. */
export function readLead(lead: Fields, { address, currency, own, contact, products }: LeadAround): DealTold | null {
  const externalId = textOf(lead.id)
  const createdAt = timeOf(lead.created_at)
  const changedAt = timeOf(lead.updated_at) ?? createdAt
  if (!externalId || !createdAt || !changedAt) return null
  const of = customFields(lead)
  const name = textOf(lead.name)
  const mark = findMark(name ?? '')
  const interactionId = idOf(own.interaction && of(own.interaction))
  const price = minorOf(lead.price, currency)
  return {
    externalId,
    name,
    phone: of(own.phone) ?? contact?.phone ?? null,
    email: of(own.email) ?? contact?.email ?? null,
    stageKey: stageKey(lead.pipeline_id, lead.status_id),
    outcome: outcomeOfStatus(lead.status_id),
    // Nothing entered is written as 0.
    amount: price || null,
    currency: null,
    lostReason: textOf(listOf(fieldsOf(lead._embedded).loss_reason)[0]?.name) ?? of(own.lostReason),
    url: `${address}/leads/detail/${externalId}`,
    userId: textOf(lead.responsible_user_id),
    createdAt,
    closedAt: timeOf(lead.closed_at),
    changedAt,
    origin: originOfMarks({
      source: of(own.utm_source, 'UTM_SOURCE'),
      campaign: of(own.utm_campaign, 'UTM_CAMPAIGN'),
      placement: of(own.utm_content, 'UTM_CONTENT'),
      keyword: of(own.utm_term, 'UTM_TERM'),
    }),
    ours: { leadId: externalId, ...(mark && { mark }), ...(interactionId && { interactionId }) },
    visitId: idOf(own.visit && of(own.visit)),
    ...(products && { products }),
  }
}

export function readPassed(event: Fields): StagePassed | null {
  const [after] = Array.isArray(event.value_after) ? event.value_after : []
  const { id, pipeline_id } = fieldsOf(fieldsOf(after).lead_status)
  const at = timeOf(event.created_at)
  const externalId = textOf(event.entity_id)
  return at && externalId && textOf(id) ? { externalId, at, stageKey: stageKey(pipeline_id, id) } : null
}
