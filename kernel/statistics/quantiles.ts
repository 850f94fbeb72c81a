/**
 * The value below which the share `p` (0–1) of the values lies, interpolated between neighbours.
 * Hyndman & Fan 1996, definition 7: what spreadsheets and PostgreSQL's percentile_cont answer. Null for no values.
 */
export function quantile(values: readonly number[], p: number): number | null {
  const sorted = [...values].sort((a, b) => a - b)
  const last = sorted.length - 1
  if (last < 0) return null
  const place = Math.min(Math.max(p, 0), 1) * last
  const below = Math.floor(place)
  const low = sorted[below] ?? 0
  const high = sorted[Math.min(below + 1, last)] ?? low
  return low + (high - low) * (place - below)
}

/** Half of the values lie below, half above. Null for no values. */
export const median = (values: readonly number[]): number | null => quantile(values, 0.5)
