/** Bitrix24's answers in our words. Pure. */
import type { DealOutcome, DealProduct } from '../../deals/index.ts'
import { type Fields, fieldsOf, idOf, listOf, minorOf, numberOf, textOf, timeOf } from '../client/json.ts'
import type { DealTold, StagePassed, StageTold, UserTold } from '../crm.ts'
import { type OwnNames, originOfMarks } from '../own-fields.ts'
import { findMark } from '../rules.ts'

/** Marks what we made, so that it is found again: with `ORIGIN_ID`, the interaction's id. */
export const originator = 'lidoskop'

/** A stage of the pipelines beside the general one carries its pipeline (`C7:WON`); of the general one it does not. */
export const stageKey = (category: unknown, stage: unknown): string =>
  `${textOf(category) ?? '0'}:${textOf(stage) ?? ''}`

const outcomeOf = (semantics: unknown): DealOutcome | null =>
  (({ P: 'open', S: 'won', F: 'lost' }) as const)[textOf(semantics) ?? ''] ?? null

const pipelineOf = /^DEAL_STAGE(?:_(\d+))?$/

/** Stages of all pipelines; `categories`: their names by id. */
export const readStages = (statuses: readonly Fields[], categories: ReadonlyMap<string, string>): StageTold[] =>
  statuses.flatMap((status) => {
    const pipeline = pipelineOf.exec(textOf(status.ENTITY_ID) ?? '')
    const id = textOf(status.STATUS_ID)
    if (!pipeline || !id) return []
    const pipelineId = pipeline[1] ?? '0'
    return [
      {
        key: stageKey(pipelineId, id),
        pipelineId,
        pipeline: categories.get(pipelineId) ?? '',
        name: textOf(status.NAME) ?? id,
        position: numberOf(status.SORT) ?? 0,
        outcome:
          outcomeOf(status.SEMANTICS) ?? (/(^|:)WON$/.test(id) ? 'won' : /(^|:)LOSE$/.test(id) ? 'lost' : 'open'),
      },
    ]
  })

export const readUser = (user: Fields): UserTold[] => {
  const externalId = textOf(user.ID)
  if (!externalId) return []
  const name = [user.NAME, user.LAST_NAME].flatMap((part) => textOf(part) ?? []).join(' ')
  return [{ externalId, name: name || externalId, email: textOf(user.EMAIL)?.toLowerCase() ?? null }]
}

export interface BitrixContact {
  readonly phone: string | null
  readonly email: string | null
}

export const readContact = (contact: Fields): BitrixContact => ({
  phone: textOf(listOf(contact.PHONE)[0]?.VALUE),
  email: textOf(listOf(contact.EMAIL)[0]?.VALUE),
})

/** `PRICE` has discounts taken off already. */
export const readProducts = (result: unknown, currency: string): DealProduct[] =>
  listOf(result).map((row) => ({
    externalId: textOf(row.PRODUCT_ID),
    name: textOf(row.PRODUCT_NAME) ?? textOf(row.ORIGINAL_PRODUCT_NAME) ?? '—',
    price: minorOf(row.PRICE, currency),
    quantity: numberOf(row.QUANTITY) ?? 1,
  }))

export interface DealAround {
  readonly portal: string
  readonly own: OwnNames
  readonly contact: BitrixContact | undefined
  /** Null where the portal could not be asked for them. */
  readonly products: readonly DealProduct[] | null
}

/** A deal of Bitrix24, or null where it lacks what a deal needs. */
export function readDeal(deal: Fields, { portal, own, contact, products }: DealAround): DealTold | null {
  const externalId = textOf(deal.ID)
  const createdAt = timeOf(deal.DATE_CREATE)
  const changedAt = timeOf(deal.DATE_MODIFY) ?? createdAt
  if (!externalId || !createdAt || !changedAt) return null
  const of = (name: string | undefined) => (name ? textOf(fieldsOf(deal)[name]) : null)
  const name = textOf(deal.TITLE)
  const mark = findMark(name ?? '')
  const currency = textOf(deal.CURRENCY_ID)
  const interactionId = (deal.ORIGINATOR_ID === originator ? idOf(deal.ORIGIN_ID) : null) ?? idOf(of(own.interaction))
  const leadId = textOf(deal.LEAD_ID)
  const closed = textOf(deal.CLOSED) === 'Y'
  return {
    externalId,
    name,
    phone: of(own.phone) ?? contact?.phone ?? null,
    email: of(own.email) ?? contact?.email ?? null,
    stageKey: stageKey(deal.CATEGORY_ID, deal.STAGE_ID),
    outcome: outcomeOf(deal.STAGE_SEMANTIC_ID),
    amount: minorOf(deal.OPPORTUNITY, currency ?? 'RUB') || null,
    currency,
    lostReason: of(own.lostReason),
    url: `${portal}/crm/deal/details/${externalId}/`,
    userId: textOf(deal.ASSIGNED_BY_ID),
    createdAt,
    // CLOSEDATE of an open deal is only a plan.
    closedAt: closed ? (timeOf(deal.MOVED_TIME) ?? timeOf(deal.CLOSEDATE)) : null,
    changedAt,
    origin: originOfMarks({
      source: of(own.utm_source) ?? textOf(deal.UTM_SOURCE),
      campaign: of(own.utm_campaign) ?? textOf(deal.UTM_CAMPAIGN),
      placement: of(own.utm_content) ?? textOf(deal.UTM_CONTENT),
      keyword: of(own.utm_term) ?? textOf(deal.UTM_TERM),
    }),
    ours: {
      ...(interactionId && { interactionId }),
      ...(mark && { mark }),
      ...(leadId && leadId !== '0' && { leadId }),
    },
    visitId: idOf(of(own.visit)),
    ...(products && { products }),
  }
}

export function readPassed(item: Fields): (StagePassed & { readonly id: number }) | null {
  const at = timeOf(item.CREATED_TIME)
  const externalId = textOf(item.OWNER_ID)
  const stage = textOf(item.STAGE_ID)
  const id = numberOf(item.ID)
  return at && externalId && stage && id !== null
    ? { id, externalId, at, stageKey: stageKey(item.CATEGORY_ID, stage) }
    : null
}
