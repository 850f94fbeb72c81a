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
  readonly partyName: string | null
  readonly ourAddress: string | null
  readonly line: string | null
  readonly origin: Observation['origin'] | null
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

function foldLegs(known: readonly Leg[], told: readonly LegObservation[] | undefined): readonly Leg[] {
  if (!told?.length) return known
  const legs = new Map(known.map((leg) => [leg.key, leg]))
  for (const leg of told) legs.set(leg.key, foldLeg(legs.get(leg.key), leg))
  return [...legs.values()]
}

function foldMessages(known: readonly MessageObservation[], told: readonly MessageObservation[] | undefined) {
  if (!told?.length) return known
  const messages = new Map(known.map((message) => [message.key, message]))
  for (const message of told) {
    const before = messages.get(message.key)
    if (!before || fuller(before.text, message.text) === message.text) messages.set(message.key, message)
  }
  return [...messages.values()]
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
    partyName: fuller(known?.partyName, told.party?.name),
    ourAddress: fuller(known?.ourAddress, told.ourAddress),
    line: fuller(known?.line, told.line),
    origin: moreExact(known?.origin ?? null, told.origin ?? null),
    recordingUrl: fuller(known?.recordingUrl, told.recordingUrl),
    classKey: fuller(known?.classKey, told.classKey),
    subject: fuller(known?.subject, told.subject),
    isTest: (known?.isTest ?? false) || (told.isTest ?? false),
    legs: foldLegs(known?.legs ?? [], told.legs),
    messages: foldMessages(known?.messages ?? [], told.messages),
  }
}

/** A certain source beats a guess, and more levels beat fewer; a tie is settled by the names. */
function moreExact(a: Told['origin'], b: Told['origin']): Told['origin'] {
  if (!a || !b) return a ?? b
  const weight = (o: NonNullable<Told['origin']>) =>
    (o.certain === false ? 0 : 10) + Number(!!o.campaign) + Number(!!o.placement) + Number(!!o.keyword)
  const difference = weight(a) - weight(b)
  if (difference !== 0) return difference > 0 ? a : b
  const name = (o: NonNullable<Told['origin']>) => [o.source, o.campaign, o.placement, o.keyword].join('\u0000')
  return name(a) >= name(b) ? a : b
}
