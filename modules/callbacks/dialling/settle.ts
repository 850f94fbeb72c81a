/** What the exchange answered, and what to think of calls of which nothing is heard. */
import { sql, type Transaction } from '../../../platform/database/database.ts'
import type { Placed } from '../../intake/index.ts'
import type { DialState } from '../rules.ts'
import type { Claim } from './claim.ts'
import { type Dial, type DialNews, moveDial, stopDialling } from './store.ts'

/** The call is told of within this of the ringing's end; the client's telephone rings no longer than that either, in seconds. */
const hearSeconds = 45
const clientSeconds = 120
/** A call that goes on in the record is looked at again so often, and so long at most. */
const extendSeconds = 30
const longestMinutes = 15

const after = (now: Date, seconds: number): Date => new Date(now.getTime() + seconds * 1000)

/** The next state by the exchange's answer. */
export function newsOf(placed: Placed, ringSeconds: number, now: Date): DialNews {
  switch (placed.kind) {
    case 'ringing':
      return { state: 'ringing', callId: placed.callId, until: after(now, ringSeconds + hearSeconds) }
    case 'answered':
      return { state: 'client', callId: placed.callId, until: after(now, clientSeconds) }
    case 'unanswered':
      return { state: 'missed', detail: placed.detail, endedAt: now }
    case 'refused':
      return { state: 'refused', code: placed.code, detail: placed.detail, endedAt: now }
    case 'unknown':
      return { state: 'unknown', detail: placed.detail, endedAt: now }
  }
}

/** Writes it, unless the telephony's events have told more meanwhile. */
export async function settle(tx: Transaction, { dial, ringSeconds }: Claim, placed: Placed, now: Date): Promise<void> {
  const news = newsOf(placed, ringSeconds, now)
  const moved = await moveDial(tx, dial, ['placing'], news)
  if (moved && news.state === 'unknown') await stopDialling(tx, dial.workspaceId, dial.requestId, 'unknown')
}

interface Silent extends Pick<Dial, 'workspaceId' | 'id' | 'requestId' | 'startedAt'> {
  readonly state: DialState
  readonly goesOn: boolean
}

/**
 * Calls of a company of which nothing was heard in time. The exchange may have been told before a process died, or its events may not
 * reach us: whether the client was called is not known, so nobody is called again until a person does.
 */
export async function giveUpSilent(tx: Transaction, workspaceId: string, now: Date): Promise<void> {
  const silent = await tx.query<Silent>(sql`
    select d.workspace_id as "workspaceId", d.id, d.request_id as "requestId", d.started_at as "startedAt", d.state,
      exists (select 1 from interactions i where i.workspace_id = ${workspaceId} and i.kind = 'call' and i.state in ('ringing', 'talking')
        and i.party_number = r.phone and i.started_at > d.started_at - interval '2 minutes') as "goesOn"
    from callback_dials d join callback_requests r on r.workspace_id = ${workspaceId} and r.id = d.request_id
    where d.workspace_id = ${workspaceId} and d.state in ('placing', 'ringing', 'client') and d.until < ${now}
    for update of d skip locked`)
  for (const dial of silent) {
    const young = now.getTime() - dial.startedAt.getTime() < longestMinutes * 60_000
    if (dial.goesOn && young) {
      const state = dial.state === 'placing' ? 'ringing' : dial.state
      await moveDial(tx, dial, [dial.state], { state, until: after(now, extendSeconds) })
      continue
    }
    const detail = dial.state === 'placing' ? 'interrupted' : 'no_event'
    await moveDial(tx, dial, [dial.state], { state: 'unknown', code: detail, endedAt: now })
    await stopDialling(tx, workspaceId, dial.requestId, 'unknown')
  }
}
