/** Spend from files: what a file would bring, and bringing it. An advertising system's own export or a table of the company's. */
import { newId } from '../../../kernel/ids.ts'
import { Problem } from '../../../kernel/problem.ts'
import type { Language } from '../../../kernel/problem-texts.ts'
import { copyRows, recordset } from '../../../platform/database/bulk.ts'
import { type Database, sql, type Transaction } from '../../../platform/database/database.ts'
import { hashOfFile, mappingOf, tellProblem, type WrongRow } from '../../../platform/files/import-help.ts'
import { lockWriters } from '../../interactions/index.ts'
import { type AdChoices, importAdExport, previewAdExport, readAdExport } from './ad-import.ts'
import type { SpendImport, SpendMapping, SpendPreview } from './contract.ts'
import type { SystemKey } from './exports/system.ts'
import { insertImport } from './imports.ts'
import { planSpend, readSpend, type SpendPlan, type SpendRead, type SpendRecord } from './read-file.ts'
import { daysFrom } from './settle.ts'
import { type Change, findOrigins, originOf } from './store.ts'

/** No export of an advertising system comes near; what does is no file of spend. */
const mostRows = 1_000_000
const shownProblems = 100
const shownRows = 8

export interface SpendFile {
  readonly path: string
  readonly name: string
  readonly mapping?: SpendMapping | undefined
  /** The source of rows that name none. */
  readonly source?: string | undefined
  readonly dateForm?: 'ymd' | 'dmy' | 'mdy' | undefined
  /** Whose export it is; `table`: a table of the company's own. Recognised by content where it is left out. */
  readonly system?: SystemKey | 'table' | undefined
  readonly choices?: AdChoices | undefined
}

/** A company as far as a file must know it. */
export interface SpendChange extends Change {
  readonly timezone: string
  readonly language: Language
}

interface Gathered {
  readonly plan: SpendPlan
  readonly hash: string
  readonly records: readonly SpendRecord[]
  readonly wrong: readonly WrongRow[]
  readonly wrongRows: number
}

async function gather(file: SpendFile, change: SpendChange): Promise<Gathered> {
  const plan = await planSpend(file, change.now)
  const records: SpendRecord[] = []
  const wrong: WrongRow[] = []
  let wrongRows = 0
  const rows: AsyncIterable<SpendRead> =
    plan.missing.length === 0 ? readSpend(file.path, plan, change, file.source) : nothing()
  for await (const row of rows) {
    if (row.amount !== undefined) records.push(row)
    else if (++wrongRows <= shownProblems) wrong.push(tellProblem(row, change.language, { currency: change.currency }))
    if (records.length > mostRows) throw new Problem('file_too_large', {}, { limit: String(mostRows) })
  }
  return { plan, hash: await hashOfFile(file.path), records, wrong, wrongRows }
}

async function* nothing(): AsyncGenerator<SpendRead> {}

const sumOf = (records: readonly SpendRecord[]): number => records.reduce((sum, { amount }) => sum + amount, 0)
const lastOf = (days: readonly string[]): string | null =>
  days.reduce<string | null>((a, b) => (a && a > b ? a : b), null)
const firstOf = (days: readonly string[]): string | null =>
  days.reduce<string | null>((a, b) => (a && a < b ? a : b), null)

/** What a file would bring. Nothing is kept, not even the names of new origins. */
export async function previewSpend(db: Database, file: SpendFile, change: SpendChange): Promise<SpendPreview> {
  const ad = await readAdExport(db, file, change)
  if (ad) return previewAdExport(db, file, change, ad)
  const { plan, hash, records, wrong, wrongRows } = await gather(file, change)
  const days = records.map(({ day }) => day)
  const [known] = await db.query<{ known: boolean }>(sql`
    select true as known from spend_imports
    where workspace_id = ${change.workspaceId} and file_hash = ${hash} and undone_at is null limit 1`)
  return {
    columns: [...plan.shape.columns],
    mapping: mappingOf(plan),
    sample: plan.shape.sample.slice(0, shownRows).map(({ cells }) => [...cells]),
    rows: records.length,
    amount: sumOf(records),
    unassigned: sumOf(records.filter(({ origin }) => !origin[0])),
    firstDay: firstOf(days),
    lastDay: lastOf(days),
    wrong: [...wrong],
    wrongRows,
    dateForm: plan.dates.form,
    dateAlternatives: [...plan.dates.alternatives],
    replaced: await countReplaced(db, change, records),
    alreadyImported: known !== undefined,
    days: daysFrom(records),
    recognised: null,
  }
}

