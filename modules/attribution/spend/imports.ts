/** Imports of spend as they are listed, and the money of those that were taken back. */
import { Problem } from '../../../kernel/problem.ts'
import { type Queryable, sql, type Transaction } from '../../../platform/database/database.ts'
import { lockWriters } from '../../interactions/index.ts'
import type { SpendImport } from './contract.ts'
import type { SystemKey } from './exports/system.ts'
import { type Change, logSpend } from './store.ts'
import type { Terms } from './terms.ts'

/** An import whose amounts were just written. */
export interface NewImport {
  readonly id: string
  readonly name: string
  readonly hash: string
  readonly rows: readonly { readonly day: string; readonly amount: number }[]
  readonly skipped: number
  readonly replaced: number
  readonly system?: SystemKey
  readonly source?: string
  readonly terms?: Terms
  /** The export's own total and what it has beyond its rows, in millionths. */
  readonly ownTotal?: number | null
  readonly difference?: number
  readonly connectionId?: string
}

const edge = (rows: NewImport['rows'], before: (a: string, b: string) => boolean): string | null =>
  rows.reduce<string | null>((found, { day }) => (found !== null && !before(day, found) ? found : day), null)

/** Lists an import and writes it into the log. */
export async function insertImport(tx: Transaction, change: Change, told: NewImport): Promise<SpendImport> {
  const amount = told.rows.reduce((sum, row) => sum + row.amount, 0)
  await tx.query(sql`
    insert into spend_imports (workspace_id, id, file_name, file_hash, rows, skipped, replaced, amount, first_day, last_day,
      created_by, created_at, system, source, terms, own_total, difference, connection_id)
    values (${change.workspaceId}, ${told.id}, ${told.name}, ${told.hash}, ${told.rows.length}, ${told.skipped}, ${told.replaced},
      ${amount}, ${edge(told.rows, (a, b) => a < b)}, ${edge(told.rows, (a, b) => a > b)}, ${JSON.stringify(change.actor)},
      ${change.now}, ${told.system ?? null}, ${told.source ?? null}, ${told.terms ? JSON.stringify(told.terms) : null},
      ${told.ownTotal ?? null}, ${told.difference ?? null}, ${told.connectionId ?? null})`)
  const kept = await readImport(tx, change.workspaceId, told.id)
  await log(tx, change, 'spend.imported', kept)
  return kept
}

/** Takes an import back: its amounts go, those that it replaced come back (or are replaced by a later one that knows them too). */
export async function undoSpendImport(tx: Transaction, change: Change, id: string): Promise<SpendImport> {
  await lockWriters(tx, change.workspaceId)
  const before = await readImport(tx, change.workspaceId, id)
  if (before.undoneAt) throw new Problem('import_undone')
  await tx.query(sql`delete from spend where workspace_id = ${change.workspaceId} and import_id = ${id}`)
  await tx.query(sql`
    update spend s set replaced_by = (
      select n.import_id from spend n
      where n.workspace_id = ${change.workspaceId} and n.day = s.day and n.import_id is not null and n.replaced_by is null
        and n.system is not distinct from s.system
        and case when s.system is null then n.origin_id is not distinct from s.origin_id
          when s.kind = 'rounding' then true
          else n.ad_campaign_id is not distinct from s.ad_campaign_id and n.kind is distinct from 'rounding' end
      limit 1)
    where s.workspace_id = ${change.workspaceId} and s.replaced_by = ${id}`)
  await tx.query(
    sql`update spend_imports set undone_at = ${change.now}, connection_id = null where workspace_id = ${change.workspaceId} and id = ${id}`,
  )
  const after = await readImport(tx, change.workspaceId, id)
  await log(tx, change, 'spend.import_undone', after)
  return after
}

const columns = sql`m.id, m.file_name as "fileName", m.rows, m.skipped, m.replaced, m.amount, m.first_day as "firstDay",
  m.last_day as "lastDay", m.created_by->>'name' as "createdBy", m.created_at as "createdAt", m.undone_at as "undoneAt",
  m.system, m.source, m.terms->'vat' as vat, m.terms->'rates' as rates, round(m.own_total / 10000.0)::bigint as "ownTotal",
  round(m.difference / 10000.0)::bigint as difference, m.connection_id is not null as polled`

/** Imports, newest first. */
export const listSpendImports = (db: Queryable, workspaceId: string): Promise<SpendImport[]> =>
  db.query<SpendImport>(sql`
    select ${columns} from spend_imports m where m.workspace_id = ${workspaceId} order by m.created_at desc, m.id desc limit 200`)

export async function readImport(db: Queryable, workspaceId: string, id: string): Promise<SpendImport> {
  const [row] = await db.query<SpendImport>(
    sql`select ${columns} from spend_imports m where m.workspace_id = ${workspaceId} and m.id = ${id}`,
  )
  if (!row) throw new Problem('not_found', { field: 'id' })
  return row
}

const log = (
  tx: Transaction,
  change: Change,
  action: string,
  { id, fileName, rows, amount, system, vat, rates }: SpendImport,
): Promise<void> =>
  logSpend(tx, change, {
    ...{ action, objectType: 'spend_import', objectId: id },
    after: { fileName, rows, amount, currency: change.currency, ...(system && { system, vat, rates }) },
  })
