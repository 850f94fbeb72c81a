/** Rows of a file, read and gathered into batches, the next one being read while the last is written. */
import { setImmediate } from 'node:timers/promises'
import type { RowProblem } from '../../../platform/files/records.ts'
import { readTable } from '../../../platform/files/table.ts'
import { createHearing, type HeardBatch } from '../../interactions/index.ts'
import { type ImportPlan, type ReadRow, rowReader } from './plan.ts'

/** Reads a whole file in batches of `size` rows; blank rows are left out. `skip` rows from the beginning are read and not given. */
export async function* readBatches(
  path: string,
  plan: ImportPlan,
  options: { readonly size: number; readonly skip?: number; readonly signal?: AbortSignal },
): AsyncGenerator<readonly ReadRow[]> {
  const read = rowReader(plan)
  let toSkip = options.skip ?? 0
  let batch: ReadRow[] = []
  for await (const rows of readTable(path, plan.records.shape, options)) {
    for (const row of rows) {
      const result = read(row)
      if (!result) continue
      if (toSkip > 0) {
        toSkip--
        continue
      }
      batch.push(result)
      if (batch.length >= options.size) {
        yield batch
        batch = []
      }
    }
  }
  if (batch.length > 0) yield batch
}

/** Rows as they are recorded. */
export interface RowBatch {
  readonly rows: number
  readonly heard: HeardBatch
  readonly problems: readonly RowProblem[]
}

/** Rows between which others get a turn: PostgreSQL's answers to the batch that is being written. */
const rowsPerTurn = 250

/** Puts together what the rows of each batch tell. */
export async function* heardBatches(
  batches: AsyncIterable<readonly ReadRow[]>,
  country: string,
): AsyncGenerator<RowBatch> {
  for await (const batch of batches) {
    const hearing = createHearing(country)
    const problems: RowProblem[] = []
    for (const [i, row] of batch.entries()) {
      if (row.problem) problems.push(row.problem)
      else hearing.hear(row.observation)
      if (i % rowsPerTurn === rowsPerTurn - 1) await setImmediate()
    }
    yield { rows: batch.length, heard: hearing.batch(), problems }
  }
}

/** The same items, the next one being made while the caller is busy with the last. */
export async function* ahead<Item>(items: AsyncGenerator<Item>): AsyncGenerator<Item> {
  let next = items.next()
  // A failure is met by the caller's next step; meanwhile nobody waits for it.
  next.catch(() => undefined)
  try {
    for (;;) {
      const { done, value } = await next
      if (done) return
      next = items.next()
      next.catch(() => undefined)
      yield value
    }
  } finally {
    await next.catch(() => undefined)
    await items.return(undefined)
  }
}
