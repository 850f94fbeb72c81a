/** Deals from files: what a file would bring, bringing it, and taking it back. */
import { newId } from '../../kernel/ids.ts'
import { Problem } from '../../kernel/problem.ts'
import type { Language } from '../../kernel/problem-texts.ts'
import { appendAudit } from '../../platform/audit/audit.ts'
import { type Database, type Queryable, sql, type Transaction } from '../../platform/database/database.ts'
import { hashOfFile, mappingOf, tellProblem, type WrongRow } from '../../platform/files/import-help.ts'
import { tellLive } from '../../platform/live/tell-live.ts'
import { lockWriters } from '../interactions/index.ts'
import type { DealImport, DealMapping, DealPreview } from './contract.ts'
import { type DealRecord, planDeals, readDeals } from './read-file.ts'
import { type DealSystem, outcomeOf } from './rules.ts'
import { changeDeals } from './store/figures.ts'
import { type DealChange, type DealPlace, fromFiles, keepDeals } from './store/keep.ts'

const mostRows = 1_000_000
const shownProblems = 100
const shownRows = 8
const batchSize = 5_000

export interface DealFile {
  readonly path: string
  readonly name: string
  readonly mapping?: DealMapping | undefined
  /** Whose numbers its ids are; a system of its own where left out. */
  readonly system?: DealSystem | undefined
}

/** A company as far as a file must know it. */
export interface DealFileChange extends DealChange {
  readonly timezone: string
  readonly country: string
  readonly language: Language
}

/** An export of a CRM belongs to its one account; where several are connected, or none yet, to an account without a name. */
async function placeOf(db: Queryable, workspaceId: string, system: DealSystem | undefined): Promise<DealPlace> {
  if (!system || system === 'file') return fromFiles
  const accounts = await db.query<{ account: string }>(sql`
    select distinct d.account from deals d where d.workspace_id = ${workspaceId} and d.system = ${system} and d.account <> '' limit 2`)
  return { system, account: accounts.length === 1 ? (accounts[0]?.account ?? '') : '' }
}

async function gather(file: DealFile, change: DealFileChange) {
  const plan = await planDeals(file.path, file.mapping, change.now)
  const deals: DealRecord[] = []
  const wrong: WrongRow[] = []
  let wrongRows = 0
  if (plan.missing.length > 0) return { plan, deals, wrong, wrongRows }
  for await (const read of readDeals(file.path, plan, change)) {
    if (read.deal) deals.push(read.deal)
    else if (++wrongRows <= shownProblems) {
      wrong.push(tellProblem(read.problem, change.language, { currency: change.currency }))
    }
    if (deals.length > mostRows) throw new Problem('file_too_large', {}, { limit: String(mostRows) })
  }
  return { plan, deals, wrong, wrongRows }
}

/** What a file would bring. Nothing is kept. */
export async function previewDeals(db: Queryable, file: DealFile, change: DealFileChange): Promise<DealPreview> {
  const { plan, deals, wrong, wrongRows } = await gather(file, change)
  const ids = [...new Set(deals.map(({ externalId }) => externalId))]
  const { system, account } = await placeOf(db, change.workspaceId, file.system)
  const [known] = await db.query<{ count: number }>(sql`
    select count(*)::int as count from deals d
    where d.workspace_id = ${change.workspaceId} and d.system = ${system} and d.account = ${account} and d.external_id = any(${ids}::text[])`)
  const updated = known?.count ?? 0
  const stages = new Map<string, number>()
  for (const { stage } of deals) stages.set(stage, (stages.get(stage) ?? 0) + 1)
  return {
    columns: [...plan.shape.columns],
    mapping: mappingOf(plan),
    missing: [...plan.missing],
    sample: plan.shape.sample.slice(0, shownRows).map(({ cells }) => [...cells]),
    created: ids.length - updated,
    updated,
    stages: [...stages]
      .map(([stage, count]) => ({ stage, outcome: outcomeOf(stage), deals: count }))
      .sort((a, b) => b.deals - a.deals)
      .slice(0, 50),
    wrong,
    wrongRows,
  }
}

/**
 * Imports a file of deals: all of its right rows or, where the file itself can't be read, none.
 * @throws Problem file_columns_missing and what reading the file may throw
 */
