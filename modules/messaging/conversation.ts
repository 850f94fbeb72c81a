/** What is said in a dialogue, and what the record is told of it. Pure. */
import type { MessageObservation, Observation, OriginObservation } from '../interactions/index.ts'

/** Who the client is, as far as the channel tells. `messenger` is `<provider>:<id>`. */
export interface Client {
  readonly name?: string
  readonly phone?: string
  readonly email?: string
  readonly messenger?: string
}

/** One dialogue: one interaction. */
export interface Conversation {
  readonly id: string
  readonly endpointId: string
  /** Names the channel in the record: `mail`, `telegram`, … */
  readonly provider: string
  /** What the channel keeps together: a chat, a chain of letters. It may hold several dialogues, one after another. */
  readonly thread: string
  readonly client: Client
  readonly subject: string | null
  /** How the channel finds the client: its own words. */
  readonly answerTo: Readonly<Record<string, unknown>>
  readonly ourAddress: string | null
  readonly origin: OriginObservation | null
  /** Whoever answers for this channel until somebody has answered. */
  readonly line: string | null
  readonly isTest: boolean
  readonly firstAt: Date
  readonly lastAt: Date
  readonly lastBy: Side
}

export type Side = 'client' | 'us'

export interface Said {
  readonly key: string
  readonly at: Date
  readonly author: MessageObservation['author']
  readonly line: string | null
  readonly text: string
  readonly editedAt: Date | null
}

/** Whose word a message is; what programs and the system say is nobody's. */
export const sideOf = (author: Said['author']): Side | null =>
  author === 'client' ? 'client' : author === 'employee' ? 'us' : null

/**
 * The dialogue as the record hears of it: everything, each time anew, so that order, edits and late letters need no rules of
 * their own. It began with its first word, was answered by the first word of the other side after that, and lasts until
 * the newest. A dialogue has no end that anybody announces: it counts as finished, and goes on when somebody writes.
 */
export function observationOf(conversation: Conversation, said: readonly Said[]): Observation {
  const words = said.filter(({ author }) => sideOf(author) !== null)
  const first = words[0] ?? said[0]
  const began = first ? sideOf(first.author) : null
  const answer = words.find(({ author }) => sideOf(author) !== began)
  const startedAt = first?.at ?? conversation.firstAt
  const lastAt = words.at(-1)?.at ?? startedAt
  const ownAnswer = words.find(({ author, line }) => author === 'employee' && line)
  const { client, origin } = conversation
  return {
    provider: conversation.provider,
    externalId: conversation.id,
    kind: conversation.provider === 'mail' ? 'email' : 'messenger',
    at: said.at(-1)?.at ?? lastAt,
    direction: began === 'us' ? 'outbound' : 'inbound',
    startedAt,
    endedAt: lastAt,
    finished: true,
    talkSeconds: 0,
    ...(answer ? { answeredAt: answer.at, outcome: 'answered' as const } : { outcome: 'no_answer' as const }),
    party: { ...client },
    ...(conversation.ourAddress && { ourAddress: conversation.ourAddress }),
    // Whoever answered first answers for the dialogue; before that whoever the channel is given to.
    ...(ownAnswer?.line ? { line: ownAnswer.line } : conversation.line ? { line: conversation.line } : {}),
    ...(conversation.subject && { subject: conversation.subject }),
    ...(origin && { origin }),
    ...(conversation.isTest && { isTest: true }),
    messages: said.map(({ key, at, author, line, text }) => ({ key, at, author, text, ...(line && { line }) })),
  }
}

/** The dialogue of a thread to which a message belongs, or null where it begins a new one. */
export interface Chapter {
  readonly id: string
  readonly firstAt: Date
  readonly lastAt: Date
  readonly lastBy: Side
}

/**
 * A client who writes into an old thread begins a new dialogue only where the last one is finished: the last word was ours,
 * and longer ago than `reopenDays`. A client who still waits for an answer stays in the same one, however long it takes:
 * a new one would hide how long they have waited, and count them twice. What we write always goes on with the last one.
 * `chapters` are in order of time.
 */
export function chapterOf(
  chapters: readonly Chapter[],
  message: { readonly at: Date; readonly side: Side | null },
  reopenDays: number,
): Chapter | null {
  const at = message.at.getTime()
  const before = chapters.findLast(({ firstAt }) => firstAt.getTime() <= at)
  const chapter = before ?? chapters[0]
  if (!chapter) return null
  if (message.side !== 'client' || chapter.lastBy !== 'us') return chapter
  return at - chapter.lastAt.getTime() > reopenDays * 86_400_000 ? null : chapter
}
