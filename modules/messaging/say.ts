/** The one way by which a word enters a dialogue and the record. */
import type { Transaction } from '../../platform/database/database.ts'
import { tellLive } from '../../platform/live/tell-live.ts'
import {
  lockWriters,
  type Observation,
  type OriginObservation,
  type Recorder,
  type RecordingWorkspace,
} from '../interactions/index.ts'
import { type Client, chapterOf, observationOf, type Side, sideOf } from './conversation.ts'
import { handOverFiles } from './files.ts'
import { pendingFiles } from './outbox/pending.ts'
import {
  chaptersOf,
  editMessage,
  extendConversation,
  findMessage,
  insertConversation,
  insertMessage,
  type LetterFacts,
  learnClient,
  type NewMessage,
  nameAuthor,
  readConversation,
  saidIn,
} from './store.ts'

export interface Speaking {
  readonly recorder: Recorder
  readonly workspace: RecordingWorkspace
  readonly now: Date
}

/** Where a message was said. */
export interface Place {
  readonly endpointId: string
  readonly provider: string
  readonly thread: string
  readonly client: Client
  /** Null leaves the way to answer as it is. */
  readonly answerTo: Readonly<Record<string, unknown>> | null
  readonly clientKey?: string | null
  readonly subject?: string | null
  readonly subjectKey?: string | null
  readonly ourAddress?: string | null
  readonly origin?: OriginObservation | null
  /** Whoever answers for the channel until somebody has answered. */
  readonly line?: string | null
  readonly isTest?: boolean
  /** The message answers one that is not known (yet). */
  readonly answersOnly?: boolean
  /** Days after which a finished dialogue is not gone on with. */
  readonly reopenDays: number
}

export interface Heard {
  readonly conversationId: string
  /** False where the message had been heard before: then nothing has changed. */
  readonly fresh: boolean
}

/** Adds a message to its dialogue (the same one twice is one) and tells the record. */
export async function say(tx: Transaction, speaking: Speaking, place: Place, message: NewMessage): Promise<Heard> {
  const { workspace, now } = speaking
  await lockWriters(tx, workspace.id)
  const known = await findMessage(tx, workspace.id, place.provider, message.key)
  if (known) {
    // The same message told by another way may know more of the client: Avito's webhook has no name, its list of chats has.
    if (await learnClient(tx, workspace.id, known.conversationId, place.client, place.subject ?? null)) {
      await tellRecord(tx, speaking, known.conversationId)
    }
    return { conversationId: known.conversationId, fresh: false }
  }
  const side = sideOf(message.author)
  const chapters = await chaptersOf(tx, workspace.id, place.provider, place.thread)
  const chapter = chapterOf(chapters, { at: message.at, side }, place.reopenDays)
  const conversationId = chapter
    ? chapter.id
    : await insertConversation(tx, workspace.id, newConversation(place, message.at, side ?? 'client'), now)
  if (chapter) {
    await extendConversation(tx, workspace.id, chapter.id, {
      at: message.at,
      side,
      client: place.client,
      answerTo: place.answerTo,
      origin: place.origin ?? null,
      answersOnly: place.answersOnly ?? false,
    })
  }
  await insertMessage(tx, workspace.id, place.provider, conversationId, message)
  await tellRecord(tx, speaking, conversationId)
  return { conversationId, fresh: true }
}

/** A later wording of a known message; an older one, or one of a message that nobody knows, changes nothing. */
export async function reword(
  tx: Transaction,
  speaking: Speaking,
  provider: string,
  key: string,
  text: string,
  at: Date,
): Promise<boolean> {
  await lockWriters(tx, speaking.workspace.id)
  const known = await findMessage(tx, speaking.workspace.id, provider, key)
  if (!known || known.text === text || (known.editedAt && known.editedAt >= at)) return known !== null
  await editMessage(tx, speaking.workspace.id, provider, key, text, at)
  await tellRecord(tx, speaking, known.conversationId)
  return true
}

/** Tells the record what dialogues have become. */
export async function tellRecord(
  tx: Transaction,
  { recorder, workspace, now }: Speaking,
  ...conversationIds: readonly string[]
): Promise<void> {
  const observations: Observation[] = []
  for (const id of conversationIds) {
    const conversation = await readConversation(tx, workspace.id, id)
    const said = await saidIn(tx, workspace.id, id)
    // Whoever only opened a bot has said nothing yet: that is no contact.
    if (conversation && said.some(({ author }) => sideOf(author) !== null))
      observations.push(observationOf(conversation, said))
  }
  if (observations.length === 0) return
  await recorder.record(tx, { workspace, observations, afresh: () => true, now })
  await tellMessaging(tx, workspace.id)
}

/** Open dialogues ask again once the transaction is committed. */
export const tellMessaging = (tx: Parameters<typeof tellLive>[0], workspaceId: string): Promise<unknown> =>
  tellLive(tx, { workspaceId, type: 'messaging' })

export const newConversation = (place: Place, at: Date, side: Side) => ({
  endpointId: place.endpointId,
  provider: place.provider,
  thread: place.thread,
  client: place.client,
  clientKey: place.clientKey ?? null,
  subject: place.subject ?? null,
  subjectKey: place.subjectKey ?? null,
  answerTo: place.answerTo ?? {},
  ourAddress: place.ourAddress ?? null,
  origin: place.origin ?? null,
  line: place.line ?? null,
  isTest: place.isTest ?? false,
  at,
  side,
  answersOnly: place.answersOnly ?? false,
})

/** An answer that was sent from a card: a message like any other, in the name of whoever wrote it. Its echo may have come first. */
export async function answered(
  tx: Transaction,
  speaking: Speaking,
  answer: {
    readonly id: string
    readonly conversationId: string
    readonly provider: string
    readonly text: string
    readonly line: string | null
    readonly letter: LetterFacts | null
  },
  key: string,
): Promise<void> {
  const { id: workspaceId } = speaking.workspace
  const at = speaking.now
  await lockWriters(tx, workspaceId)
  if (await findMessage(tx, workspaceId, answer.provider, key)) {
    await nameAuthor(tx, workspaceId, answer.provider, key, answer.line)
  } else {
    const nothingNew = { client: {}, answerTo: null, origin: null, answersOnly: false }
    await extendConversation(tx, workspaceId, answer.conversationId, { at, side: 'us', ...nothingNew })
    const { text, line, letter } = answer
    const message = { key, at, author: 'employee', line, text, whole: null, letter } as const
    await insertMessage(tx, workspaceId, answer.provider, answer.conversationId, message)
  }
  await handOverFiles(tx, workspaceId, answer.conversationId, pendingFiles(answer.id), key)
  await tellRecord(tx, speaking, answer.conversationId)
}
