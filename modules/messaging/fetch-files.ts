/** Files that messengers keep for us are fetched after the message itself: it must not wait for them. */
import { sql } from '../../platform/database/database.ts'
import type { Channel } from './channels/channel.ts'
import { fetchedFile } from './channels/http.ts'
import type { FileRow } from './files.ts'
import type { Post } from './outbox/deliver.ts'
import { tellMessaging } from './say.ts'

const perRun = 20
const claimMs = 180_000
const mostAttempts = 8

interface Wanted extends FileRow {
  readonly workspaceId: string
  readonly endpointId: string
  readonly provider: string
  readonly attempts: number
}

/** Fetches some of the files that are wanted. `messengers` by the names of their channels. */
export async function fetchFiles(
  post: Pick<Post, 'db' | 'now' | 'connections' | 'files' | 'ask'>,
  messengers: ReadonlyMap<string, Channel>,
): Promise<void> {
  const { db, now } = post
  const companies = await db.query<{ id: string }>(
    sql`select distinct workspace_id as id from message_files where state = 'wanted' and attempt_at <= ${now()}`,
  )
  for (const { id: workspaceId } of companies) {
    const claimed = await db.query<Wanted>(sql`
      with mine as (
        select w.id from message_files w
        where w.workspace_id = ${workspaceId} and w.state = 'wanted' and w.attempt_at <= ${now()}
        order by w.attempt_at limit ${perRun} for update skip locked)
      update message_files f set attempts = f.attempts + 1, attempt_at = ${new Date(now().getTime() + claimMs)}
      from mine, conversations c
      where f.workspace_id = ${workspaceId} and f.id = mine.id and c.workspace_id = ${workspaceId} and c.id = f.conversation_id
      returning f.workspace_id as "workspaceId", f.id, f.name, f.mime, f.size, f.source, f.attempts, c.endpoint_id as "endpointId", c.provider`)
    for (const file of claimed) await fetchOne(post, messengers, file)
    if (claimed.length > 0) await tellMessaging(db, workspaceId)
  }
}

async function fetchOne(
  { db, now, connections, files, ask }: Pick<Post, 'db' | 'now' | 'connections' | 'files' | 'ask'>,
  messengers: ReadonlyMap<string, Channel>,
  file: Wanted,
): Promise<void> {
  const { workspaceId, id, attempts } = file
  const settle = (state: string, content: string | null, size: number | null) =>
    db.query(sql`
      update message_files set state = ${state}, content = ${content}, size = coalesce(${size}, size)
      where workspace_id = ${workspaceId} and id = ${id}`)
  try {
    const connection = await connections.read(db, workspaceId, file.endpointId)
    const fetchFile = messengers.get(file.provider)?.fetchFile
    const bytes = connection && fetchFile ? await fetchFile(connection, file.source ?? {}, ask) : null
    if (!bytes) await settle('gone', null, null)
    else await settle('stored', await files.put(workspaceId, bytes), bytes.length)
  } catch (error) {
    if ((error as Error).name === 'AnswerTooLargeError') {
      await settle('too_large', null, fetchedFile.maxBytes)
      return
    }
    if (attempts >= mostAttempts) {
      await settle('gone', null, null)
      return
    }
    const at = new Date(now().getTime() + 15_000 * 2 ** attempts)
    await db.query(sql`update message_files set attempt_at = ${at} where workspace_id = ${workspaceId} and id = ${id}`)
  }
}
