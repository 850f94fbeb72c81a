/** How a dispute about a class goes on and ends. Pure; the browser uses it too. Times of day are the company's. */
import type { Role } from '../../kernel/access.ts'
import { wilson } from '../../kernel/statistics/proportions.ts'
import { addDays, localDay, weekday, zonedTime, zoneOffset } from '../../kernel/time.ts'
import { judgeJunk } from '../attribution/rules.ts'

export const disputeStates = ['open', 'escalated', 'settled', 'withdrawn'] as const
export type DisputeState = (typeof disputeStates)[number]

/** Who speaks. The two sides settle; the director decides what they could not. */
export const parties = ['sales', 'marketing', 'director'] as const
export type Party = (typeof parties)[number]
export type Side = Exclude<Party, 'director'>

/** Whose claim the settled class was. */
export const disputeOutcomes = ['sales', 'marketing', 'other'] as const
export type DisputeOutcome = (typeof disputeOutcomes)[number]

/** How it was settled: both agreed, sales gave the claimed class themselves, or the director decided. */
export const settlements = ['agreed', 'conceded', 'decided'] as const
export type Settlement = (typeof settlements)[number]

/** Where a dispute stands. Claims are what each side said at its beginning; offers are what each would take now. */
export interface Dispute {
  readonly state: DisputeState
  /** Null where sales took their class away. */
  readonly salesClassId: string | null
  readonly marketingClassId: string
  readonly salesOfferId: string | null
  readonly marketingOfferId: string
  /** Who has to answer; null where it is over. */
  readonly awaits: Party | null
  readonly dueAt: Date
  readonly settledClassId: string | null
  readonly settlement: Settlement | null
}

export type Move =
  | { readonly kind: 'write'; readonly party: Party }
  | { readonly kind: 'offer'; readonly side: Side; readonly classId: string }
  /** `classId`: what the other side was seen to offer. */
  | { readonly kind: 'accept'; readonly side: Side; readonly classId: string }
  | { readonly kind: 'escalate' }
  | { readonly kind: 'decide'; readonly classId: string }
  | { readonly kind: 'withdraw' }
  | {
      readonly kind: 'reopen'
      readonly side: Side
      readonly classId: string
      readonly current: string | null
      readonly dueAt: Date
    }
  /** Somebody gave the interaction another class, past the dispute. */
  | {
      readonly kind: 'class_set'
      readonly by: 'sales' | 'director'
      readonly classId: string | null
      readonly dueAt: Date
    }

/** Why a move can't be made: codes of problems. */
export type Refusal = 'dispute_over' | 'dispute_runs' | 'dispute_moved' | 'dispute_not_escalated' | 'dispute_same_class'

export const isLive = ({ state }: Pick<Dispute, 'state'>): boolean => state === 'open' || state === 'escalated'

const otherSide = (side: Side): Side => (side === 'sales' ? 'marketing' : 'sales')

/** A dispute begins: sales gave one class, marketing claims another. */
export const begin = (salesClassId: string | null, marketingClassId: string, dueAt: Date): Dispute => ({
  state: 'open',
  salesClassId,
  marketingClassId,
  salesOfferId: salesClassId,
  marketingOfferId: marketingClassId,
  awaits: 'sales',
  dueAt,
  settledClassId: null,
  settlement: null,
})

const settle = (dispute: Dispute, classId: string, settlement: Settlement): Dispute => ({
  ...dispute,
  state: 'settled',
  awaits: null,
  settledClassId: classId,
  settlement,
})

