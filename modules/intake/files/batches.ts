/** Rows of a file, read and gathered into batches, the next one being read while the last is written. */
import { readTable } from '../../../platform/files/table.ts'
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