export async function importDeals(
  db: Database,
  file: DealFile,
  change: DealFileChange,
): Promise<DealImport & { wrong: WrongRow[] }> {
  const { plan, deals, wrong, wrongRows } = await gather(file, change)
  if (plan.missing.length > 0) {
    throw new Problem('file_columns_missing', { field: plan.missing[0] ?? '' }, { columns: plan.missing.join(', ') })
  }
  const hash = await hashOfFile(file.path)
  const kept = await db.transaction((tx) =>
    importDealRecords(tx, change, { name: file.name, hash, deals, skipped: wrongRows, system: file.system }),
  )
  return { ...kept, wrong }
}

/** Keeps deals as one import, which can be undone. */
export async function importDealRecords(
  tx: Transaction,
  change: DealChange,
  told: {
    readonly name: string
    readonly hash: string
    readonly deals: readonly DealRecord[]
    readonly skipped: number
    readonly system?: DealSystem | undefined
  },
): Promise<DealImport> {
  const id = newId(change.now)
  let created = 0
  let updated = 0
  const place = await placeOf(tx, change.workspaceId, told.system)
  const distinct = [...new Map(told.deals.map((deal) => [deal.externalId, deal])).values()]
  for (let at = 0; at < distinct.length; at += batchSize) {
    const kept = await keepDeals(tx, change, place, distinct.slice(at, at + batchSize), id)
    created += kept.created
    updated += kept.updated
  }
  await tx.query(sql`
    insert into deal_imports (workspace_id, id, file_name, file_hash, created, updated, skipped, created_by, created_at)
    values (${change.workspaceId}, ${id}, ${told.name}, ${told.hash}, ${created}, ${updated}, ${told.skipped},
      ${JSON.stringify(change.actor)}, ${change.now})`)
  const done = await readImport(tx, change.workspaceId, id)
  await log(tx, change, 'deals.imported', done)
  return done
}

/** Removes the deals that an import created. Those that it only changed stay as they are. */
export async function undoDealImport(tx: Transaction, change: DealChange, id: string): Promise<DealImport> {
  await lockWriters(tx, change.workspaceId)
  const before = await readImport(tx, change.workspaceId, id)
  if (before.undoneAt) throw new Problem('import_undone')
  const made = await tx.query<{ id: string }>(
    sql`select d.id from deals d where d.workspace_id = ${change.workspaceId} and d.import_id = ${id}`,
  )
  const ids = made.map((deal) => deal.id)
  await changeDeals(tx, change.workspaceId, ids, async () => {
    for (const part of [sql`deal_stages`, sql`deal_products`]) {
      await tx.query(
        sql`delete from ${part} p where p.workspace_id = ${change.workspaceId} and p.deal_id = any(${ids}::uuid[])`,
      )
    }
    await tx.query(sql`delete from deals where workspace_id = ${change.workspaceId} and id = any(${ids}::uuid[])`)
    return []
  })
  await tx.query(
    sql`update deal_imports set undone_at = ${change.now} where workspace_id = ${change.workspaceId} and id = ${id}`,
  )
  const after = await readImport(tx, change.workspaceId, id)
  await log(tx, change, 'deals.import_undone', after)
  return after
}

const columns = sql`m.id, m.file_name as "fileName", m.created, m.updated, m.skipped, m.created_by->>'name' as "createdBy",
  m.created_at as "createdAt", m.undone_at as "undoneAt"`

/** Imports, newest first. */
export const listDealImports = (db: Queryable, workspaceId: string): Promise<DealImport[]> =>
  db.query<DealImport>(sql`
    select ${columns} from deal_imports m where m.workspace_id = ${workspaceId} order by m.created_at desc, m.id desc limit 200`)

async function readImport(db: Queryable, workspaceId: string, id: string): Promise<DealImport> {
  const [row] = await db.query<DealImport>(
    sql`select ${columns} from deal_imports m where m.workspace_id = ${workspaceId} and m.id = ${id}`,
  )
  if (!row) throw new Problem('not_found', { field: 'id' })
  return row
}

async function log(
  tx: Transaction,
  { workspaceId, actor, now }: DealChange,
  action: string,
  { id, fileName, created, updated }: DealImport,
): Promise<void> {
  const entry = { action, objectType: 'deal_import', objectId: id, after: { fileName, created, updated } }
  await appendAudit(tx, workspaceId, [{ at: now, actor, ...entry }])
  await tellLive(tx, { workspaceId, type: 'deals' })
}
