/** A dialogue as people read it on a card. */
import { maskContacts } from '../../kernel/mask-text.ts'
import { Problem } from '../../kernel/problem.ts'
import type { Member } from '../../platform/api/context.ts'
import { type Queryable, sql } from '../../platform/database/database.ts'
import type { Connections } from '../intake/index.ts'
import { whereInteractions } from '../interactions/index.ts'
import type { SendingChannel } from './channels/channel.ts'
import type { ConversationMessage, ConversationView, MessageFile } from './contract.ts'
import { type FileRow, filesOf } from './files.ts'
import { pendingFiles } from './outbox/pending.ts'
import { answersOf, type OutboxRow } from './outbox/store.ts'
import { longestAnswer } from './rules.ts'
import { readConversation } from './store.ts'

/** The dialogue of an interaction that the viewer may see. @throws Problem not_found where it is out of reach or none */
export async function conversationOf(db: Queryable, viewer: Member, interactionId: string): Promise<string> {
  const [row] = await db.query<{ id: string }>(sql`
    select c.id from interactions i
    join conversations c on c.workspace_id = ${viewer.workspaceId} and c.provider = i.provider and c.id::text = i.external_id
    where ${whereInteractions({ tests: 'with' }, viewer)} and i.id = ${interactionId}`)
  if (!row) throw new Problem('not_found', { field: 'id' })
  return row.id
}

interface MessageRow {
  readonly key: string
  readonly at: Date
  readonly author: ConversationMessage['author']
  readonly by: string | null
  readonly text: string
  readonly whole: string | null
  readonly edited: boolean
}

const messagesOf = (db: Queryable, workspaceId: string, conversationId: string): Promise<MessageRow[]> =>
  db.query<MessageRow>(sql`
    select m.key, m.at, m.author, coalesce(e.name, m.line) as by, m.text, m.whole, m.edited_at is not null as edited
    from conversation_messages m
    left join employees e on e.workspace_id = ${workspaceId} and m.author = 'employee' and (lower(e.email) = lower(m.line) or e.name = m.line)
    where m.workspace_id = ${workspaceId} and m.conversation_id = ${conversationId} order by m.at, m.key`)

const fileOf = ({ id, name, mime, size, state }: FileRow): MessageFile => ({ id, name, mime, size, state })

const deliveryOf = (row: OutboxRow): ConversationMessage['delivery'] => ({
  id: row.id,
  state: row.state,
  failure: row.errorCode ? { code: row.errorCode, detail: row.error } : null,
  retryAt: row.state === 'waiting' && row.attempts > 0 ? row.attemptAt : null,
  deliveredAt: row.deliveredAt,
  readAt: row.readAt,
})

/** Everything that was written, and whether it can be answered. */
export async function viewConversation(
  db: Queryable,
  viewer: Member,
  interactionId: string,
  channels: ReadonlyMap<string, SendingChannel>,
  connections: Connections,
): Promise<ConversationView> {
  const { workspaceId, seesPersonalData } = viewer
  const id = await conversationOf(db, viewer, interactionId)
  const conversation = await readConversation(db, workspaceId, id)
  if (!conversation) throw new Problem('not_found', { field: 'id' })
  const answers = await answersOf(db, workspaceId, id)
  const files = seesPersonalData ? await filesOf(db, workspaceId, id) : []
  const byKey = new Map(answers.flatMap((row) => (row.messageKey ? [[row.messageKey, row] as const] : [])))
  const mask = (text: string) => (seesPersonalData ? text : maskContacts(text))
  const attached = (key: string) => files.filter((file) => file.messageKey === key).map(fileOf)
  const said = (await messagesOf(db, workspaceId, id)).map((row): ConversationMessage => {
    const answer = byKey.get(row.key)
    return {
      ...row,
      text: mask(row.text),
      whole: row.whole === null ? null : mask(row.whole),
      files: attached(row.key),
      delivery: answer ? deliveryOf(answer) : null,
    }
  })
  const known = new Set(said.map(({ key }) => key))
  const onTheirWay = answers
    .filter((row) => !row.messageKey || !known.has(row.messageKey))
    .filter(({ state }) => state !== 'sent' && state !== 'returned')
    .map(
      (row): ConversationMessage => ({
        key: `answer:${row.id}`,
        at: row.createdAt,
        author: 'employee',
        by: row.authorName,
        text: mask(row.text),
        whole: null,
        edited: false,
        files: [...attached(pendingFiles(row.id)), ...(row.messageKey ? attached(row.messageKey) : [])],
        delivery: deliveryOf(row),
      }),
    )
  const channel = channels.get(conversation.provider)
  const connection = await connections.read(db, workspaceId, conversation.endpointId).catch(() => null)
  const why = !channel
    ? 'cannot_send'
    : Object.keys(conversation.answerTo).length === 0
      ? 'no_address'
      : !connection?.active
        ? 'no_connection'
        : null
  const to =
    typeof conversation.answerTo.to === 'string' ? conversation.answerTo.to : (conversation.client.name ?? null)
  return {
    channel: conversation.provider,
    messages: [...said, ...onTheirWay],
    answer: {
      possible: why === null,
      why,
      to: seesPersonalData ? to : null,
      from: conversation.ourAddress ?? connection?.name ?? null,
      files: channel?.limits.files ?? false,
      longest: channel?.limits.text ?? longestAnswer,
    },
  }
}
