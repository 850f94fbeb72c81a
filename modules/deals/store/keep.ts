/** Brings deals in, from files and from CRMs: new ones are made, known ones brought up to date. */
import { newId } from '../../../kernel/ids.ts'
import type { Actor } from '../../../platform/audit/audit.ts'
import { recordset } from '../../../platform/database/bulk.ts'
import { type Queryable, sql, type Transaction } from '../../../platform/database/database.ts'
import { lockWriters, type OriginObservation, resolveOrigins } from '../../interactions/index.ts'
import { listEmployees } from '../../workspaces/index.ts'
import type { DealRecord } from '../read-file.ts'
import { type DealOutcome, type DealSystem, outcomeOf } from '../rules.ts'
import { changeDeals } from './figures.ts'
import { type DealProduct, keepProducts } from './products.ts'
import { noteStages } from './stages.ts'

/** Who changes something, where and when. */
export interface DealChange {
  readonly workspaceId: string
  readonly currency: string
  readonly actor: Actor
  readonly now: Date
}

/** Whose numbers the external ids are: a system and, of a CRM, the account's host. */
export interface DealPlace {
  readonly system: DealSystem
  readonly account: string
}

export const fromFiles: DealPlace = { system: 'file', account: '' }

/** One deal as a CRM tells of it. */
export interface CrmDeal {
  readonly externalId: string
  readonly name: string | null
  /** E.164. */
  readonly phone: string | null
  readonly email: string | null
  readonly pipeline: string | null
  readonly stage: string
  /** The CRM's own identity of pipeline and stage. */
  readonly stageKey: string
  readonly outcome: DealOutcome
  /** Minor units of `currency`. */
  readonly amount: number | null
  readonly currency: string
  readonly lostReason: string | null
  /** The deal's card in the CRM. */
  readonly url: string | null
  readonly responsible: string | null
  /** The CRM's id of who answers for it. */
  readonly responsibleKey: string | null
  readonly responsibleId: string | null
  readonly origin: OriginObservation | null
  /** The interaction that it came of, where we wrote it into the CRM. */
  readonly interactionId: string | null
  readonly visitId: string | null
  /** The company's days. */
  readonly createdOn: string
  readonly closedOn: string | null
  /** When the CRM last changed it: an older word does not undo a newer one. */
  readonly changedAt: Date | null
  /** Left out where the CRM could not be asked for them. */
  readonly products?: readonly DealProduct[]
}

/** Keeps deals of a file. A deal that is told twice means its last line. */
export async function keepDeals(
  tx: Transaction,
  change: DealChange,
  place: DealPlace,
  deals: readonly DealRecord[],
  importId: string | null,
): Promise<{ created: number; updated: number }> {
  const personOf = await responsibleBy(tx, change.workspaceId)
  return keepAll(
    tx,
    change,
    place,
    deals.map(({ source, campaign, ...deal }) => ({
      ...deal,
      ...{ pipeline: null, stageKey: deal.stage, outcome: outcomeOf(deal.stage), currency: change.currency },
      ...{ lostReason: null, url: null, responsibleKey: null, interactionId: null, visitId: null, changedAt: null },
      responsibleId: deal.responsible ? personOf(deal.responsible) : null,
      origin: source ? { source, ...(campaign && { campaign }) } : null,
    })),
    importId,
  )
}

/** Keeps deals of a CRM. */
export const keepCrmDeals = (
  tx: Transaction,
  change: DealChange,
  place: DealPlace,
  deals: readonly CrmDeal[],
): Promise<{ created: number; updated: number }> => keepAll(tx, change, place, deals, null)

