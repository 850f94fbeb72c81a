import { recordset } from '../../../platform/database/bulk.ts'
import { sql, type Transaction } from '../../../platform/database/database.ts'
import type { HeardBatch, Recorded } from '../../interactions/index.ts'
import type { RowBatch } from './batches.ts'
import type { ImportingCompany } from './company.ts'
import type { ImportEngine } from './engine.ts'
import { type BatchCounts, countBatch, type ImportRow, insertProblems, listedProblems } from './store.ts'

/** The import is not to go on in this process. */
export class Stopped extends Error {}

/**
 * Writes one batch in the given transaction: its interactions, its wrong rows, the import's figures.
 * @throws Stopped where somebody cancelled the import: this batch is not to be there either
 */
export async function writeBatch(
  { recorder, now }: Pick<ImportEngine, 'recorder' | 'now'>,
  tx: Transaction,
  work: {
    company: ImportingCompany
    row: ImportRow
    batch: RowBatch
    before: Pick<ImportRow, 'rows' | 'wrong'>
    likelyNew: boolean
  },
): Promise<BatchCounts> {
  const { company, row, batch, before, likelyNew } = work
  const { heard, problems } = batch
  const recorded = await recorder.record(tx, {
    workspace: company,
    observations: heard,
    likelyNew,
    importId: row.id,
    now: now(),
  })
  const known = await knownRows(tx, row.workspaceId, heard, recorded)
  await insertProblems(tx, row.workspaceId, row.id, problems.slice(0, Math.max(0, listedProblems - before.wrong)))
  const counts: BatchCounts = {
    rows: batch.rows,
    imported: batch.rows - problems.length - known,
    known,
    wrong: problems.length,
    created: recorded.created.length,
    updated: recorded.updated.length,
    ...span(heard),
  }
  if (!(await countBatch(tx, row.workspaceId, row.id, before.rows, counts))) throw new Stopped()
  return counts
}

/** Rows of interactions about which nothing new was told. */
async function knownRows(tx: Transaction, workspaceId: string, heard: HeardBatch, recorded: Recorded): Promise<number> {
  if (recorded.unchanged === 0) return 0
  const changed = [...recorded.created, ...recorded.updated].map((id) => ({ id }))
  const rows = await tx.query<{ provider: string; externalId: string }>(sql`
    select i.provider, i.external_id as "externalId" from ${recordset('w', { id: 'uuid' }, changed)}
    join interactions i on i.workspace_id = ${workspaceId} and i.id = w.id`)
  const news = new Set(rows.map(({ provider, externalId }) => `${provider}\u0000${externalId}`))
  let known = 0
  for (const { told, facts } of heard.values()) {
    if (!news.has(`${told.provider}\u0000${told.externalId}`)) known += facts.length
  }
  return known
}

function span(heard: HeardBatch): { firstAt: Date | null; lastAt: Date | null } {
  let first = Number.POSITIVE_INFINITY
  let last = Number.NEGATIVE_INFINITY
  for (const { facts } of heard.values()) {
    for (const { startedAt, at } of facts) {
      const time = (startedAt ?? at).getTime()
      if (time < first) first = time
      if (time > last) last = time
    }
  }
  return first <= last ? { firstAt: new Date(first), lastAt: new Date(last) } : { firstAt: null, lastAt: null }
}
