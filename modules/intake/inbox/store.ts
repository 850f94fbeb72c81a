/** Raw events as the consumer takes them. */
import { recordset } from '../../../platform/database/bulk.ts'
import { type Queryable, sql, type Transaction } from '../../../platform/database/database.ts'
import type { Provider } from '../adapters/adapter.ts'
import type { Reason } from '../reasons.ts'

export interface RawEvent {
  readonly id: string
  readonly endpointId: string
  readonly provider: Provider
  readonly topic: string
  readonly contentType: string
  readonly headers: Readonly<Record<string, string>> | null
  readonly body: Buffer
  readonly receivedAt: Date
  readonly attempts: number
  /** The interaction that it told of when it was last applied. */
  readonly subject: string | null
}

export const rawColumns = sql`r.id, r.endpoint_id as "endpointId", r.provider, r.topic, r.content_type as "contentType", r.headers, r.body,
  r.received_at as "receivedAt", r.attempts, r.subject`

/**
 * Companies whose events wait. Asks every company at once, which is cheap because the index holds waiting events only:
 * notifications name companies one by one, this finds what they missed.
 */
export const companiesWaiting = async (db: Queryable): Promise<string[]> =>
  (await db.query<{ id: string }>(sql`select distinct workspace_id as id from raw_events where state = 'waiting'`)).map(
    (row) => row.id,
  )

/** Bytes of bodies that one batch may hold in memory. */
const largestBatch = 8 * 1024 * 1024

/**
 * Makes this process the only one that applies events of the company until the transaction ends; false where another
 * is at it. Order within a company is kept by that.
 */
export async function tryLockInbox(tx: Transaction, workspaceId: string): Promise<boolean> {
  const [row] = await tx.query<{ mine: boolean }>(
    sql`select pg_try_advisory_xact_lock(hashtextextended(${`inbox:${workspaceId}`}, 0)) as mine`,
  )
  return row?.mine ?? false
}

/** The oldest waiting events of a company: as many as `limit`, and as few as are not too large together. */
export async function oldestWaiting(tx: Transaction, workspaceId: string, limit: number): Promise<string[]> {
  const rows = await tx.query<{ id: string; size: number }>(sql`
    select id, octet_length(body) as size from raw_events
    where workspace_id = ${workspaceId} and state = 'waiting' order by id limit ${limit}`)
  let total = 0
  return rows.flatMap(({ id, size }, index) => {
    total += size
    return index === 0 || total <= largestBatch ? [id] : []
  })
}

/** The given events, where they still wait, locked. */
export const takeWaiting = (tx: Transaction, workspaceId: string, ids: readonly string[]): Promise<RawEvent[]> =>
  tx.query<RawEvent>(sql`
    select ${rawColumns} from raw_events r
    where r.workspace_id = ${workspaceId} and r.id = any(${ids}::uuid[]) and r.state = 'waiting'
    order by r.id for update skip locked`)

/** Every event about the given interactions of a provider that counts, in the order of arrival. */
export const eventsAbout = (
  tx: Transaction,
  workspaceId: string,
  about: readonly { readonly provider: Provider; readonly subject: string }[],
): Promise<RawEvent[]> =>
  tx.query<RawEvent>(sql`
    select ${rawColumns} from ${recordset('w', { provider: 'text', subject: 'text' }, about)}
    join raw_events r on r.workspace_id = ${workspaceId} and r.provider = w.provider and r.subject = w.subject
    where r.state in ('applied', 'waiting') order by r.id`)

export interface Settled {
  readonly id: string
  readonly state: 'applied' | 'ignored' | 'failed'
  /** Identity of the interaction that it told of. */
  readonly subject: string | null
  readonly reason: Reason | null
}

/** Writes down what became of events. */
export async function settle(
  tx: Transaction,
  workspaceId: string,
  events: readonly Settled[],
  now: Date,
): Promise<void> {
  if (events.length === 0) return
  const rows = events.map(({ id, state, subject, reason }) => ({
    id,
    state,
    subject,
    reason: reason?.code ?? null,
    detail: reason?.detail?.slice(0, 1_000) ?? null,
  }))
  await tx.query(sql`
    update raw_events r set state = w.state, subject = coalesce(w.subject, r.subject), reason = w.reason, detail = w.detail,
      attempts = least(r.attempts + 1, 30000), applied_at = ${now}
    from ${recordset('w', { id: 'uuid', state: 'text', subject: 'text', reason: 'text', detail: 'text' }, rows)}
    where r.workspace_id = ${workspaceId} and r.id = w.id`)
}
