/** Calls through the exchange as they lie in the database: a row is there before the exchange is told anything. */
import { type Queryable, type Sql, sql, type Transaction } from '../../../platform/database/database.ts'
import { tellLive } from '../../../platform/live/tell-live.ts'
import type { DialState, DialStop } from '../rules.ts'

export interface Dial {
  readonly workspaceId: string
  readonly id: string
  readonly requestId: string
  readonly employeeId: string
  readonly line: string
  readonly connectionId: string
  readonly provider: string
  readonly byHand: boolean
  readonly round: number
  readonly startedAt: Date
  /** By when the exchange has to have answered; a process that died in between leaves it behind. */
  readonly until: Date
}

/** Written in states `placing`; the index of open ones refuses a second at once for a request. */
export const insertDial = (tx: Transaction, dial: Dial): Promise<unknown> =>
  tx.query(sql`
    insert into callback_dials (workspace_id, id, request_id, employee_id, line, connection_id, provider, by_hand, round, state,
      started_at, until)
    values (${dial.workspaceId}, ${dial.id}, ${dial.requestId}, ${dial.employeeId}, ${dial.line}, ${dial.connectionId}, ${dial.provider},
      ${dial.byHand}, ${dial.round}, 'placing', ${dial.startedAt}, ${dial.until})`)

/** Two processes, or a person and the clock, choose whom to ring one after another: nobody is rung for two clients at once. */
export const oneAtATime = (tx: Transaction, workspaceId: string): Promise<unknown> =>
  tx.query(sql`select pg_advisory_xact_lock(hashtextextended(${`callback-dials:${workspaceId}`}, 0))`)

export interface DialNews {
  readonly state: DialState
  readonly callId?: string | null
  readonly code?: string | null
  readonly detail?: string | null
  /** Of one that goes on: by when something has to be heard of it. */
  readonly until?: Date
  readonly endedAt?: Date
}

/** Brings a call on where it still is in one of the states `from`; says whether it was. */
export async function moveDial(
  tx: Transaction,
  { workspaceId, id }: Pick<Dial, 'workspaceId' | 'id'>,
  from: readonly DialState[],
  news: DialNews,
): Promise<boolean> {
  const moved = await tx.query(sql`
    update callback_dials set state = ${news.state}, call_id = coalesce(${news.callId ?? null}, call_id),
      code = ${news.code ?? null}, detail = ${news.detail ?? null}, until = coalesce(${news.until ?? null}, until),
      ended_at = ${news.endedAt ?? null}
    where workspace_id = ${workspaceId} and id = ${id} and state = any(${[...from]}::text[]) returning 1`)
  if (moved.length > 0) await tellLive(tx, { workspaceId, type: 'callbacks' })
  return moved.length > 0
}

/** Leaves the request to people. */
export const stopDialling = (
  tx: Transaction,
  workspaceId: string,
  requestId: string,
  why: DialStop,
): Promise<unknown> =>
  tx.query(sql`
    update callback_requests set dial_stopped = ${why} where workspace_id = ${workspaceId} and id = ${requestId} and state = 'waiting'`)

/** Open calls of a request. */
export const isDialling = (workspaceId: string, requestId: Sql): Sql => sql`
  exists (select 1 from callback_dials o where o.workspace_id = ${workspaceId} and o.request_id = ${requestId}
    and o.state in ('placing', 'ringing', 'client'))`

/** Companies in which something may have to be done. */
export const companiesToDial = (db: Queryable, now: Date): Promise<{ id: string }[]> =>
  db.query(sql`
    select distinct workspace_id as id from callback_requests where state = 'waiting' and try_at <= ${now}
    union select distinct workspace_id from callback_dials where state in ('placing', 'ringing', 'client') and until < ${now}`)

/** When somebody is on duty until, by themselves. */
export const writeDuty = (
  db: Queryable,
  workspaceId: string,
  employeeId: string,
  until: Date | null,
): Promise<unknown> =>
  until
    ? db.query(sql`
        insert into callback_duty (workspace_id, employee_id, until) values (${workspaceId}, ${employeeId}, ${until})
        on conflict (workspace_id, employee_id) do update set until = excluded.until`)
    : db.query(sql`delete from callback_duty where workspace_id = ${workspaceId} and employee_id = ${employeeId}`)

/** Who is on duty now, by name. */
export const listDuty = (
  db: Queryable,
  workspaceId: string,
  now: Date,
): Promise<{ id: string; name: string; until: Date }[]> =>
  db.query(sql`
    select e.id, e.name, d.until from callback_duty d
    join employees e on e.workspace_id = ${workspaceId} and e.id = d.employee_id
    where d.workspace_id = ${workspaceId} and d.until > ${now} and e.active order by e.name, e.id`)

/** Whether any site of the company has those on duty rung. */
export async function ringsDuty(db: Queryable, workspaceId: string): Promise<boolean> {
  const found = await db.query(sql`
    select 1 from callback_settings s where s.workspace_id = ${workspaceId} and s.settings->>'enabled' = 'true'
      and s.settings->'dial'->>'enabled' = 'true' and s.settings->'dial'->>'who' = 'duty' limit 1`)
  return found.length > 0
}
