/** Answers on their way, as they lie in the database. */
import { type Queryable, sql, type Transaction } from '../../../platform/database/database.ts'
import type { OutgoingLetter } from '../channels/channel.ts'
import type { OutboxState, Outcome, SendFailureCode } from '../rules.ts'

export interface OutboxRow {
  readonly workspaceId: string
  readonly id: string
  readonly conversationId: string
  readonly interactionId: string
  readonly endpointId: string
  readonly provider: string
  readonly text: string
  readonly line: string | null
  readonly authorName: string
  readonly messageKey: string | null
  readonly letter: OutgoingLetter | null
  readonly state: OutboxState
  readonly attempts: number
  readonly attemptAt: Date | null
  readonly errorCode: SendFailureCode | null
  readonly error: string | null
  readonly sentAt: Date | null
  readonly deliveredAt: Date | null
  readonly readAt: Date | null
  readonly createdAt: Date
}

const columns = sql`o.workspace_id as "workspaceId", o.id, o.conversation_id as "conversationId", o.interaction_id as "interactionId",
  o.endpoint_id as "endpointId", o.provider, o.text, o.line, o.author_name as "authorName", o.message_key as "messageKey", o.letter, o.state,
  o.attempts, o.attempt_at as "attemptAt", o.error_code as "errorCode", o.error, o.sent_at as "sentAt", o.delivered_at as "deliveredAt",
  o.read_at as "readAt", o.created_at as "createdAt"`

export type NewAnswer = Pick<
  OutboxRow,
  | 'id'
  | 'conversationId'
  | 'interactionId'
  | 'endpointId'
  | 'provider'
  | 'text'
  | 'line'
  | 'authorName'
  | 'messageKey'
  | 'letter'
>

/** Puts an answer into the outbox; false where one of this id is there already. */
export async function insertAnswer(
  tx: Transaction,
  workspaceId: string,
  answer: NewAnswer,
  now: Date,
): Promise<boolean> {
  const rows = await tx.query(sql`
    insert into outbox_messages (workspace_id, id, conversation_id, interaction_id, endpoint_id, provider, text, line, author_name,
      message_key, letter, state, attempt_at, created_at)
    values (${workspaceId}, ${answer.id}, ${answer.conversationId}, ${answer.interactionId}, ${answer.endpointId}, ${answer.provider},
      ${answer.text}, ${answer.line}, ${answer.authorName}, ${answer.messageKey}, ${answer.letter && JSON.stringify(answer.letter)},
      'waiting', ${now}, ${now})
    on conflict (workspace_id, id) do nothing returning id`)
  return rows.length > 0
}

export async function readAnswer(db: Queryable, workspaceId: string, id: string): Promise<OutboxRow | null> {
  const [row] = await db.query<OutboxRow>(
    sql`select ${columns} from outbox_messages o where o.workspace_id = ${workspaceId} and o.id = ${id}`,
  )
  return row ?? null
}

/** Answers of a dialogue in the order in which they were written. */
export const answersOf = (db: Queryable, workspaceId: string, conversationId: string): Promise<OutboxRow[]> =>
  db.query<OutboxRow>(sql`
    select ${columns} from outbox_messages o
    where o.workspace_id = ${workspaceId} and o.conversation_id = ${conversationId} order by o.created_at, o.id`)

/** Companies with something to send or to copy now. What an attempt is under way for is nothing to begin with. */
export const companiesSending = (
  db: Queryable,
  now: Date,
): Promise<{ readonly id: string; readonly answers: boolean; readonly copies: boolean }[]> =>
  db.query(sql`
    select o.workspace_id as id, bool_or(o.state in ('waiting', 'sending')) as answers, bool_or(o.copy = 'wanted') as copies
    from outbox_messages o
    where (o.state in ('waiting', 'sending') and (o.leased_until is null or o.leased_until <= ${now}) or o.copy = 'wanted')
      and o.attempt_at <= ${now}
    group by o.workspace_id`)

