/**
 * A file of rows, whatever it is: separated text in any encoding, or a sheet of an .xlsx workbook.
 * `recogniseTable` looks at its beginning and says how it would be read; `readTable` reads all of it in bounded memory.
 */
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { Problem } from '../../kernel/problem.ts'
import { createCsvParser, maxRecord, type TableRow } from './csv.ts'
import { type Encoding, recogniseEncoding } from './encoding.ts'
import {
  findHeadings,
  nameColumns,
  recogniseLineEnd,
  recogniseSeparator,
  sampleRecords,
  toldSeparator,
  usualWidth,
} from './recognise.ts'
import { openWorkbook } from './xlsx.ts'

export type { TableRow }

/** What somebody who knows better says about a file. */
export interface TableChoices {
  readonly encoding?: Encoding | undefined
  readonly separator?: string | undefined
  readonly sheet?: string | undefined
  /** False: the first row is data already. */
  readonly headings?: boolean | undefined
}

export interface TableShape {
  readonly kind: 'csv' | 'xlsx'
  /** Null for a workbook. */
  readonly encoding: Encoding | null
  readonly separator: string | null
  readonly lineEnd: '\n' | '\r'
  /** Sheet that is read, and all there are; null and empty for text. */
  readonly sheet: string | null
  readonly sheets: readonly string[]
  /** Row of the headings, from 1; null where there are none. */
  readonly headingRow: number | null
  /** Headings made distinct, or A, B, … */
  readonly columns: readonly string[]
  readonly bytes: number
  /** Data rows: exact where the sample is the whole file. */
  readonly estimatedRows: number
  /** The first data rows, up to 1,000. */
  readonly sample: readonly TableRow[]
  /** What was recognised without much certainty. */
  readonly doubtful: readonly ('encoding' | 'separator')[]
}

const headBytes = 262_144
const pieceBytes = 65_536
const sampleRows = 1_000

/**
 * Recognises how a file is to be read. `choices` overrule what would be recognised.
 * @throws Problem file_empty, file_not_table, file_old_excel, file_too_wide
 */
export async function recogniseTable(path: string, choices: TableChoices = {}): Promise<TableShape> {
  const { head, further, bytes } = await readPieces(path)
  if (bytes === 0) throw new Problem('file_empty')
  if (startsWith(head, [0xd0, 0xcf, 0x11, 0xe0])) throw new Problem('file_old_excel')
  if (startsWith(head, [0x50, 0x4b, 0x03, 0x04])) return recogniseSheet(path, bytes, choices)
  return recogniseText(head, further, bytes, choices)
}

const startsWith = (bytes: Uint8Array, mark: readonly number[]): boolean => mark.every((byte, i) => bytes[i] === byte)

/** The beginning of a file, and pieces from its middle and end that begin after a line end. */
async function readPieces(path: string): Promise<{ head: Buffer; further: Buffer[]; bytes: number }> {
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    const piece = async (from: number, length: number) => {
      const buffer = Buffer.alloc(Math.min(length, Math.max(0, size - from)))
      const { bytesRead } = await file.read(buffer, 0, buffer.length, from)
      return buffer.subarray(0, bytesRead)
    }
    const starts = size > headBytes * 2 ? [Math.floor(size / 2), size - pieceBytes] : []
    const further = await Promise.all(starts.map((from) => piece(from, pieceBytes)))
    return {
      head: await piece(0, headBytes),
      further: further.map((part) => part.subarray(Math.max(0, part.indexOf(10) + 1))),
      bytes: size,
    }
  } finally {
    await file.close()
  }
}

async function recogniseSheet(path: string, bytes: number, choices: TableChoices): Promise<TableShape> {
  const book = await openWorkbook(path)
  try {
    const sheet = book.sheets.find((name) => name === choices.sheet) ?? book.sheets[0]
    if (sheet === undefined) throw new Problem('file_not_table')
    const rows: TableRow[] = []
    let whole = true
    for await (const piece of book.rows(sheet)) {
      rows.push(...piece)
      if (rows.length > sampleRows) {
        whole = false
        break
      }
    }
    return {
      kind: 'xlsx',
      encoding: null,
      separator: null,
      lineEnd: '\n',
      sheet,
      sheets: book.sheets,
      ...laidOut(rows, choices, whole ? null : Math.round(bytes / 40)),
      bytes,
      doubtful: [],
    }
  } finally {
    book.close()
  }
}

