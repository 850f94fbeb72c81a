/** Dialogues as they lie in the database. */
import { newId } from '../../kernel/ids.ts'
import { type Queryable, sql, type Transaction } from '../../platform/database/database.ts'
import type { OriginObservation } from '../interactions/index.ts'
import type { Chapter, Client, Conversation, Said, Side } from './conversation.ts'

const columns = sql`c.id, c.endpoint_id as "endpointId", c.provider, c.thread, c.client, c.subject, c.answer_to as "answerTo",
  c.our_address as "ourAddress", c.origin, c.line, c.is_test as "isTest", c.first_at as "firstAt", c.last_at as "lastAt", c.last_by as "lastBy"`

/** The dialogues of a thread in order of time. */
export const chaptersOf = (tx: Queryable, workspaceId: string, provider: string, thread: string): Promise<Chapter[]> =>
  tx.query<Chapter>(sql`
    select c.id, c.first_at as "firstAt", c.last_at as "lastAt", c.last_by as "lastBy" from conversations c
    where c.workspace_id = ${workspaceId} and c.provider = ${provider} and c.thread = ${thread} order by c.first_at, c.id`)

export async function readConversation(db: Queryable, workspaceId: string, id: string): Promise<Conversation | null> {
  const [row] = await db.query<Conversation>(
    sql`select ${columns} from conversations c where c.workspace_id = ${workspaceId} and c.id = ${id}`,
  )
  return row ?? null
}

export interface NewConversation {
  readonly endpointId: string
  readonly provider: string
  readonly thread: string
  readonly client: Client
  readonly clientKey: string | null
  readonly subject: string | null
  readonly subjectKey: string | null
  readonly answerTo: Readonly<Record<string, unknown>>
  readonly ourAddress: string | null
  readonly origin: OriginObservation | null
  readonly line: string | null
  readonly isTest: boolean
  readonly at: Date
  readonly side: Side
  readonly answersOnly: boolean
}

export async function insertConversation(
  tx: Transaction,
  workspaceId: string,
  made: NewConversation,
  now: Date,
): Promise<string> {
  const id = newId(now)
  await tx.query(sql`
    insert into conversations (workspace_id, id, endpoint_id, provider, thread, client, client_key, subject, subject_key, answer_to,
      our_address, origin, line, is_test, first_at, last_at, last_by, answers_only, created_at)
    values (${workspaceId}, ${id}, ${made.endpointId}, ${made.provider}, ${made.thread}, ${JSON.stringify(made.client)}, ${made.clientKey},
      ${made.subject}, ${made.subjectKey}, ${JSON.stringify(made.answerTo)}, ${made.ourAddress},
      ${made.origin && JSON.stringify(made.origin)}, ${made.line}, ${made.isTest}, ${made.at}, ${made.at}, ${made.side}, ${made.answersOnly}, ${now})`)
  return id
}

/**
 * Adds to a dialogue what a later message tells: its moment, contacts of the client, the newest way to answer them. The
 * origin that was told first stays.
 */
export const extendConversation = (
  tx: Transaction,
  workspaceId: string,
  id: string,
  told: {
    readonly at: Date
    readonly side: Side | null
    readonly client: Client
    readonly answerTo: Readonly<Record<string, unknown>> | null
    readonly origin: OriginObservation | null
    readonly answersOnly: boolean
  },
): Promise<unknown> =>
  tx.query(sql`
    update conversations c set
      client = c.client || ${JSON.stringify(told.client)}::jsonb,
      answer_to = case when ${told.answerTo !== null} and ${told.at}::timestamptz >= c.last_at then ${JSON.stringify(told.answerTo ?? {})}::jsonb else c.answer_to end,
      origin = coalesce(c.origin, ${told.origin && JSON.stringify(told.origin)}::jsonb),
      answers_only = c.answers_only and ${told.answersOnly},
      first_at = case when ${told.side !== null} then least(c.first_at, ${told.at}::timestamptz) else c.first_at end,
      last_by = case when ${told.side !== null} and ${told.at}::timestamptz >= c.last_at then ${told.side ?? ''} else c.last_by end,
      last_at = case when ${told.side !== null} then greatest(c.last_at, ${told.at}::timestamptz) else c.last_at end
    where c.workspace_id = ${workspaceId} and c.id = ${id}`)

