/** A call is claimed before the exchange is told of it: by one process, for one request, of one colleague. */
import { newId } from '../../../kernel/ids.ts'
import { Problem } from '../../../kernel/problem.ts'
import { type Sql, sql, type Transaction } from '../../../platform/database/database.ts'
import { tellLive } from '../../../platform/live/tell-live.ts'
import type { Dialling } from '../../intake/index.ts'
import { dialRoundMinutes, dialRounds, dialWithinHours, isOpen, nextOpen } from '../rules.ts'
import { type CallbackSettings, type DialSettings, readSettings } from '../settings.ts'
import { type Candidate, chooseManager } from './choose.ts'
import { type Dial, insertDial, isDialling, oneAtATime, stopDialling } from './store.ts'

/** A claim with what the exchange has to be told. */
export interface Claim {
  readonly dial: Dial
  readonly phone: string
  readonly callerId: string | null
  readonly ringSeconds: number
}

/** How long the exchange has to answer beside the ringing, in seconds: after that nothing is asked of it for this claim any more. */
export const answerSeconds = 100
/** Longer than that: a process that has not said anything by then is gone. */
const leaseSeconds = answerSeconds + 20

const leaseOf = ({ ringSeconds }: DialSettings, now: Date): Date =>
  new Date(now.getTime() + (ringSeconds + leaseSeconds) * 1000)

interface DueRequest {
  readonly id: string
  readonly siteId: string
  readonly phone: string
  readonly round: number
  readonly lastState: string | null
}

/** Requests that are due and that nobody is at, the most urgent first. */
export const listDue = (tx: Transaction, workspaceId: string, now: Date): Promise<DueRequest[]> =>
  tx.query<DueRequest>(sql`
    select r.id, r.site_id as "siteId", r.phone, r.dial_round as round,
      (select d.state from callback_dials d where d.workspace_id = ${workspaceId} and d.request_id = r.id
        order by d.started_at desc limit 1) as "lastState"
    from callback_requests r
    join callback_settings s on s.workspace_id = ${workspaceId} and s.site_id = r.site_id and s.settings->'dial'->>'enabled' = 'true'
    where r.workspace_id = ${workspaceId} and r.state = 'waiting' and r.employee_id is null and r.dial_stopped is null
      and r.try_at <= ${now} and coalesce(r.dial_after, r.try_at) <= ${now}
      and greatest(r.try_at, r.dial_after) > ${new Date(now.getTime() - dialWithinHours * 3_600_000)}
      and not ${isDialling(workspaceId, sql`r.id`)}
    order by r.try_at, r.id limit 100 for update of r skip locked`)

/** Claims a call for every request of a company that is due and for which somebody is free. */
export async function claimDue(
  tx: Transaction,
  dialling: Dialling,
  company: { readonly id: string; readonly zone: string },
  now: Date,
): Promise<Claim[]> {
  const workspaceId = company.id
  await oneAtATime(tx, workspaceId)
  const due = await listDue(tx, workspaceId, now)
  if (due.length === 0) return []
  const connections = await dialling.list(tx, workspaceId)
  const claims: Claim[] = []
  for (const request of due) {
    const settings = await readSettings(tx, workspaceId, request.siteId)
    const { dial, week } = settings
    if (!settings.enabled || !isOpen(week, now, company.zone)) continue
    const connection = connections.find(({ id }) => id === dial.connection)
    if (!connection) {
      await stopDialling(tx, workspaceId, request.id, 'no_connection')
      await tellLive(tx, { workspaceId, type: 'callbacks' })
      continue
    }
    const candidates = await candidatesFor(tx, dialling, workspaceId, request, settings, connection.provider, now)
    const choice = chooseManager(candidates)
    if (choice.kind === 'over') await endRound(tx, workspaceId, request, settings, company.zone, now)
    if (choice.kind !== 'ring') continue
    const claim: Claim = {
      dial: {
        ...{ workspaceId, id: newId(), requestId: request.id, employeeId: choice.id, line: choice.line, byHand: false },
        ...{ connectionId: connection.id, provider: connection.provider, round: request.round },
        ...{ startedAt: now, until: leaseOf(dial, now) },
      },
      ...toTell(request.phone, dial),
    }
    await insertDial(tx, claim.dial)
    claims.push(claim)
  }
  if (claims.length > 0) await tellLive(tx, { workspaceId, type: 'callbacks' })
  return claims
}

const toTell = (phone: string, { callerId, ringSeconds }: DialSettings) => ({
  phone,
  callerId: callerId || null,
  ringSeconds,
})