function recogniseText(head: Buffer, further: Buffer[], bytes: number, choices: TableChoices): TableShape {
  const guess = recogniseEncoding(head, further)
  const encoding = choices.encoding ?? guess.encoding
  const text = new TextDecoder(encoding).decode(head.subarray(guess.markBytes), { stream: true })
  const nuls = text.slice(0, 65_536).split('\u0000').length - 1
  if (nuls > Math.min(text.length, 65_536) / 10 || /^(?:%PDF|<(?:!doctype|html|\?xml))/i.test(text.trimStart())) {
    throw new Problem('file_not_table')
  }
  const whole = head.length === bytes
  const lineEnd = recogniseLineEnd(text)
  const separator = choices.separator
    ? { separator: choices.separator, certain: true }
    : recogniseSeparator(text, lineEnd, whole)
  const rows = sampleRecords(text, { separator: separator.separator, lineEnd }, whole)
  if (rows[0] && toldSeparator(text)) rows.shift()
  if (rows.length === 0) throw new Problem(text.length > maxRecord / 4 ? 'file_too_wide' : 'file_empty')
  const perRow = head.length / Math.max(1, (rows.at(-1)?.row ?? 1) - 1)
  return {
    kind: 'csv',
    encoding,
    separator: separator.separator,
    lineEnd,
    sheet: null,
    sheets: [],
    ...laidOut(rows, choices, whole ? null : Math.round(bytes / perRow)),
    bytes,
    doubtful: [
      ...(choices.encoding || guess.certain ? [] : (['encoding'] as const)),
      ...(separator.certain ? [] : (['separator'] as const)),
    ],
  }
}

function laidOut(rows: readonly TableRow[], choices: TableChoices, estimated: number | null) {
  if (rows.every((row) => row.cells.length === 0)) {
    const fault = rows.find((row) => row.fault === 'too_many_columns' || row.fault === 'too_long')
    throw new Problem(fault ? 'file_too_wide' : 'file_empty', fault ? { row: fault.row } : {})
  }
  const first = rows.findIndex((row) => !row.fault)
  const index = choices.headings === false ? null : (findHeadings(rows) ?? (choices.headings ? first : null))
  const heading = index === null ? undefined : rows[index]
  const data = rows.slice(index === null ? 0 : index + 1)
  const { width } = usualWidth(data.length > 0 ? data : rows)
  return {
    headingRow: heading?.row ?? null,
    columns: nameColumns(heading?.cells ?? [], heading ? heading.cells.length : width),
    estimatedRows: estimated === null ? data.length : Math.max(estimated - (index ?? -1) - 1, data.length),
    sample: data.slice(0, sampleRows),
  }
}

/**
 * Every data row of a file, in pieces of some hundreds to some thousands. Rows whose form is broken come too, with `fault` set and no cells:
 * the caller counts them and goes on. Memory does not grow with the file.
 */
export async function* readTable(
  path: string,
  shape: TableShape,
  options: { readonly signal?: AbortSignal } = {},
): AsyncGenerator<readonly TableRow[]> {
  const rows = shape.kind === 'xlsx' ? sheetRows(path, shape) : textRows(path, shape)
  for await (const piece of rows) {
    options.signal?.throwIfAborted()
    const data = shape.headingRow === null ? piece : afterHeadings(piece, shape.headingRow)
    if (data.length > 0) yield data
  }
}

const afterHeadings = (piece: readonly TableRow[], headingRow: number): readonly TableRow[] =>
  (piece[0]?.row ?? 0) > headingRow ? piece : piece.filter((row) => row.row > headingRow)

async function* sheetRows(path: string, shape: TableShape): AsyncGenerator<TableRow[]> {
  const book = await openWorkbook(path)
  try {
    yield* book.rows(shape.sheet ?? undefined)
  } finally {
    book.close()
  }
}

async function* textRows(path: string, shape: TableShape): AsyncGenerator<TableRow[]> {
  const decoder = new TextDecoder(shape.encoding ?? 'utf-8')
  const parser = createCsvParser({
    separator: shape.separator ?? ',',
    lineEnd: shape.lineEnd,
    columns: shape.columns.length,
  })
  let first = true
  for await (const bytes of createReadStream(path, { highWaterMark: 16_384 })) {
    const rows = parser.write(decoder.decode(bytes as Buffer, { stream: true }))
    if (first && rows.length > 0) {
      first = false
      if (rows[0]?.row === 1 && /^sep=/i.test(rows[0].cells[0] ?? '')) rows.shift()
    }
    yield rows
  }
  yield [...parser.write(decoder.decode()), ...parser.end()]
}
