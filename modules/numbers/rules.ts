/** Decisions about numbers that are shown on sites: whose call it was, how many are needed, when to warn. Pure. */
import { erlangB, serversForLoss } from '../../kernel/statistics/erlang.ts'

/** What stands for a number's use. */
export const useKinds = ['static', 'pool', 'none'] as const
export type UseKind = (typeof useKinds)[number]

/** What a visitor gets where every number of the pool is held. */
export const dryPolicies = ['share', 'fallback'] as const
export type DryPolicy = (typeof dryPolicies)[number]

/** What a call to a tracking number was joined by; `told`: somebody told the source more exactly; `none`: nobody held the number. */
export const matchKinds = ['static_number', 'held_number', 'shared_number', 'released_number', 'told', 'none'] as const
export type MatchKind = (typeof matchKinds)[number]

/** One number held by one visitor, from the first hit that was answered with it. */
export interface Hold {
  readonly id: string
  readonly startedAt: Date
  /** The last hit of the visitor during the hold. */
  readonly seenAt: Date
  /** When the number was free again. */
  readonly until: Date
}

export interface MatchTerms {
  /** How long a hold lasts after the last hit, seconds. */
  readonly holdSeconds: number
  /** How long after its release a hold still explains a call, seconds. */
  readonly lateSeconds: number
}

export interface HoldMatch<Held extends Hold> {
  readonly hold: Held
  readonly basis: 'held_number' | 'shared_number' | 'released_number'
  /** 1–100 %. */
  readonly confidence: number
}

/** Clocks of exchanges and ours differ: a hold that began so little after the call began is taken to have begun before it. */
export const clockSkewSeconds = 60

/** Somebody who dials right after the hold's end is nearly always its visitor; what remains are people who kept an old number. */
const surenessAtRelease = 0.9
/** Below this a match says nothing. */
const leastConfidence = 10

const seconds = (from: Date, to: Date): number => (to.getTime() - from.getTime()) / 1000

/**
 * The hold that a call at `at` belongs to, or null where nobody can be named.
 *
 * One hold at that moment is certain. Several (the pool was dry) share the call by recency: a visitor counts half as much for each half
 * of the hold time that passed since their last hit. With none, holds that ended up to `lateSeconds` before count, halved for each half
 * of that time since their release. Between equals the later hold wins, so that the answer depends on the holds alone.
 */
export function matchCall<Held extends Hold>(
  at: Date,
  holds: readonly Held[],
  { holdSeconds, lateSeconds }: MatchTerms,
): HoldMatch<Held> | null {
  const running = holds.filter((hold) => hold.startedAt <= at && at < hold.until)
  const early = (): Held[] =>
    holds.filter((hold) => hold.startedAt > at && seconds(at, hold.startedAt) <= clockSkewSeconds)
  const active = running.length > 0 ? running : early()
  if (active.length > 0) {
    const { best, share } = mostLikely(active, (hold) => halved(Math.max(0, seconds(hold.seenAt, at)), holdSeconds / 2))
    return active.length === 1
      ? { hold: best, basis: 'held_number', confidence: 100 }
      : { hold: best, basis: 'shared_number', confidence: percent(share) }
  }
  const released = holds.filter((hold) => hold.until <= at && seconds(hold.until, at) < lateSeconds)
  if (released.length === 0) return null
  const likely = (hold: Held) => halved(seconds(hold.until, at), lateSeconds / 2)
  const { best, share } = mostLikely(released, likely)
  const confidence = percent(surenessAtRelease * share * likely(best))
  return confidence < leastConfidence ? null : { hold: best, basis: 'released_number', confidence }
}

/**
 * Whether a call names its visitor, so that whoever called and whoever visited are one client: one visitor held the number at that moment, and nobody
 * else had held it for as long as somebody who left may still dial it. A share of a number is enough for a report and too little to
 * say who somebody is.
 */
export const namesVisitor = <Held extends Hold & { readonly visitorId: string }>(
  at: Date,
  { hold, basis }: HoldMatch<Held>,
  holds: readonly Held[],
  { lateSeconds }: MatchTerms,
): boolean =>
  basis === 'held_number' &&
  holds.every(({ visitorId, until }) => visitorId === hold.visitorId || seconds(until, at) >= lateSeconds)

const halved = (passed: number, half: number): number => 2 ** -(passed / Math.max(half, 1))
const percent = (share: number): number => Math.max(1, Math.min(100, Math.round(share * 100)))

function mostLikely<Held extends Hold>(
  holds: readonly Held[],
  weight: (hold: Held) => number,
): { best: Held; share: number } {
  const [first, ...others] = holds
  if (!first) throw new RangeError('nothing to choose from')
  let best = first
  let sum = weight(first)
  for (const hold of others) {
    const likely = weight(hold)
    sum += likely
    const difference = likely - weight(best)
    if (difference > 0 || (difference === 0 && isLater(hold, best))) best = hold
  }
  return { best, share: sum > 0 ? weight(best) / sum : 1 / holds.length }
}

const isLater = (a: Hold, b: Hold): boolean => {
  const difference = a.startedAt.getTime() - b.startedAt.getTime()
  return difference === 0 ? a.id > b.id : difference > 0
}

/** Where a number is shown: to whoever came from exactly this, as far down as it says. */
export interface OriginPattern {
  readonly source: string
  readonly campaign: string | null
  readonly placement: string | null
  readonly keyword: string | null
}