/** Adds what was not known of the client or the subject; false where nothing was new. */
export async function learnClient(
  tx: Transaction,
  workspaceId: string,
  id: string,
  client: Client,
  subject: string | null,
): Promise<boolean> {
  const rows = await tx.query(sql`
    update conversations c set client = ${JSON.stringify(client)}::jsonb || c.client, subject = coalesce(c.subject, ${subject})
    where c.workspace_id = ${workspaceId} and c.id = ${id}
      and (not c.client @> (${JSON.stringify(client)}::jsonb || c.client) or (c.subject is null and ${subject}::text is not null))
    returning c.id`)
  return rows.length > 0
}

export interface KnownMessage {
  readonly conversationId: string
  readonly at: Date
  readonly text: string
  readonly editedAt: Date | null
}

export async function findMessage(
  db: Queryable,
  workspaceId: string,
  provider: string,
  key: string,
): Promise<KnownMessage | null> {
  const [row] = await db.query<KnownMessage>(sql`
    select m.conversation_id as "conversationId", m.at, m.text, m.edited_at as "editedAt" from conversation_messages m
    where m.workspace_id = ${workspaceId} and m.provider = ${provider} and m.key = ${key}`)
  return row ?? null
}

export interface NewMessage {
  readonly key: string
  readonly at: Date
  readonly author: Said['author']
  readonly line: string | null
  readonly text: string
  /** Where the shown text is only a part. */
  readonly whole: string | null
  readonly letter: LetterFacts | null
}

/** What an answer to a letter has to know of it. */
export interface LetterFacts {
  readonly messageId: string
  readonly references: readonly string[]
  readonly subject: string
  readonly from: string | null
  readonly to: readonly string[]
  readonly cc: readonly string[]
}

export const insertMessage = (
  tx: Transaction,
  workspaceId: string,
  provider: string,
  conversationId: string,
  message: NewMessage,
): Promise<unknown> =>
  tx.query(sql`
    insert into conversation_messages (workspace_id, provider, key, conversation_id, at, author, line, text, whole, letter)
    values (${workspaceId}, ${provider}, ${message.key}, ${conversationId}, ${message.at}, ${message.author}, ${message.line},
      ${message.text}, ${message.whole}, ${message.letter && JSON.stringify(message.letter)})`)

/** Writes a later wording; the first one stays readable as the whole. */
export const editMessage = (
  tx: Transaction,
  workspaceId: string,
  provider: string,
  key: string,
  text: string,
  at: Date,
): Promise<unknown> =>
  tx.query(sql`
    update conversation_messages set whole = coalesce(whole, text), text = ${text}, edited_at = ${at}
    where workspace_id = ${workspaceId} and provider = ${provider} and key = ${key}`)

/** Says who wrote a message that was heard of without its author. */
export const nameAuthor = (
  tx: Transaction,
  workspaceId: string,
  provider: string,
  key: string,
  line: string | null,
): Promise<unknown> =>
  tx.query(sql`
    update conversation_messages set author = 'employee', line = ${line}
    where workspace_id = ${workspaceId} and provider = ${provider} and key = ${key}`)

/** What was said in a dialogue, in order. */
export const saidIn = (db: Queryable, workspaceId: string, conversationId: string): Promise<Said[]> =>
  db.query<Said>(sql`
    select m.key, m.at, m.author, m.line, m.text, m.edited_at as "editedAt" from conversation_messages m
    where m.workspace_id = ${workspaceId} and m.conversation_id = ${conversationId} order by m.at, m.key`)
