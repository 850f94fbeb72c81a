import { type Database, sql } from '../../platform/database/database.ts'
import type { Directory } from './crm.ts'
import { keepDirectory } from './store/directory.ts'

/** Writes what is known of the CRM behind a connection without asking it: for a demo company. Nothing where there is no such connection. */
export async function keepKnownDirectory(
  db: Database,
  workspaceId: string,
  account: string,
  directory: Directory,
  now: Date,
): Promise<void> {
  const [endpoint] = await db.query<{ id: string }>(sql`
    select e.id from endpoints e
    where e.workspace_id = ${workspaceId} and e.provider = 'amocrm' and e.archived_at is null order by e.created_at limit 1`)
  if (!endpoint) return
  await db.transaction((tx) => keepDirectory(tx, { workspaceId, endpointId: endpoint.id }, account, directory, now))
}
