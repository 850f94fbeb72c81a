/** Dialogues by letters and messengers that were held before: a story told to a new company. */
import type { Transaction } from '../../platform/database/database.ts'
import { sql } from '../../platform/database/database.ts'
import { lockWriters, type Observation } from '../interactions/index.ts'
import type { Client } from './conversation.ts'
import { subjectKey } from './mail/subject.ts'
import { newConversation, type Speaking, tellRecord } from './say.ts'
import { extendConversation, findMessage, insertConversation, insertMessage, type LetterFacts } from './store.ts'

export interface PastConversation {
  readonly endpointId: string
  readonly provider: 'mail' | 'telegram'
  /** The chat, or the Message-ID of the first letter. */
  readonly chat: string
  readonly client: Client
  readonly subject: string | null
  readonly ourAddress: string | null
  /** In order of time, the client's first; `line`: who of the company wrote it, null for the client. */
  readonly messages: readonly {
    readonly id: string
    readonly at: Date
    readonly line: string | null
    readonly text: string
  }[]
  readonly classKey: string | null
}

/** Keeps dialogues with all that was said and tells the record once; told twice they are the same. */
export async function keepPastConversations(
  tx: Transaction,
  speaking: Speaking,
  past: readonly PastConversation[],
): Promise<void> {
  const { workspace, recorder, now } = speaking
  await lockWriters(tx, workspace.id)
  const ids: string[] = []
  const classed: Observation[] = []
  for (const one of past) {
    const externalId = await keepConversation(tx, speaking, one)
    if (!externalId) continue
    ids.push(externalId)
    const { provider, classKey, messages } = one
    const kind = provider === 'mail' ? 'email' : 'messenger'
    const at = messages.at(-1)?.at ?? now
    if (classKey) classed.push({ provider, externalId, kind, at, classKey })
  }
  await tellRecord(tx, speaking, ...ids)
  await recorder.record(tx, { workspace, observations: classed, now })
}

/** Returns the dialogue's id, or null where nothing was said in it or it was known. */
async function keepConversation(
  tx: Transaction,
  { workspace, now }: Speaking,
  past: PastConversation,
): Promise<string | null> {
  const { provider, endpointId, client, subject, ourAddress } = past
  const [first] = past.messages
  const last = past.messages.at(-1)
  if (!first || !last) return null
  const mail = provider === 'mail'
  const keyOf = (id: string): string => (mail ? id : `${endpointId}/${id}`)
  if (await findMessage(tx, workspace.id, provider, keyOf(first.id))) return null
  const email = client.email ?? ''
  const place = {
    ...{ endpointId, provider, client, subject, ourAddress, reopenDays: 30 },
    thread: mail ? past.chat : `${endpointId}/${past.chat}`,
    answerTo: mail ? { to: email } : { chat: past.chat },
    clientKey: (mail ? client.email : client.messenger) ?? null,
    subjectKey: subject === null ? null : subjectKey(subject),
  }
  const id = await insertConversation(tx, workspace.id, newConversation(place, first.at, 'client'), now)
  for (const [place, { id: told, at, line, text }] of past.messages.entries()) {
    const letter = mail ? letterOf(past, place) : null
    const author = line === null ? 'client' : 'employee'
    await insertMessage(tx, workspace.id, provider, id, {
      key: keyOf(told),
      at,
      author,
      line,
      text,
      whole: null,
      letter,
    })
    if (mail)
      await tx.query(sql`
        insert into mail_references (workspace_id, message_id, thread) values (${workspace.id}, ${told}, ${past.chat})
        on conflict (workspace_id, message_id) do nothing`)
  }
  const side = last.line === null ? 'client' : 'us'
  const nothingNew = { client: {}, answerTo: null, origin: null, answersOnly: false }
  await extendConversation(tx, workspace.id, id, { at: last.at, side, ...nothingNew })
  return id
}

function letterOf({ messages, subject, client, ourAddress }: PastConversation, place: number): LetterFacts {
  const message = messages[place]
  const theirs = client.email ?? ''
  const ours = ourAddress ?? ''
  const fromUs = message?.line !== null
  return {
    messageId: message?.id ?? '',
    references: messages.slice(0, place).map(({ id }) => id),
    subject: place === 0 ? (subject ?? '') : `Re: ${subject ?? ''}`,
    from: fromUs ? ours : theirs,
    to: [fromUs ? theirs : ours],
    cc: [],
  }
}
