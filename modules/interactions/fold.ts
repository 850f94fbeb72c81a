/**
 * How facts about one interaction become its state, whatever their order and however often they are told.
 * Every field joins by a rule that is commutative, associative and idempotent (a semilattice): the earliest start, the latest
 * end, the longer talk, the fuller text. "The newest word wins" is not such a rule: it depends on who was heard in between.
 */
import type {
  Direction,
  InteractionKind,
  LegObservation,
  LegOutcome,
  MessageObservation,
  Observation,
} from './observation.ts'

export interface Leg {
  readonly key: string
  readonly role: 'person' | 'queue' | 'menu' | 'machine'
  readonly line: string | null
  readonly startedAt: Date | null
  readonly answeredAt: Date | null
  readonly endedAt: Date | null
  readonly outcome: LegOutcome | null
  readonly talkSeconds: number | null
  readonly reason: string | null
}

/** Everything that was ever told about one interaction, folded. */
export interface Told {
  readonly provider: string
  readonly externalId: string
  readonly kind: InteractionKind
  readonly direction: Direction | null
  /** The provider's time of the newest fact. */
  readonly at: Date
  readonly startedAt: Date
  readonly answeredAt: Date | null
  readonly endedAt: Date | null
  readonly finished: boolean
  readonly outcome: LegOutcome | null
  readonly waitSeconds: number | null
  readonly talkSeconds: number | null
  readonly durationSeconds: number | null
  readonly partyPhone: string | null
  readonly partyEmail: string | null
  readonly partyMessenger: string | null
  readonly partyVisitor: string | null
  readonly partyName: string | null
  readonly ourAddress: string | null
  readonly line: string | null
  readonly origin: Observation['origin'] | null
  readonly visit: string | null
  readonly recordingUrl: string | null
  readonly classKey: string | null
  readonly subject: string | null
  readonly isTest: boolean
  readonly legs: readonly Leg[]
  readonly messages: readonly MessageObservation[]
}

const earliest = (a: Date | null | undefined, b: Date | null | undefined): Date | null =>
  !a ? (b ?? null) : !b ? a : a <= b ? a : b

const latest = (a: Date | null | undefined, b: Date | null | undefined): Date | null =>
  !a ? (b ?? null) : !b ? a : a >= b ? a : b

/** Of two outcomes of the same leg the one that says more wins: an answer over silence, a machine over an answer. */
const outcomeWeight: Record<LegOutcome, number> = {
  cancelled: 1,
  no_answer: 2,
  busy: 3,
  failed: 4,
  answered: 5,
  machine: 6,
}

const strongerOutcome = (a: LegOutcome | null | undefined, b: LegOutcome | null | undefined): LegOutcome | null =>
  !a ? (b ?? null) : !b ? a : outcomeWeight[a] >= outcomeWeight[b] ? a : b

const larger = (a: number | null | undefined, b: number | null | undefined): number | null =>
  a == null ? (b ?? null) : b == null ? a : Math.max(a, b)

/** Where two texts contradict each other the fuller one wins, and between equals the greater: any fixed choice will do. */
function fuller<T extends string>(a: T | null | undefined, b: T | null | undefined): T | null {
  if (a == null) return b ?? null
  if (b == null || a === b) return a
  if (a.length !== b.length) return a.length > b.length ? a : b
  return a > b ? a : b
}

function foldLeg(a: Leg | undefined, b: LegObservation): Leg {
  return {
    key: b.key,
    role: fuller(a?.role === 'person' ? null : a?.role, b.role === 'person' ? null : b.role) ?? 'person',
    line: fuller(a?.line, b.line),
    startedAt: earliest(a?.startedAt, b.startedAt),
    answeredAt: earliest(a?.answeredAt, b.answeredAt),
    endedAt: latest(a?.endedAt, b.endedAt),
    outcome: strongerOutcome(a?.outcome, b.outcome),
    talkSeconds: larger(a?.talkSeconds, b.talkSeconds),
    reason: fuller(a?.reason, b.reason),
  }
}

const byKey = (a: { key: string }, b: { key: string }): number => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)

/** Items of one key fold into one; the result is in order of the keys, whatever order they were told in. */
function foldKeyed<Item extends { readonly key: string }, ItemTold extends { readonly key: string }>(
  known: readonly Item[],
  told: readonly ItemTold[] | undefined,
  foldItem: (known: Item | undefined, told: ItemTold) => Item,
): readonly Item[] {
  if (!told?.length) return known
  const items = new Map(known.map((item) => [item.key, item]))
  for (const item of told) items.set(item.key, foldItem(items.get(item.key), item))
  return [...items.values()].sort(byKey)
}

function foldMessage(a: MessageObservation | undefined, b: MessageObservation): MessageObservation {
  const line = fuller(a?.line, b.line)
  return {
    key: b.key,
    at: earliest(a?.at, b.at) ?? b.at,
    author: fuller(a?.author, b.author) ?? b.author,
    text: fuller(a?.text, b.text) ?? b.text,
    ...(line ? { line } : {}),
  }
}

