import { median } from '../kernel/statistics/quantiles.ts'

/** Median of several runs in milliseconds, after two that only warm up. Slow ones are run less often. */
export async function medianMs(work: () => Promise<unknown>, runs = 9): Promise<number> {
  const timed = async () => {
    const started = performance.now()
    await work()
    return performance.now() - started
  }
  const first = await timed()
  await timed()
  const times: number[] = []
  for (let run = 0; run < (first > 1000 ? 3 : runs); run++) times.push(await timed())
  return median(times) ?? 0
}

/** One line of the bench: what was measured, what was wanted, and whether it was reached. */
export interface Line {
  readonly part: 'intake' | 'reports' | 'web'
  readonly name: string
  readonly value: number
  readonly unit: string
  /** In words: `≥ 1500`. Left out where there is none. */
  readonly target?: string
  readonly met?: boolean
  readonly note?: string
  /** The same question asked of others, in the same run. */
  readonly others?: Readonly<Record<string, number>>
}

export const atMost = (value: number, limit: number) => ({ target: `≤ ${limit}`, met: value <= limit })
export const atLeast = (value: number, limit: number) => ({ target: `≥ ${limit}`, met: value >= limit })
