const firstMs = 1_000
const longestMs = 5 * 60_000

/**
 * Milliseconds before attempt number `failures` + 1: doubling from a second to five minutes. `chance` (0 to 1) takes away
 * up to half, so that a thousand connections to one provider that was down do not all come back in the same second.
 * Source: "equal jitter", M. Brooker, Exponential Backoff And Jitter, AWS Architecture Blog, 2015.
 */
export function pauseAfter(failures: number, chance: number): number {
  const whole = Math.min(longestMs, firstMs * 2 ** Math.min(Math.max(0, failures - 1), 20))
  return Math.round(whole * (1 - chance / 2))
}
