/** Where numbers fall on an axis. */
export interface Scale {
  readonly min: number
  readonly max: number
  /** Round numbers, from the smallest to the largest. */
  readonly ticks: readonly number[]
  /** The share of the axis' length at which a number stands, 0–1. */
  at(value: number): number
}

const roundSteps = [1, 2, 2.5, 5, 10]

/** A step of 1, 2, 2.5 or 5 times a power of ten, so that the range needs about `count` of them. */
function stepFor(range: number, count: number): number {
  const rough = range / Math.max(1, count)
  const power = 10 ** Math.floor(Math.log10(rough))
  return (roundSteps.find((step) => step * power >= rough) ?? 10) * power
}

/** An axis with round ticks that begins at zero, or below where there are negative numbers. */
export function scaleOf(values: readonly number[], count = 4): Scale {
  const low = Math.min(0, ...values)
  const high = Math.max(0, ...values)
  const range = high - low || 1
  const step = stepFor(range, count)
  const min = Math.floor(low / step + 1e-9) * step
  const max = Math.max(Math.ceil(high / step - 1e-9) * step, min + step)
  // Counted, not added up: 0.1 added thirty times is not 3.
  const ticks = Array.from({ length: Math.round((max - min) / step) + 1 }, (_, index) =>
    Number((min + index * step).toPrecision(12)),
  )
  return { min, max, ticks, at: (value) => (value - min) / (max - min) }
}

/** Every n-th label is written, so that labels of this width do not touch. */
export const labelStep = (labelWidth: number, band: number): number => Math.max(1, Math.ceil((labelWidth + 10) / band))
