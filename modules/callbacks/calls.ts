/** Calls end requests: whatever telephony tells of a talk with a number that waits, and of an attempt that nobody answered. */
import { sql, type Transaction } from '../../platform/database/database.ts'
import { tellLive } from '../../platform/live/tell-live.ts'
import type { Change, InteractionRow, Projection } from '../interactions/index.ts'
import { hearDials } from './dialling/heard.ts'
import { nextRound, nextTry } from './rules.ts'
import { readSettings } from './settings.ts'

interface Waiting {
  readonly id: string
  readonly siteId: string
  readonly phone: string
  readonly createdAt: Date
  readonly attempts: number
  readonly round: number
}

const isCall = (row: InteractionRow | null): row is InteractionRow =>
  row !== null && row.kind === 'call' && row.direction !== 'internal' && row.partyNumber !== null && !row.isTest

/** Calls through the exchange show in it also where only a colleague was rung. */
const isTold = (row: InteractionRow | null): row is InteractionRow => row !== null && row.kind === 'call' && !row.isTest

const hasTalked = (row: InteractionRow): boolean => row.outcome === 'talked' || row.state === 'talking'
const isAttempt = (row: InteractionRow): boolean =>
  row.direction === 'outbound' && row.state === 'finished' && row.outcome !== 'talked'

/** What is news of a call: that somebody talks, or that an attempt is over. */
const isNews = ({ before, after }: Change): boolean =>
  isCall(after) &&
  ((hasTalked(after) && !(before && hasTalked(before))) || (isAttempt(after) && !(before && isAttempt(before))))

/** Ends requests by calls, in the transaction that records the call, in any order and once each. */
export const callbackCalls: Projection = {
  name: 'callback_requests',
  async apply(tx, workspaceId, changes) {
    const told = changes.flatMap(({ after }) => (isTold(after) ? after : []))
    if (told.length === 0) return
    const onlyOurs = await hearDials(tx, workspaceId, told)
    const calls = changes.flatMap((change) =>
      isNews(change) && change.after && !onlyOurs.has(change.after.id) ? change.after : [],
    )
    if (calls.length === 0) return
    const numbers = [...new Set(calls.flatMap(({ partyNumber }) => partyNumber ?? []))]
    const waiting = await tx.query<Waiting>(sql`
      select r.id, r.site_id as "siteId", r.phone, r.created_at as "createdAt", r.attempts,
        r.dial_round as round from callback_requests r
      where r.workspace_id = ${workspaceId} and r.state = 'waiting' and r.phone = any(${numbers}::text[]) for update`)
    if (waiting.length === 0) return
    for (const request of waiting) await end(tx, workspaceId, request, calls)
    await tellLive(tx, { workspaceId, type: 'callbacks' })
  },
  // What ended stays ended: there is nothing to compute anew.
  rebuild: async () => undefined,
}

async function end(
  tx: Transaction,
  workspaceId: string,
  request: Waiting,
  calls: readonly InteractionRow[],
): Promise<void> {
  const mine = calls
    // By its end: the clock of an exchange is some seconds off, and nobody asks to be called while they talk.
    .filter((call) => call.partyNumber === request.phone && (call.endedAt ?? call.updatedAt) >= request.createdAt)
    .sort((a, b) => a.startedAt.getTime() - b.startedAt.getTime())
  const talk = mine.find(hasTalked)
  if (talk) {
    const at = talk.answeredAt ?? talk.startedAt
    await tx.query(sql`
      update callback_requests set state = 'done', result = 'talked', talked_at = ${at}, closed_at = ${at},
        employee_id = coalesce(${talk.employeeId}::uuid, employee_id), record_due = ${talk.updatedAt}
      where workspace_id = ${workspaceId} and id = ${request.id}`)
    return
  }
  const last = mine.at(-1)
  if (!last) return
  const { week } = await readSettings(tx, workspaceId, request.siteId)
  const [company] = await tx.query<{ zone: string }>(
    sql`select timezone as zone from workspaces where id = ${workspaceId}`,
  )
  const attempts = request.attempts + mine.length
  const ended = last.endedAt ?? last.startedAt
  const again = nextTry(attempts, ended, week, company?.zone ?? 'UTC')
  await tx.query(
    again
      ? sql`update callback_requests set attempts = ${attempts}, try_at = ${again}, dial_round = ${nextRound(request.round)}, dial_after = null,
            dial_stopped = null
          where workspace_id = ${workspaceId} and id = ${request.id}`
      : sql`update callback_requests set attempts = ${attempts}, state = 'lost', result = 'unreachable', closed_at = ${ended},
          record_due = ${last.updatedAt} where workspace_id = ${workspaceId} and id = ${request.id}`,
  )
}
