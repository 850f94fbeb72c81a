/** Imported money counted anew, when the company counts VAT otherwise from now on. */
import { recordset } from '../../../platform/database/bulk.ts'
import { sql, type Transaction } from '../../../platform/database/database.ts'
import { lockWriters } from '../../interactions/index.ts'
import type { Vat } from './exports/headings.ts'
import { priced } from './settle.ts'
import type { Change } from './store.ts'
import type { Terms } from './terms.ts'

/** Tells every import in money with or without VAT. What systems wrote is kept, so going back and forth loses nothing. */
export async function recountImports(tx: Transaction, change: Change, counted: Vat): Promise<void> {
  const { workspaceId } = change
  await lockWriters(tx, workspaceId)
  const imports = await tx.query<{ id: string; terms: Terms }>(sql`
    select m.id, m.terms from spend_imports m
    where m.workspace_id = ${workspaceId} and m.terms is not null and m.undone_at is null`)
  for (const { id, terms: before } of imports) {
    const terms: Terms = { ...before, vat: { ...before.vat, counted } }
    const rows = await tx.query<{ id: string; day: string; currency: string | null; micros: number }>(sql`
      select s.id, s.day, s.written_currency as currency, s.written as micros from spend s
      where s.workspace_id = ${workspaceId} and s.import_id = ${id} and s.written is not null order by s.id`)
    const amounts = priced(rows, terms).map(({ id: row, amount }) => ({ row, amount }))
    await tx.query(sql`
      update spend s set amount = a.amount from ${recordset('a', { row: 'uuid', amount: 'bigint' }, amounts)}
      where s.workspace_id = ${workspaceId} and s.id = a.row`)
    await tx.query(sql`
      update spend_imports m set terms = ${JSON.stringify(terms)}, amount = coalesce((
        select sum(s.amount) from spend s where s.workspace_id = ${workspaceId} and s.import_id = ${id}), 0)
      where m.workspace_id = ${workspaceId} and m.id = ${id}`)
  }
}
