import { type Queryable, raw, type Sql, sql, type Transaction } from '../../../platform/database/database.ts'
import { jsonText } from '../../../platform/database/json-text.ts'
import type { Author, ChatEvent, ChatFile, ChatMessage } from '../rules.ts'

/** Every process of the server hears it; the payload is a `Notice`. */
export const chatChannel = 'lidoskop_chat'

/** What is told between the processes of the server when something was committed. Ids only, and the message where it is short. */
export interface Notice {
  /** Workspace. */
  readonly w: string
  readonly kind: 'message' | 'dialogue' | 'typing' | 'operators' | 'settings'
  readonly dialogue?: string
  readonly visitor?: string
  /** Place of the message, also where the message itself was too long to be told. */
  readonly seq?: number
  readonly message?: ChatMessage
  /** Typing: who, as the other side reads it; null is the visitor. */
  readonly name?: string | null
}

// A notification holds at most 8,000 bytes; what does not fit is read from the table.
const longestNotice = 7_000

/** Tells every process; within a transaction they hear of it when it commits. */
export async function tellChat(db: Queryable, notice: Notice): Promise<void> {
  const whole = JSON.stringify(notice)
  const payload = Buffer.byteLength(whole) <= longestNotice ? whole : JSON.stringify({ ...notice, message: undefined })
  await db.query(sql`select pg_notify(${chatChannel}, ${payload})`)
}

export interface Entry {
  readonly id: string
  readonly author: Author
  readonly employee: { readonly id: string; readonly name: string } | null
  readonly text: string
  readonly file: ChatFile | null
  readonly event: ChatEvent | null
}

/**
 * Adds an entry at the end of a dialogue and tells everybody. The dialogue's row is locked by it, so entries are committed in
 * the order of their numbers. `also` is what changes of the dialogue besides: `state = 'open', unread = unread + 1`.
 */
export async function append(
  tx: Transaction,
  place: { readonly workspaceId: string; readonly dialogueId: string; readonly visitorId: string },
  entry: Entry,
  also: Sql,
  now: Date,
): Promise<ChatMessage> {
  const { workspaceId, dialogueId, visitorId } = place
  const [row] = await tx.query<{ seq: number }>(sql`
    with d as (
      update chat_dialogues set last_seq = last_seq + 1, record_due = ${now}, ${also}
      where workspace_id = ${workspaceId} and id = ${dialogueId} returning last_seq
    )
    insert into chat_messages (workspace_id, dialogue_id, seq, id, at, author, employee_id, text, file_id, event)
    select ${workspaceId}::uuid, ${dialogueId}::uuid, d.last_seq, ${entry.id}::uuid, ${now}::timestamptz, ${entry.author}::text,
      ${entry.employee?.id ?? null}::uuid, ${entry.text}::text, ${entry.file?.id ?? null}::uuid,
      ${entry.event ? jsonText(entry.event) : null}::jsonb
    from d returning seq`)
  if (!row) throw new Error('the dialogue of a message is gone')
  const message: ChatMessage = {
    id: entry.id,
    seq: row.seq,
    at: now.toISOString(),
    author: entry.author,
    name: entry.employee?.name ?? null,
    text: entry.text,
    file: entry.file,
    event: entry.event,
  }
  const notice = {
    w: workspaceId,
    kind: 'message',
    dialogue: dialogueId,
    visitor: visitorId,
    seq: row.seq,
    message,
  } as const
  await tellChat(tx, notice)
  return message
}

/** What a list shows of the last words. */
export const lastWords = (author: Author, text: string, file: ChatFile | null, now: Date): Sql =>
  sql`last_at = ${now}, last_author = ${author}, last_text = ${(text || file?.name || '').slice(0, 200)}`

interface MessageRow extends Omit<ChatMessage, 'at' | 'file'> {
  readonly at: Date
  readonly fileId: string | null
  readonly fileName: string | null
  readonly fileType: string | null
  readonly fileSize: number | null
  readonly fileDeleted: boolean
}

/** The messages of a dialogue after a number, in order; `before` pages backwards from a number. At most `limit`. */
export async function readMessages(
  db: Queryable,
  workspaceId: string,
  dialogueId: string,
  { after = 0, before, limit = 200 }: { after?: number; before?: number | undefined; limit?: number },
): Promise<ChatMessage[]> {
  const order = before === undefined ? 'asc' : 'desc'
  const rows = await db.query<MessageRow>(sql`
    select m.id, m.seq, m.at, m.author, e.name, m.text, m.event,
      f.id as "fileId", f.name as "fileName", f.type as "fileType", f.size as "fileSize",
      f.deleted_at is not null as "fileDeleted"
    from chat_messages m
    left join employees e on e.workspace_id = ${workspaceId} and e.id = m.employee_id
    left join chat_files f on f.workspace_id = ${workspaceId} and f.id = m.file_id
    where m.workspace_id = ${workspaceId} and m.dialogue_id = ${dialogueId} and m.seq > ${after}
      and m.seq < ${before ?? 2_147_483_647}
    order by m.seq ${raw(order)} limit ${limit}`)
  return rows
    .map(({ fileId, fileName, fileType, fileSize, fileDeleted, at, ...message }) => ({
      ...message,
      at: at.toISOString(),
      file: fileId
        ? {
            ...{ id: fileId, name: fileName ?? '', type: fileType ?? '', size: fileSize ?? 0 },
            ...(fileDeleted && { deleted: true as const }),
          }
        : null,
    }))
    .sort((a, b) => a.seq - b.seq)
}
