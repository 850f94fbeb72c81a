/**
 * Shares of a whole, and what may be said about them. Everything that ranks people or sources by a share goes through here.
 * Pure and without dependencies: the browser uses it too.
 */

/** Quantile of the standard normal distribution that leaves 95 % in the middle. */
const middle95 = 1.959963984540054

/** A share from 0 to 1 with the interval in which the true one lies. */
export interface Interval {
  readonly share: number
  readonly low: number
  readonly high: number
}

/**
 * Wilson's score interval for `hits` of `of`, 95 % unless told otherwise. Null where there is nothing to divide by.
 * Source: E. B. Wilson, JASA 22 (1927), 209–212; method 3 of R. G. Newcombe, Statistics in Medicine 17 (1998), 857–872.
 */
export function wilson(hits: number, of: number, quantile: number = middle95): Interval | null {
  if (of <= 0) return null
  const share = hits / of
  const square = quantile * quantile
  const middle = share + square / (2 * of)
  const reach = quantile * Math.sqrt((share * (1 - share)) / of + square / (4 * of * of))
  const scale = 1 + square / of
  return {
    share,
    // At the ends the formula gives 0 and 1 but for rounding.
    low: hits === 0 ? 0 : Math.max(0, (middle - reach) / scale),
    high: hits === of ? 1 : Math.min(1, (middle + reach) / scale),
  }
}

/**
 * The chance of `hits` or more out of `of` when each succeeds with probability `chance`: the exact one-sided binomial test.
 * Sums probabilities outward from `hits`, so it takes some √of steps and stays exact for millions.
 */
export function binomialUpperTail(hits: number, of: number, chance: number): number {
  if (hits <= 0) return 1
  if (hits > of) return 0
  if (chance <= 0) return 0
  if (chance >= 1) return 1
  const odds = chance / (1 - chance)
  if (hits > of * chance) {
    let term = binomialProbability(hits, of, chance)
    let sum = term
    for (let k = hits; k < of && term > sum * 1e-17; k++) {
      term *= ((of - k) / (k + 1)) * odds
      sum += term
    }
    return Math.min(1, sum)
  }
  let term = binomialProbability(hits - 1, of, chance)
  let sum = term
  for (let k = hits - 1; k > 0 && term > sum * 1e-17; k--) {
    term *= k / ((of - k + 1) * odds)
    sum += term
  }
  return Math.max(0, 1 - sum)
}

/**
 * The probability of exactly `hits` of `of`, without the loss of digits that factorials bring.
 * Source: C. Loader, Fast and Accurate Computation of Binomial Probabilities (2000).
 */
export function binomialProbability(hits: number, of: number, chance: number): number {
  if (hits < 0 || hits > of) return 0
  if (hits === 0) return Math.exp(of * Math.log1p(-chance))
  if (hits === of) return Math.exp(of * Math.log(chance))
  const misses = of - hits
  const exponent =
    stirlingError(of) -
    stirlingError(hits) -
    stirlingError(misses) -
    deviance(hits, of * chance) -
    deviance(misses, of * (1 - chance))
  return Math.exp(exponent) * Math.sqrt(of / (2 * Math.PI * hits * misses))
}

/** ln(n!) less Stirling's approximation of it. */
function stirlingError(n: number): number {
  if (n < 16) {
    let logFactorial = 0
    for (let k = 2; k <= n; k++) logFactorial += Math.log(k)
    return logFactorial - (n + 0.5) * Math.log(n) + n - 0.5 * Math.log(2 * Math.PI)
  }
  const square = n * n
  return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / 1188 / square) / square) / square) / square) / n
}

/** x·ln(x/mean) + mean − x, as a series where both are close and the plain formula would lose its digits. */
function deviance(x: number, mean: number): number {
  if (Math.abs(x - mean) >= 0.1 * (x + mean)) return x * Math.log(x / mean) + mean - x
  const ratio = (x - mean) / (x + mean)
  let sum = (x - mean) * ratio
  let power = 2 * x * ratio
  for (let j = 1; j < 1000; j++) {
    power *= ratio * ratio
    const next = sum + power / (2 * j + 1)
    if (next === sum) break
    sum = next
  }
  return sum
}

/**
 * P-values adjusted so that, of those at or below 0.05, no more than 5 % are expected to be false alarms, however many
 * were compared. In the order given.
 * Source: Y. Benjamini, Y. Hochberg, JRSS B 57 (1995), 289–300; the adjusted form is that of R's p.adjust.
 */
export function benjaminiHochberg(pValues: readonly number[]): number[] {
  const order = pValues.map((p, index) => ({ p, index })).sort((a, b) => b.p - a.p)
  const adjusted = new Array<number>(pValues.length).fill(1)
  let smallest = 1
  order.forEach(({ p, index }, step) => {
    const rank = pValues.length - step
    smallest = Math.min(smallest, (p * pValues.length) / rank)
    adjusted[index] = smallest
  })
  return adjusted
}

/**
 * How many must be counted for the exact test at 5 % to notice, four times out of five, that a true share of `share` is
 * above the norm `norm`. Shares in (0, 1), `share` > `norm`. The smallest such number, found by trying: the normal
 * approximation promises a power of 80 % and keeps 70 % at the small shares that we compare.
 */
export function sampleSizeFor(norm: number, share: number, power = 0.8, level = 0.05): number {
  if (!(norm > 0 && share > norm && share < 1)) throw new RangeError(`no sample tells ${share} from ${norm}`)
  const key = [norm, share, power, level].join()
  const known = sampleSizes.get(key)
  if (known !== undefined) return known
  let critical = 1
  for (let of = 1; ; of++) {
    while (binomialUpperTail(critical, of, norm) > level) critical += 1
    if (critical <= of && binomialUpperTail(critical, of, share) >= power) {
      sampleSizes.set(key, of)
      return of
    }
  }
}

const sampleSizes = new Map<string, number>()
