/** Endpoints as they lie in the database; their secrets are sealed. */
import { idFrom, newId } from '../../../kernel/ids.ts'
import { type Queryable, sql, type Transaction } from '../../../platform/database/database.ts'
import type { Provider, Settings } from '../adapters/adapter.ts'
import type { Refusal } from '../reasons.ts'
import { newToken } from './token.ts'

export interface EndpointRow {
  readonly workspaceId: string
  readonly id: string
  readonly provider: Provider
  readonly name: string
  readonly token: string
  readonly secret: string
  readonly settings: Settings
  readonly active: boolean
  readonly createdAt: Date
}

/** The address of an endpoint on this server, without its host. */
export const pathOf = ({ provider, token }: Pick<EndpointRow, 'provider' | 'token'>): string =>
  `/hooks/${provider}/${token}`

const columns = sql`e.workspace_id as "workspaceId", e.id, e.provider, e.name, e.token, e.secret, e.settings, e.active, e.created_at as "createdAt"`

/** The endpoint behind an address, or null where there is none (any more). */
export async function endpointByToken(db: Queryable, workspaceId: string, token: string): Promise<EndpointRow | null> {
  const [row] = await db.query<EndpointRow>(sql`
    select ${columns} from endpoints e
    where e.workspace_id = ${workspaceId} and e.token = ${token} and e.archived_at is null`)
  return row ?? null
}

export async function readEndpoint(db: Queryable, workspaceId: string, id: string): Promise<EndpointRow | null> {
  const [row] = await db.query<EndpointRow>(sql`
    select ${columns} from endpoints e where e.workspace_id = ${workspaceId} and e.id = ${id} and e.archived_at is null`)
  return row ?? null
}

/** The same for who is going to write it: nobody else does until the transaction ends. */
export async function lockEndpoint(tx: Transaction, workspaceId: string, id: string): Promise<EndpointRow | null> {
  const [row] = await tx.query<EndpointRow>(sql`
    select ${columns} from endpoints e
    where e.workspace_id = ${workspaceId} and e.id = ${id} and e.archived_at is null for update`)
  return row ?? null
}

/** Endpoints of the providers that are switched on, oldest first. */
export const listActive = (
  db: Queryable,
  workspaceId: string,
  providers: readonly Provider[],
): Promise<EndpointRow[]> =>
  db.query<EndpointRow>(sql`
    select ${columns} from endpoints e
    where e.workspace_id = ${workspaceId} and e.provider = any(${[...providers]}::text[]) and e.active and e.archived_at is null
    order by e.created_at, e.id`)

/** Settings of every endpoint of a company, the removed ones too: their events may still wait or be replayed. */
export async function settingsByEndpoint(db: Queryable, workspaceId: string): Promise<Map<string, Settings>> {
  const rows = await db.query<{ id: string; settings: Settings }>(
    sql`select id, settings from endpoints where workspace_id = ${workspaceId}`,
  )
  return new Map(rows.map((row) => [row.id, row.settings]))
}

export interface NewEndpoint {
  readonly workspaceId: string
  readonly provider: Provider
  readonly name: string
  readonly settings: Settings
  readonly createdBy: string
  /** Seals the secret for the endpoint's own id. */
  readonly seal: (id: string) => string
  readonly now: Date
}

export async function insertEndpoint(tx: Transaction, endpoint: NewEndpoint): Promise<EndpointRow> {
  const id = newId()
  const [row] = await tx.query<EndpointRow>(sql`
    insert into endpoints as e (workspace_id, id, provider, name, token, secret, settings, created_by, created_at)
    values (${endpoint.workspaceId}, ${id}, ${endpoint.provider}, ${endpoint.name}, ${newToken(endpoint.workspaceId)},
      ${endpoint.seal(id)}, ${JSON.stringify(endpoint.settings)}, ${endpoint.createdBy}, ${endpoint.now})
    returning ${columns}`)
  if (!row) throw new Error('an endpoint was not inserted')
  return row
}

/** Writes an endpoint's name, state, settings and secret as given. */
export const updateEndpoint = (tx: Transaction, { workspaceId, id, ...row }: EndpointRow): Promise<unknown> =>
  tx.query(sql`
    update endpoints set name = ${row.name}, active = ${row.active}, settings = ${JSON.stringify(row.settings)}, secret = ${row.secret}
    where workspace_id = ${workspaceId} and id = ${id}`)

/** Closes the door for good; what came through it stays. */
export const archiveEndpoint = (tx: Transaction, workspaceId: string, id: string, now: Date): Promise<unknown> =>
  tx.query(
    sql`update endpoints set archived_at = ${now}, active = false where workspace_id = ${workspaceId} and id = ${id}`,
  )

export interface EndpointFigures extends EndpointRow {
  readonly lastEventAt: Date | null
  readonly waiting: number
  readonly failed: number
  readonly today: number
}

/** Endpoints with what came through them. `since` begins the day that `today` counts. */
export const listEndpoints = (db: Queryable, workspaceId: string, since: Date): Promise<EndpointFigures[]> =>
  db.query<EndpointFigures>(sql`
    select ${columns}, last.at as "lastEventAt", coalesce(w.count, 0)::int as waiting, coalesce(f.count, 0)::int as failed,
      coalesce(t.count, 0)::int as today
    from endpoints e
    left join lateral (select r.received_at as at from raw_events r
      where r.workspace_id = ${workspaceId} and r.endpoint_id = e.id order by r.id desc limit 1) last on true
    left join (select endpoint_id, count(*) from raw_events where workspace_id = ${workspaceId} and state = 'waiting' group by 1) w
      on w.endpoint_id = e.id
    left join (select endpoint_id, count(*) from raw_events where workspace_id = ${workspaceId} and state = 'failed' group by 1) f
      on f.endpoint_id = e.id
    left join (select endpoint_id, count(*) from raw_events
      where workspace_id = ${workspaceId} and id >= ${idFrom(since)}::uuid group by 1) t on t.endpoint_id = e.id
    where e.workspace_id = ${workspaceId} and e.archived_at is null
    order by e.created_at, e.id`)

export interface RefusalCount {
  readonly endpointId: string
  readonly reason: Refusal
  readonly count: number
  readonly lastAt: Date
}

/** Requests that were turned away since a day, by endpoint and reason. */
export const listRefusals = (db: Queryable, workspaceId: string, sinceDay: string): Promise<RefusalCount[]> =>
  db.query<RefusalCount>(sql`
    select endpoint_id as "endpointId", reason, sum(count)::int as count, max(last_at) as "lastAt"
    from endpoint_refusals where workspace_id = ${workspaceId} and day >= ${sinceDay}::date
    group by endpoint_id, reason order by max(last_at) desc`)