async function candidatesFor(
  tx: Transaction,
  dialling: Dialling,
  workspaceId: string,
  request: DueRequest,
  { dial, departmentId }: CallbackSettings,
  provider: string,
  now: Date,
): Promise<Candidate[]> {
  const who: Sql =
    dial.who === 'list'
      ? sql`e.id = any(${dial.people}::uuid[])`
      : sql`exists (select 1 from callback_duty u where u.workspace_id = ${workspaceId} and u.employee_id = e.id and u.until > ${now})
          and (${departmentId}::uuid is null or e.department_id = ${departmentId}::uuid)`
  const rows = await tx.query<
    Omit<Candidate, 'line' | 'place' | 'lastAt'> & { lines: string[]; last: Date | null }
  >(sql`
    select e.id, array(select l.line from employee_lines l where l.workspace_id = ${workspaceId} and l.employee_id = e.id
        order by l.line collate "C") as lines,
      exists (select 1 from callback_dials d where d.workspace_id = ${workspaceId} and d.employee_id = e.id
        and d.state in ('placing', 'ringing', 'client'))
      or exists (select 1 from interactions i where i.workspace_id = ${workspaceId} and i.employee_id = e.id and i.kind = 'call'
        and i.state in ('ringing', 'talking') and i.started_at > ${new Date(now.getTime() - 2 * 3_600_000)}) as busy,
      exists (select 1 from callback_dials d where d.workspace_id = ${workspaceId} and d.request_id = ${request.id}
        and d.employee_id = e.id and d.round = ${request.round} and not d.by_hand) as tried,
      (select count(*)::int from callback_dials d where d.workspace_id = ${workspaceId} and d.request_id = ${request.id}
        and d.employee_id = e.id) as times,
      (select max(d.started_at) from callback_dials d where d.workspace_id = ${workspaceId} and d.employee_id = e.id) as last
    from employees e where e.workspace_id = ${workspaceId} and e.active and ${who} order by e.name, e.id`)
  return rows.map(({ lines, last, ...row }) => ({
    ...row,
    line: dialling.lineOf(provider, lines),
    lastAt: last?.getTime() ?? null,
    place: dial.who === 'list' ? dial.people.indexOf(row.id) : 0,
  }))
}

/** Nobody picked up: again after a pause, and after the last round people are left to it. */
async function endRound(
  tx: Transaction,
  workspaceId: string,
  { id, round, lastState }: DueRequest,
  { week }: CallbackSettings,
  zone: string,
  now: Date,
): Promise<void> {
  const again = nextOpen(week, new Date(now.getTime() + dialRoundMinutes * 60_000), zone)
  if ((round + 1) % dialRounds !== 0 && again) {
    await tx.query(sql`
      update callback_requests set dial_round = ${round + 1}, dial_after = ${again}
      where workspace_id = ${workspaceId} and id = ${id}`)
  } else await stopDialling(tx, workspaceId, id, lastState === 'refused' ? 'refused' : 'missed')
  await tellLive(tx, { workspaceId, type: 'callbacks' })
}

/**
 * Claims a call that a person starts: their own telephone rings first. The request is held by the caller of this.
 * @throws Problem callback_no_exchange, callback_no_line, callback_ringing
 */
export async function claimByHand(
  tx: Transaction,
  dialling: Dialling,
  request: { readonly workspaceId: string; readonly id: string; readonly siteId: string; readonly phone: string },
  employeeId: string,
  now: Date,
): Promise<Claim> {
  const { workspaceId } = request
  await oneAtATime(tx, workspaceId)
  const { dial } = await readSettings(tx, workspaceId, request.siteId)
  const connection = (await dialling.list(tx, workspaceId)).find(({ id }) => id === dial.connection)
  if (!connection) throw new Problem('callback_no_exchange')
  const [row] = await tx.query<{ lines: string[]; dialling: boolean; busy: boolean; round: number }>(sql`
    select array(select l.line from employee_lines l where l.workspace_id = ${workspaceId} and l.employee_id = ${employeeId}
        order by l.line collate "C") as lines, ${isDialling(workspaceId, sql`r.id`)} as dialling, r.dial_round as round,
      exists (select 1 from callback_dials d where d.workspace_id = ${workspaceId} and d.employee_id = ${employeeId}
        and d.state in ('placing', 'ringing', 'client')) as busy
    from callback_requests r where r.workspace_id = ${workspaceId} and r.id = ${request.id}`)
  if (!row || row.dialling || row.busy) throw new Problem('callback_ringing', { field: 'id' })
  const line = dialling.lineOf(connection.provider, row.lines)
  if (line === null) throw new Problem('callback_no_line')
  const claim: Claim = {
    dial: {
      ...{ workspaceId, id: newId(), requestId: request.id, employeeId, line, byHand: true, round: row.round },
      ...{ connectionId: connection.id, provider: connection.provider, startedAt: now, until: leaseOf(dial, now) },
    },
    ...toTell(request.phone, dial),
  }
  await insertDial(tx, claim.dial)
  await tx.query(sql`
    update callback_requests set dial_stopped = null where workspace_id = ${workspaceId} and id = ${request.id}`)
  return claim
}
