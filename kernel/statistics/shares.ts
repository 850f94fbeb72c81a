/**
 * Shares of one whole, 0–1, rounded so that what is written adds up to 100 %: each is cut off, and what is left over goes to the
 * largest remainders (Hamilton's method of largest remainders). `digits`: decimal places of the percentage, 0–6. Of equal
 * remainders the larger part goes first, then the earlier one. Every share is null where the parts add up to 0 or less.
 */
export function roundedShares(parts: readonly number[], digits = 0): (number | null)[] {
  const whole = parts.reduce((sum, part) => sum + part, 0)
  if (!(whole > 0)) return parts.map(() => null)
  const units = 100 * 10 ** digits
  const exact = parts.map((part) => (part / whole) * units)
  const cut = exact.map(Math.floor)
  const left = units - cut.reduce((sum, share) => sum + share, 0)
  const remainder = (index: number) => (exact[index] ?? 0) - (cut[index] ?? 0)
  const raised = new Set(
    parts
      .map((part, index) => ({ part, index }))
      .sort((a, b) => remainder(b.index) - remainder(a.index) || b.part - a.part || a.index - b.index)
      .slice(0, left)
      .map(({ index }) => index),
  )
  return cut.map((share, index) => (share + (raised.has(index) ? 1 : 0)) / units)
}
