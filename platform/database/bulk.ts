import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { from as copyFrom } from 'pg-copy-streams'
import { join, raw, type Sql, sql, type Transaction } from './database.ts'
import { jsonText, withoutNul } from './json-text.ts'

export type Cell = string | number | boolean | Date | null | Readonly<Record<string, unknown>>

const escapes: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }
const needsEscape = /[\\\n\r\t]/
const clean = (text: string): string =>
  withoutNul(needsEscape.test(text) ? text.replace(/[\\\n\r\t]/g, (char) => escapes[char] ?? char) : text)

/** A value as COPY reads it. */
function copyCell(value: Cell | undefined): string {
  if (value === null || value === undefined) return '\\N'
  if (typeof value === 'string') return clean(value)
  if (value instanceof Date) return value.toISOString()
  if (typeof value === 'object') return clean(jsonText(value))
  return String(value)
}

const chunkLength = 65_536

function* chunksOf(lines: Iterable<string>): Generator<string> {
  let chunk = ''
  for (const line of lines) {
    chunk += line
    chunk += '\n'
    if (chunk.length > chunkLength) {
      yield chunk
      chunk = ''
    }
  }
  if (chunk) yield chunk
}

function* linesOf(rows: Iterable<readonly Cell[]>): Generator<string> {
  for (const row of rows) {
    let line = copyCell(row[0])
    for (let i = 1; i < row.length; i++) line += `\t${copyCell(row[i])}`
    yield line
  }
}

/** Appends rows through COPY: several times faster than INSERT, in the same transaction. */
export async function copyRows(
  tx: Transaction,
  table: string,
  columns: readonly string[],
  rows: Iterable<readonly Cell[]>,
): Promise<void> {
  if (Array.isArray(rows) && rows.length === 0) return
  await pipeline(
    Readable.from(chunksOf(linesOf(rows))),
    tx.client.query(copyFrom(`copy ${table} (${columns.join(', ')}) from stdin`)),
  )
}

/** A set of rows as a FROM item named `alias`: one JSON parameter, typed columns. */
export function recordset(alias: string, types: Readonly<Record<string, string>>, rows: readonly object[]): Sql {
  const definition = raw(
    `as ${alias}(${Object.entries(types)
      .map(([name, type]) => `"${name}" ${type}`)
      .join(', ')})`,
  )
  return sql`jsonb_to_recordset(${jsonText(rows)}::jsonb) ${definition}`
}

/**
 * The same from columns: one array parameter each. Half the cost of JSON where thousands of narrow rows are upserted.
 * Every column has as many values as the first.
 */
export function columnset(alias: string, types: Readonly<Record<string, string>>, columns: readonly unknown[][]): Sql {
  const arrays = Object.values(types).map((type, i) => sql`${columns[i] ?? []}::${raw(type)}[]`)
  return sql`unnest(${join(arrays)}) as ${raw(alias)}(${raw(Object.keys(types).join(', '))})`
}
