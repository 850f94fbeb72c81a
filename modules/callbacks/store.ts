import type { Member } from '../../platform/api/context.ts'
import { type Queryable, type Sql, sql, type Transaction } from '../../platform/database/database.ts'
import type { CallbackDial } from './contract.ts'
import { type DialStop, type RequestResult, type RequestState, sameWithinMinutes } from './rules.ts'

export interface NewRequest {
  readonly workspaceId: string
  /** Made by the visitor's page: the same request sent twice has the same id. */
  readonly id: string
  readonly siteId: string
  /** E.164 */
  readonly phone: string
  readonly name: string | null
  readonly createdAt: Date
  readonly wantedAt: Date | null
  readonly promisedFrom: Date
  readonly promisedUntil: Date
  readonly departmentId: string | null
  readonly visitId: string | null
  readonly visitorKey: string | null
  readonly pageUrl: string | null
  readonly language: 'ru' | 'en'
}

/**
 * Keeps a request; returns until when somebody is promised to call. The same id, and a number that waits already since less
 * than ten minutes, give the promise that was made.
 */
export async function keepRequest(
  tx: Transaction,
  request: NewRequest,
): Promise<{ readonly until: Date; readonly fresh: boolean }> {
  const { workspaceId, phone, createdAt } = request
  // One after another per number: two taps at once are one request.
  await tx.query(sql`select pg_advisory_xact_lock(hashtextextended(${`callback:${workspaceId}:${phone}`}, 0))`)
  const [known] = await tx.query<{ until: Date }>(sql`
    select r.promised_until as until from callback_requests r
    where r.workspace_id = ${workspaceId} and (r.id = ${request.id} or (r.phone = ${phone} and r.state = 'waiting'
      and r.created_at > ${new Date(createdAt.getTime() - sameWithinMinutes * 60_000)}))
    order by r.created_at limit 1`)
  if (known) return { until: known.until, fresh: false }
  await tx.query(sql`
    insert into callback_requests (workspace_id, id, site_id, phone, name, state, created_at, wanted_at, promised_from, promised_until,
      try_at, department_id, visit_id, visitor_key, page_url, language, record_due)
    values (${workspaceId}, ${request.id}, ${request.siteId}, ${phone}, ${request.name}, 'waiting', ${createdAt}, ${request.wantedAt},
      ${request.promisedFrom}, ${request.promisedUntil}, ${request.promisedFrom}, ${request.departmentId}, ${request.visitId},
      ${request.visitorKey}, ${request.pageUrl}, ${request.language}, ${createdAt})`)
  return { until: request.promisedUntil, fresh: true }
}

export interface RequestRow {
  readonly id: string
  readonly siteId: string
  readonly phone: string
  readonly name: string | null
  readonly state: RequestState
  readonly result: RequestResult | null
  readonly note: string | null
  readonly createdAt: Date
  readonly wantedAt: Date | null
  readonly promisedFrom: Date
  readonly promisedUntil: Date
  readonly tryAt: Date
  readonly attempts: number
  readonly employeeId: string | null
  readonly employee: string | null
  readonly takenAt: Date | null
  readonly talkedAt: Date | null
  readonly closedAt: Date | null
  readonly pageUrl: string | null
  readonly interactionId: string | null
  readonly dial: (Omit<CallbackDial, 'startedAt'> & { readonly startedAt: string }) | null
  readonly dialStopped: DialStop | null
  readonly callable: boolean
}

/** What the viewer may see: managers their own and what nobody took in their department, a head the department's, others all. */
function within({ workspaceId, reach, departmentId }: Member): Sql {
  switch (reach.kind) {
    case 'all':
      return sql`r.workspace_id = ${workspaceId}`
    case 'department':
      return sql`r.workspace_id = ${workspaceId} and (r.department_id is null or r.department_id = ${reach.departmentId})`
    case 'own':
      return sql`r.workspace_id = ${workspaceId} and (r.employee_id = ${reach.employeeId}::uuid or (r.employee_id is null
        and (r.department_id is null or r.department_id = ${departmentId}::uuid)))`
    case 'assigned':
      return sql`false`
  }
}

