import type { Actor } from '../../../platform/audit/audit.ts'
import { copyRows } from '../../../platform/database/bulk.ts'
import { type Queryable, raw, sql, type Transaction } from '../../../platform/database/database.ts'
import type { RowProblem } from '../../../platform/files/records.ts'
import type { Choices } from './choices.ts'
import { busyStates, type ImportState } from './states.ts'

export interface ImportRow {
  readonly workspaceId: string
  readonly id: string
  readonly fileName: string
  readonly fileBytes: number
  readonly fileHash: string
  readonly state: ImportState
  readonly createdBy: Actor
  readonly createdAt: Date
  readonly choices: Choices
  readonly profile: string | null
  readonly signature: string | null
  readonly rowsExpected: number | null
  readonly rows: number
  readonly imported: number
  readonly known: number
  readonly wrong: number
  readonly created: number
  readonly updated: number
  readonly firstAt: Date | null
  readonly lastAt: Date | null
  readonly error: {
    readonly code: string
    readonly place?: object
    readonly values?: Record<string, string | number>
  } | null
  readonly startedAt: Date | null
  readonly finishedAt: Date | null
}

const columns = raw(`
  workspace_id as "workspaceId", id, file_name as "fileName", file_bytes as "fileBytes", file_hash as "fileHash", state,
  created_by as "createdBy", created_at as "createdAt", choices, profile, signature, rows_expected as "rowsExpected", rows, imported,
  known, wrong, created, updated, first_at as "firstAt", last_at as "lastAt", error, started_at as "startedAt", finished_at as "finishedAt"`)

/** Records an uploaded file. */
export async function insertImport(
  db: Queryable,
  row: Pick<ImportRow, 'workspaceId' | 'id' | 'fileName' | 'fileBytes' | 'fileHash' | 'createdBy' | 'createdAt'>,
): Promise<ImportRow> {
  const [inserted] = await db.query<ImportRow>(sql`
    insert into imports (workspace_id, id, file_name, file_bytes, file_hash, state, created_by, created_at)
    values (${row.workspaceId}, ${row.id}, ${row.fileName}, ${row.fileBytes}, ${row.fileHash}, 'uploaded',
      ${JSON.stringify(row.createdBy)}, ${row.createdAt})
    returning ${columns}`)
  if (!inserted) throw new Error('an inserted import was not returned')
  return inserted
}

export async function readImport(db: Queryable, workspaceId: string, id: string): Promise<ImportRow | null> {
  const [row] = await db.query<ImportRow>(
    sql`select ${columns} from imports where workspace_id = ${workspaceId} and id = ${id}`,
  )
  return row ?? null
}

/** Newest first; `before` pages on. */
export const listImports = (
  db: Queryable,
  workspaceId: string,
  page: { readonly before?: string | undefined; readonly limit: number },
): Promise<ImportRow[]> =>
  db.query<ImportRow>(sql`
    select ${columns} from imports
    where workspace_id = ${workspaceId} and (${page.before ?? null}::uuid is null or id < ${page.before ?? null})
    order by id desc limit ${page.limit}`)

/** Imports of every company that a background job still has to do something about. */
export const listBusyImports = (db: Queryable): Promise<{ workspaceId: string; id: string }[]> =>
  db.query(sql`select workspace_id as "workspaceId", id from imports where state = any(${[...busyStates]}) order by id`)

/** Forgets uploads that were never started and are older than `before`; returns their ids. */
export async function forgetUploads(db: Queryable, before: Date): Promise<string[]> {
  const rows = await db.query<{ id: string }>(
    sql`delete from imports where state = 'uploaded' and created_at < ${before} returning id`,
  )
  return rows.map(({ id }) => id)
}

