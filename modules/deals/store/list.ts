import type { Reach } from '../../../kernel/access.ts'
import { maskPhone } from '../../../kernel/phone-format.ts'
import { type Queryable, raw, type Sql, sql } from '../../../platform/database/database.ts'
import { type OriginLevel, originLevels } from '../../attribution/contract.ts'
import { originNames } from '../../attribution/index.ts'
import type { Deal } from '../contract.ts'
import type { ClientBasis, DealOutcome, DealSystem } from '../rules.ts'
import { clientOf } from './client.ts'

export interface DealRow extends Omit<Deal, 'origin' | 'contact' | 'customer'> {
  readonly phone: string | null
  readonly email: string | null
  readonly originId: string | null
  readonly originFrom: 'deal' | 'interaction' | null
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
  /** Ids of origins, or `none` for deals without one of that level. */
  readonly source?: readonly string[] | undefined
  readonly campaign?: readonly string[] | undefined
  readonly placement?: readonly string[] | undefined
  readonly keyword?: readonly string[] | undefined
  readonly text?: string | undefined
  readonly after?: string | undefined
  readonly limit: number
}

/** Deals of `chosen` (all columns of `deals`) with their client. */
export const dealRows = (workspaceId: string, chosen: Sql): Sql => sql`
  select d.id, d.system, d.account, d.external_id as "externalId", d.name, d.pipeline, d.stage, d.outcome, d.amount, d.currency,
    d.lost_reason as "lostReason", d.url, d.responsible, d.responsible_id as "responsibleId",
    coalesce(d.keyword_id, d.placement_id, d.campaign_id, d.source_id) as "originId", d.origin_from as "originFrom", d.interaction_id as "interactionId", d.phone, d.email,
    d.created_on as "createdOn", d.closed_on as "closedOn", c.id as "customerId", c.name as "customerName",
    case when d.match = 'none' then 'none' when c.id is not null then k.basis end as basis,
    coalesce(n.interactions, 0)::int as interactions
  from (${chosen}) d
  left join lateral (${clientOf(workspaceId)}) k on true
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

function whereDeals(viewer: DealViewer, question: DealQuestion): Sql {
  const { from, to, text, system } = question
  const asked = originLevels.reduce(
    (before, level) => (question[level]?.length ? sql`${before} and ${cameFrom(level, question[level])}` : before),
    sql`${withinReach(viewer)} and d.created_on between ${from}::date and ${to}::date
      and (${system ?? null}::text is null or d.system = ${system ?? null})`,
  )
  const pattern = text ? `%${text.replace(/[\\%_]/g, (char) => `\\${char}`)}%` : null
  if (pattern === null) return asked
  return viewer.seesPersonalData
    ? sql`${asked} and (d.name ilike ${pattern} or d.external_id ilike ${pattern})`
    : sql`${asked} and d.external_id ilike ${pattern}`
}

/** Whether a deal came from one of the origins of a level; `none`: from no origin of that level. */
function cameFrom(level: OriginLevel, ids: readonly string[]): Sql {
  const column = raw(`d.${level}_id`)
  const named = sql`${column} = any(${ids.filter((id) => id !== 'none')}::uuid[])`
  return ids.includes('none') ? sql`(${named} or ${column} is null)` : named
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
    originFrom: _from,
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
