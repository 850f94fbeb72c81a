/** Sends what waits in the outbox, one attempt at a time. */
import type { Database, Transaction } from '../../../platform/database/database.ts'
import { type Connection, ConnectionFailure, type Connections } from '../../intake/index.ts'
import type { Recorder } from '../../interactions/index.ts'
import { findWorkspace } from '../../workspaces/index.ts'
import { type Ask, type Outgoing, SendFailure, type SendingChannel } from '../channels/channel.ts'
import { type FileStore, filesOf } from '../files.ts'
import { keepCopy } from '../mail/send-letter.ts'
import { type Attempt, outcomeOf } from '../rules.ts'
import { answered, tellMessaging } from '../say.ts'
import { readConversation } from '../store.ts'
import { pendingFiles } from './pending.ts'
import { dueCopies, leaseAnswer, noteAttempt, noteCopy, type OutboxRow } from './store.ts'

export interface Post {
  readonly db: Database
  readonly recorder: Recorder
  readonly connections: Connections
  /** By the name of the channel in the record. */
  readonly channels: ReadonlyMap<string, SendingChannel>
  readonly files: FileStore
  readonly ask: Ask
  readonly allowPrivate: boolean
  readonly now: () => Date
  /** Milliseconds that a mail server has to make the copy among the sent letters by itself. */
  readonly copyAfterMs: number
}

/** Longer than an attempt may take: a process that died gives the answer back by this. */
const leaseMs = 180_000

/** Makes one attempt to send an answer. Nothing where another process is at it. */
export async function attempt(post: Post, workspaceId: string, id: string): Promise<void> {
  const { db, now } = post
  const began = now()
  const row = await leaseAnswer(db, workspaceId, id, began, new Date(began.getTime() + leaseMs))
  if (!row) return
  const channel = post.channels.get(row.provider)
  const repeatable = channel?.repeatable ?? false
  // Its process ended in the middle of an attempt: where sending again could double it, a person decides.
  const result =
    row.wasSending && !repeatable
      ? { attempt: { kind: 'unsure' } as const, code: 'other' as const, detail: null, messageId: null }
      : await tryToSend(post, channel, row)
  const at = now()
  const outcome = outcomeOf(result.attempt, { attempts: row.attempts, createdAt: row.createdAt, repeatable }, at)
  const messageKey = result.messageId ? keyOf(row, result.messageId) : row.messageKey
  const copyAt = outcome.state === 'sent' && row.provider === 'mail' ? new Date(at.getTime() + post.copyAfterMs) : null
  await db.transaction(async (tx) => {
    if (outcome.state === 'sent') await tellAnswer(tx, post, row, messageKey, at)
    await noteAttempt(
      tx,
      workspaceId,
      id,
      { outcome, code: result.code, detail: result.detail, messageKey, copyAt },
      at,
    )
    // What was sent is news of the record; what was not is news of the answer alone.
    await tellMessaging(tx, workspaceId)
  })
}

/** Identities of messengers are those of a chat: the thread makes them the company's. */
const keyOf = (row: OutboxRow, messageId: string): string =>
  row.provider === 'mail' ? messageId : `${row.endpointId}/${messageId}`

interface Result {
  readonly attempt: Attempt
  readonly code: OutboxRow['errorCode']
  readonly detail: string | null
  readonly messageId: string | null
}

async function tryToSend(post: Post, channel: SendingChannel | undefined, row: OutboxRow): Promise<Result> {
  try {
    const connection = await post.connections.read(post.db, row.workspaceId, row.endpointId)
    if (!channel || !connection?.active) throw new SendFailure({ kind: 'again' }, 'no_connection')
    const { messageId } = await channel.send(connection, await outgoingOf(post, row), post.ask)
    return { attempt: { kind: 'sent' }, code: null, detail: null, messageId }
  } catch (error) {
    const failure = error instanceof SendFailure ? error : otherFailure(error)
    return { attempt: failure.attempt, code: failure.code, detail: failure.detail, messageId: null }
  }
}

const otherFailure = (error: unknown): SendFailure =>
  error instanceof ConnectionFailure && error.code === 'forbidden_address'
    ? new SendFailure({ kind: 'never' }, 'forbidden_address', error.detail ?? '')
    : new SendFailure({ kind: 'unsure' }, 'other', error instanceof Error ? error.message : String(error))

/** The answer as its channel takes it: the same at every attempt. */
async function outgoingOf({ db, files }: Post, row: OutboxRow): Promise<Outgoing> {
  const conversation = await readConversation(db, row.workspaceId, row.conversationId)
  const named = await filesOf(db, row.workspaceId, row.conversationId)
  const mine = named.filter(({ messageKey }) => messageKey === pendingFiles(row.id) || messageKey === row.messageKey)
  return {
    id: row.id,
    createdAt: row.createdAt,
    text: row.text,
    authorName: row.authorName,
    answerTo: conversation?.answerTo ?? {},
    letter: row.letter,
    files: await Promise.all(
      mine.flatMap(({ name, mime, content }) =>
        content ? [files.read(row.workspaceId, content).then((bytes) => ({ name, mime, content: bytes }))] : [],
      ),
    ),
  }
}

/** What was sent becomes part of the dialogue. */
async function tellAnswer(
  tx: Transaction,
  { recorder }: Post,
  row: OutboxRow,
  messageKey: string | null,
  now: Date,
): Promise<void> {
  const workspace = await findWorkspace(tx, row.workspaceId)
  if (!workspace) return
  await answered(tx, { recorder, workspace, now }, row, messageKey ?? `${row.endpointId}/sent:${row.id}`)
}

/** Puts copies of sent letters where they belong; what fails is tried again in some minutes, for a day. */
export async function makeCopies(post: Post, workspaceId: string): Promise<void> {
  const { db, now } = post
  for (const row of await dueCopies(db, workspaceId, now())) {
    const connection = await post.connections.read(db, workspaceId, row.endpointId)
    const copied = connection?.active ? await copyOf(post, connection, row) : null
    const old = now().getTime() - row.createdAt.getTime() > 86_400_000
    const state = copied ?? (old ? 'failed' : 'wanted')
    await noteCopy(db, workspaceId, row.id, state, state === 'wanted' ? new Date(now().getTime() + 300_000) : null)
  }
}

async function copyOf(post: Post, connection: Connection, row: OutboxRow): Promise<string | null> {
  try {
    return await keepCopy(connection, await outgoingOf(post, row), post.allowPrivate)
  } catch {
    // The letter itself is on its way; the connection's own state says what is wrong with the mailbox.
    return null
  }
}
