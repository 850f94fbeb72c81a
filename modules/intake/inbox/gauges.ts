import { type Database, sql } from '../../../platform/database/database.ts'
import type { Gauge } from '../../../platform/services/server-module.ts'

const count = async (db: Database, state: 'waiting' | 'failed'): Promise<number> => {
  const [row] = await db.query<{ count: number }>(sql`select count(*) from raw_events where state = ${state}`)
  return row?.count ?? 0
}

const failing = async (db: Database): Promise<number> => {
  const [row] = await db.query<{ count: number }>(sql`
    select count(*) from endpoint_states s join endpoints e on e.workspace_id = s.workspace_id and e.id = s.endpoint_id
    where s.error is not null and e.active and e.archived_at is null`)
  return row?.count ?? 0
}

/** Figures of the inbox and the connections over all companies. */
export const inboxGauges = (db: Database): readonly Gauge[] => [
  { name: 'lidoskop_inbox_waiting', help: 'Raw events that wait to be applied', read: () => count(db, 'waiting') },
  { name: 'lidoskop_connections_failing', help: 'Connections that we can’t get through to', read: () => failing(db) },
  { name: 'lidoskop_inbox_failed', help: 'Raw events that were kept with a reason', read: () => count(db, 'failed') },
]
