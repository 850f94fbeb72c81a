import { idFrom } from '../../../kernel/ids.ts'
import { type Queryable, sql } from '../../../platform/database/database.ts'
import type { ToldCalls } from './megafon.ts'

/** Calls that MegaFon's webhook `history` told of, by when it came; a thousand of them say enough. */
export const toldCalls =
  (db: Queryable): ToldCalls =>
  async ({ workspaceId, endpointId }, { from, to }) => {
    if (from >= to) return []
    const rows = await db.query<{ subject: string }>(sql`
      select distinct r.subject from raw_events r
      where r.workspace_id = ${workspaceId} and r.endpoint_id = ${endpointId} and r.topic = 'history' and r.state = 'applied'
        and r.subject is not null and r.id >= ${idFrom(from)}::uuid and r.id < ${idFrom(to)}::uuid
        and not starts_with(r.subject, 'lidoskop-test-')
      limit 1000`)
    return rows.map(({ subject }) => subject)
  }
