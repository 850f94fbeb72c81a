import type { Reach } from '../../kernel/access.ts'
import { newId } from '../../kernel/ids.ts'
import { maskPhone } from '../../kernel/phone-format.ts'
import type { Actor } from '../../platform/audit/audit.ts'
import { recordset } from '../../platform/database/bulk.ts'
import { type Queryable, type Sql, sql, type Transaction } from '../../platform/database/database.ts'
import { originNames } from '../attribution/index.ts'
import { lockWriters, resolveOrigins } from '../interactions/index.ts'
import { listEmployees } from '../workspaces/index.ts'
import type { Deal } from './contract.ts'
import type { DealRecord } from './read-file.ts'
import { type DealOutcome, outcomeOf } from './rules.ts'

/** Who changes something, where and when. */
export interface DealChange {
  readonly workspaceId: string
  readonly currency: string
  readonly actor: Actor
  readonly now: Date
}

/** Brings deals in: new ones are made, those whose external id is known are brought up to date. */
export async function keepDeals(
  tx: Transaction,
  change: DealChange,
  deals: readonly DealRecord[],
  importId: string | null,
): Promise<{ created: number; updated: number }> {
  const { workspaceId, now } = change
  // A file that tells of one deal twice means its last line.
  const distinct = [...new Map(deals.map((deal) => [deal.externalId, deal])).values()]
  await lockWriters(tx, workspaceId)
  const originOf = (deal: DealRecord) =>
    deal.source ? { source: deal.source, ...(deal.campaign && { campaign: deal.campaign }) } : null
  const origins = distinct.flatMap((deal) => originOf(deal) ?? [])
  const idsOf = await resolveOrigins(tx, workspaceId, origins, now)
  const personOf = await responsibleBy(tx, workspaceId)
  const rows = distinct.map((deal) => {
    const origin = idsOf(originOf(deal))
    return {
      ...deal,
      id: newId(now),
      outcome: outcomeOf(deal.stage),
      originId: origin.campaignId ?? origin.sourceId,
      responsibleId: deal.responsible ? personOf(deal.responsible) : null,
    }
  })
  const [kept] = await tx.query<{ created: number; updated: number }>(sql`
    with known as (
      select d.external_id from deals d
      where d.workspace_id = ${workspaceId} and d.external_id = any(${rows.map(({ externalId }) => externalId)}::text[])
    ), kept as (
      insert into deals (workspace_id, id, external_id, name, phone, email, stage, outcome, amount, currency, responsible,
        responsible_id, origin_id, created_on, closed_on, import_id, created_at, updated_at)
      select ${workspaceId}, w.id, w."externalId", w.name, w.phone, w.email, w.stage, w.outcome, w.amount, ${change.currency},
        w.responsible, w."responsibleId", w."originId", w."createdOn", w."closedOn", ${importId}, ${now}, ${now}
      from ${recordset('w', columnTypes, rows)}
      on conflict (workspace_id, external_id) do update set name = excluded.name, phone = excluded.phone, email = excluded.email,
        stage = excluded.stage, outcome = excluded.outcome, amount = excluded.amount, currency = excluded.currency,
        responsible = excluded.responsible, responsible_id = excluded.responsible_id, origin_id = excluded.origin_id,
        created_on = excluded.created_on, closed_on = excluded.closed_on, updated_at = excluded.updated_at
      returning external_id)
    select (count(*) filter (where known.external_id is null))::int as created,
      (count(*) filter (where known.external_id is not null))::int as updated
    from kept left join known on known.external_id = kept.external_id`)
  return kept ?? { created: 0, updated: 0 }
}

const columnTypes = {
  id: 'uuid',
  externalId: 'text',
  name: 'text',
  phone: 'text',
  email: 'text',
  stage: 'text',
  outcome: 'text',
  amount: 'bigint',
  responsible: 'text',
  responsibleId: 'uuid',
  originId: 'uuid',
  createdOn: 'date',
  closedOn: 'date',
} as const

/** People by what a CRM calls them: name, e-mail or line. */
async function responsibleBy(db: Queryable, workspaceId: string): Promise<(text: string) => string | null> {
  const people = await listEmployees(db, workspaceId, { kind: 'all' })
  const key = (text: string) => text.trim().toLowerCase().replaceAll('ё', 'е')
  const ids = new Map(
    people.flatMap(({ id, name, email, lines }) =>
      [...lines, email, name].flatMap((word): [string, string][] => (word ? [[key(word), id]] : [])),
    ),
  )
  return (text) => ids.get(key(text)) ?? null
}

