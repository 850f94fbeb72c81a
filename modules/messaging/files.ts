/** Files of messages: their bytes by their hash in the data folder, their names in the database. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { access, mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { newId } from '../../kernel/ids.ts'
import { type Queryable, sql, type Transaction } from '../../platform/database/database.ts'
import type { FileState } from './rules.ts'

/** Bytes of one file that is stored; a larger one is named alone. */
export const largestFile = 25_000_000
export const mostFiles = 30

export interface FileStore {
  /** Writes the bytes, once, and returns their hash. */
  put(workspaceId: string, bytes: Buffer): Promise<string>
  open(workspaceId: string, content: string): Readable
  read(workspaceId: string, content: string): Promise<Buffer>
}

/** Files below `<data folder>/messages/<company>`. */
export function createFileStore(dataFolder: string): FileStore {
  const pathOf = (workspaceId: string, content: string): string => {
    if (!/^[0-9a-f]{64}$/.test(content)) throw new Error('no name of a stored file')
    return join(dataFolder, 'messages', workspaceId, content.slice(0, 2), content)
  }
  return {
    async put(workspaceId, bytes) {
      const content = createHash('sha256').update(bytes).digest('hex')
      const path = pathOf(workspaceId, content)
      const there = await access(path).then(
        () => true,
        () => false,
      )
      if (there) return content
      await mkdir(join(path, '..'), { recursive: true })
      // A name of its own until it is whole: two that write the same bytes at once do not meet.
      const partial = `${path}.${newId()}`
      await writeFile(partial, bytes, { flush: true })
      await rename(partial, path)
      return content
    },
    open: (workspaceId, content) => createReadStream(pathOf(workspaceId, content)),
    async read(workspaceId, content) {
      const chunks: Buffer[] = []
      for await (const chunk of createReadStream(pathOf(workspaceId, content))) chunks.push(chunk as Buffer)
      return Buffer.concat(chunks)
    },
  }
}

export interface FileRow {
  readonly id: string
  readonly conversationId: string
  readonly messageKey: string | null
  readonly name: string
  readonly mime: string
  readonly size: number | null
  readonly state: FileState
  readonly content: string | null
  readonly source: Readonly<Record<string, unknown>> | null
}

export interface NewFile {
  readonly conversationId: string
  readonly messageKey: string | null
  readonly position: number
  readonly name: string
  readonly mime: string
  readonly size: number | null
  readonly state: FileState
  readonly content: string | null
  /** Where a messenger keeps it. */
  readonly source: Readonly<Record<string, unknown>> | null
  readonly createdBy: string | null
}

const columns = sql`f.id, f.conversation_id as "conversationId", f.message_key as "messageKey", f.name, f.mime, f.size, f.state, f.content, f.source`

/** Adds a file; the same one of the same message is there already. */
export async function insertFile(tx: Queryable, workspaceId: string, file: NewFile, now: Date): Promise<string> {
  const id = newId(now)
  await tx.query(sql`
    insert into message_files (workspace_id, id, conversation_id, message_key, position, name, mime, size, state, content, source, attempt_at, created_by, created_at)
    values (${workspaceId}, ${id}, ${file.conversationId}, ${file.messageKey}, ${file.position}, ${file.name.slice(0, 200)}, ${file.mime.slice(0, 100)},
      ${file.size}, ${file.state}, ${file.content}, ${file.source && JSON.stringify(file.source)}, ${now}, ${file.createdBy}, ${now})
    on conflict (workspace_id, conversation_id, message_key, position) do nothing`)
  return id
}

export const filesOf = (db: Queryable, workspaceId: string, conversationId: string): Promise<FileRow[]> =>
  db.query<FileRow>(sql`
    select ${columns} from message_files f
    where f.workspace_id = ${workspaceId} and f.conversation_id = ${conversationId} and f.message_key is not null
    order by f.message_key, f.position`)

export async function readFile(db: Queryable, workspaceId: string, id: string): Promise<FileRow | null> {
  const [row] = await db.query<FileRow>(
    sql`select ${columns} from message_files f where f.workspace_id = ${workspaceId} and f.id = ${id}`,
  )
  return row ?? null
}

/** Files that were brought for an answer and belong to no message yet, in the order asked for. */
export const takeFiles = (
  tx: Transaction,
  workspaceId: string,
  conversationId: string,
  ids: readonly string[],
): Promise<FileRow[]> =>
  tx.query<FileRow>(sql`
    select ${columns} from message_files f
    where f.workspace_id = ${workspaceId} and f.conversation_id = ${conversationId} and f.id = any(${ids}::uuid[])
      and f.message_key is null and f.state = 'stored'
    for update`)

/** Gives such files to the message that takes them along. */
export const giveFiles = (
  tx: Transaction,
  workspaceId: string,
  ids: readonly string[],
  messageKey: string,
): Promise<unknown> =>
  tx.query(sql`
    update message_files f set message_key = ${messageKey}, position = w.position
    from (select n.id, n.position::smallint from unnest(${ids}::uuid[]) with ordinality as n(id, position)) w
    where f.workspace_id = ${workspaceId} and f.id = w.id`)

/** Gives the files of one message to another name of it. */
export const handOverFiles = (
  tx: Transaction,
  workspaceId: string,
  conversationId: string,
  from: string,
  to: string,
): Promise<unknown> =>
  tx.query(sql`
    update message_files set message_key = ${to}
    where workspace_id = ${workspaceId} and conversation_id = ${conversationId} and message_key = ${from}`)
