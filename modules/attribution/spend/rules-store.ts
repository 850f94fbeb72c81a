/** How the company reads the money of advertising systems: which source a system is, and VAT. */
import { type Queryable, sql, type Transaction } from '../../../platform/database/database.ts'
import type { Vat } from './exports/headings.ts'
import { type SystemKey, systemKeys } from './exports/system.ts'
import { systemOf } from './exports/systems.ts'

export interface SpendRules {
  /** With or without VAT: how the company counts what it spent. */
  readonly vat: Vat
  readonly systems: Readonly<Record<SystemKey, { readonly source: string; readonly vat: Vat | null }>>
}

interface RuleRow {
  readonly system: string
  readonly source: string | null
  readonly vat: Vat | null
}

/** The company's rules; what nobody chose stands at what is usual: counted with VAT. */
export async function readRules(db: Queryable, workspaceId: string): Promise<SpendRules> {
  const rows = await db.query<RuleRow>(
    sql`select system, source, vat from spend_rules where workspace_id = ${workspaceId}`,
  )
  const of = (system: string) => rows.find((row) => row.system === system)
  const systems = Object.fromEntries(
    systemKeys.map((key) => [key, { source: of(key)?.source ?? systemOf(key).source, vat: of(key)?.vat ?? null }]),
  ) as SpendRules['systems']
  return { vat: of('')?.vat ?? 'with', systems }
}

/** What the source of a system is called in this company. */
export const sourceOf = async (db: Queryable, workspaceId: string, system: SystemKey): Promise<string> =>
  (await readRules(db, workspaceId)).systems[system].source

/** Remembers a rule; fields that are left out stay. `system` is '' for the company itself. */
export const keepRule = (
  tx: Transaction,
  workspaceId: string,
  rule: { readonly system: SystemKey | ''; readonly source?: string | undefined; readonly vat?: Vat | undefined },
  now: Date,
): Promise<unknown> =>
  tx.query(sql`
    insert into spend_rules (workspace_id, system, source, vat, updated_at)
    values (${workspaceId}, ${rule.system}, ${rule.source ?? null}, ${rule.vat ?? null}, ${now})
    on conflict (workspace_id, system) do update set source = coalesce(excluded.source, spend_rules.source),
      vat = coalesce(excluded.vat, spend_rules.vat), updated_at = excluded.updated_at`)
