import { newId } from '../../../kernel/ids.ts'
import { type Queryable, type Sql, sql, type Transaction } from '../../../platform/database/database.ts'
import type { ChannelKind, MessageState, Outcome } from '../rules.ts'

export interface MessageRow {
  readonly id: string
  readonly channel: 'mail' | ChannelKind
  /** The employee of a letter, else the company's channel. */
  readonly recipient: string
  readonly dueAt: Date
  readonly attempts: number
  readonly createdAt: Date
}

const columns = sql`m.id, m.channel, m.recipient, m.due_at as "dueAt", m.attempts, m.created_at as "createdAt"`

/**
 * Puts a notice into the message of this key, which is made where there is none. One that has left takes nothing more: null then.
 * The row is locked, so a message that is about to leave either takes the notice along or is seen to have left.
 */
export async function putInto(
  tx: Transaction,
  workspaceId: string,
  message: {
    readonly channel: MessageRow['channel']
    readonly recipient: string
    readonly key: string
    readonly dueAt: Date
  },
  noticeId: string,
  now: Date,
): Promise<string | null> {
  const [row] = await tx.query<{ id: string }>(sql`
    insert into notification_messages as m (workspace_id, id, channel, recipient, key, state, created_at, due_at, attempt_at)
    values (${workspaceId}, ${newId()}, ${message.channel}, ${message.recipient}, ${message.key}, 'waiting', ${now}, ${message.dueAt}, ${message.dueAt})
    on conflict (workspace_id, key) do update set state = m.state where m.state = 'waiting' and m.attempts = 0
    returning m.id`)
  if (!row) return null
  await tx.query(sql`
    insert into notification_message_notices (workspace_id, message_id, notice_id)
    values (${workspaceId}, ${row.id}, ${noticeId}) on conflict do nothing`)
  return row.id
}

export interface DueMessage {
  readonly workspaceId: string
  readonly id: string
}

/** What may leave now, of one company or of all; what rests because its channel does is left out. */
export const dueMessages = (db: Queryable, now: Date, workspaceId: string | null): Promise<DueMessage[]> =>
  db.query<DueMessage>(sql`
    select m.workspace_id as "workspaceId", m.id from notification_messages m
    left join notification_channels c on c.workspace_id = m.workspace_id and c.id = m.recipient
    where m.state in ('waiting', 'sending') and m.attempt_at <= ${now} and (${workspaceId}::uuid is null or m.workspace_id = ${workspaceId}::uuid)
      and (m.leased_until is null or m.leased_until <= ${now}) and (c.attempt_at is null or c.attempt_at <= ${now})
    order by m.attempt_at, m.id limit 500`)

/**
 * Takes a message for one attempt; null where another process has it, or it is over. `wasSending`: an attempt was under way when
 * its process ended, and nobody knows how it went.
 */
export async function leaseMessage(
  db: Queryable,
  workspaceId: string,
  id: string,
  now: Date,
  until: Date,
): Promise<(MessageRow & { readonly wasSending: boolean }) | null> {
  const [row] = await db.query<MessageRow & { wasSending: boolean }>(sql`
    with mine as (
      select w.id, w.state = 'sending' as was_sending from notification_messages w
      where w.workspace_id = ${workspaceId} and w.id = ${id} and w.state in ('waiting', 'sending') and w.attempt_at <= ${now}
        and (w.leased_until is null or w.leased_until <= ${now})
      for update skip locked)
    update notification_messages m set state = 'sending', attempts = m.attempts + 1, leased_until = ${until}
    from mine where m.workspace_id = ${workspaceId} and m.id = mine.id
    returning ${columns}, mine.was_sending as "wasSending"`)
  return row ?? null
}

/** What the receiver said: the status of HTTP or SMTP, and its words. */
export interface Said {
  readonly status: number | null
  readonly answer: string | null
}

/** Writes down how an attempt went. */
export const noteAttempt = (
  db: Queryable,
  workspaceId: string,
  id: string,
  outcome: Outcome | { readonly state: 'cancelled' },
  { status, answer }: Said,
  now: Date,
): Promise<unknown> =>
  db.query(sql`
    update notification_messages set state = ${outcome.state}, leased_until = null, attempted_at = ${now}, status = ${status},
      answer = ${answer?.slice(0, 500) ?? null}, attempt_at = ${outcome.state === 'waiting' ? outcome.at : now}
    where workspace_id = ${workspaceId} and id = ${id} and state = 'sending'`)

/** Sends again what failed or is in doubt, as a person decided; false where it is neither. */
export async function sendAgain(db: Queryable, workspaceId: string, id: string, now: Date): Promise<boolean> {
  const rows = await db.query(sql`
    update notification_messages set state = 'waiting', attempts = 0, due_at = ${now}, attempt_at = ${now}, status = null, answer = null
    where workspace_id = ${workspaceId} and id = ${id} and state in ('failed', 'unsure') returning id`)
  return rows.length > 0
}

export interface LoggedMessage extends MessageRow {
  readonly state: MessageState
  readonly attemptAt: Date
  readonly attemptedAt: Date | null
  readonly status: number | null
  readonly answer: string | null
  /** The person's or the channel's name. */
  readonly to: string
  readonly types: readonly string[]
}

/** The log of what was sent, newest first. */
export const listMessages = (
  db: Queryable,
  workspaceId: string,
  page: { readonly before: string | null; readonly limit: number; readonly states: readonly MessageState[] | null },
): Promise<LoggedMessage[]> =>
  db.query<LoggedMessage>(sql`
    select ${columns}, m.state, m.attempt_at as "attemptAt", m.attempted_at as "attemptedAt", m.status, m.answer,
      coalesce(e.name, c.name, '') as "to",
      array(select distinct n.type from notification_message_notices l
        join notices n on n.workspace_id = ${workspaceId} and n.id = l.notice_id
        where l.workspace_id = ${workspaceId} and l.message_id = m.id order by n.type) as types
    from notification_messages m
    left join employees e on e.workspace_id = ${workspaceId} and e.id = m.recipient
    left join notification_channels c on c.workspace_id = ${workspaceId} and c.id = m.recipient
    where m.workspace_id = ${workspaceId} and (${page.before}::uuid is null or m.id < ${page.before}::uuid)
      and ${amongStates(page.states)}
    order by m.id desc limit ${page.limit}`)

const amongStates = (states: readonly MessageState[] | null): Sql =>
  states ? sql`m.state = any(${[...states]}::text[])` : sql`true`

/** Removes what is older than this and over: the log is for looking, the bell for what is news. */
export async function forget(db: Queryable, workspaceId: string, before: Date): Promise<void> {
  await db.query(sql`
    delete from notification_messages
    where workspace_id = ${workspaceId} and state not in ('waiting', 'sending') and created_at < ${before}`)
  await db.query(sql`
    delete from notices where workspace_id = ${workspaceId} and passed_on_at is not null and created_at < ${before}`)
}
