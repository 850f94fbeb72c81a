import { newId } from '../../../kernel/ids.ts'
import type { Language } from '../../../kernel/problem-texts.ts'
import { type Queryable, sql, type Transaction } from '../../../platform/database/database.ts'
import type { ChannelKind } from '../rules.ts'

/** `gone`: the receiver says that nobody listens there any more. `failing`: a day without one message that got through. */
export type StoppedReason = 'paused' | 'gone' | 'failing'

export interface ChannelRow {
  readonly id: string
  readonly kind: ChannelKind
  readonly name: string
  /** In which those who read there are told. */
  readonly language: Language
  /** What may be shown: the chat, the address of a webhook. */
  readonly settings: Readonly<Record<string, string>>
  /** Sealed: a bot's token, the address of an incoming webhook, the key of signatures. */
  readonly secret: string
  readonly active: boolean
  readonly stoppedReason: StoppedReason | null
  readonly failingSince: Date | null
  /** Nothing is sent there before. */
  readonly attemptAt: Date | null
  readonly createdAt: Date
}

const columns = sql`c.id, c.kind, c.name, c.language, c.settings, c.secret, c.active, c.stopped_reason as "stoppedReason",
  c.failing_since as "failingSince", c.attempt_at as "attemptAt", c.created_at as "createdAt"`

export const secretPlace = (workspaceId: string, id: string): string => `notification_channels:${workspaceId}:${id}`

export const listChannels = (db: Queryable, workspaceId: string): Promise<ChannelRow[]> =>
  db.query<ChannelRow>(sql`
    select ${columns} from notification_channels c where c.workspace_id = ${workspaceId} order by c.created_at, c.id`)

export async function readChannel(db: Queryable, workspaceId: string, id: string): Promise<ChannelRow | null> {
  const [row] = await db.query<ChannelRow>(sql`
    select ${columns} from notification_channels c where c.workspace_id = ${workspaceId} and c.id = ${id}`)
  return row ?? null
}

/** The same for who is going to write it. */
export async function lockChannel(tx: Transaction, workspaceId: string, id: string): Promise<ChannelRow | null> {
  const [row] = await tx.query<ChannelRow>(sql`
    select ${columns} from notification_channels c where c.workspace_id = ${workspaceId} and c.id = ${id} for update`)
  return row ?? null
}

export async function insertChannel(
  tx: Transaction,
  workspaceId: string,
  channel: Pick<ChannelRow, 'kind' | 'name' | 'language' | 'settings'> & { readonly seal: (id: string) => string },
  now: Date,
): Promise<string> {
  const id = newId()
  await tx.query(sql`
    insert into notification_channels (workspace_id, id, kind, name, language, settings, secret, created_at)
    values (${workspaceId}, ${id}, ${channel.kind}, ${channel.name}, ${channel.language}, ${JSON.stringify(channel.settings)},
      ${channel.seal(id)}, ${now})`)
  return id
}

/** Writes what a person may change. */
export const updateChannel = (tx: Transaction, workspaceId: string, row: ChannelRow): Promise<unknown> =>
  tx.query(sql`
    update notification_channels set name = ${row.name}, language = ${row.language}, settings = ${JSON.stringify(row.settings)},
      secret = ${row.secret}, active = ${row.active}, stopped_reason = ${row.stoppedReason}, failing_since = ${row.failingSince},
      attempt_at = ${row.attemptAt}
    where workspace_id = ${workspaceId} and id = ${row.id}`)

/** Removes a channel; what waited for it is cancelled, rules that led nowhere else go with it. */
export async function deleteChannel(tx: Transaction, workspaceId: string, id: string): Promise<void> {
  await tx.query(sql`
    update notification_messages set state = 'cancelled', leased_until = null
    where workspace_id = ${workspaceId} and recipient = ${id} and state in ('waiting', 'sending')`)
  await tx.query(sql`delete from notification_channels where workspace_id = ${workspaceId} and id = ${id}`)
}

export interface Learned {
  readonly failingSince: Date | null
  readonly attemptAt: Date | null
  readonly stopped: 'gone' | 'failing' | null
  /** A group that became a supergroup has another id (Telegram). */
  readonly chat: string | null
}

/** Writes down what an attempt taught of the receiver; true where it switched the channel off. */
export async function noteLearned(
  db: Queryable,
  workspaceId: string,
  id: string,
  { failingSince, attemptAt, stopped, chat }: Learned,
): Promise<boolean> {
  const [row] = await db.query<{ stopped: boolean }>(sql`
    with held as (select c.active from notification_channels c where c.workspace_id = ${workspaceId} and c.id = ${id} for update)
    update notification_channels c set failing_since = ${failingSince}, attempt_at = ${attemptAt},
      settings = case when ${chat}::text is null then c.settings else c.settings || jsonb_build_object('chat', ${chat}::text) end,
      active = c.active and ${stopped}::text is null, stopped_reason = coalesce(${stopped}::text, c.stopped_reason)
    from held where c.workspace_id = ${workspaceId} and c.id = ${id}
    returning held.active and not c.active as stopped`)
  return row?.stopped ?? false
}
