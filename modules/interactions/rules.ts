/** What an interaction came to, decided from everything that was told about it. Pure, and readable by a head of sales. */
import { addDays, dayStart, localDay } from '../../kernel/time.ts'
import type { Leg, Told } from './fold.ts'
import type { Direction, InteractionKind, LegOutcome } from './observation.ts'

export { directions, interactionKinds, legOutcomes } from './observation.ts'

/** What the client lived through. */
export const outcomes = ['talked', 'gave_up', 'unanswered', 'busy', 'failed', 'machine'] as const
export type Outcome = (typeof outcomes)[number]

export const states = ['ringing', 'talking', 'finished'] as const
export type State = (typeof states)[number]

/** The four groups of classes. */
export const classGroups = ['lead', 'upsell', 'accompanying', 'destructive'] as const
export type ClassGroup = (typeof classGroups)[number]

/** What marketing says of a class: it waits for a look, was agreed with, is disputed, or was settled after a dispute. */
export const reviewStates = ['unchecked', 'checked', 'disputed', 'settled'] as const
export type ReviewState = (typeof reviewStates)[number]

/** Whose word on a class is counted: what stands now, or what a side of a dispute claims. */
export const classSides = ['sales', 'marketing'] as const
export type ClassSide = (typeof classSides)[number]

/** How far a dispute about a class has come, as the record knows it; one that was withdrawn is none. */
export type DisputeMark = 'open' | 'escalated' | 'settled'

/** Filters by what an interaction is or has: each can say how many interactions each of its choices would show. */
export const countedFields = [
  'class',
  'group',
  'source',
  'employee',
  'department',
  'kind',
  'direction',
  'outcome',
  'state',
  'partyKind',
  'provider',
  'hour',
  'weekday',
] as const
export type CountedField = (typeof countedFields)[number]

/** An inbound contact that no person answered. */
export const isMissed = (direction: Direction, outcome: Outcome | null): boolean =>
  direction === 'inbound' && outcome !== null && outcome !== 'talked'

/** Outcomes of an inbound contact that count as missed, for SQL that must agree with `isMissed`. */
export const missedOutcomes: readonly Outcome[] = outcomes.filter((outcome) => outcome !== 'talked')

/**
 * Which interactions wait for a class: a client came and there was something to hear or read. A call in which nobody talked
 * tells nothing about what it was.
 */
export const needsClass = (row: {
  readonly classId: string | null
  readonly direction: Direction
  readonly state: State
  readonly kind: InteractionKind
  readonly outcome: Outcome | null
  readonly isTest: boolean
}): boolean => row.classId === null && isClassifiable(row)

/** Whether a class can be told of it at all. */
export const isClassifiable = (row: {
  readonly direction: Direction
  readonly state: State
  readonly kind: InteractionKind
  readonly outcome: Outcome | null
  readonly isTest: boolean
}): boolean =>
  row.direction === 'inbound' &&
  row.state === 'finished' &&
  !row.isTest &&
  (row.kind !== 'call' || row.outcome === 'talked')

/** `isClassifiable` over the columns of `interactions`. */
export const classifiableSql = (alias: string): string =>
  `${alias}.direction = 'inbound' and ${alias}.state = 'finished' and not ${alias}.is_test and (${alias}.kind <> 'call' or ${alias}.outcome = 'talked')`

/** `needsClass` over the columns of `interactions`: the condition of the index behind the queue. */
export const needsClassSql = (alias: string): string => `${alias}.class_id is null and ${classifiableSql(alias)}`

/**
 * When a talk that ended then has to have its class: so many minutes later, or, with 0, before the next day of the company
 * begins. `zone`: IANA zone of the company.
 */
export const classDue = (ended: Date, minutes: number, zone: string): Date =>
  minutes > 0 ? new Date(ended.getTime() + minutes * 60_000) : dayStart(addDays(localDay(ended, zone), 1), zone)

export interface Verdict {
  readonly direction: Direction
  readonly state: State
  readonly outcome: Outcome | null
  readonly answeredAt: Date | null
  readonly endedAt: Date | null
  readonly waitSeconds: number | null
  readonly talkSeconds: number | null
  readonly durationSeconds: number | null
  /** Who stands for the company: who talked longest, else who was rung last; null where only queues and machines were. */
  readonly line: string | null
}

const seconds = (from: Date | null, to: Date | null): number | null =>
  from && to ? Math.max(0, Math.round((to.getTime() - from.getTime()) / 1000)) : null