/** The dispute after a move, or why it can't be made. */
export function moved(dispute: Dispute, move: Move): Dispute | Refusal {
  if (move.kind === 'class_set') return afterClassSet(dispute, move)
  if (move.kind === 'reopen') return reopened(dispute, move)
  if (!isLive(dispute)) return 'dispute_over'
  switch (move.kind) {
    case 'write':
      return move.party === 'director' || dispute.state === 'escalated'
        ? dispute
        : { ...dispute, awaits: otherSide(move.party) }
    case 'offer':
      return offered(dispute, move.side, move.classId)
    case 'accept': {
      const offer = move.side === 'sales' ? dispute.marketingOfferId : dispute.salesOfferId
      return offer === move.classId ? settle(dispute, move.classId, 'agreed') : 'dispute_moved'
    }
    case 'escalate':
      return dispute.state === 'open' ? { ...dispute, state: 'escalated', awaits: 'director' } : 'dispute_over'
    case 'decide':
      return dispute.state === 'escalated' ? settle(dispute, move.classId, 'decided') : 'dispute_not_escalated'
    case 'withdraw':
      return { ...dispute, state: 'withdrawn', awaits: null }
  }
}

function offered(dispute: Dispute, side: Side, classId: string): Dispute {
  const offers = side === 'sales' ? { salesOfferId: classId } : { marketingOfferId: classId }
  const next = { ...dispute, ...offers, awaits: dispute.state === 'escalated' ? dispute.awaits : otherSide(side) }
  return next.salesOfferId === next.marketingOfferId ? settle(next, classId, 'agreed') : next
}

function reopened(dispute: Dispute, { side, classId, current, dueAt }: Move & { kind: 'reopen' }): Dispute | Refusal {
  if (isLive(dispute)) return 'dispute_runs'
  if (classId === current) return 'dispute_same_class'
  const again = {
    ...dispute,
    state: 'open',
    awaits: otherSide(side),
    dueAt,
    settledClassId: null,
    settlement: null,
  } as const
  if (side === 'sales')
    return { ...again, salesOfferId: classId, marketingOfferId: current ?? dispute.marketingOfferId }
  // What was taken back was no claim: marketing begins anew with the class that sales give now.
  const claims = dispute.state === 'withdrawn' ? { salesClassId: current, marketingClassId: classId } : {}
  return { ...again, ...claims, salesOfferId: current, marketingOfferId: classId }
}

/**
 * A class given past the dispute. Sales who give what marketing claims have conceded; who give a third class have made an offer.
 * The director who gives a class has decided. What both settled can't be undone by one side: the dispute is open again.
 */
function afterClassSet(dispute: Dispute, { by, classId, dueAt }: Move & { kind: 'class_set' }): Dispute {
  if (dispute.state === 'withdrawn') return dispute
  if (dispute.state === 'settled' && classId === dispute.settledClassId) return dispute
  if (by === 'director' && classId) return settle(dispute, classId, 'decided')
  if (isLive(dispute)) {
    if (classId === dispute.marketingOfferId) return settle({ ...dispute, salesOfferId: classId }, classId, 'conceded')
    const awaits = dispute.state === 'escalated' ? dispute.awaits : 'marketing'
    return { ...dispute, salesOfferId: classId, awaits }
  }
  const agreed = dispute.settledClassId ?? dispute.marketingClassId
  return {
    ...begin(classId, agreed, dueAt),
    awaits: 'marketing',
  }
}

/** Who was right: whose claim the settled class is; null where nothing is settled. */
export function outcomeOf({ settledClassId, salesClassId, marketingClassId }: Dispute): DisputeOutcome | null {
  if (!settledClassId) return null
  if (settledClassId === salesClassId) return 'sales'
  return settledClassId === marketingClassId ? 'marketing' : 'other'
}

/** Who somebody speaks for in a dispute; auditors for nobody. */
export function partyOf(role: Role): Party | null {
  switch (role) {
    case 'manager':
    case 'senior':
    case 'head':
      return 'sales'
    case 'marketing':
    case 'agency':
      return 'marketing'
    case 'director':
    case 'admin':
      return 'director'
    case 'auditor':
      return null
  }
}

/** What stands in the history of a dispute. */
export const entryKinds = [
  'opened',
  'wrote',
  'offered',
  'accepted',
  'escalated',
  'decided',
  'withdrawn',
  'reopened',
  'class_set',
] as const
export type EntryKind = (typeof entryKinds)[number]

