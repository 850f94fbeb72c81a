/** What becomes of an answer that is on its way. Pure. */

/**
 * `unsure`: it was handed over and nobody knows whether it arrived, and sending it again might double it: a person decides.
 * `returned`: it was taken, and came back later.
 */
export const outboxStates = ['waiting', 'sending', 'sent', 'failed', 'unsure', 'returned'] as const
export type OutboxState = (typeof outboxStates)[number]

/** Why an answer does not get through. Codes are stable: screens say them in words. */
export const sendFailures = [
  'unreachable',
  'credentials',
  'refused',
  'blocked',
  'window_closed',
  'rate_limited',
  'too_large',
  'no_address',
  'no_connection',
  'forbidden_address',
  'other',
] as const
export type SendFailureCode = (typeof sendFailures)[number]

export type Attempt =
  | { readonly kind: 'sent' }
  /** It did not leave us, or was put off: it may be tried again. */
  | { readonly kind: 'again'; readonly afterMs?: number }
  /** It was refused for good. */
  | { readonly kind: 'never' }
  /** It may have arrived. */
  | { readonly kind: 'unsure' }

/** Hours after which an answer that never got through is given up: an older one would only confuse the client. */
export const giveUpHours = 24
const pauses = [10, 30, 60, 120, 300, 600, 1_800, 3_600]

export type Outcome =
  | { readonly state: 'sent' | 'failed' | 'unsure' }
  | { readonly state: 'waiting'; readonly at: Date }

/**
 * What follows from the attempt number `attempts` (the first is 1). Where the other side knows a message again by its
 * identity (`repeatable`), a doubtful attempt is repeated: the client sees it once.
 */
export function outcomeOf(
  attempt: Attempt,
  message: { readonly attempts: number; readonly createdAt: Date; readonly repeatable: boolean },
  now: Date,
): Outcome {
  if (attempt.kind === 'sent') return { state: 'sent' }
  if (attempt.kind === 'never') return { state: 'failed' }
  if (attempt.kind === 'unsure' && !message.repeatable) return { state: 'unsure' }
  if (now.getTime() - message.createdAt.getTime() > giveUpHours * 3_600_000) return { state: 'failed' }
  const seconds = pauses[Math.min(message.attempts, pauses.length) - 1] ?? 3_600
  const afterMs = attempt.kind === 'again' ? (attempt.afterMs ?? 0) : 0
  return { state: 'waiting', at: new Date(now.getTime() + Math.max(seconds * 1_000, afterMs)) }
}

/** Characters of one answer. */
export const longestAnswer = 4_000
/** Bytes and number of files of one letter. */
export const answerFileBytes = 10_000_000
export const answerFiles = 10

/** `wanted`: the messenger still keeps it for us. `gone`: it no longer does. */
export const fileStates = ['stored', 'wanted', 'too_large', 'gone'] as const
export type FileState = (typeof fileStates)[number]