const select = (workspaceId: string) => sql`
  select r.id, r.site_id as "siteId", r.phone, r.name, r.state, r.result, r.note, r.created_at as "createdAt", r.wanted_at as "wantedAt",
    r.promised_from as "promisedFrom", r.promised_until as "promisedUntil", r.try_at as "tryAt", r.attempts, r.employee_id as "employeeId",
    e.name as employee, r.taken_at as "takenAt", r.talked_at as "talkedAt", r.closed_at as "closedAt", r.page_url as "pageUrl",
    i.id as "interactionId", r.dial_stopped as "dialStopped", coalesce(s.settings->'dial'->>'connection', '') <> '' as callable,
    case when d.id is not null then jsonb_build_object('state', d.state, 'byHand', d.by_hand, 'startedAt', d.started_at, 'code', d.code,
      'detail', d.detail, 'employee', jsonb_build_object('id', d.employee_id, 'name', d.name)) end as dial
  from callback_requests r
  left join employees e on e.workspace_id = ${workspaceId} and e.id = r.employee_id
  left join interactions i on i.workspace_id = ${workspaceId} and i.provider = 'callback' and i.external_id = r.id::text
  left join callback_settings s on s.workspace_id = ${workspaceId} and s.site_id = r.site_id
  left join lateral (select d.*, coalesce(m.name, '') as name from callback_dials d
    left join employees m on m.workspace_id = ${workspaceId} and m.id = d.employee_id
    where d.workspace_id = ${workspaceId} and d.request_id = r.id order by d.started_at desc, d.id desc limit 1) d on true`

/** Those that wait, the most urgent first. */
export const listWaiting = (db: Queryable, member: Member): Promise<RequestRow[]> =>
  db.query<RequestRow>(sql`
    ${select(member.workspaceId)} where ${within(member)} and r.state = 'waiting' order by r.try_at, r.id limit 500`)

/** Requests made from `start` up to before `end`, newest first. */
export const listMade = (db: Queryable, member: Member, start: Date, end: Date, limit: number): Promise<RequestRow[]> =>
  db.query<RequestRow>(sql`
    ${select(member.workspaceId)} where ${within(member)} and r.created_at >= ${start} and r.created_at < ${end}
    order by r.created_at desc, r.id desc limit ${limit}`)

/** One within reach, held until the transaction ends; null where there is none. */
export async function holdRequest(tx: Transaction, member: Member, id: string): Promise<RequestRow | null> {
  const [locked] = await tx.query(
    sql`select r.id from callback_requests r where ${within(member)} and r.id = ${id} for update`,
  )
  if (!locked) return null
  const [row] = await tx.query<RequestRow>(
    sql`${select(member.workspaceId)} where r.workspace_id = ${member.workspaceId} and r.id = ${id}`,
  )
  return row ?? null
}

export const takeRequest = (tx: Transaction, workspaceId: string, id: string, employeeId: string | null, now: Date) =>
  tx.query(sql`
    update callback_requests set employee_id = ${employeeId}::uuid, taken_at = ${employeeId ? now : null}
    where workspace_id = ${workspaceId} and id = ${id}`)

/** Ends a request by hand. */
export const closeRequest = (
  tx: Transaction,
  workspaceId: string,
  id: string,
  end: {
    readonly result: RequestResult
    readonly note: string | null
    readonly employeeId: string | null
    readonly now: Date
  },
) =>
  tx.query(sql`
    update callback_requests set state = ${end.result === 'unreachable' || end.result === 'spam' ? 'lost' : 'done'}, result = ${end.result},
      note = ${end.note}, closed_at = ${end.now}, record_due = ${end.now}, employee_id = coalesce(employee_id, ${end.employeeId}::uuid)
    where workspace_id = ${workspaceId} and id = ${id}`)