interface DealRow extends Omit<Deal, 'origin' | 'contact' | 'customer'> {
  readonly phone: string | null
  readonly email: string | null
  readonly originId: string | null
  readonly customerId: string | null
  readonly customerName: string | null
  readonly interactions: number
}

export interface DealViewer {
  readonly workspaceId: string
  readonly reach: Reach
  readonly seesPersonalData: boolean
}

export interface DealQuestion {
  readonly from: string
  readonly to: string
  readonly outcome?: DealOutcome | undefined
  readonly text?: string | undefined
  readonly after?: string | undefined
  readonly limit: number
}

/** A page of deals, newest first, with the count and sum of all by outcome. */
export async function listDeals(db: Queryable, viewer: DealViewer, asked: DealQuestion) {
  const { workspaceId } = viewer
  const within = whereDeals(viewer, asked)
  const chosen = asked.outcome ? sql`${within} and d.outcome = ${asked.outcome}` : within
  const [day, id] = asked.after?.split('/') ?? []
  const rows = await db.query<DealRow>(sql`
    select d.id, d.external_id as "externalId", d.name, d.stage, d.outcome, d.amount, d.currency, d.responsible,
      d.responsible_id as "responsibleId", d.origin_id as "originId", d.phone, d.email, d.created_on as "createdOn",
      d.closed_on as "closedOn", c.id as "customerId", c.name as "customerName",
      coalesce(n.interactions, 0)::int as interactions
    from (
      select d.* from deals d where ${chosen}
        and (${day ?? null}::date is null or (d.created_on, d.id) < (${day ?? null}::date, ${id ?? null}::uuid))
      order by d.created_on desc, d.id desc limit ${asked.limit + 1}
    ) d
    left join lateral (
      select k.customer_id from customer_contacts k
      where k.workspace_id = ${workspaceId}
        and ((k.kind = 'phone' and k.value = d.phone) or (k.kind = 'email' and k.value = d.email))
      order by k.kind desc limit 1
    ) k on true
    left join customers c on c.workspace_id = ${workspaceId} and c.id = k.customer_id
    left join lateral (
      select count(*) as interactions from interactions i
      where i.workspace_id = ${workspaceId} and i.customer_id = c.id and not i.is_test
    ) n on true
    order by d.created_on desc, d.id desc`)
  const outcomes = await db.query<{ outcome: DealOutcome; deals: number; amount: number }>(sql`
    select d.outcome, count(*)::int as deals, coalesce(sum(d.amount), 0)::bigint as amount
    from deals d where ${within} group by 1`)
  const page = rows.slice(0, asked.limit)
  const last = page.at(-1)
  const namesOf = await originNames(
    db,
    workspaceId,
    page.flatMap(({ originId }) => originId ?? []),
  )
  const counted = outcomes.filter(({ outcome }) => !asked.outcome || outcome === asked.outcome)
  return {
    deals: page.map((row) => shown(row, viewer, namesOf(row.originId))),
    count: counted.reduce((sum, { deals }) => sum + deals, 0),
    amount: counted.reduce((sum, { amount }) => sum + amount, 0),
    outcomes,
    next: rows.length > asked.limit && last ? `${last.createdOn}/${last.id}` : null,
  }
}

/** A deal is within reach where the person who answers for it is. */
function whereDeals({ workspaceId, reach, seesPersonalData }: DealViewer, { from, to, text }: DealQuestion): Sql {
  const base = sql`d.workspace_id = ${workspaceId} and d.created_on between ${from}::date and ${to}::date`
  const pattern = text ? `%${text.replace(/[\\%_]/g, (char) => `\\${char}`)}%` : null
  const found =
    pattern === null
      ? base
      : seesPersonalData
        ? sql`${base} and (d.name ilike ${pattern} or d.external_id ilike ${pattern})`
        : sql`${base} and d.external_id ilike ${pattern}`
  switch (reach.kind) {
    case 'all':
      return found
    case 'department':
      return sql`${found} and d.responsible_id in (
        select e.id from employees e where e.workspace_id = ${workspaceId} and e.department_id = ${reach.departmentId})`
    case 'own':
      return sql`${found} and d.responsible_id = ${reach.employeeId}`
    case 'assigned':
      return sql`false`
  }
}

function shown(row: DealRow, { seesPersonalData }: DealViewer, origin: string[]): Deal {
  const { phone, email, originId: _, customerId, customerName, interactions, ...deal } = row
  const contact = phone ?? email
  return {
    ...deal,
    name: seesPersonalData ? deal.name : null,
    origin,
    contact: seesPersonalData ? contact : phone ? maskPhone(phone) : email && '•••',
    customer: customerId ? { id: customerId, name: seesPersonalData ? customerName : null, interactions } : null,
  }
}