/** Decides direction, state, outcome and durations of what was told. */
export function verdict(told: Told): Verdict {
  const persons = told.legs.filter((leg) => leg.role === 'person')
  const talks = persons.filter((leg) => leg.answeredAt || leg.outcome === 'answered')
  const direction = told.direction ?? 'inbound'
  const answeredAt = firstAnswer(told, talks)
  const endedAt = told.endedAt ?? (told.finished ? lastEnd(told.legs) : null)
  const finished = told.finished || endedAt !== null
  const talked = hasTalked(told, talks)
  const duration = told.durationSeconds ?? seconds(told.startedAt, endedAt)
  const talkSeconds = talked ? (told.talkSeconds ?? talkTime(talks, answeredAt, endedAt)) : finished ? 0 : null
  const state: State = finished ? 'finished' : talked ? 'talking' : 'ringing'
  return {
    direction,
    state,
    outcome: finished ? outcomeOf(told, talked) : null,
    answeredAt: talked ? answeredAt : null,
    endedAt: endedAt ?? (finished && duration !== null ? new Date(told.startedAt.getTime() + duration * 1000) : null),
    waitSeconds: told.waitSeconds ?? waited(told, talked ? answeredAt : null, endedAt, duration, talkSeconds),
    talkSeconds,
    durationSeconds: duration,
    line: responsibleLine(told, persons, talks),
  }
}

function hasTalked(told: Told, talks: readonly Leg[]): boolean {
  if (told.outcome === 'machine') return false
  if (told.outcome && told.outcome !== 'answered') return talks.length > 0
  if (told.kind !== 'call')
    return told.outcome === 'answered' || told.messages.some((message) => message.author === 'employee')
  if (talks.length > 0 || told.outcome === 'answered') return true
  // No person's leg is known at all: the interaction's own answer speaks for it.
  return told.answeredAt !== null && told.legs.every((leg) => leg.role === 'person')
}

function outcomeOf(told: Told, talked: boolean): Outcome {
  if (talked) return 'talked'
  const byTold: Partial<Record<LegOutcome, Outcome>> = {
    machine: 'machine',
    busy: 'busy',
    failed: 'failed',
    cancelled: 'gave_up',
    no_answer: 'unanswered',
  }
  const whole = told.outcome ? byTold[told.outcome] : undefined
  if (whole) return whole
  const legOutcomes = new Set(told.legs.map((leg) => leg.outcome))
  if (
    told.legs.some((leg) => leg.role === 'machine' && (leg.answeredAt || leg.outcome === 'answered')) ||
    legOutcomes.has('machine')
  )
    return 'machine'
  const persons = told.legs.filter((leg) => leg.role === 'person' && leg.outcome)
  if (persons.length > 0 && persons.every((leg) => leg.outcome === 'busy')) return 'busy'
  if (persons.length > 0 && persons.every((leg) => leg.outcome === 'failed')) return 'failed'
  if (legOutcomes.has('cancelled')) return 'gave_up'
  return 'unanswered'
}

const firstAnswer = (told: Told, talks: readonly Leg[]): Date | null => {
  const answers = talks.flatMap((leg) => (leg.answeredAt ? [leg.answeredAt.getTime()] : []))
  return answers.length > 0 ? new Date(Math.min(...answers)) : told.answeredAt
}

const lastEnd = (legs: readonly Leg[]): Date | null => {
  const ends = legs.flatMap((leg) => (leg.endedAt ? [leg.endedAt.getTime()] : []))
  return ends.length > 0 ? new Date(Math.max(...ends)) : null
}

/** Talk of several legs one after another (transfers) adds up; the span answer → end stands in where legs say nothing. */
function talkTime(talks: readonly Leg[], answeredAt: Date | null, endedAt: Date | null): number | null {
  const known = talks.flatMap((leg) => {
    const talk = leg.talkSeconds ?? seconds(leg.answeredAt, leg.endedAt)
    return talk === null ? [] : [talk]
  })
  return known.length > 0 ? known.reduce((sum, talk) => sum + talk, 0) : seconds(answeredAt, endedAt)
}

/** How long the client waited for a person: until the answer, or until they were gone. */
function waited(
  told: Told,
  answeredAt: Date | null,
  endedAt: Date | null,
  duration: number | null,
  talk: number | null,
): number | null {
  const untilAnswer = seconds(told.startedAt, answeredAt)
  if (untilAnswer !== null) return untilAnswer
  if (duration !== null && talk !== null) return Math.max(0, duration - talk)
  return seconds(told.startedAt, endedAt)
}

const talkOf = (leg: Leg): number => leg.talkSeconds ?? seconds(leg.answeredAt, leg.endedAt) ?? 0

function responsibleLine(told: Told, persons: readonly Leg[], talks: readonly Leg[]): string | null {
  const byTalk = talks.filter((leg) => leg.line).sort((a, b) => talkOf(b) - talkOf(a) || a.key.localeCompare(b.key))
  if (byTalk[0]) return byTalk[0].line
  if (told.line) return told.line
  const [first] = told.messages
    .filter((message) => message.author === 'employee' && message.line)
    .sort((a, b) => a.at.getTime() - b.at.getTime())
  if (first?.line) return first.line
  const rung = persons
    .filter((leg) => leg.line)
    .sort((a, b) => (b.startedAt?.getTime() ?? 0) - (a.startedAt?.getTime() ?? 0) || a.key.localeCompare(b.key))
  return rung[0]?.line ?? null
}
