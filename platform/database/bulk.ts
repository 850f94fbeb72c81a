import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { from as copyFrom } from 'pg-copy-streams'
import { raw, type Sql, sql, type Transaction } from './database.ts'

export type Cell = string | number | boolean | Date | null | Readonly<Record<string, unknown>>

const escapes: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }
const needsEscape = /[\\\n\r\t]/
// PostgreSQL text holds no NUL; a provider's stray one must not lose the whole batch.
const clean = (text: string): string =>
  (needsEscape.test(text) ? text.replace(/[\\\n\r\t]/g, (char) => escapes[char] ?? char) : text).replaceAll(
    '\u0000',
    '',
  )

function copyCell(value: Cell): string {
  if (value === null) return '\\N'
  if (typeof value === 'string') return clean(value)
  if (value instanceof Date) return value.toISOString()
  if (typeof value === 'object') return clean(JSON.stringify(value).replaceAll('\\u0000', ''))
  return String(value)
}

/** Appends rows through COPY: several times faster than INSERT, in the same transaction. */
export async function copyRows(
  tx: Transaction,
  table: string,
  columns: readonly string[],
  rows: readonly (readonly Cell[])[],
): Promise<void> {
  if (rows.length === 0) return
  const chunks: string[] = []
  let chunk = ''
  for (const row of rows) {
    for (let i = 0; i < row.length; i++) chunk += (i ? '\t' : '') + copyCell(row[i] ?? null)
    chunk += '\n'
    if (chunk.length > 65_536) {
      chunks.push(chunk)
      chunk = ''
    }
  }
  chunks.push(chunk)
  await pipeline(Readable.from(chunks), tx.client.query(copyFrom(`copy ${table} (${columns.join(', ')}) from stdin`)))
}

/** A set of rows as a FROM item named `alias`: one JSON parameter, typed columns. */
export function recordset(alias: string, types: Readonly<Record<string, string>>, rows: readonly object[]): Sql {
  const definition = raw(
    `as ${alias}(${Object.entries(types)
      .map(([name, type]) => `"${name}" ${type}`)
      .join(', ')})`,
  )
  return sql`jsonb_to_recordset(${JSON.stringify(rows).replaceAll('\\u0000', '')}::jsonb) ${definition}`
}
