/** Chance with a seed: the same seed gives the same company. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number
  chance(probability: number): boolean
  /** Whole number, both ends included. */
  int(from: number, to: number): number
  pick<Item>(items: readonly Item[]): Item
  /** One of the items, each with its own weight (≥ 0, not all 0). */
  weighted<Item extends { readonly weight: number }>(items: readonly Item[]): Item
  /** Poisson count with the given mean. */
  poisson(mean: number): number
  exponential(mean: number): number
  /** Log-normal by its median and the standard deviation of its logarithm: how long people talk. */
  logNormal(median: number, sigma: number): number
  /** An independent stream: what one part draws never shifts another part. */
  fork(name: string): Random
}

const hashText = (text: string, seed: number): number => {
  let hash = (2_166_136_261 ^ seed) >>> 0
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 16_777_619) >>> 0
  return hash
}

/** mulberry32 (Tommy Ettinger, public domain): small, quick, good enough for a story. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
  const at = <Item>(items: readonly Item[], index: number): Item => {
    const item = items[index]
    if (item === undefined) throw new RangeError('nothing to choose from')
    return item
  }
  return {
    next,
    chance: (probability) => next() < probability,
    int: (from, to) => from + Math.floor(next() * (to - from + 1)),
    pick: (items) => at(items, Math.floor(next() * items.length)),
    weighted(items) {
      let rest = next() * items.reduce((sum, item) => sum + item.weight, 0)
      for (const item of items) {
        rest -= item.weight
        if (rest < 0) return item
      }
      return at(items, items.length - 1)
    },
    poisson(mean) {
      // Knuth's method; means here are far below the size where it grows slow or inexact.
      const limit = Math.exp(-mean)
      let count = 0
      for (let product = next(); product > limit; product *= next()) count += 1
      return count
    },
    exponential: (mean) => -mean * Math.log(1 - next()),
    logNormal: (median, sigma) => median * Math.exp(sigma * normal()),
    fork: (name) => createRandom(hashText(name, seed)),
  }
}
