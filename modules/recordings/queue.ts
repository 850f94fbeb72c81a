import { sql } from '../../platform/database/database.ts'
import type { Projection } from '../interactions/index.ts'

export const recordingsChannel = 'lidoskop_recordings'

/** Notes which recordings are to be fetched, in the transaction that learns of them. */
export const recordingQueue: Projection = {
  name: 'recordings',
  async apply(tx, workspaceId, changes) {
    const news = changes.flatMap(({ before, after }) =>
      after?.recordingUrl && after.recordingUrl !== before?.recordingUrl ? [after] : [],
    )
    const removed = changes.flatMap(({ before, after }) => (before && !after ? [before.id] : []))
    if (removed.length > 0) {
      // Its bytes go with the next round of retention.
      await tx.query(sql`
        update recordings set stored_at = '-infinity' where workspace_id = ${workspaceId} and interaction_id = any(${removed}::uuid[])`)
    }
    if (news.length === 0) return
    await tx.query(sql`
      insert into recordings as r (workspace_id, interaction_id, url, state, next_at, created_at)
      select ${workspaceId}::uuid, n.id, n.url, 'waiting', n.at, n.at
      from unnest(${news.map(({ id }) => id)}::uuid[], ${news.map(({ recordingUrl }) => recordingUrl)}::text[],
        ${news.map(({ updatedAt }) => updatedAt)}::timestamptz[]) as n(id, url, at)
      on conflict (workspace_id, interaction_id) do update
        set url = excluded.url, state = 'waiting', reason = null, detail = null, attempts = 0, next_at = excluded.next_at
        where r.url <> excluded.url and r.state <> 'stored'`)
    await tx.query(sql`select pg_notify(${recordingsChannel}, ${workspaceId})`)
  },
  // What was fetched is no figure: it can't be computed anew.
  rebuild: async () => undefined,
}
