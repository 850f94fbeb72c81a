import { sql, type Transaction } from '../../../platform/database/database.ts'

/** How long after an attempt an echo is taken for that of the attempt. */
const minutes = 30

/**
 * A messenger repeats what was written in the name of the company. Where an answer of the same words is on its way in the same
 * chat, this is it: it has arrived, whatever became of the connection over which it was sent. Returns who wrote it.
 */
export async function claimEcho(
  tx: Transaction,
  workspaceId: string,
  echo: { readonly provider: string; readonly thread: string; readonly key: string; readonly text: string },
  now: Date,
): Promise<string | null> {
  const since = new Date(now.getTime() - minutes * 60_000)
  const [claimed] = await tx.query<{ line: string | null }>(sql`
    with mine as (
      select o.id from outbox_messages o
      join conversations c on c.workspace_id = ${workspaceId} and c.id = o.conversation_id
      where o.workspace_id = ${workspaceId} and o.provider = ${echo.provider} and c.thread = ${echo.thread} and o.text = ${echo.text}
        and o.state = 'unsure' and o.message_key is null and o.created_at > ${since}
        and not exists (select 1 from outbox_messages other where other.workspace_id = ${workspaceId} and other.message_key = ${echo.key})
      order by o.id limit 1)
    update outbox_messages o set state = 'sent', message_key = ${echo.key}, error_code = null, error = null, sent_at = o.created_at
    from mine where o.workspace_id = ${workspaceId} and o.id = mine.id
    returning o.line`)
  return claimed?.line ?? null
}
