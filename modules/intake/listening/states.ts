/** How listeners fare, as it lies in the database: every process and every screen sees the same. */
import { type Queryable, sql } from '../../../platform/database/database.ts'
import { tellLive } from '../../../platform/live/tell-live.ts'
import type { Provider, Settings } from '../adapters/adapter.ts'
import type { ListeningState } from '../reasons.ts'
import type { Failure } from './failure.ts'

/** An endpoint that is to be listened to. */
export interface Listened {
  readonly workspaceId: string
  readonly id: string
  readonly provider: Provider
  readonly token: string
  readonly secret: string
  readonly settings: Settings
}

/**
 * Endpoints of the providers that are switched on, of all companies: there are few of them, and the runner asks every
 * few seconds.
 */
export const listListened = (db: Queryable, providers: readonly Provider[]): Promise<Listened[]> =>
  db.query<Listened>(sql`
    select e.workspace_id as "workspaceId", e.id, e.provider, e.token, e.secret, e.settings from endpoints e
    where e.provider = any(${[...providers]}::text[]) and e.active and e.archived_at is null order by e.id`)

type Place = Pick<Listened, 'workspaceId' | 'id'>

/** What a listener had saved of its way, or null. */
export async function readCursor(db: Queryable, { workspaceId, id }: Place): Promise<unknown> {
  const [row] = await db.query<{ cursor: unknown }>(
    sql`select cursor from endpoint_states where workspace_id = ${workspaceId} and endpoint_id = ${id}`,
  )
  return row?.cursor ?? null
}

export const writeCursor = (db: Queryable, { workspaceId, id }: Place, cursor: unknown, now: Date): Promise<unknown> =>
  db.query(sql`
    insert into endpoint_states (workspace_id, endpoint_id, state, since, cursor)
    values (${workspaceId}, ${id}, 'connecting', ${now}, ${JSON.stringify(cursor)}::jsonb)
    on conflict (workspace_id, endpoint_id) do update set cursor = excluded.cursor`)

export interface StateChange {
  readonly state: ListeningState
  readonly failure?: Failure
  readonly failures?: number
  readonly retryAt?: Date
}

/** Writes a state and tells open screens. `since` stays while the state does, and through every attempt that fails; the last failure stays until it works again. */
export async function writeState(db: Queryable, { workspaceId, id }: Place, to: StateChange, now: Date): Promise<void> {
  const { state, failure, failures = 0, retryAt = null } = to
  const okAt = state === 'ok' ? now : null
  await db.query(sql`
    insert into endpoint_states as s (workspace_id, endpoint_id, state, since, last_ok_at, error, detail, failures, retry_at)
    values (${workspaceId}, ${id}, ${state}, ${now}, ${okAt}, ${failure?.code ?? null}, ${failure?.detail ?? null}, ${failures}, ${retryAt})
    on conflict (workspace_id, endpoint_id) do update set
      since = case when s.state = excluded.state or (s.error is not null and excluded.state in ('connecting', 'failing')) then s.since
        else excluded.since end,
      state = excluded.state, last_ok_at = coalesce(excluded.last_ok_at, s.last_ok_at),
      error = case when excluded.state in ('ok', 'off') then null else coalesce(excluded.error, s.error) end,
      detail = case when excluded.state in ('ok', 'off') then null when excluded.error is null then s.detail else excluded.detail end,
      failures = excluded.failures, retry_at = excluded.retry_at`)
  await tellLive(db, { workspaceId, type: 'inbox' })
}

export interface Listening {
  readonly state: ListeningState
  readonly since: Date
  readonly lastOkAt: Date | null
  readonly failure: Failure | null
  readonly failures: number
  readonly retryAt: Date | null
}

/** The states of a company's connections by endpoint; those that were never listened to have none. */
export async function listListening(db: Queryable, workspaceId: string): Promise<Map<string, Listening>> {
  const rows = await db.query<
    Omit<Listening, 'failure'> & { endpointId: string; error: Failure['code'] | null; detail: string | null }
  >(sql`
    select endpoint_id as "endpointId", state, since, last_ok_at as "lastOkAt", error, detail, failures, retry_at as "retryAt"
    from endpoint_states where workspace_id = ${workspaceId}`)
  return new Map(
    rows.map(({ endpointId, error, detail, ...row }) => [
      endpointId,
      { ...row, failure: error && { code: error, detail } },
    ]),
  )
}
