/** Group commit: requests that come within one flush of the disk share it. */
import { createHash } from 'node:crypto'
import { groupBy } from '../../../kernel/collections.ts'
import { newId } from '../../../kernel/ids.ts'
import { type Database, type Queryable, sql } from '../../../platform/database/database.ts'
import { isTransient } from '../../../platform/database/transient.ts'
import type { Kept, Provider } from '../adapters/adapter.ts'

/** An event that must not be lost. */
export interface Arrival {
  readonly workspaceId: string
  readonly endpointId: string
  readonly provider: Provider
  readonly receivedAt: Date
  /** It came long before it is kept here: its id carries `receivedAt`, and so its place among the others. */
  readonly past?: boolean
  readonly kept: Kept
}

export interface KeptEvent {
  readonly id: string
  /** The same event had been kept before; `id` is then no row. */
  readonly duplicate: boolean
}

export interface Keeper {
  /** Resolves when the event is on disk. Rejects where the database has not answered for `patience`, or too much waits. */
  keep(arrival: Arrival): Promise<KeptEvent>
  /** Waits for what is under way. */
  close(): Promise<void>
}

/** What an event holds of memory, roughly. */
const sizeOf = ({ kept }: Arrival): number => kept.body.length + 1_000

interface Waiting {
  readonly row: EventRow
  readonly resolve: (kept: KeptEvent) => void
  readonly reject: (error: unknown) => void
}

interface EventRow extends Arrival {
  readonly id: string
  readonly hash: Buffer
}

const largestFlush = 500
/** Bytes of events that wait for a database that does not answer; more would only fill the memory. */
const mostWaitingBytes = 64 * 1024 * 1024
/** Milliseconds that a request is held while the database restarts, before it is sent away to be repeated. */
const patience = 8_000
const pauseMs = 200

/** The same words said twice are one event: folding them again would change nothing. */
const identityOf = ({ kept }: Arrival): Buffer =>
  createHash('sha256').update(`${kept.topic}\u0000`).update(kept.body).digest()

/** Creates a keeper. `onKept` hears of companies that have news, after their events are on disk. */
export function createKeeper(db: Database, onKept: (workspaceIds: readonly string[]) => void): Keeper {
  const waiting: Waiting[] = []
  let waitingBytes = 0
  let flushing: Promise<void> | null = null

  const flush = async (): Promise<void> => {
    // One turn of the event loop: whatever else has arrived by now shares this flush.
    await new Promise(setImmediate)
    while (waiting.length > 0) {
      const batch = waiting.splice(0, largestFlush)
      const bytes = batch.reduce((sum, { row }) => sum + sizeOf(row), 0)
      try {
        const kept = await withPatience(() =>
          insertEvents(
            db,
            batch.map(({ row }) => row),
          ),
        )
        for (const { row, resolve } of batch) resolve({ id: row.id, duplicate: !kept.has(row.id) })
        if (kept.size > 0) {
          onKept([...new Set(batch.flatMap(({ row }) => (kept.has(row.id) ? [row.workspaceId] : [])))])
        }
      } catch (error) {
        for (const { reject } of batch) reject(error)
      } finally {
        waitingBytes -= bytes
      }
    }
  }

  return {
    keep(arrival) {
      if (waitingBytes > mostWaitingBytes)
        return Promise.reject(new Error('The inbox is full: the database does not answer'))
      const row: EventRow = {
        ...arrival,
        id: arrival.past ? newId(arrival.receivedAt) : newId(),
        hash: identityOf(arrival),
      }
      waitingBytes += sizeOf(row)
      return new Promise((resolve, reject) => {
        waiting.push({ row, resolve, reject })
        flushing ??= flush().finally(() => {
          flushing = null
        })
      })
    },
    async close() {
      while (flushing) await flushing
    },
  }
}

async function withPatience<Result>(work: () => Promise<Result>): Promise<Result> {
  const end = Date.now() + patience
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (!isTransient(error) || Date.now() >= end) throw error
      await new Promise((resume) => setTimeout(resume, pauseMs))
    }
  }
}

/** Inserts events that are new and returns their ids. One company is one statement, several are one transaction. */
async function insertEvents(db: Database, rows: readonly EventRow[]): Promise<Set<string>> {
  const companies = [...groupBy(rows, (row) => row.workspaceId)]
  const [only] = companies
  if (companies.length === 1 && only) return new Set(await insertCompany(db, only[0], only[1]))
  return db.transaction(async (tx) => {
    const kept = new Set<string>()
    // The same order in every process: two flushes that share companies must not wait for each other.
    for (const [workspaceId, events] of companies.sort(([a], [b]) => (a < b ? -1 : 1))) {
      for (const id of await insertCompany(tx, workspaceId, events)) kept.add(id)
    }
    return kept
  })
}

/** Topics come out of addresses, where anything may stand: one that can't be stored must not turn away the events beside it. */
const storable = (text: string): string => text.replaceAll('\u0000', '').slice(0, 200)

async function insertCompany(db: Queryable, workspaceId: string, unsorted: readonly EventRow[]): Promise<string[]> {
  // Two flushes of different processes that carry the same deliveries take the unique keys in the same order.
  const rows = [...unsorted].sort((a, b) => a.hash.compare(b.hash))
  const column = <Value>(of: (row: EventRow) => Value): Value[] => rows.map(of)
  const inserted = await db.query<{ id: string }>(sql`
    insert into raw_events (workspace_id, id, endpoint_id, provider, topic, content_type, headers, body, identity, received_at, state)
    select ${workspaceId}::uuid, e.id, e.endpoint_id, e.provider, e.topic, e.content_type, e.headers, e.body, e.identity, e.received_at, 'waiting'
    from unnest(
      ${column((row) => row.id)}::uuid[], ${column((row) => row.endpointId)}::uuid[], ${column((row) => row.provider)}::text[],
      ${column((row) => storable(row.kept.topic))}::text[], ${column((row) => storable(row.kept.contentType))}::text[],
      ${column((row) => (row.kept.headers ? JSON.stringify(row.kept.headers) : null))}::jsonb[],
      ${column((row) => row.kept.body)}::bytea[], ${column((row) => row.hash)}::bytea[], ${column((row) => row.receivedAt)}::timestamptz[]
    ) as e(id, endpoint_id, provider, topic, content_type, headers, body, identity, received_at)
    on conflict (workspace_id, endpoint_id, identity) do nothing
    returning id`)
  return inserted.map((row) => row.id)
}
