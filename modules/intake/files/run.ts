/**
 * Carrying an import out. Every batch is one transaction: its interactions, its problems and the import's figures. So whatever stops the process,
 * the figures say how far the record got, and whoever takes the import up again goes on from there; a file read twice
 * adds nothing anyway. An import that fails or is cancelled takes back what it had brought.
 */
import { newId } from '../../../kernel/ids.ts'
import { Problem } from '../../../kernel/problem.ts'
import { appendAudit } from '../../../platform/audit/audit.ts'
import type { Queryable } from '../../../platform/database/database.ts'
import { isTransient } from '../../../platform/database/transient.ts'
import { tellLive } from '../../../platform/live/tell-live.ts'
import { refreshStatistics } from '../../interactions/index.ts'
import { alone } from './alone.ts'
import { ahead, heardBatches, readBatches } from './batches.ts'
import { readCompany, readingOf } from './company.ts'
import type { ImportEngine } from './engine.ts'
import { mustBeClear, planImport } from './plan.ts'
import type { ImportState } from './states.ts'
import { type ImportRow, moveImport, readImport, resetCounts } from './store.ts'
import { Stopped, writeBatch } from './write-batch.ts'

export interface RunOptions {
  /** Stops between two batches; the import stays as it is and goes on when it is run again. */
  readonly signal?: AbortSignal
  /** Called after each batch. */
  readonly onProgress?: (row: { rows: number; wrong: number }) => void
}

/** Rows in one transaction. More hold the company's writers up longer and are not faster. */
export const batchRows = 8_000

/**
 * Does what an import waits for: reads it, takes it back, or nothing where somebody else is at it.
 * @throws what the database throws when it does not answer; the import goes on when run again
 */
export async function runImport(
  engine: ImportEngine,
  workspaceId: string,
  id: string,
  options: RunOptions = {},
): Promise<void> {
  await alone(engine.db, id, async () => {
    let row = await readImport(engine.db, workspaceId, id)
    if (row?.state === 'queued') {
      row = await moveImport(engine.db, row, 'running', { startedAt: engine.now() })
      await tell(engine.db, workspaceId)
    }
    if (row?.state === 'running') await read(engine, row, options)
    row = await readImport(engine.db, workspaceId, id)
    if (row?.state === 'cancelling') await takeBack(engine, row, 'cancelled')
    else if (row?.state === 'undoing') await takeBack(engine, row, 'undone')
  })
}

async function read(engine: ImportEngine, row: ImportRow, options: RunOptions): Promise<void> {
  const { db, log } = engine
  try {
    await readAll(engine, row, options)
  } catch (error) {
    if (error instanceof Stopped || options.signal?.aborted) return
    // Not the file's fault: it goes on when it is run again.
    if (isTransient(error)) throw error
    const problem = error instanceof Problem ? error : new Problem('internal', {}, { id: newId() })
    if (!(error instanceof Problem)) log.error({ err: error, id: problem.values.id }, 'an import failed')
    await takeBack(engine, row, 'failed', { code: problem.code, place: problem.place, values: problem.values })
    await tell(db, row.workspaceId)
  }
}

async function readAll(engine: ImportEngine, row: ImportRow, { signal, onProgress }: RunOptions): Promise<void> {
  const { db, files, now } = engine
  const company = await readCompany(db, row.workspaceId)
  const path = files.pathOf(row.id)
  // Read as it was read when it began, also when it is taken up again days later.
  const plan = await planImport(path, row.choices, readingOf(company, row.startedAt ?? now()))
  mustBeClear(plan)
  let { rows, wrong } = row
  let likelyNew = row.known + row.updated === 0
  let told = 0
  const batches = readBatches(path, plan, { size: batchRows, skip: rows, ...(signal ? { signal } : {}) })
  for await (const batch of ahead(heardBatches(batches, company.country))) {
    if (signal?.aborted) throw new Stopped()
    const counts = await db.transaction(async (tx) => {
      const done = await writeBatch(engine, tx, { company, row, batch, before: { rows, wrong }, likelyNew })
      if (Date.now() - told > 400) {
        told = Date.now()
        await tell(tx, row.workspaceId)
      }
      return done
    })
    rows += counts.rows
    wrong += counts.wrong
    likelyNew &&= counts.known + counts.updated === 0
    onProgress?.({ rows, wrong })
  }
  await finish(engine, row)
}

/** From so many rows on, what the planner knew before the import misleads it. */
const manyRows = 10_000

async function finish(engine: ImportEngine, row: ImportRow): Promise<void> {
  const { db, files, now } = engine
  const rows = await db.transaction(async (tx) => {
    const done = await moveImport(tx, { ...row, state: 'running' }, 'done', { finishedAt: now() })
    if (!done) throw new Stopped()
    await appendAudit(tx, row.workspaceId, [
      {
        at: now(),
        actor: row.createdBy,
        action: 'import.done',
        objectType: 'import',
        objectId: row.id,
        after: { file: row.fileName, hash: row.fileHash, rows: done.rows, created: done.created, wrong: done.wrong },
      },
    ])
    await tell(tx, row.workspaceId)
    return done.rows
  })
  if (rows >= manyRows) await refreshStatistics(db)
  await files.remove(row.id)
}

/** Takes back what an import brought, and says so. */
async function takeBack(
  engine: ImportEngine,
  row: ImportRow,
  to: ImportState,
  error?: NonNullable<ImportRow['error']>,
): Promise<void> {
  const { db, recorder, files, now } = engine
  await db.transaction(async (tx) => {
    // Somebody may have asked for something else meanwhile: whoever comes next finds the state that they left.
    if (!(await moveImport(tx, row, to, { finishedAt: now(), ...(error ? { error } : {}) }))) return
    if (row.rows > 0 || row.state !== 'queued') {
      await recorder.removeImport(tx, {
        workspace: { id: row.workspaceId },
        importId: row.id,
        actor: row.createdBy,
        now: now(),
      })
    }
    await resetCounts(tx, row.workspaceId, row.id)
    await tell(tx, row.workspaceId)
  })
  await files.remove(row.id)
}

const tell = (db: Queryable, workspaceId: string): Promise<unknown> => tellLive(db, { workspaceId, type: 'imports' })