async function keepAll(
  tx: Transaction,
  change: DealChange,
  { system, account }: DealPlace,
  deals: readonly CrmDeal[],
  importId: string | null,
): Promise<{ created: number; updated: number }> {
  const { workspaceId, now } = change
  const distinct = [...new Map(deals.map((deal) => [deal.externalId, deal])).values()]
  if (distinct.length === 0) return { created: 0, updated: 0 }
  await lockWriters(tx, workspaceId)
  const idsOf = await resolveOrigins(
    tx,
    workspaceId,
    distinct.flatMap(({ origin }) => origin ?? []),
    now,
  )
  const rows = distinct.map(({ origin: told, products: _, ...deal }) => {
    const origin = idsOf(told)
    const originId = origin.keywordId ?? origin.placementId ?? origin.campaignId ?? origin.sourceId
    return { ...deal, id: newId(now), originId, changedAt: deal.changedAt?.toISOString() ?? null }
  })
  const externalIds = rows.map(({ externalId }) => externalId)
  // What a file brought before the CRM was connected is the same deal.
  if (account) {
    await tx.query(sql`
      update deals d set account = ${account}
      where d.workspace_id = ${workspaceId} and d.system = ${system} and d.account = '' and d.external_id = any(${externalIds}::text[])
        and not exists (select from deals o where o.workspace_id = ${workspaceId} and o.system = ${system} and o.account = ${account}
          and o.external_id = d.external_id)`)
  }
  const known = new Map(
    (
      await tx.query<{ id: string; externalId: string; stageKey: string | null }>(sql`
        select d.id, d.external_id as "externalId", d.stage_key as "stageKey" from deals d
        where d.workspace_id = ${workspaceId} and d.system = ${system} and d.account = ${account}
          and d.external_id = any(${externalIds}::text[])`)
    ).map((row) => [row.externalId, row]),
  )
  let kept: { id: string; externalId: string }[] = []
  const before = [...known.values()].map(({ id }) => id)
  await changeDeals(tx, workspaceId, before, async () => {
    kept = await tx.query<{ id: string; externalId: string }>(sql`
    insert into deals as d (workspace_id, id, system, account, external_id, name, phone, email, pipeline, stage, stage_key, outcome, amount,
      currency, lost_reason, url, responsible, responsible_key, responsible_id, origin_id, interaction_id, visit_id, created_on, closed_on,
      changed_at, import_id, created_at, updated_at)
    select ${workspaceId}, w.id, ${system}, ${account}, w."externalId", w.name, w.phone, w.email, w.pipeline, w.stage, w."stageKey", w.outcome,
      w.amount, w.currency, w."lostReason", w.url, w.responsible, w."responsibleKey", w."responsibleId", w."originId", w."interactionId",
      w."visitId", w."createdOn", w."closedOn", w."changedAt", ${importId}, ${now}, ${now}
    from ${recordset('w', columnTypes, rows)}
    on conflict (workspace_id, system, account, external_id) do update set name = excluded.name, phone = excluded.phone,
      email = excluded.email, pipeline = coalesce(excluded.pipeline, d.pipeline), stage = excluded.stage, stage_key = excluded.stage_key,
      outcome = excluded.outcome, amount = excluded.amount, currency = excluded.currency, lost_reason = excluded.lost_reason,
      url = coalesce(excluded.url, d.url), responsible = excluded.responsible, responsible_key = coalesce(excluded.responsible_key, d.responsible_key),
      responsible_id = excluded.responsible_id, origin_id = excluded.origin_id,
      interaction_id = coalesce(excluded.interaction_id, d.interaction_id), visit_id = coalesce(excluded.visit_id, d.visit_id),
      created_on = excluded.created_on, closed_on = excluded.closed_on, changed_at = coalesce(excluded.changed_at, d.changed_at),
      removed_at = null, updated_at = excluded.updated_at
    where excluded.changed_at is null or d.changed_at is null or excluded.changed_at >= d.changed_at
    returning d.id, d.external_id as "externalId"`)
    return kept.map(({ id }) => id)
  })
  const idOf = new Map(kept.map((row) => [row.externalId, row.id]))
  const told = distinct.flatMap((deal) => {
    const dealId = idOf.get(deal.externalId)
    return dealId ? [{ ...deal, dealId }] : []
  })
  await noteStages(
    tx,
    workspaceId,
    told
      .filter((deal) => known.get(deal.externalId)?.stageKey !== deal.stageKey)
      .map((deal) => ({ ...deal, at: deal.changedAt ?? now })),
  )
  await keepProducts(tx, workspaceId, told)
  const updated = kept.filter(({ externalId }) => known.has(externalId)).length
  return { created: kept.length - updated, updated }
}

const columnTypes = {
  id: 'uuid',
  externalId: 'text',
  name: 'text',
  phone: 'text',
  email: 'text',
  pipeline: 'text',
  stage: 'text',
  stageKey: 'text',
  outcome: 'text',
  amount: 'bigint',
  currency: 'text',
  lostReason: 'text',
  url: 'text',
  responsible: 'text',
  responsibleKey: 'text',
  responsibleId: 'uuid',
  originId: 'uuid',
  interactionId: 'uuid',
  visitId: 'uuid',
  createdOn: 'date',
  closedOn: 'date',
  changedAt: 'timestamptz',
} as const

/** People by what a CRM calls them: name, e-mail or line. */
export async function responsibleBy(db: Queryable, workspaceId: string): Promise<(text: string) => string | null> {
  const people = await listEmployees(db, workspaceId, { kind: 'all' })
  const key = (text: string) => text.trim().toLowerCase().replaceAll('ё', 'е')
  const ids = new Map(
    people.flatMap(({ id, name, email, lines }) =>
      [...lines, email, name].flatMap((word): [string, string][] => (word ? [[key(word), id]] : [])),
    ),
  )
  return (text) => ids.get(key(text)) ?? null
}

/** Gives all deals of one of the CRM's users to the employee that they are. */
export async function giveDeals(
  tx: Transaction,
  workspaceId: string,
  { system, account }: DealPlace,
  responsibleKey: string,
  employeeId: string | null,
): Promise<void> {
  await lockWriters(tx, workspaceId)
  await tx.query(sql`
    update deals set responsible_id = ${employeeId}
    where workspace_id = ${workspaceId} and system = ${system} and account = ${account} and responsible_key = ${responsibleKey}`)
}

/** Takes deals that the CRM no longer has out of every list; they come back when it tells of them again. */
export async function removeDeals(
  tx: Transaction,
  workspaceId: string,
  { system, account }: DealPlace,
  externalIds: readonly string[],
  now: Date,
): Promise<void> {
  if (externalIds.length === 0) return
  await lockWriters(tx, workspaceId)
  const gone = await tx.query<{ id: string }>(sql`
    select d.id from deals d
    where d.workspace_id = ${workspaceId} and d.system = ${system} and d.account = ${account}
      and d.external_id = any(${[...externalIds]}::text[])`)
  const ids = gone.map(({ id }) => id)
  await changeDeals(tx, workspaceId, ids, async () => {
    await tx.query(
      sql`update deals set removed_at = ${now} where workspace_id = ${workspaceId} and id = any(${ids}::uuid[])`,
    )
    return []
  })
}
