/** A person answers: what they wrote lies in the outbox, whole and for good, before anything is sent. */
import { Problem } from '../../../kernel/problem.ts'
import type { Member } from '../../../platform/api/context.ts'
import { appendAudit } from '../../../platform/audit/audit.ts'
import { type Queryable, sql, type Transaction } from '../../../platform/database/database.ts'
import type { Connections } from '../../intake/index.ts'
import type { OutgoingLetter, SendingChannel } from '../channels/channel.ts'
import { giveFiles, takeFiles } from '../files.ts'
import { mailSettings } from '../mail/settings.ts'
import { answerSubject } from '../mail/subject.ts'
import { answerFileBytes } from '../rules.ts'
import { tellMessaging } from '../say.ts'
import { type LetterFacts, readConversation } from '../store.ts'
import { conversationOf } from '../view.ts'
import { tellOutbox } from './dispatch.ts'
import { pendingFiles } from './pending.ts'
import { insertAnswer } from './store.ts'

export interface Answering {
  readonly channels: ReadonlyMap<string, SendingChannel>
  readonly connections: Connections
}

export interface WrittenAnswer {
  /** Made by the writer: the same one twice is one answer. */
  readonly id: string
  readonly interactionId: string
  readonly text: string
  readonly files: readonly string[]
}

/** @throws Problem not_found, missing_value, value_too_long, cannot_answer */
export async function putAnswer(
  tx: Transaction,
  { channels, connections }: Answering,
  member: Member,
  written: WrittenAnswer,
  now: Date,
): Promise<void> {
  const { workspaceId } = member
  const conversationId = await conversationOf(tx, member, written.interactionId)
  const conversation = await readConversation(tx, workspaceId, conversationId)
  const channel = conversation && channels.get(conversation.provider)
  if (!conversation || !channel || Object.keys(conversation.answerTo).length === 0) throw new Problem('cannot_answer')
  if (!written.text && written.files.length === 0) throw new Problem('missing_value', { field: 'text' })
  if (written.text.length > channel.limits.text) {
    throw new Problem('invalid_value', { field: 'text' }, { value: written.text.length })
  }
  if (written.files.length > 0 && !channel.limits.files)
    throw new Problem('invalid_value', { field: 'files' }, { value: '' })
  const files = await takeFiles(tx, workspaceId, conversationId, written.files)
  const letter =
    conversation.provider === 'mail' ? await letterTo(tx, connections, member, conversation.id, written.id) : null
  const put = await insertAnswer(
    tx,
    workspaceId,
    {
      id: written.id,
      conversationId,
      interactionId: written.interactionId,
      endpointId: conversation.endpointId,
      provider: conversation.provider,
      text: written.text,
      line: await lineOf(tx, member),
      authorName: member.actor.name,
      messageKey: letter?.messageId ?? null,
      letter,
    },
    now,
  )
  if (!put) return
  if (files.length !== new Set(written.files).size) throw new Problem('not_found', { field: 'files' })
  if (files.reduce((sum, { size }) => sum + (size ?? 0), 0) > answerFileBytes) {
    throw new Problem('invalid_value', { field: 'files' }, { value: '' })
  }
  await giveFiles(tx, workspaceId, written.files, pendingFiles(written.id))
  await appendAudit(tx, workspaceId, [
    {
      at: now,
      actor: member.actor,
      action: 'message.sent',
      objectType: 'interaction',
      objectId: written.interactionId,
      after: {
        answer: written.id,
        channel: conversation.provider,
        characters: written.text.length,
        files: files.length,
      },
    },
  ])
  await tellMessaging(tx, workspaceId)
  await tellOutbox(tx, workspaceId)
}

/** The line by which the record knows whoever writes: their address, else their name. */
async function lineOf(db: Queryable, { workspaceId, employeeId, actor }: Member): Promise<string> {
  const [row] = await db.query<{ line: string }>(sql`
    select coalesce(e.email, e.name) as line from employees e where e.workspace_id = ${workspaceId} and e.id = ${employeeId}`)
  return row?.line ?? actor.name
}

/** The headers of an answer: to whoever wrote last, in the chain of what was written. */
async function letterTo(
  db: Queryable,
  connections: Connections,
  member: Member,
  conversationId: string,
  answerId: string,
): Promise<OutgoingLetter> {
  const conversation = await readConversation(db, member.workspaceId, conversationId)
  const connection = conversation && (await connections.read(db, member.workspaceId, conversation.endpointId))
  if (!conversation || !connection) throw new Problem('cannot_answer')
  const settings = mailSettings(connection.settings)
  const letters = await db.query<{ letter: LetterFacts | null; author: string; text: string; at: Date }>(sql`
    select m.letter, m.author, m.text, m.at from conversation_messages m
    where m.workspace_id = ${member.workspaceId} and m.conversation_id = ${conversationId} and m.letter is not null
    order by m.at desc, m.key desc limit 50`)
  const last = letters[0]?.letter
  const theirs = letters.find(({ author }) => author === 'client')
  const to = typeof conversation.answerTo.to === 'string' ? conversation.answerTo.to : ''
  if (!to) throw new Problem('cannot_answer')
  const references = last ? [...last.references, last.messageId].filter((id) => !id.endsWith('@without-id')) : []
  return {
    messageId: `${answerId}@${settings.address.split('@')[1] || 'lidoskop'}`,
    // The first and the newest: mail programs need no more, and headers have an end.
    references: references.length > 20 ? [...references.slice(0, 1), ...references.slice(-19)] : references,
    subject: answerSubject(last?.subject ?? conversation.subject ?? ''),
    from: settings.address,
    to: [to],
    cc: [],
    quoted: theirs
      ? {
          at: new Intl.DateTimeFormat('ru', {
            dateStyle: 'short',
            timeStyle: 'short',
            timeZone: member.timezone,
          }).format(theirs.at),
          name: conversation.client.name ?? to,
          text: theirs.text,
        }
      : null,
  }
}
