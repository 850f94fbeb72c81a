import type { Reach } from '../../../kernel/access.ts'
import { maskPhone } from '../../../kernel/phone-format.ts'
import { type Queryable, type Sql, sql } from '../../../platform/database/database.ts'
import { originNames } from '../../attribution/index.ts'
import type { Deal } from '../contract.ts'
import type { ClientBasis, DealOutcome, DealSystem } from '../rules.ts'

export interface DealRow extends Omit<Deal, 'origin' | 'contact' | 'customer'> {
  readonly phone: string | null
  readonly email: string | null
  readonly originId: string | null
  readonly interactionId: string | null
  readonly customerId: string | null
  readonly customerName: string | null
  readonly basis: ClientBasis | null
  readonly interactions: number
}

export interface DealViewer {
  readonly workspaceId: string
  readonly currency: string
  readonly reach: Reach
  readonly seesPersonalData: boolean
}

export interface DealQuestion {
  readonly from: string
  readonly to: string
  readonly outcome?: DealOutcome | undefined
  readonly system?: DealSystem | undefined
  readonly text?: string | undefined
  readonly after?: string | undefined
  readonly limit: number
}

/**
 * Deals of `chosen` (all columns of `deals`) with their client. The client is whom a person chose; else the one of the
 * interaction or visit that the CRM names; else whoever has the deal's number or address.
 */
export const dealRows = (workspaceId: string, chosen: Sql): Sql => sql`
  select d.id, d.system, d.account, d.external_id as "externalId", d.name, d.pipeline, d.stage, d.outcome, d.amount, d.currency,
    d.lost_reason as "lostReason", d.url, d.responsible, d.responsible_id as "responsibleId",
    coalesce(d.origin_id, o.origin_id) as "originId", d.interaction_id as "interactionId", d.phone, d.email,
    d.created_on as "createdOn", d.closed_on as "closedOn", c.id as "customerId", c.name as "customerName",
    case when d.match = 'none' then 'none' when c.id is not null then k.basis end as basis,
    coalesce(n.interactions, 0)::int as interactions
  from (${chosen}) d
  left join lateral (
    select coalesce(i.keyword_id, i.placement_id, i.campaign_id, i.source_id) as origin_id from interactions i
    where i.workspace_id = ${workspaceId} and i.id = d.interaction_id
  ) o on true
  left join lateral (
    select x.customer_id, x.basis from (
      select k.customer_id, 'chosen' as basis, 1 as rank from customer_contacts k
        where k.workspace_id = ${workspaceId} and d.match = 'chosen' and k.kind = d.match_kind and k.value = d.match_value
      union all
      select i.customer_id, 'interaction', 2 from interactions i
        where i.workspace_id = ${workspaceId} and d.match is null and i.id = d.interaction_id and i.customer_id is not null
      union all
      select i.customer_id, 'visit', 3 from interactions i
        where i.workspace_id = ${workspaceId} and d.match is null and i.visit_id = d.visit_id and i.customer_id is not null
      union all
      select k.customer_id, 'phone', 4 from customer_contacts k
        where k.workspace_id = ${workspaceId} and d.match is null and k.kind = 'phone' and k.value = d.phone
      union all
      select k.customer_id, 'email', 5 from customer_contacts k
        where k.workspace_id = ${workspaceId} and d.match is null and k.kind = 'email' and k.value = d.email
    ) x order by x.rank limit 1
  ) k on true
  left join customers c on c.workspace_id = ${workspaceId} and c.id = k.customer_id
  left join lateral (
    select count(*) as interactions from interactions i
    where i.workspace_id = ${workspaceId} and i.customer_id = c.id and not i.is_test
  ) n on true
  order by d.created_on desc, d.id desc`

/** A page of deals, newest first, with the count of all by outcome and their sum in the company's currency. */
export async function listDeals(db: Queryable, viewer: DealViewer, asked: DealQuestion) {
  const { workspaceId } = viewer
  const within = whereDeals(viewer, asked)
  const chosen = asked.outcome ? sql`${within} and d.outcome = ${asked.outcome}` : within
  const [day, id] = asked.after?.split('/') ?? []
  const rows = await db.query<DealRow>(
    dealRows(
      workspaceId,
      sql`
        select d.* from deals d where ${chosen}
          and (${day ?? null}::date is null or (d.created_on, d.id) < (${day ?? null}::date, ${id ?? null}::uuid))
        order by d.created_on desc, d.id desc limit ${asked.limit + 1}`,
    ),
  )
  const outcomes = await db.query<{ outcome: DealOutcome; deals: number; amount: number }>(sql`
    select d.outcome, count(*)::int as deals,
      coalesce(sum(d.amount) filter (where d.currency = ${viewer.currency}), 0)::bigint as amount
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
    deals: page.map((row) => shownDeal(row, viewer, namesOf(row.originId))),
    count: counted.reduce((sum, { deals }) => sum + deals, 0),
    amount: counted.reduce((sum, { amount }) => sum + amount, 0),
    outcomes,
    next: rows.length > asked.limit && last ? `${last.createdOn}/${last.id}` : null,
  }
}

function whereDeals(viewer: DealViewer, { from, to, text, system }: DealQuestion): Sql {
  const base = sql`${withinReach(viewer)} and d.created_on between ${from}::date and ${to}::date`
  const asked = system ? sql`${base} and d.system = ${system}` : base
  const pattern = text ? `%${text.replace(/[\\%_]/g, (char) => `\\${char}`)}%` : null
  if (pattern === null) return asked
  return viewer.seesPersonalData
    ? sql`${asked} and (d.name ilike ${pattern} or d.external_id ilike ${pattern})`
    : sql`${asked} and d.external_id ilike ${pattern}`
}

/** A deal is within reach where the person who answers for it is. */
export function withinReach({ workspaceId, reach }: Pick<DealViewer, 'workspaceId' | 'reach'>): Sql {
  const there = sql`d.workspace_id = ${workspaceId} and d.removed_at is null`
  switch (reach.kind) {
    case 'all':
      return there
    case 'department':
      return sql`${there} and d.responsible_id in (
        select e.id from employees e where e.workspace_id = ${workspaceId} and e.department_id = ${reach.departmentId})`
    case 'own':
      return sql`${there} and d.responsible_id = ${reach.employeeId}`
    case 'assigned':
      return sql`false`
  }
}

/** A deal as the viewer may see it. */
export function shownDeal(
  row: DealRow,
  { seesPersonalData }: Pick<DealViewer, 'seesPersonalData'>,
  origin: string[],
): Deal {
  const {
    phone,
    email,
    originId: _,
    interactionId: _of,
    customerId,
    customerName,
    basis,
    interactions,
    account,
    ...deal
  } = row
  const contact = phone ?? email
  return {
    ...deal,
    account: account || null,
    name: seesPersonalData ? deal.name : null,
    origin,
    contact: seesPersonalData ? contact : phone ? maskPhone(phone) : email && '•••',
    basis,
    customer: customerId ? { id: customerId, name: seesPersonalData ? customerName : null, interactions } : null,
  }
}