/** The state after hearing `told`, where `known` is what was heard before (or nothing). */
export function fold(known: Told | null, told: Observation): Told {
  const start =
    told.startedAt ?? told.legs?.reduce<Date | null>((first, leg) => earliest(first, leg.startedAt), null) ?? told.at
  return {
    provider: told.provider,
    externalId: told.externalId,
    kind: fuller(known?.kind, told.kind) ?? told.kind,
    direction: fuller(known?.direction, told.direction),
    at: latest(known?.at, told.at) ?? told.at,
    startedAt: earliest(known?.startedAt, start) ?? start,
    answeredAt: earliest(known?.answeredAt, told.answeredAt),
    endedAt: latest(known?.endedAt, told.endedAt),
    finished: (known?.finished ?? false) || (told.finished ?? false),
    outcome: strongerOutcome(known?.outcome, told.outcome),
    waitSeconds: larger(known?.waitSeconds, told.waitSeconds),
    talkSeconds: larger(known?.talkSeconds, told.talkSeconds),
    durationSeconds: larger(known?.durationSeconds, told.durationSeconds),
    partyPhone: fuller(known?.partyPhone, told.party?.phone),
    partyEmail: fuller(known?.partyEmail, told.party?.email),
    partyMessenger: fuller(known?.partyMessenger, told.party?.messenger),
    partyVisitor: fuller(known?.partyVisitor, told.party?.visitor),
    partyName: fuller(known?.partyName, told.party?.name),
    ourAddress: fuller(known?.ourAddress, told.ourAddress),
    line: fuller(known?.line, told.line),
    origin: moreExact(known?.origin ?? null, told.origin ?? null),
    visit: fuller(known?.visit, told.visit),
    recordingUrl: fuller(known?.recordingUrl, told.recordingUrl),
    classKey: fuller(known?.classKey, told.classKey),
    subject: fuller(known?.subject, told.subject),
    isTest: (known?.isTest ?? false) || (told.isTest ?? false),
    legs: foldKeyed(known?.legs ?? [], told.legs, foldLeg),
    messages: foldKeyed(known?.messages ?? [], told.messages, foldMessage),
  }
}

/** A certain source beats a guess, and more levels beat fewer; a tie is settled by the names. */
export function moreExact(a: Told['origin'], b: Told['origin']): Told['origin'] {
  if (!a || !b) return a ?? b
  const weight = (o: NonNullable<Told['origin']>) =>
    (o.certain === false ? 0 : 10) + Number(!!o.campaign) + Number(!!o.placement) + Number(!!o.keyword)
  const difference = weight(a) - weight(b)
  if (difference !== 0) return difference > 0 ? a : b
  const name = (o: NonNullable<Told['origin']>) => [o.source, o.campaign, o.placement, o.keyword].join('\u0000')
  return name(a) >= name(b) ? a : b
}

const sameTime = (a: Date | null, b: Date | null): boolean => a?.getTime() === b?.getTime()

const sameOrigin = (a: Told['origin'], b: Told['origin']): boolean =>
  a === b ||
  (a?.source === b?.source &&
    a?.campaign === b?.campaign &&
    a?.placement === b?.placement &&
    a?.keyword === b?.keyword &&
    a?.certain === b?.certain)

const sameLeg = (a: Leg, b: Leg): boolean =>
  a.key === b.key &&
  a.role === b.role &&
  a.line === b.line &&
  a.outcome === b.outcome &&
  a.talkSeconds === b.talkSeconds &&
  a.reason === b.reason &&
  sameTime(a.startedAt, b.startedAt) &&
  sameTime(a.answeredAt, b.answeredAt) &&
  sameTime(a.endedAt, b.endedAt)

const sameMessage = (a: MessageObservation, b: MessageObservation): boolean =>
  a.key === b.key && a.author === b.author && a.text === b.text && a.line === b.line && sameTime(a.at, b.at)

function sameList<Item>(a: readonly Item[], b: readonly Item[], same: (a: Item, b: Item) => boolean): boolean {
  return (
    a === b ||
    (a.length === b.length &&
      a.every((item, i) => {
        const other = b[i]
        return other !== undefined && same(item, other)
      }))
  )
}

/** Whether two folds say the same: then nothing new was told. */
export const sameTold = (a: Told, b: Told): boolean =>
  a.kind === b.kind &&
  a.direction === b.direction &&
  a.finished === b.finished &&
  a.outcome === b.outcome &&
  a.waitSeconds === b.waitSeconds &&
  a.talkSeconds === b.talkSeconds &&
  a.durationSeconds === b.durationSeconds &&
  a.partyPhone === b.partyPhone &&
  a.partyEmail === b.partyEmail &&
  a.partyMessenger === b.partyMessenger &&
  a.partyVisitor === b.partyVisitor &&
  a.partyName === b.partyName &&
  a.ourAddress === b.ourAddress &&
  a.line === b.line &&
  a.recordingUrl === b.recordingUrl &&
  a.classKey === b.classKey &&
  a.subject === b.subject &&
  a.visit === b.visit &&
  a.isTest === b.isTest &&
  sameTime(a.at, b.at) &&
  sameTime(a.startedAt, b.startedAt) &&
  sameTime(a.answeredAt, b.answeredAt) &&
  sameTime(a.endedAt, b.endedAt) &&
  sameOrigin(a.origin, b.origin) &&
  sameList(a.legs, b.legs, sameLeg) &&
  sameList(a.messages, b.messages, sameMessage)
