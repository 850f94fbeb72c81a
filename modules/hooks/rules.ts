/** What is told to subscribers, and how stubbornly. Pure. */
import type { Change, InteractionRow } from '../interactions/index.ts'
import { isMissed } from '../interactions/rules.ts'

export const hookEvents = [
  'interaction.created',
  'interaction.finished',
  'interaction.missed',
  'recording.ready',
  'class.changed',
] as const
export type HookEvent = (typeof hookEvents)[number]

/** Name → whether a change is that event. Rows of an import are history: nobody is told of a year at once. */
const happened: Readonly<Record<HookEvent, (before: InteractionRow | null, after: InteractionRow) => boolean>> = {
  'interaction.created': (before) => before === null,
  'interaction.finished': (before, after) => after.state === 'finished' && before?.state !== 'finished',
  'interaction.missed': (before, after) => missed(after) && !(before && missed(before)),
  'recording.ready': (before, after) => after.recordingUrl !== null && (before?.recordingUrl ?? null) === null,
  'class.changed': (before, after) => (before?.classId ?? null) !== after.classId,
}

const missed = ({ direction, outcome }: InteractionRow): boolean => isMissed(direction, outcome)

/** The events that a change is, in the order in which they are told. */
export function eventsOf({ before, after }: Change): HookEvent[] {
  if (!after || (before === null && after.importId !== null)) return []
  return hookEvents.filter((event) => happened[event](before, after))
}

/** What a message says of an interaction. Ids are those of the API. */
export const describeInteraction = (row: InteractionRow) => ({
  id: row.id,
  provider: row.provider,
  externalId: row.externalId,
  kind: row.kind,
  direction: row.direction,
  state: row.state,
  outcome: row.outcome,
  startedAt: row.startedAt,
  answeredAt: row.answeredAt,
  endedAt: row.endedAt,
  waitSeconds: row.waitSeconds,
  talkSeconds: row.talkSeconds,
  durationSeconds: row.durationSeconds,
  client: {
    number: row.partyNumber,
    numberKind: row.partyKind,
    address: row.partyAddress,
    name: row.partyName,
    customerId: row.customerId,
  },
  ourAddress: row.ourAddress,
  line: row.line,
  employeeId: row.employeeId,
  departmentId: row.departmentId,
  sourceId: row.sourceId,
  campaignId: row.campaignId,
  placementId: row.placementId,
  keywordId: row.keywordId,
  classId: row.classId,
  isTest: row.isTest,
  subject: row.subject,
  recordingUrl: row.recordingUrl,
})

const seconds = 1_000
const minutes = 60 * seconds
const hours = 60 * minutes
/** The pause after the first failed attempt, the second …; the last one repeats. */
const pauses = [
  5 * seconds,
  30 * seconds,
  2 * minutes,
  10 * minutes,
  30 * minutes,
  hours,
  2 * hours,
  4 * hours,
  8 * hours,
]
const mostAttempts = 15
/** A receiver that says "this message is wrong" is asked three times: it will not change its mind. */
const mostAttemptsAtRefusal = 3
/** A subscription that took nothing for so long is switched off, and says why. */
export const giveUpAfter = 3 * 24 * hours

export type AttemptResult = { readonly status: number } | { readonly error: string }

export type Verdict =
  | { readonly kind: 'delivered' }
  /** The message is given up; the next one is tried. */
  | { readonly kind: 'failed' }
  | { readonly kind: 'again'; readonly at: Date }
  /** The whole subscription is switched off. */
  | { readonly kind: 'stop'; readonly reason: 'gone' | 'failing' }

/**
 * What follows from an attempt. `attempts` counts this one; `failingSince` is when the subscriber last began to fail, or null.
 * 410 Gone means that nobody will ever listen there again (RFC 9110, 15.5.11).
 */
export function verdictOf(
  result: AttemptResult,
  {
    attempts,
    failingSince,
    now,
  }: { readonly attempts: number; readonly failingSince: Date | null; readonly now: Date },
): Verdict {
  const status = 'status' in result ? result.status : 0
  if (status >= 200 && status < 300) return { kind: 'delivered' }
  if (status === 410) return { kind: 'stop', reason: 'gone' }
  if (failingSince && now.getTime() - failingSince.getTime() >= giveUpAfter) return { kind: 'stop', reason: 'failing' }
  const refused = status >= 400 && status < 500 && ![408, 425, 429].includes(status)
  if (attempts >= (refused ? mostAttemptsAtRefusal : mostAttempts)) return { kind: 'failed' }
  const pause = pauses[Math.min(attempts, pauses.length) - 1] ?? hours
  return { kind: 'again', at: new Date(now.getTime() + pause) }
}
