/** From a CRM's words to deals of ours: stages and users by their ids, numbers read, our own interactions recognised. */
import { parsePhone } from '../../../kernel/phone.ts'
import { normaliseEmail } from '../../../kernel/text.ts'
import { localDay } from '../../../kernel/time.ts'
import type { Actor } from '../../../platform/audit/audit.ts'
import { sql, type Transaction } from '../../../platform/database/database.ts'
import { tellLive } from '../../../platform/live/tell-live.ts'
import { type CrmDeal, type DealPlace, keepCrmDeals, keepStages } from '../../deals/index.ts'
import type { Company } from '../../workspaces/index.ts'
import type { DealTold, StagePassed } from '../crm.ts'
import { listStages, listUsers, type Place } from './directory.ts'
import { interactionsBehind } from './leads.ts'

export interface Reading extends Place {
  readonly company: Pick<Company, 'timezone' | 'country' | 'currency'>
  readonly actor: Actor
  readonly place: DealPlace
  /** Of the account. */
  readonly currency: string
  readonly now: Date
}

const cut = (text: string | null, length: number): string | null => text?.slice(0, length) ?? null

/** Keeps deals that the CRM told of. Returns whether it named stages that we do not know: the directory has changed. */
export async function keepTold(tx: Transaction, reading: Reading, told: readonly DealTold[]): Promise<boolean> {
  if (told.length === 0) return false
  const { workspaceId, company, place, now, actor } = reading
  const stages = new Map((await listStages(tx, reading)).map((stage) => [stage.key, stage]))
  const users = new Map((await listUsers(tx, reading)).map((user) => [user.externalId, user]))
  const behind = await interactionsBehind(tx, reading, {
    marks: told.flatMap(({ ours }) => ours.mark ?? []),
    leadIds: told.flatMap(({ ours }) => ours.leadId ?? []),
  })
  const claimed = told.flatMap(({ ours }) => ours.interactionId ?? [])
  const existing = new Set(
    claimed.length === 0
      ? []
      : (
          await tx.query<{ id: string }>(sql`
            select id from interactions where workspace_id = ${workspaceId} and id = any(${claimed}::uuid[])`)
        ).map(({ id }) => id),
  )
  const deals = told.map((deal): CrmDeal => {
    const { ours, createdAt, closedAt, products, outcome } = deal
    const stage = stages.get(deal.stageKey)
    const user = deal.userId ? users.get(deal.userId) : undefined
    const phone = deal.phone ? parsePhone(deal.phone, { country: company.country }) : null
    const interactionId =
      (ours.interactionId && existing.has(ours.interactionId) ? ours.interactionId : null) ??
      behind.byMark.get(ours.mark ?? '') ??
      behind.byLead.get(ours.leadId ?? '') ??
      null
    const currency = deal.currency ?? reading.currency
    return {
      externalId: deal.externalId,
      name: cut(deal.name, 500),
      phone: phone?.valid ? phone.e164 : null,
      email: deal.email ? normaliseEmail(deal.email) : null,
      pipeline: cut(stage?.pipeline || null, 200),
      stage: (stage?.name ?? deal.stageKey).slice(0, 200),
      stageKey: deal.stageKey.slice(0, 200),
      outcome: outcome ?? stage?.outcome ?? 'open',
      amount: deal.amount,
      currency: /^[A-Z]{3}$/.test(currency) ? currency : company.currency,
      lostReason: cut(deal.lostReason, 500),
      url: deal.url,
      responsible: cut(user?.name ?? deal.userId, 200),
      responsibleKey: deal.userId,
      responsibleId: user?.employeeId ?? null,
      origin: deal.origin,
      interactionId,
      visitId: deal.visitId,
      createdOn: localDay(createdAt, company.timezone),
      closedOn: closedAt && localDay(closedAt, company.timezone),
      changedAt: deal.changedAt,
      ...(products && { products: products.map((product) => ({ ...product, name: product.name.slice(0, 300) })) }),
    }
  })
  const { created, updated } = await keepCrmDeals(
    tx,
    { workspaceId, currency: company.currency, actor, now },
    place,
    deals,
  )
  if (created + updated > 0) await tellLive(tx, { workspaceId, type: 'deals' })
  return told.some(({ stageKey }) => !stages.has(stageKey))
}

/** Keeps the history of stages that the CRM told of. */
export async function keepPassed(tx: Transaction, reading: Reading, passed: readonly StagePassed[]): Promise<void> {
  if (passed.length === 0) return
  const stages = new Map((await listStages(tx, reading)).map((stage) => [stage.key, stage]))
  await keepStages(
    tx,
    reading.workspaceId,
    reading.place,
    passed.map(({ externalId, at, stageKey }) => {
      const stage = stages.get(stageKey)
      return {
        ...{ externalId, at, stageKey },
        stage: stage?.name ?? stageKey,
        pipeline: stage?.pipeline || null,
        outcome: stage?.outcome ?? 'open',
      }
    }),
  )
}
