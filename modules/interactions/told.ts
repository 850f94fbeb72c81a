/**
 * What was told about an interaction, kept beside its verdict so that a later fact can be folded in. Most of it reads the
 * same in the row, so only the differences are kept, as one small JSON value: null for the usual line of a call file.
 * Legs and messages live in their own tables, but a single leg that stands for the whole call is kept here.
 */
import type { Leg, Told } from './fold.ts'
import type { LegOutcome, MessageObservation } from './observation.ts'
import type { InteractionRow } from './row.ts'
import type { Outcome } from './rules.ts'

type Plain = Omit<Told, 'provider' | 'externalId' | 'kind' | 'startedAt' | 'legs' | 'messages'>
type Kept = Readonly<Record<string, unknown>>

const outcomeTold: Record<Outcome, LegOutcome> = {
  talked: 'answered',
  gave_up: 'cancelled',
  unanswered: 'no_answer',
  busy: 'busy',
  failed: 'failed',
  machine: 'machine',
}

/** What one reads out of the row when nothing else is kept. */
function assumed(row: InteractionRow): Plain {
  const isEmail = row.partyAddress?.includes('@') ?? false
  return {
    direction: row.direction,
    at: row.endedAt ?? row.startedAt,
    answeredAt: row.answeredAt,
    endedAt: row.endedAt,
    finished: row.state === 'finished',
    outcome: row.outcome && outcomeTold[row.outcome],
    waitSeconds: null,
    talkSeconds: row.talkSeconds,
    durationSeconds: row.durationSeconds,
    partyPhone: row.partyNumber,
    partyEmail: isEmail ? row.partyAddress : null,
    partyMessenger: isEmail ? null : row.partyAddress,
    partyVisitor: null,
    partyName: row.partyName,
    ourAddress: row.ourAddress,
    line: row.line,
    origin: null,
    visit: null,
    recordingUrl: row.recordingUrl,
    classKey: null,
    subject: row.subject,
    isTest: row.isTest,
  }
}

const assumedLeg = (row: InteractionRow, told: Pick<Told, 'outcome'>): Omit<Leg, 'key'> => ({
  role: 'person',
  line: row.line,
  startedAt: row.startedAt,
  answeredAt: row.answeredAt,
  endedAt: row.endedAt,
  outcome: told.outcome,
  talkSeconds: row.talkSeconds,
  reason: null,
})

const same = (a: unknown, b: unknown): boolean =>
  a === b || (a instanceof Date && b instanceof Date && a.getTime() === b.getTime())

/** The fields of `value` that differ from `usual`, or null where none does. */
function differences<Value extends object>(value: Value, usual: Partial<Value>): Record<string, unknown> | null {
  let kept: Record<string, unknown> | null = null
  for (const field in usual) {
    if (same(value[field], usual[field])) continue
    kept ??= {}
    kept[field] = value[field]
  }
  return kept
}

/** The leg that needs no row of its own: the only one, of the person who stands for the whole. */
export const onlyLeg = (told: Told, row: Pick<InteractionRow, 'line'>): Leg | null => {
  const [leg] = told.legs
  return leg && told.legs.length === 1 && leg.role === 'person' && leg.line === row.line ? leg : null
}

/** The part of `told` that the row does not say, or null where it says everything. */
export function keepTold(told: Told, row: InteractionRow): Kept | null {
  const kept = differences<Plain>(told, assumed(row))
  const leg = onlyLeg(told, row)
  if (!leg) return kept
  return { ...kept, leg: { key: leg.key, ...differences<Omit<Leg, 'key'>>(leg, assumedLeg(row, told)) } }
}

const dates = ['at', 'startedAt', 'answeredAt', 'endedAt'] as const

/** JSON has no dates: puts them back. */
function revive(kept: Kept): Kept {
  const values: Record<string, unknown> = { ...kept }
  for (const field of dates) if (typeof values[field] === 'string') values[field] = new Date(values[field])
  return values
}

/** The inverse of `keepTold`; `legs` and `messages` are those that have rows of their own. */
export function recallTold(row: InteractionRow, legs: readonly Leg[], messages: readonly MessageObservation[]): Told {
  const { leg, ...kept } = revive(row.told ?? {}) as { leg?: Kept }
  const plain: Plain = { ...assumed(row), ...kept }
  return {
    provider: row.provider,
    externalId: row.externalId,
    kind: row.kind,
    startedAt: row.startedAt,
    ...plain,
    legs: leg ? [{ ...assumedLeg(row, plain), ...revive(leg) } as Leg] : legs,
    messages,
  }
}
