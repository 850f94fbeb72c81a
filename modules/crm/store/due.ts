/** Deals that are to be read because a notification named them. */
import { recordset } from '../../../platform/database/bulk.ts'
import { type Queryable, sql, type Transaction } from '../../../platform/database/database.ts'
import type { Place } from './directory.ts'

/** Connections that have something to do are named here. */
export const crmChannel = 'lidoskop_crm'

export const wakeConnection = (tx: Queryable, endpointId: string): Promise<unknown> =>
  tx.query(sql`select pg_notify(${crmChannel}, ${endpointId})`)

/** Marks deals; asking again for one that already waits only renews the moment. */
export async function askForDeals(
  tx: Transaction,
  { workspaceId, endpointId }: Place,
  ids: readonly string[],
  now: Date,
): Promise<void> {
  await tx.query(sql`
    insert into crm_due as d (workspace_id, endpoint_id, external_id, asked_at)
    select ${workspaceId}, ${endpointId}, w.id, ${now} from unnest(${[...new Set(ids)].sort()}::text[]) as w(id)
    on conflict (workspace_id, endpoint_id, external_id) do update set asked_at = greatest(d.asked_at, excluded.asked_at)`)
  await wakeConnection(tx, endpointId)
}

export interface DueDeal {
  readonly id: string
  readonly askedAt: string
}

export const listDue = (db: Queryable, { workspaceId, endpointId }: Place, limit: number): Promise<DueDeal[]> =>
  db.query<DueDeal>(sql`
    select external_id as id, asked_at::text as "askedAt" from crm_due
    where workspace_id = ${workspaceId} and endpoint_id = ${endpointId} order by asked_at, external_id limit ${limit}`)

/** Forgets what was read. What was asked for again meanwhile stays. */
export const settleDue = (
  tx: Transaction,
  { workspaceId, endpointId }: Place,
  read: readonly DueDeal[],
): Promise<unknown> =>
  tx.query(sql`
    delete from crm_due d using ${recordset('w', { id: 'text', askedAt: 'timestamptz' }, read)}
    where d.workspace_id = ${workspaceId} and d.endpoint_id = ${endpointId} and d.external_id = w.id and d.asked_at = w."askedAt"`)