/** Runs the import and rolls it back: the only count that can't differ from the real one. */
async function countReplaced(db: Database, change: SpendChange, records: readonly SpendRecord[]): Promise<number> {
  let replaced = 0
  await db
    .transaction(async (tx) => {
      replaced = (await keepSpend(tx, change, newId(change.now), records)).replaced
      throw rolledBack
    })
    .catch((error: unknown) => {
      if (error !== rolledBack) throw error
    })
  return replaced
}

const rolledBack = new Error('a preview keeps nothing')

/**
 * Imports a file of spend. An amount for a day and origin that an earlier file told of replaces it, so a file may be imported
 * again and again as it grows; amounts entered by hand stay. Wrong rows are skipped and told.
 * @throws Problem file_columns_missing and what reading the file may throw
 */
export async function importSpend(
  db: Database,
  file: SpendFile,
  change: SpendChange,
): Promise<SpendImport & { wrong: WrongRow[] }> {
  const ad = await readAdExport(db, file, change)
  if (ad) return importAdExport(db, file, change, ad)
  const { plan, hash, records, wrong, wrongRows } = await gather(file, change)
  if (plan.missing.length > 0) {
    throw new Problem('file_columns_missing', { field: plan.missing[0] ?? '' }, { columns: plan.missing.join(', ') })
  }
  const kept = await db.transaction((tx) =>
    importRecords(tx, change, { name: file.name, hash, records, skipped: wrongRows }),
  )
  return { ...kept, wrong: [...wrong] }
}

/** Keeps amounts as one import, which can be undone. */
export async function importRecords(
  tx: Transaction,
  change: Change,
  told: {
    readonly name: string
    readonly hash: string
    readonly records: readonly SpendRecord[]
    readonly skipped: number
  },
): Promise<SpendImport> {
  const id = newId(change.now)
  const { name, hash, records, skipped } = told
  const { replaced } = await keepSpend(tx, change, id, records)
  return insertImport(tx, change, { id, name, hash, skipped, replaced, rows: records })
}

async function keepSpend(
  tx: Transaction,
  change: Change,
  importId: string,
  records: readonly SpendRecord[],
): Promise<{ replaced: number }> {
  await lockWriters(tx, change.workspaceId)
  const origins = records.map(({ origin }) => originOf(origin))
  const idOf = await findOrigins(
    tx,
    change.workspaceId,
    origins.flatMap((origin) => origin ?? []),
    change.now,
  )
  const placed = records.map((record, i) => ({ ...record, originId: idOf(origins[i] ?? null) }))
  const keys = [...new Map(placed.map(({ day, originId }) => [`${day}/${originId}`, { day, originId }])).values()]
  const [count] = await tx.query<{ replaced: number }>(sql`
    with replaced as (
      update spend s set replaced_by = ${importId}
      from ${recordset('k', { day: 'date', originId: 'uuid' }, keys)}
      where s.workspace_id = ${change.workspaceId} and s.import_id is not null and s.replaced_by is null and s.system is null
        and s.day = k.day and s.origin_id is not distinct from k."originId"
      returning 1)
    select count(*)::int as replaced from replaced`)
  await copyRows(
    tx,
    'spend',
    ['workspace_id', 'id', 'day', 'origin_id', 'amount', 'currency', 'note', 'import_id', 'created_at', 'updated_at'],
    placed.map((one) => [
      change.workspaceId,
      newId(change.now),
      one.day,
      one.originId,
      one.amount,
      change.currency,
      one.note,
      importId,
      change.now,
      change.now,
    ]),
  )
  return { replaced: count?.replaced ?? 0 }
}
