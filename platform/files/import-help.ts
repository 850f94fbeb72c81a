/** What every import of a file needs beside its rows. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type Language, problemText } from '../../kernel/problem-texts.ts'
import type { RowProblem } from './records.ts'

/** SHA-256 of a file, hexadecimal: the same file is known again under another name. */
export async function hashOfFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk)
  return hash.digest('hex')
}

/** A row that can't be imported, in the reader's language. */
export interface WrongRow {
  readonly row: number
  readonly field: string | null
  readonly code: string
  readonly message: string
}

/** Puts a row's problem into words; `values` fill what the message names beside the value itself. */
export const tellProblem = (
  { row, field, code, value }: RowProblem,
  language: Language,
  values: Readonly<Record<string, string>> = {},
): WrongRow => ({ row, field, code, message: problemText(code, language, { value, ...values }) })

/** The heading of the column that each field is read from. */
export const mappingOf = (plan: {
  readonly columns: Readonly<Record<string, number | undefined>>
  readonly shape: { readonly columns: readonly string[] }
}): Record<string, string> =>
  Object.fromEntries(
    Object.entries(plan.columns).flatMap(([field, index]) => {
      const heading = index === undefined ? undefined : plan.shape.columns[index]
      return heading === undefined ? [] : [[field, heading] as const]
    }),
  )
