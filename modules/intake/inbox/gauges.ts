import { type Database, sql } from '../../../platform/database/database.ts'
import type { Gauge } from '../../../platform/services/server-module.ts'

const count = async (db: Database, state: 'waiting' | 'failed'): Promise<number> => {
  const [row] = await db.query<{ count: number }>(sql`select count(*) from raw_events where state = ${state}`)
  return row?.count ?? 0
}

/** Figures of the inbox over all companies. */
export const inboxGauges = (db: Database): readonly Gauge[] => [
  { name: 'lidoskop_inbox_waiting', help: 'Raw events that wait to be applied', read: () => count(db, 'waiting') },
  { name: 'lidoskop_inbox_failed', help: 'Raw events that were kept with a reason', read: () => count(db, 'failed') },
]
