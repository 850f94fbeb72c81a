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

/** The pace of each person. Days that nobody has anything on tell nothing and should be left out by the caller. */
export function paces(people: readonly DailyCounts[]): Pace[] {
  const length = Math.max(0, ...people.map((counts) => counts.length))
  // NaN where the person was not there: one flat table, because a company of hundreds has tens of thousands of days.
  const table = people.map((counts) => Float64Array.from({ length }, (_, day) => counts[day] ?? Number.NaN))
  const { rates, days } = levels(table, length)
  const residuals = table.map((counts, i) => counts.map((count, day) => count - (rates[i] ?? 0) * (days[day] ?? 0)))
  const inflation = neighbourInflation(residuals, length)
  const present = days.filter((level) => level > 0)
  const ordinaryDay = present.length > 0 ? sum(present) / present.length : 0
  return table.map((counts, i) => {
    const there = counts.reduce((many, count) => many + (Number.isNaN(count) ? 0 : 1), 0)
    const total = sum(counts)
    // Every person's level is fitted, and every day's level by all of them together.
    const degrees = Math.max(0, (there - 1) * (1 - 1 / people.length))
    const variance = degrees > 0 ? (products(residuals[i], 0) * there) / degrees : Number.POSITIVE_INFINITY
    const dispersion = total > 0 ? Math.max(1, (variance / total) * inflation) : 1
    return {
      total,
      days: there,
      rate: (rates[i] ?? 0) * ordinaryDay,
      dispersion,
      logVariance: total > 0 ? dispersion / total : Number.POSITIVE_INFINITY,
      degrees,
    }
  })
}

/** The sum of what is there. */
function sum(values: Float64Array): number {
  let total = 0
  for (const value of values) if (!Number.isNaN(value)) total += value
  return total
}

/** Person and day levels by iterative proportional fitting (Deming & Stephan 1940); exact at once when nobody was away. */
function levels(table: readonly Float64Array[], length: number): { rates: Float64Array; days: Float64Array } {
  const totals = Float64Array.from(table, sum)
  const grand = sum(totals)
  const dayTotals = new Float64Array(length)
  for (const counts of table)
    for (const [day, count] of counts.entries()) add(dayTotals, day, Number.isNaN(count) ? 0 : count)
  const days = dayTotals.map((total) => (grand > 0 ? total / grand : 0))
  let rates = totals
  for (let round = 0; round < 100; round++) {
    const next = Float64Array.from(table, (counts, i) => {
      let there = 0
      for (let day = 0; day < length; day++) if (!Number.isNaN(counts[day])) there += days[day] ?? 0
      return there > 0 ? (totals[i] ?? 0) / there : 0
    })
    const moved = next.reduce((most, rate, i) => Math.max(most, Math.abs(rate - (rates[i] ?? 0)) / (rate || 1)), 0)
    rates = next
    if (moved < 1e-8) break
    const there = new Float64Array(length)
    table.forEach((counts, i) => {
      const rate = rates[i] ?? 0
      for (let day = 0; day < length; day++) if (!Number.isNaN(counts[day])) add(there, day, rate)
    })
    for (let day = 0; day < length; day++)
      days[day] = (there[day] ?? 0) > 0 ? (dayTotals[day] ?? 0) / (there[day] ?? 1) : 0
  }
  return { rates, days }
}

function add(values: Float64Array, place: number, amount: number): void {
  values[place] = (values[place] ?? 0) + amount
}

/** The sum of each value times the one `lag` days before, where both are there. */
function products(values: Float64Array | undefined, lag: number): number {
  let total = 0
  if (!values) return total
  for (let day = lag; day < values.length; day++) {
    const product = (values[day] ?? 0) * (values[day - lag] ?? 0)
    if (!Number.isNaN(product)) total += product
  }
  return total
}

/**
 * By how much neighbouring days that resemble each other enlarge the variance of a sum; at least 1. The greater of two
 * answers: Bartlett's weights over the first days, which alone see too little of a long memory, and a first-order
 * autoregression, (1 + ρ) / (1 − ρ), which sees all of it where each day follows the day before (Andrews & Monahan 1992
 * combine the two for the same reason).
 */
function neighbourInflation(residuals: readonly Float64Array[], length: number): number {
  const pooled = (lag: number) => residuals.reduce((total, row) => total + products(row, lag), 0)
  const squares = pooled(0)
  if (squares === 0 || length < 3) return 1
  // Residuals add up to nothing, which alone makes the correlation −1/days (Kendall 1954).
  const correlation = (lag: number) => pooled(lag) / squares + 1 / length
  const lags = Math.floor(4 * (length / 100) ** (2 / 9))
  let weighted = 1
  for (let lag = 1; lag <= lags; lag++) weighted += 2 * (1 - lag / (lags + 1)) * correlation(lag)
  const first = correlation(1)
  const memory = Math.min(0.9, first + Math.max(0, 3 * first) / length)
  return Math.max(1, weighted, (1 + memory) / (1 - memory))
}
