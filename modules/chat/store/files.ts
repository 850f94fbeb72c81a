import { type Queryable, sql } from '../../../platform/database/database.ts'
import type { ChatFile } from '../rules.ts'

/** Notes a file that lies in the data folder. */
export const insertFile = (
  db: Queryable,
  file: ChatFile & {
    readonly workspaceId: string
    readonly visitorId: string
    readonly byEmployee: string | null
    readonly at: Date
  },
): Promise<unknown> =>
  db.query(sql`
    insert into chat_files (workspace_id, id, visitor_id, by_employee, name, type, size, created_at)
    values (${file.workspaceId}, ${file.id}, ${file.visitorId}, ${file.byEmployee}, ${file.name}, ${file.type}, ${file.size}, ${file.at})`)

/** A file of this visitor's dialogues that is still kept, or null. */
export async function readFileOf(
  db: Queryable,
  workspaceId: string,
  visitorId: string,
  id: string,
): Promise<ChatFile | null> {
  const [row] = await db.query<ChatFile>(sql`
    select id, name, type, size from chat_files
    where workspace_id = ${workspaceId} and id = ${id} and visitor_id = ${visitorId} and deleted_at is null`)
  return row ?? null
}

/** How many files a visitor has sent since a moment. */
export async function countFiles(db: Queryable, workspaceId: string, visitorId: string, since: Date): Promise<number> {
  const [row] = await db.query<{ count: number }>(sql`
    select count(*) as count from chat_files
    where workspace_id = ${workspaceId} and visitor_id = ${visitorId} and by_employee is null and created_at > ${since}`)
  return row?.count ?? 0
}

/** Where a file that is still kept belongs: the dialogue in which it was sent. */
export async function placeOfFile(
  db: Queryable,
  workspaceId: string,
  id: string,
): Promise<(ChatFile & { dialogueId: string }) | null> {
  const [row] = await db.query<ChatFile & { dialogueId: string }>(sql`
    select f.id, f.name, f.type, f.size, m.dialogue_id as "dialogueId" from chat_files f
    join chat_messages m on m.workspace_id = ${workspaceId} and m.file_id = f.id
      and m.dialogue_id in (select d.id from chat_dialogues d where d.workspace_id = ${workspaceId} and d.visitor_id = f.visitor_id)
    where f.workspace_id = ${workspaceId} and f.id = ${id} and f.deleted_at is null limit 1`)
  return row ?? null
}
