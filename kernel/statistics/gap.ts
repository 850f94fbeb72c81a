/**
 * The gap between the best and the worst of several people, without accusing anyone by chance.
 *
 * Of m equal people one is always first and one last: their ratio, looked at alone, "differs significantly" far too often.
 * So every pair gets an interval, all of them true together with the given confidence, and the gap's interval follows:
 * whatever pair the eye picks, it was accounted for. Intervals by Tamhane 1979, "A comparison of procedures for multiple
 * comparisons of means with unequal variances" (procedure T2): Welch's variance and degrees of freedom (Welch 1947), level by
 * Šidák 1967 over m(m − 1)/2 pairs, on the logarithm of the rate. Chosen over Tukey–Kramer and Games–Howell, which promise
 * less where people's variances differ; over a bootstrap, because it needs no draws and errs on the side of the accused.
 */
import jStat from 'jstat'
import type { Pace } from './paces.ts'

export interface Gap {
  /** Places in the given list. */
  readonly best: number
  readonly worst: number
  /** Best ÷ worst − 1, as seen: 0.25 means that the best makes a quarter more. */
  readonly gap: number
  /** The interval of the true gap between the truly best and the truly worst. */
  readonly low: number
  readonly high: number
  /** The pair that shows the most for certain: the lower end is theirs. Best and worst where nothing is certain. */
  readonly proof: { readonly best: number; readonly worst: number }
  /** The gap that chance alone can show, with this much data, between two equal people. */
  readonly noise: number
}

interface PairInterval {
  readonly low: number
  readonly high: number
  readonly half: number
}

/** Šidák's level for each of `many` statements that are to be true together with `confidence`. */
export const sidakLevel = (confidence: number, many: number): number => confidence ** (1 / Math.max(1, many))

/**
 * Student's two-sided quantile for one of `pairs` statements that hold together. Degrees of freedom are rounded down to
 * quarters and remembered: a department of hundreds has tens of thousands of pairs, and a little wider is on the safe side.
 */
function quantileFor(confidence: number, pairs: number): (degrees: number) => number {
  const p = (1 + sidakLevel(confidence, pairs)) / 2
  const known = new Map<number, number>()
  return (degrees) => {
    const rounded = degrees < 1 ? degrees : Math.floor(degrees * 4) / 4
    const found = known.get(rounded) ?? jStat.studentt.inv(p, rounded)
    known.set(rounded, found)
    return found
  }
}

/** The interval of log(a ÷ b). */
function pairInterval(a: Pace, b: Pace, quantile: (degrees: number) => number): PairInterval {
  const variance = a.logVariance + b.logVariance
  const degrees = variance ** 2 / (a.logVariance ** 2 / a.degrees + b.logVariance ** 2 / b.degrees)
  if (!Number.isFinite(variance) || !(degrees > 0)) {
    return { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY, half: Number.POSITIVE_INFINITY }
  }
  const half = quantile(degrees) * Math.sqrt(variance)
  const difference = Math.log(a.rate / b.rate)
  return { low: difference - half, high: difference + half, half }
}

/**
 * The gap between best and worst of at least two people, each with something counted; null otherwise.
 * `confidence` is that of the whole statement, 0.95 unless told.
 */
export function bestAgainstWorst(people: readonly Pace[], confidence = 0.95): Gap | null {
  const able = people.flatMap((pace, place) => (pace.total > 0 ? [{ pace, place }] : []))
  if (able.length < 2) return null
  const quantile = quantileFor(confidence, (able.length * (able.length - 1)) / 2)
  const byRate = [...able].sort((a, b) => b.pace.rate - a.pace.rate || a.place - b.place)
  let low = 0
  let high = 0
  let proof: Gap['proof'] | null = null
  let half = 0
  byRate.forEach((better, i) => {
    for (const [j, other] of byRate.entries()) {
      if (j <= i) continue
      const interval = pairInterval(better.pace, other.pace, quantile)
      if (interval.low > low) {
        low = interval.low
        proof = { best: better.place, worst: other.place }
      }
      // The truly best may be either of the two.
      high = Math.max(high, interval.high, interval.half - Math.log(better.pace.rate / other.pace.rate))
      if (i === 0 && j === byRate.length - 1) half = interval.half
    }
  })
  const [first] = byRate
  const last = byRate.at(-1)
  if (!first || !last) return null
  return {
    best: first.place,
    worst: last.place,
    gap: first.pace.rate / last.pace.rate - 1,
    low: Math.expm1(low),
    high: Math.expm1(high),
    proof: proof ?? { best: first.place, worst: last.place },
    noise: Math.expm1(half),
  }
}