export const disputeActs = ['write', 'offer', 'accept', 'escalate', 'decide', 'withdraw', 'reopen'] as const
export type DisputeAct = (typeof disputeActs)[number]

/** What somebody of a role can do with a dispute as it stands. A manager writes; the head of sales settles. */
export function actsOf(dispute: Dispute, role: Role): DisputeAct[] {
  const party = partyOf(role)
  const settles = role === 'head' || party === 'marketing'
  if (!isLive(dispute)) return settles && (dispute.state === 'settled' || party === 'marketing') ? ['reopen'] : []
  const offer = role === 'head' ? dispute.marketingOfferId : dispute.salesOfferId
  return [
    ...(party ? (['write'] as const) : []),
    ...(settles ? (['offer'] as const) : []),
    ...(settles && offer ? (['accept'] as const) : []),
    ...(settles && dispute.state === 'open' ? (['escalate'] as const) : []),
    ...(party === 'director' && dispute.state === 'escalated' ? (['decide'] as const) : []),
    ...(party === 'marketing' ? (['withdraw'] as const) : []),
  ]
}

/**
 * The same time of day so many working days later; Saturday and Sunday are none. What begins on one counts from Monday's
 * beginning of that time of day. `days` ≥ 0; `zone`: IANA zone of the company.
 */
export function addWorkingDays(at: Date, days: number, zone: string): Date {
  let day = localDay(at, zone)
  const isWorking = () => weekday(day) <= 5
  while (!isWorking()) day = addDays(day, 1)
  for (let left = days; left > 0; ) {
    day = addDays(day, 1)
    if (isWorking()) left -= 1
  }
  const wall = new Date(at.getTime() + zoneOffset(at.getTime(), zone))
  const [year = 1970, month = 1, date = 1] = day.split('-').map(Number)
  return zonedTime(
    { year, month, day: date, hour: wall.getUTCHours(), minute: wall.getUTCMinutes(), second: wall.getUTCSeconds() },
    zone,
  )
}

/** Fewer settled disputes than this say nothing of a person: the interval of a half would be over ±30 points wide. */
export const leastSettled = 10

/** Where junk is looked for. The region of a number is not among them: the record knows none. */
export const junkDimensions = [
  'source',
  'campaign',
  'placement',
  'keyword',
  'landing',
  'device',
  'hour',
  'weekday',
] as const
export type JunkDimension = (typeof junkDimensions)[number]

/** What can be decided about a place that brings junk. */
export const decisionKinds = ['excluded', 'bid_lowered', 'watched', 'accepted'] as const
export type DecisionKind = (typeof decisionKinds)[number]

/** Contacts of one place: how many have a class, how many of these are junk, and how bursty its days were. */
export interface JunkPlace {
  readonly junk: number
  readonly of: number
  readonly bursts: number
}

/**
 * Judges everything that was looked at together: a place is found where its whole 95 % interval lies above the norm and the
 * exact binomial test still says so after so many were looked at (Benjamini–Hochberg, 5 % false alarms). In order.
 */
export const judgePlaces = (places: readonly JunkPlace[], norm: number) =>
  judgeJunk(
    places.map(({ junk, of }) => ({
      interactions: of,
      unclassified: 0,
      groups: { lead: of - junk, upsell: 0, accompanying: 0, destructive: junk },
    })),
    norm,
    new Map(places.map(({ bursts }, index) => [index, bursts])),
  )

/** What before and after tell: another share only where the 95 % intervals do not touch; `least`: fewer contacts tell nothing. */
export function compareShares(
  before: { readonly junk: number; readonly of: number },
  after: { readonly junk: number; readonly of: number },
  least = 30,
): 'less' | 'more' | 'same' | 'too_little' {
  const [was, is] = [wilson(before.junk, before.of), wilson(after.junk, after.of)]
  if (!was || !is || before.of < least || after.of < least) return 'too_little'
  if (is.high < was.low) return 'less'
  return is.low > was.high ? 'more' : 'same'
}
