/** How a text file is laid out, told from its first records: separator, line ends, where the headings are. */
import { type CsvForm, createCsvParser, type TableRow } from './csv.ts'

export const separators = [',', ';', '\t', '|'] as const
export type Separator = (typeof separators)[number]

/** Lone carriage returns end lines only where there is no line feed at all (old Macs, some exchanges). */
export const recogniseLineEnd = (text: string): '\n' | '\r' =>
  !text.includes('\n') && text.includes('\r') ? '\r' : '\n'

/** `sep=;` in the first line is Excel's own way of telling. */
export const toldSeparator = (text: string): string | null => /^sep=(.)\r?(?:\n|\r|$)/i.exec(text)?.[1] ?? null

/** Records of a sample; the last one may be cut off and is left out unless the sample is the whole file. */
export function sampleRecords(text: string, form: CsvForm, whole: boolean): TableRow[] {
  const parser = createCsvParser(form)
  const rows = parser.write(text)
  return whole ? [...rows, ...parser.end()] : rows
}

/** How many columns most records have, and the share of records that have so many. */
export function usualWidth(rows: readonly TableRow[]): { width: number; share: number } {
  const counts = new Map<number, number>()
  for (const row of rows) if (!row.fault) counts.set(row.cells.length, (counts.get(row.cells.length) ?? 0) + 1)
  const [width, count] = [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [0, 0]
  return { width, share: rows.length === 0 ? 0 : count / rows.length }
}

/**
 * The separator under which the records agree best about how many columns there are. `certain` is false where another one
 * agrees as well; a file of one column is read with commas.
 */
export function recogniseSeparator(text: string, lineEnd: '\n' | '\r', whole: boolean) {
  const told = toldSeparator(text)
  if (told) return { separator: told, certain: true }
  const scores = separators
    .map((separator) => {
      const rows = sampleRecords(text.slice(0, 65_536), { separator, lineEnd }, whole && text.length <= 65_536)
      const { width, share } = usualWidth(rows.slice(0, 200))
      return { separator, width, score: width < 2 ? 0 : share + Math.min(width, 40) / 100 }
    })
    .sort((a, b) => b.score - a.score)
  const [best, second] = scores
  if (!best || best.score === 0) return { separator: ',', certain: true }
  return { separator: best.separator, certain: best.score - (second?.score ?? 0) > 0.15 }
}

const valueLike =
  /^[+-]?[\d\s().,:/+-]*\d[\d\s().,:/+-]*(?:\s*(?:am|pm))?$|^\d{4}-\d\d-\d\d[T ]|^\d[\d.,:/ -]*$|^(?:true|false|yes|no|да|нет)$/i

/** A cell that holds a number, a date, a phone number or yes/no: nothing that would stand in a line of headings. */
export const looksLikeValue = (cell: string): boolean => valueLike.test(cell.trim())

/**
 * The position in `rows` of the line of headings, or null where the first record is data already.
 * Titles above it ("Отчёт за март") have another width than the table.
 */
export function findHeadings(rows: readonly TableRow[]): number | null {
  const { width } = usualWidth(rows)
  for (const [index, row] of rows.slice(0, 20).entries()) {
    if (row.fault || row.cells.length < width || (width > 1 && filled(row.cells) < Math.min(2, width))) continue
    return row.cells.some(looksLikeValue) || filled(row.cells) < width / 2 ? null : index
  }
  return null
}

const filled = (cells: readonly string[]): number => cells.filter((cell) => cell.trim() !== '').length

/** Names for columns: the headings, made distinct; A, B, … where there is none. */
export function nameColumns(headings: readonly string[], width: number): string[] {
  const used = new Set<string>()
  return Array.from({ length: Math.max(width, headings.length) }, (_, i) => {
    const heading = headings[i]?.trim().slice(0, 200) || columnLetters(i)
    let name = heading
    for (let n = 2; used.has(name); n++) name = `${heading} (${n})`
    used.add(name)
    return name
  })
}

/** 0 → A, 25 → Z, 26 → AA: as spreadsheets name columns. */
export const columnLetters = (index: number): string =>
  (index >= 26 ? columnLetters(Math.floor(index / 26) - 1) : '') + String.fromCharCode(65 + (index % 26))
