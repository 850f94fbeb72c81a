/**
 * Erlang B: how many of those who come find every server taken, where nobody waits.
 *
 * A. K. Erlang, "Solution of some Problems in the Theory of Probabilities of Significance in Automatic Telephone Exchanges", 1917;
 * as in ITU-D Teletraffic Engineering Handbook, chapter 4. It asks for arrivals that do not depend on each other, and for nothing about
 * how long a server is held but its mean (Sevastyanov 1957).
 */

/**
 * The share (0–1) that is turned away by `servers` (whole, ≥ 0) under an offered `load` in erlangs: arrivals per hour × hours that
 * each holds a server (≥ 0). By the recursion B(n) = A·B(n−1) / (n + A·B(n−1)), which neither overflows nor cancels.
 */
export function erlangB(servers: number, load: number): number {
  if (!(load > 0)) return 0
  // The inverse keeps its precision where the loss is far below what a double can subtract from 1.
  let inverse = 1
  for (let n = 1; n <= servers; n++) inverse = 1 + (n / load) * inverse
  return 1 / inverse
}

/**
 * The fewest servers that turn away no more than the share `loss` (> 0, < 1) of an offered `load` in erlangs; `most` ends the search
 * (null where even so many do not do).
 */
export function serversForLoss(load: number, loss: number, most = 100_000): number | null {
  if (!(load > 0)) return 0
  let inverse = 1
  for (let n = 0; n <= most; n++) {
    if (n > 0) inverse = 1 + (n / load) * inverse
    if (inverse * loss >= 1) return n
  }
  return null
}

/** The largest load in erlangs of which `servers` turn away no more than `loss` (0–1), to 1e-9 of itself. */
export function loadForLoss(servers: number, loss: number): number {
  if (servers < 1) return 0
  let low = 0
  let high = servers / (1 - loss) + 1
  for (let i = 0; i < 80; i++) {
    const middle = (low + high) / 2
    if (erlangB(servers, middle) <= loss) low = middle
    else high = middle
  }
  return low
}