const levels = ['source', 'campaign', 'placement', 'keyword'] as const

/** How exactly a pattern fits an origin: how many levels it names, or 0 where it is another one. Case does not matter. */
export function fits(
  pattern: OriginPattern,
  origin: { readonly [Level in (typeof levels)[number]]?: string | null | undefined } | null,
): number {
  if (!origin) return 0
  const named = levels.filter((level) => pattern[level] !== null)
  return named.every((level) => pattern[level]?.toLowerCase() === origin[level]?.toLowerCase()) ? named.length : 0
}

/** What the calculator works with. */
export interface Traffic {
  /** Visits that are shown a number, in the busiest hour. */
  readonly visitsPerHour: number
  /** How long a visitor keeps a number, minutes: the visit and the hold time after its last hit. */
  readonly holdMinutes: number
  /** Share of visitors who call, 0–1. */
  readonly callShare: number
  /** Share of visitors who may find no number of their own, 0–1. */
  readonly acceptedLoss: number
}

export interface PoolSize {
  /** Offered load in erlangs: numbers that are held at once on average, were there enough of them. */
  readonly load: number
  /** How many numbers are needed; null where it is beyond reason (100,000). */
  readonly numbers: number | null
  /** What some numbers of numbers come to, the needed one among them. */
  readonly choices: readonly PoolChoice[]
}

export interface PoolChoice {
  readonly numbers: number
  /** Share of visitors without a number of their own, 0–1. */
  readonly loss: number
  /** Calls in an hour of such traffic whose visitor is not certain. */
  readonly uncertainCalls: number
}

/** How many numbers a pool needs in its busiest hour, by Erlang B (`kernel/statistics/erlang.ts`). */
export function sizePool({ visitsPerHour, holdMinutes, callShare, acceptedLoss }: Traffic, present?: number): PoolSize {
  const load = (visitsPerHour * holdMinutes) / 60
  const numbers = serversForLoss(load, acceptedLoss)
  const needed = numbers ?? 0
  const near = [0.5, 0.75, 0.9, 1, 1.1, 1.25].map((part) => Math.round(needed * part))
  const sizes = [...new Set([...near, ...(present ? [present] : [])])].filter((size) => size > 0).sort((a, b) => a - b)
  return {
    load,
    numbers,
    choices: sizes.map((size) => {
      const loss = erlangB(size, load)
      return { numbers: size, loss, uncertainCalls: visitsPerHour * loss * callShare }
    }),
  }
}

/** How a pool is doing: `act`: visitors share or go without now or lately; `look`: it will run dry in the day to come. */
export type PoolLevel = 'fine' | 'look' | 'act'

export interface PoolState {
  readonly size: number
  /** Numbers that are held at this moment. */
  readonly held: number
  /** Most that were held at once in the last 24 hours. */
  readonly peak: number
  /** Visitors who were asked for in the last 24 hours, and of them those who got no number of their own. */
  readonly asked: number
  readonly unserved: number
  /** Most that are expected to be held at once in the next 24 hours; null where too little is known. */
  readonly forecast: number | null
  readonly acceptedLoss: number
}

/** A pool whose numbers are held to this part is nearly dry. */
export const nearlyDry = 0.9

/** Whether somebody has to add numbers. */
export function levelOf({ size, held, peak, asked, unserved, forecast, acceptedLoss }: PoolState): PoolLevel {
  if (size === 0) return asked > 0 ? 'act' : 'fine'
  if (asked > 0 && unserved / asked > acceptedLoss) return 'act'
  if (held >= size) return 'act'
  if (peak >= size * nearlyDry || (forecast !== null && forecast > size * nearlyDry)) return 'look'
  return 'fine'
}

/** The most that were held at once in one hour of the company's calendar. */
export interface HourPeak {
  readonly at: Date
  readonly peak: number
}

const hour = 3_600_000
const week = 168 * hour

/**
 * The peak of the next 24 hours: each hour is expected to be like the busiest of the same hours of the week in the last four weeks, times
 * how the last seven days compare with the seven before (kept between a half and two, because one quiet week says little).
 * Null where less than a day is known.
 */
export function forecastPeak(hours: readonly HourPeak[], now: Date): number | null {
  const first = hours.reduce((least, { at }) => Math.min(least, at.getTime()), Number.POSITIVE_INFINITY)
  if (now.getTime() - first < 24 * hour) return null
  const known = new Map(hours.map(({ at, peak }) => [Math.floor(at.getTime() / hour), peak]))
  const start = Math.floor(now.getTime() / hour)
  const trend = trendOf(hours, now)
  let most = 0
  for (let ahead = 0; ahead < 24; ahead++) {
    const alike = [1, 2, 3, 4].flatMap((weeks) => known.get(start + ahead - weeks * 168) ?? [])
    // In the first week yesterday is the best that is known.
    const expected = alike.length > 0 ? Math.max(...alike) * trend : (known.get(start + ahead - 24) ?? 0)
    most = Math.max(most, expected)
  }
  return Math.round(most)
}

function trendOf(hours: readonly HourPeak[], now: Date): number {
  const sumBetween = (from: number, to: number) =>
    hours.reduce((sum, { at, peak }) => {
      const age = now.getTime() - at.getTime()
      return age >= from && age < to ? sum + peak : sum
    }, 0)
  const before = sumBetween(week, 2 * week)
  return before > 0 ? Math.min(2, Math.max(0.5, sumBetween(0, week) / before)) : 1
}
