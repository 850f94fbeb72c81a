/** What the telephony's events tell of a call through the exchange, in the transaction that records them. */
import { sql, type Transaction } from '../../../platform/database/database.ts'
import type { InteractionRow } from '../../interactions/index.ts'
import type { DialState } from '../rules.ts'
import { moveDial } from './store.ts'

export interface HeardLeg {
  readonly interactionId: string
  readonly employeeId: string | null
  readonly answered: boolean
}

export interface HeardDial {
  readonly workspaceId: string
  readonly id: string
  readonly requestId: string
  readonly employeeId: string
  readonly provider: string
  readonly callId: string | null
  readonly state: DialState
  readonly startedAt: Date
  readonly phone: string
}

/** Exchanges' clocks are off by moments. */
const skewMs = 5_000
const open: readonly DialState[] = ['placing', 'ringing', 'client', 'unknown']

/** Providers that tell of the colleague's leg by itself: none answered means that the colleague did not pick up. */
const tellsLegs = new Set(['mango'])

const isAfter = (call: InteractionRow, { startedAt }: HeardDial): boolean =>
  (call.endedAt ?? call.updatedAt).getTime() >= startedAt.getTime() - skewMs

/** What a call of the record says of one of ours; null: nothing, or nothing new. Pure. */
export function outcomeOf(dial: HeardDial, call: InteractionRow, legs: readonly HeardLeg[]): DialState | null {
  if (!isAfter(call, dial)) return null
  const named = dial.callId !== null && call.externalId === dial.callId && call.provider === dial.provider
  const withClient = call.partyNumber === dial.phone
  if (withClient && (call.outcome === 'talked' || call.state === 'talking')) return 'talked'
  if (call.direction === 'inbound') return null
  const picked = legs.some(({ answered }) => answered)
  if (call.state !== 'finished') return withClient && picked && dial.state !== 'client' ? 'client' : null
  if (withClient) {
    if (dial.state === 'client' || picked) return 'unanswered'
    return tellsLegs.has(call.provider) ? 'missed' : 'unanswered'
  }
  // The exchange rang the colleague, and the client never came into it.
  const colleague = call.provider === dial.provider && legs.some(({ employeeId }) => employeeId === dial.employeeId)
  return (named || colleague) && !picked && call.outcome !== 'talked' && dial.state !== 'client' ? 'missed' : null
}

/**
 * Brings our open calls on by what was recorded. Returns the interactions in which only a colleague was rung: they are no attempts to
 * reach the client.
 */
export async function hearDials(
  tx: Transaction,
  workspaceId: string,
  calls: readonly InteractionRow[],
): Promise<ReadonlySet<string>> {
  const missed = new Set<string>()
  const dials = await tx.query<HeardDial>(sql`
    select d.workspace_id as "workspaceId", d.id, d.request_id as "requestId", d.employee_id as "employeeId", d.provider,
      d.call_id as "callId", d.state, d.started_at as "startedAt", r.phone
    from callback_dials d join callback_requests r on r.workspace_id = ${workspaceId} and r.id = d.request_id and r.state = 'waiting'
    where d.workspace_id = ${workspaceId} and (d.state in ('placing', 'ringing', 'client')
      or (d.state = 'unknown' and r.dial_stopped = 'unknown')) order by d.started_at for update of d`)
  if (dials.length === 0) return missed
  const legs = await tx.query<HeardLeg>(sql`
    select l.interaction_id as "interactionId", l.employee_id as "employeeId", l.answered_at is not null as answered
    from interaction_legs l where l.workspace_id = ${workspaceId} and l.role = 'person'
      and l.interaction_id = any(${calls.map(({ id }) => id)}::uuid[])`)
  for (const dial of dials) {
    for (const call of calls) {
      const own = legs.filter(({ interactionId }) => interactionId === call.id)
      const state = outcomeOf(dial, call, own)
      if (state === null) continue
      if (state === 'missed') missed.add(call.id)
      const over = state !== 'client'
      const endedAt = call.endedAt ?? call.updatedAt
      const until = new Date(call.updatedAt.getTime() + 120_000)
      const moved = await moveDial(tx, dial, open, { state, ...(over ? { endedAt } : { until }) })
      if (moved && state === 'missed') await resume(tx, dial)
      if (over) break
    }
  }
  return missed
}

/** What was unknown is known now: the next may be rung. */
const resume = (tx: Transaction, { workspaceId, requestId }: HeardDial): Promise<unknown> =>
  tx.query(sql`
    update callback_requests set dial_stopped = null
    where workspace_id = ${workspaceId} and id = ${requestId} and dial_stopped = 'unknown'`)
