/** The inbox as people look at it. */
import { idFrom } from '../../../kernel/ids.ts'
import { periodBounds } from '../../../kernel/time.ts'
import { type Queryable, type Sql, sql, type Transaction } from '../../../platform/database/database.ts'
import type { EventFilter, InboxEvent } from '../contract.ts'
import type { ReasonCode } from '../reasons.ts'
import { type RawEvent, rawColumns } from './store.ts'

interface EventRow extends Omit<InboxEvent, 'reason'> {
  readonly reason: ReasonCode | null
  readonly detail: string | null
}

const toEvent = ({ reason, detail, ...row }: EventRow): InboxEvent => ({
  ...row,
  reason: reason && { code: reason, detail },
})

const listed = sql`r.id, r.provider, r.endpoint_id as "endpointId", e.name as "endpointName", r.topic, r.received_at as "receivedAt",
  r.state, r.reason, r.detail, r.attempts, r.subject, octet_length(r.body) as size`

/** Whose calendar a filter's days belong to. */
interface Company {
  readonly workspaceId: string
  readonly timezone: string
}

function matches(filter: EventFilter, { workspaceId, timezone }: Company): Sql {
  const start = filter.from ? periodBounds({ from: filter.from, to: filter.from }, timezone).start : null
  const end = filter.to ? periodBounds({ from: filter.to, to: filter.to }, timezone).end : null
  return sql`r.workspace_id = ${workspaceId}
    and (${filter.state ?? null}::text[] is null or r.state = any(${filter.state ?? null}::text[]))
    and (${filter.provider ?? null}::text[] is null or r.provider = any(${filter.provider ?? null}::text[]))
    and (${filter.endpoint ?? null}::uuid is null or r.endpoint_id = ${filter.endpoint ?? null}::uuid)
    and (${filter.subject ?? null}::text is null or r.subject = ${filter.subject ?? null}::text)
    and (${start}::timestamptz is null or r.received_at >= ${start}::timestamptz)
    and (${end}::timestamptz is null or r.received_at < ${end}::timestamptz)`
}

/** A page of events, newest first. */
export async function listEvents(
  db: Queryable,
  company: Company,
  filter: EventFilter,
  page: { readonly before: string | null; readonly limit: number },
): Promise<{ events: InboxEvent[]; more: boolean }> {
  const rows = await db.query<EventRow>(sql`
    select ${listed} from raw_events r
    join endpoints e on e.workspace_id = ${company.workspaceId} and e.id = r.endpoint_id
    where ${matches(filter, company)} and (${page.before}::uuid is null or r.id < ${page.before}::uuid)
    order by r.id desc limit ${page.limit + 1}`)
  return { events: rows.slice(0, page.limit).map(toEvent), more: rows.length > page.limit }
}

/** One event with everything that is kept of it, or null. */
export async function readEvent(
  db: Queryable,
  workspaceId: string,
  id: string,
): Promise<{ readonly listed: InboxEvent; readonly raw: RawEvent } | null> {
  const [row] = await db.query<EventRow>(sql`
    select ${listed} from raw_events r join endpoints e on e.workspace_id = ${workspaceId} and e.id = r.endpoint_id
    where r.workspace_id = ${workspaceId} and r.id = ${id}`)
  const [raw] = await db.query<RawEvent>(
    sql`select ${rawColumns} from raw_events r where r.workspace_id = ${workspaceId} and r.id = ${id}`,
  )
  return row && raw ? { listed: toEvent(row), raw } : null
}

export interface InboxFigures {
  readonly waiting: number
  readonly oldestWaitingAt: Date | null
  readonly failed: number
  readonly lastDay: Readonly<Record<'applied' | 'ignored' | 'failed' | 'waiting', number>>
  readonly lastEventAt: Date | null
}

/** What waits and what failed, and the states of what came since `since`. */
export async function inboxFigures(db: Queryable, workspaceId: string, since: Date): Promise<InboxFigures> {
  const [now] = await db.query<Omit<InboxFigures, 'lastDay'>>(sql`
    select
      (select count(*) from raw_events where workspace_id = ${workspaceId} and state = 'waiting') as waiting,
      (select min(received_at) from raw_events where workspace_id = ${workspaceId} and state = 'waiting') as "oldestWaitingAt",
      (select count(*) from raw_events where workspace_id = ${workspaceId} and state = 'failed') as failed,
      (select received_at from raw_events where workspace_id = ${workspaceId} order by id desc limit 1) as "lastEventAt"`)
  const states = await db.query<{ state: keyof InboxFigures['lastDay']; count: number }>(sql`
    select state, count(*) from raw_events
    where workspace_id = ${workspaceId} and id >= ${idFrom(since)}::uuid group by state`)
  const lastDay = { applied: 0, ignored: 0, failed: 0, waiting: 0 }
  for (const { state, count } of states) lastDay[state] = count
  return {
    waiting: now?.waiting ?? 0,
    oldestWaitingAt: now?.oldestWaitingAt ?? null,
    failed: now?.failed ?? 0,
    lastEventAt: now?.lastEventAt ?? null,
    lastDay,
  }
}

const chunk = 5_000

/** Sends one event back to the queue; false where there is none. */
export async function replayEvent(tx: Transaction, workspaceId: string, id: string): Promise<boolean> {
  const rows = await tx.query(sql`
    update raw_events set state = 'waiting', reason = null, detail = null
    where workspace_id = ${workspaceId} and id = ${id} returning id`)
  return rows.length > 0
}

/** Sends a part of the chosen events back to the queue, oldest first, and returns the last id; null where none is left. */
export async function replayPart(
  tx: Transaction,
  company: Company,
  filter: EventFilter,
  after: string | null,
): Promise<{ readonly count: number; readonly last: string } | null> {
  const chosen = await tx.query<{ id: string }>(sql`
    select r.id from raw_events r
    where ${matches(filter, company)} and r.state <> 'waiting' and (${after}::uuid is null or r.id > ${after}::uuid)
    order by r.id limit ${chunk} for update`)
  const last = chosen.at(-1)?.id
  if (!last) return null
  await tx.query(sql`
    update raw_events set state = 'waiting', reason = null, detail = null
    where workspace_id = ${company.workspaceId} and id = any(${chosen.map((row) => row.id)}::uuid[])`)
  return { count: chosen.length, last }
}

/** Removes events of one endpoint that were settled and are older than its retention; returns how many. */
export async function forgetOld(db: Queryable, workspaceId: string, endpointId: string, before: Date): Promise<number> {
  const gone = await db.query(sql`
    delete from raw_events where workspace_id = ${workspaceId} and id in (
      select r.id from raw_events r
      where r.workspace_id = ${workspaceId} and r.endpoint_id = ${endpointId} and r.id < ${idFrom(before)}::uuid
        and r.state in ('applied', 'ignored')
      order by r.id limit ${chunk})
    returning id`)
  return gone.length
}