/** Changes the state, unless somebody else changed it meanwhile: then null. */
export async function moveImport(
  db: Queryable,
  { workspaceId, id, state }: Pick<ImportRow, 'workspaceId' | 'id' | 'state'>,
  to: ImportState,
  change: Partial<
    Pick<ImportRow, 'choices' | 'profile' | 'signature' | 'rowsExpected' | 'startedAt' | 'finishedAt' | 'error'>
  > = {},
): Promise<ImportRow | null> {
  const [row] = await db.query<ImportRow>(sql`
    update imports set state = ${to},
      choices = coalesce(${change.choices ? JSON.stringify(change.choices) : null}::jsonb, choices),
      profile = coalesce(${change.profile ?? null}, profile),
      signature = coalesce(${change.signature ?? null}, signature),
      rows_expected = coalesce(${change.rowsExpected ?? null}, rows_expected),
      started_at = coalesce(${change.startedAt ?? null}, started_at),
      finished_at = coalesce(${change.finishedAt ?? null}, finished_at),
      error = coalesce(${change.error ? JSON.stringify(change.error) : null}::jsonb, error)
    where workspace_id = ${workspaceId} and id = ${id} and state = ${state}
    returning ${columns}`)
  return row ?? null
}

export interface BatchCounts {
  readonly rows: number
  readonly imported: number
  readonly known: number
  readonly wrong: number
  readonly created: number
  readonly updated: number
  readonly firstAt: Date | null
  readonly lastAt: Date | null
}

/**
 * Adds a batch to the import's figures in the batch's own transaction. `rowsBefore` were read before it: where the figures
 * say otherwise somebody else reads the same file, and each would skip what the other read. False then, and where the
 * import was stopped meanwhile.
 */
export async function countBatch(
  tx: Transaction,
  workspaceId: string,
  id: string,
  rowsBefore: number,
  batch: BatchCounts,
): Promise<boolean> {
  const updated = await tx.query(sql`
    update imports set rows = rows + ${batch.rows}, imported = imported + ${batch.imported}, known = known + ${batch.known},
      wrong = wrong + ${batch.wrong}, created = created + ${batch.created}, updated = updated + ${batch.updated},
      first_at = least(first_at, ${batch.firstAt}), last_at = greatest(last_at, ${batch.lastAt})
    where workspace_id = ${workspaceId} and id = ${id} and state = 'running' and rows = ${rowsBefore}
    returning id`)
  return updated.length > 0
}

/** Forgets the figures of an import whose rows were taken back. */
export async function resetCounts(tx: Transaction, workspaceId: string, id: string): Promise<void> {
  await tx.query(sql`
    update imports set imported = 0, known = 0, created = 0, updated = 0, first_at = null, last_at = null
    where workspace_id = ${workspaceId} and id = ${id}`)
}

/** Wrong rows of more than this many are counted and no longer listed. */
export const listedProblems = 100_000

export const insertProblems = (
  tx: Transaction,
  workspaceId: string,
  importId: string,
  problems: readonly RowProblem[],
): Promise<void> =>
  copyRows(
    tx,
    'import_problems',
    ['workspace_id', 'import_id', 'row_number', 'field', 'code', 'value'],
    problems.map(({ row, field, code, value }) => [workspaceId, importId, row, field, code, wellFormed(value)]),
  )

export const listProblems = (
  db: Queryable,
  workspaceId: string,
  importId: string,
  page: { readonly after: number; readonly limit: number },
): Promise<RowProblem[]> =>
  db.query<RowProblem>(sql`
    select row_number as row, field, code, value from import_problems
    where workspace_id = ${workspaceId} and import_id = ${importId} and row_number > ${page.after}
    order by row_number limit ${page.limit}`)

/** The mapping that was used last for files of this form. */
export async function recallMapping(db: Queryable, workspaceId: string, signature: string): Promise<Choices | null> {
  const [row] = await db.query<{ choices: Choices }>(
    sql`select choices from import_mappings where workspace_id = ${workspaceId} and signature = ${signature}`,
  )
  return row?.choices ?? null
}

export async function rememberMapping(
  db: Queryable,
  mapping: { readonly workspaceId: string; readonly signature: string; readonly choices: Choices; readonly now: Date },
): Promise<void> {
  await db.query(sql`
    insert into import_mappings (workspace_id, signature, choices, updated_at)
    values (${mapping.workspaceId}, ${mapping.signature}, ${JSON.stringify(mapping.choices)}, ${mapping.now})
    on conflict (workspace_id, signature) do update set choices = excluded.choices, updated_at = excluded.updated_at`)
}

/** A value that was cut at 200 characters may end in half a surrogate pair, which UTF-8 has no bytes for. */
const wellFormed = (text: string): string => Buffer.from(text).toString()