/** Answers that are to be sent now: in each dialogue the oldest that has not got through. */
export const dueAnswers = (
  db: Queryable,
  workspaceId: string,
  now: Date,
): Promise<{ readonly id: string; readonly endpointId: string }[]> =>
  db.query(sql`
      select o.id, o.endpoint_id as "endpointId" from outbox_messages o
      where o.workspace_id = ${workspaceId} and o.state in ('waiting', 'sending') and o.attempt_at <= ${now}
        and (o.leased_until is null or o.leased_until <= ${now})
        and not exists (
          select 1 from outbox_messages e
          where e.workspace_id = ${workspaceId} and e.conversation_id = o.conversation_id
            and (e.created_at, e.id) < (o.created_at, o.id) and e.state in ('waiting', 'sending'))
      order by o.attempt_at, o.id limit 100`)

/**
 * Takes an answer for one attempt; null where another process has it. `wasSending`: an attempt was under way when its process
 * ended, and nobody knows how it went.
 */
export async function leaseAnswer(
  db: Queryable,
  workspaceId: string,
  id: string,
  now: Date,
  until: Date,
): Promise<(OutboxRow & { readonly wasSending: boolean }) | null> {
  const [row] = await db.query<OutboxRow & { wasSending: boolean }>(sql`
    with mine as (
      select w.id, w.state = 'sending' as was_sending from outbox_messages w
      where w.workspace_id = ${workspaceId} and w.id = ${id} and w.state in ('waiting', 'sending')
        and (w.leased_until is null or w.leased_until <= ${now})
      for update skip locked)
    update outbox_messages o set state = 'sending', attempts = o.attempts + 1, leased_until = ${until}
    from mine where o.workspace_id = ${workspaceId} and o.id = mine.id
    returning ${columns}, mine.was_sending as "wasSending"`)
  return row ?? null
}

export interface AttemptNote {
  readonly outcome: Outcome
  readonly code: SendFailureCode | null
  readonly detail: string | null
  readonly messageKey: string | null
  /** A copy for the folder of sent letters is to be made at this moment. */
  readonly copyAt: Date | null
}

/** Writes down how an attempt went. What an echo or a person has decided meanwhile stays. */
export const noteAttempt = (
  db: Queryable,
  workspaceId: string,
  id: string,
  { outcome, code, detail, messageKey, copyAt }: AttemptNote,
  now: Date,
): Promise<unknown> =>
  db.query(sql`
    update outbox_messages o set state = ${outcome.state}, leased_until = null,
      attempt_at = ${outcome.state === 'waiting' ? outcome.at : copyAt},
      error_code = ${code}, error = ${detail}, message_key = coalesce(${messageKey}, o.message_key),
      sent_at = case when ${outcome.state === 'sent'} then ${now}::timestamptz else o.sent_at end,
      copy = case when ${copyAt !== null} then 'wanted' else o.copy end
    where o.workspace_id = ${workspaceId} and o.id = ${id} and o.state = 'sending'`)

/** Letters of which a copy is to be made now. */
export const dueCopies = async (db: Queryable, workspaceId: string, now: Date): Promise<OutboxRow[]> =>
  db.query<OutboxRow>(sql`
    select ${columns} from outbox_messages o
    where o.workspace_id = ${workspaceId} and o.copy = 'wanted' and o.attempt_at <= ${now} order by o.id limit 50`)

export const noteCopy = (
  db: Queryable,
  workspaceId: string,
  id: string,
  copy: string,
  attemptAt: Date | null,
): Promise<unknown> =>
  db.query(sql`
    update outbox_messages set copy = ${copy}, attempt_at = ${attemptAt}
    where workspace_id = ${workspaceId} and id = ${id} and copy = 'wanted'`)

/** Sends a failed or doubtful answer again, as a person decided; false where it is neither. */
export async function sendAgain(tx: Transaction, workspaceId: string, id: string, now: Date): Promise<boolean> {
  const rows = await tx.query(sql`
    update outbox_messages set state = 'waiting', attempts = 0, attempt_at = ${now}, created_at = ${now}, error_code = null, error = null
    where workspace_id = ${workspaceId} and id = ${id} and state in ('failed', 'unsure') returning id`)
  return rows.length > 0
}

/** Takes back an answer that has not left; false where it has. */
export async function dropAnswer(tx: Transaction, workspaceId: string, id: string): Promise<boolean> {
  const rows = await tx.query(sql`
    delete from outbox_messages where workspace_id = ${workspaceId} and id = ${id} and state in ('waiting', 'failed') returning id`)
  return rows.length > 0
}
