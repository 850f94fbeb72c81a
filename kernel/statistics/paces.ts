/**
 * How fast each of several people works, from their counts day by day, and how far chance alone moves the figure.
 *
 * Model: count of person i on day d has the mean pace_i × day_d (a busy Monday is busy for all) and a variance that may be
 * larger than the mean. Fitted by quasi-likelihood: Wedderburn 1974, "Quasi-likelihood functions, generalized linear
 * models, and the Gauss–Newton method"; McCullagh & Nelder 1989, chapters 6 and 9. Each person has a dispersion of their
 * own: one calls evenly, another in bursts. Days that resemble their neighbours tell less than independent ones: the
 * variance grows by the residuals' autocorrelation (Newey & West 1987), pooled over the people.
 */

/** A person's counts per day, the same days for everyone; null on days when the person was not there. */
export type DailyCounts = readonly (number | null)[]

export interface Pace {
  readonly total: number
  /** Days on which the person was there. */
  readonly days: number
  /** Expected count per ordinary day, whichever days the person was there; 0 for nothing counted. */
  readonly rate: number
  /** Variance of the total in units of the Poisson variance, at least 1. */
  readonly dispersion: number
  /** Variance of the logarithm of `rate`; infinite for nothing counted. */
  readonly logVariance: number
  /** Degrees of freedom behind the variance. */
  readonly degrees: number
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

/** The pace of each person. Days that nobody has anything on tell nothing and should be left out by the caller. */
export function paces(people: readonly DailyCounts[]): Pace[] {
  const { rates, days } = levels(people)
  const residuals = people.map((counts, i) =>
    counts.map((count, d) => (count === null ? null : count - (rates[i] ?? 0) * (days[d] ?? 0))),
  )
  const inflation = neighbourInflation(residuals)
  const present = days.filter((level) => level > 0)
  const ordinaryDay = present.length > 0 ? sum(present) / present.length : 0
  return people.map((counts, i) => {
    const there = counts.filter((count) => count !== null)
    const total = sum(there)
    // Every person's level is fitted, and every day's level by all of them together.
    const degrees = Math.max(0, (there.length - 1) * (1 - 1 / people.length))
    const squares = sum((residuals[i] ?? []).map((residual) => (residual ?? 0) ** 2))
    const variance = degrees > 0 ? (squares * there.length) / degrees : Number.POSITIVE_INFINITY
    const dispersion = total > 0 ? Math.max(1, (variance / total) * inflation) : 1
    return {
      total,
      days: there.length,
      rate: (rates[i] ?? 0) * ordinaryDay,
      dispersion,
      logVariance: total > 0 ? dispersion / total : Number.POSITIVE_INFINITY,
      degrees,
    }
  })
}

/** Person and day levels by iterative proportional fitting (Deming & Stephan 1940); exact at once when nobody was away. */
function levels(people: readonly DailyCounts[]): { rates: number[]; days: number[] } {
  const length = Math.max(0, ...people.map((counts) => counts.length))
  const totals = people.map((counts) => sum(counts.map((count) => count ?? 0)))
  const dayTotals = Array.from({ length }, (_, d) => sum(people.map((counts) => counts[d] ?? 0)))
  const grand = sum(totals)
  let days = dayTotals.map((total) => (grand > 0 ? total / grand : 0))
  let rates = totals
  for (let round = 0; round < 100; round++) {
    const next = people.map((counts, i) => {
      const there = sum(counts.map((count, d) => (count === null ? 0 : (days[d] ?? 0))))
      return there > 0 ? (totals[i] ?? 0) / there : 0
    })
    const moved = Math.max(0, ...next.map((rate, i) => Math.abs(rate - (rates[i] ?? 0)) / (rate || 1)))
    rates = next
    if (moved < 1e-9) break
    days = dayTotals.map((total, d) => {
      const there = sum(
        people.map((counts, i) => (counts[d] === null || counts[d] === undefined ? 0 : (rates[i] ?? 0))),
      )
      return there > 0 ? total / there : 0
    })
  }
  return { rates, days }
}

/**
 * By how much neighbouring days that resemble each other enlarge the variance of a sum; at least 1. The greater of two
 * answers: Bartlett's weights over the first days, which alone see too little of a long memory, and a first-order
 * autoregression, (1 + ρ) / (1 − ρ), which sees all of it where each day follows the day before (Andrews & Monahan 1992
 * combine the two for the same reason).
 */
function neighbourInflation(residuals: readonly (readonly (number | null)[])[]): number {
  const length = Math.max(0, ...residuals.map((row) => row.length))
  const squares = sum(residuals.map((row) => sum(row.map((r) => (r ?? 0) ** 2))))
  if (squares === 0 || length < 3) return 1
  const correlation = (lag: number) => {
    const products = sum(residuals.map((row) => sum(row.map((r, d) => (r ?? 0) * (row[d - lag] ?? 0)))))
    // Residuals add up to nothing, which alone makes the correlation −1/days (Kendall 1954).
    return products / squares + 1 / length
  }
  const lags = Math.floor(4 * (length / 100) ** (2 / 9))
  let weighted = 1
  for (let lag = 1; lag <= lags; lag++) weighted += 2 * (1 - lag / (lags + 1)) * correlation(lag)
  const first = correlation(1)
  const memory = Math.min(0.9, first + Math.max(0, 3 * first) / length)
  return Math.max(1, weighted, (1 + memory) / (1 - memory))
}
