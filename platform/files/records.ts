/**
 * Typed rows of a file: which column holds which field, and every cell read as what the field is. Whoever imports something from files
 * describes its fields once and gets values or problems, row by row.
 */
import type { ProblemCode } from '../../kernel/problem.ts'
import { Problem } from '../../kernel/problem.ts'
import { localDay } from '../../kernel/time.ts'
import type { RecordFault, TableRow } from './csv.ts'
import { type DateForm, dateReader, readClock } from './dates.ts'
import { matchHeadings } from './headings.ts'
import { type DecimalMark, readDuration, readNumber, recogniseDecimal } from './numbers.ts'
import { type DateGuess, recogniseDates } from './recognise-dates.ts'
import { readTable, recogniseTable, type TableChoices, type TableShape } from './table.ts'

interface KindValues {
  readonly text: string
  /** An instant; wall clock in the zone of the file where the cell names no offset. */
  readonly moment: Date
  /** A calendar day, YYYY-MM-DD. */
  readonly day: string
  /** A time of day without a date. */
  readonly clock: { readonly hour: number; readonly minute: number; readonly second: number }
  readonly number: number
  readonly seconds: number
}
export type FieldKind = keyof KindValues

export interface FieldSpec {
  readonly kind: FieldKind
  /** A row without it is wrong, and a file without a column for it can't be read. */
  readonly required?: boolean
  /** Headings by which the column is recognised, best first. */
  readonly headings: readonly string[]
}

export type FieldSpecs = Readonly<Record<string, FieldSpec>>
export type Values<Specs extends FieldSpecs> = { readonly [Field in keyof Specs]?: KindValues[Specs[Field]['kind']] }

export interface RowProblem {
  readonly row: number
  /** Name of the field, or of the column, or null where the whole row is concerned. */
  readonly field: string | null
  readonly code: ProblemCode
  /** What stood there, at most 200 characters. */
  readonly value: string
}

export type RecordRow<Specs extends FieldSpecs> =
  | { readonly row: number; readonly values: Values<Specs>; readonly problem?: undefined }
  | { readonly row: number; readonly problem: RowProblem }

export interface RecordChoices<Field extends string> extends TableChoices {
  /** Heading (or letter) of the column of a field; null: the file has none. Others are recognised. */
  readonly columns?: Readonly<Partial<Record<Field, string | null>>> | undefined
  readonly dateForm?: DateForm | undefined
  readonly decimal?: DecimalMark | undefined
}

export interface RecordPlan<Specs extends FieldSpecs> {
  readonly specs: Specs
  readonly shape: TableShape
  readonly columns: Readonly<Partial<Record<keyof Specs & string, number>>>
  /** Required fields without a column. */
  readonly missing: readonly (keyof Specs & string)[]
  /** How dates are read: `alternatives` is not empty where somebody must choose. */
  readonly dates: DateGuess
  readonly decimal: DecimalMark
}

/**
 * Looks at a file and proposes how to read it. `habit`: how the company's country writes dates.
 * @throws Problem as `recogniseTable` does
 */
export async function planRecords<const Specs extends FieldSpecs>(
  path: string,
  specs: Specs,
  options: RecordChoices<keyof Specs & string> & HowToRead,
): Promise<RecordPlan<Specs>> {
  const shape = await recogniseTable(path, options)
  const vocabulary = Object.fromEntries(Object.entries(specs).map(([field, spec]) => [field, spec.headings]))
  return planTable(shape, specs, matchHeadings(shape.columns, vocabulary) as Record<string, number>, options)
}

interface HowToRead {
  /** How the company's country writes dates. */
  readonly habit?: 'dmy' | 'mdy'
  readonly now: Date
}

/**
 * The same for a file that was looked at already, where `proposed` says which column holds which field. A column that somebody chose
 * for a field is taken from the field it was proposed for.
 * @throws Problem file_columns_missing where a chosen column is not in the file
 */
export function planTable<const Specs extends FieldSpecs>(
  shape: TableShape,
  specs: Specs,
  proposed: Readonly<Record<string, number>>,
  options: Omit<RecordChoices<keyof Specs & string>, keyof TableChoices> & HowToRead,
): RecordPlan<Specs> {
  type Field = keyof Specs & string
  const columns = resolveColumns(shape, proposed, options.columns ?? {}) as Partial<Record<Field, number>>
  const fields = Object.keys(specs) as Field[]
  const samplesOf = (kinds: readonly FieldKind[]) =>
    fields
      .filter((field) => kinds.includes(specs[field]?.kind ?? 'text'))
      .flatMap((field) => columnSamples(shape.sample, columns[field]))
  const dates: DateGuess = options.dateForm
    ? { form: options.dateForm, alternatives: [] }
    : recogniseDates(samplesOf(['moment', 'day']), { habit: options.habit ?? 'dmy', now: options.now })
  return {
    specs,
    shape,
    columns,
    missing: fields.filter((field) => specs[field]?.required && columns[field] === undefined),
    dates,
    decimal: options.decimal ?? recogniseDecimal(samplesOf(['number'])),
  }
}

function resolveColumns(
  shape: TableShape,
  proposed: Readonly<Record<string, number>>,
  chosen: Readonly<Record<string, string | null | undefined>>,
): Record<string, number> {
  const own: Record<string, number> = {}
  for (const [field, heading] of Object.entries(chosen)) {
    if (typeof heading !== 'string') continue
    const index = shape.columns.indexOf(heading)
    if (index < 0) throw new Problem('file_columns_missing', { field }, { columns: heading })
    own[field] = index
  }
  const taken = new Set(Object.values(own))
  const rest = Object.entries(proposed).filter(([field, index]) => chosen[field] === undefined && !taken.has(index))
  return { ...Object.fromEntries(rest), ...own }
}

/** What stands in one column of a sample. */
export const columnSamples = (sample: readonly TableRow[], column: number | undefined): string[] =>
  column === undefined ? [] : sample.flatMap((row) => row.cells[column] ?? [])

const faultCodes: Record<RecordFault, ProblemCode> = {
  quote: 'row_quote',
  too_long: 'row_too_long',
  too_many_columns: 'row_too_many_columns',
  nul: 'row_nul',
  encoding: 'row_encoding',
  cut: 'row_cut',
}

/** The problem of a row whose form is broken. */
export const faultProblem = (row: TableRow & { fault: RecordFault }, columns: readonly string[]): RowProblem => ({
  row: row.row,
  field: row.column === undefined ? null : (columns[row.column] ?? null),
  code: faultCodes[row.fault],
  value: '',
})

/**
 * All rows of a file, in pieces. Times are wall clock in `zone`.
 * @throws Problem file_columns_missing where a required field has no column
 */
export async function* readRecords<Specs extends FieldSpecs>(
  path: string,
  plan: RecordPlan<Specs>,
  options: { readonly zone: string; readonly signal?: AbortSignal },
): AsyncGenerator<readonly RecordRow<Specs>[]> {
  if (plan.missing.length > 0) {
    throw new Problem('file_columns_missing', { field: plan.missing[0] ?? '' }, { columns: plan.missing.join(', ') })
  }
  const read = recordReader(plan, options.zone)
  for await (const rows of readTable(path, plan.shape, options)) {
    yield rows.filter((row) => row.fault || row.cells.some((cell) => cell !== '')).map(read)
  }
}

/** How databases and spreadsheets write that there is nothing. */
const blanks = new Set(['', '-', '—', '–', 'NULL', 'null', '\\N', 'N/A', 'n/a', '#N/A', '#Н/Д', '(null)', 'None'])
const isBlank = (cell: string): boolean => (cell.length < 7 ? blanks.has(cell) : cell.startsWith('0000-00-00'))

/** Reads one row as the plan says. */
export function recordReader<Specs extends FieldSpecs>(
  plan: RecordPlan<Specs>,
  zone: string,
): (row: TableRow) => RecordRow<Specs> {
  const readers = Object.entries(plan.columns).map(([field, column]) => ({
    field,
    column: column as number,
    required: plan.specs[field]?.required ?? false,
    ...cellReader(plan.specs[field]?.kind ?? 'text', plan.dates.form ?? 'ymd', plan.decimal, zone),
  }))
  return (row) => {
    if (row.fault) return { row: row.row, problem: faultProblem({ ...row, fault: row.fault }, plan.shape.columns) }
    const values: Record<string, unknown> = {}
    for (const { field, column, required, read, code } of readers) {
      const cell = row.cells[column]?.trim() ?? ''
      if (isBlank(cell)) {
        if (required) return { row: row.row, problem: { row: row.row, field, code: 'missing_value', value: '' } }
        continue
      }
      const value = read(cell)
      if (value === null) return { row: row.row, problem: { row: row.row, field, code, value: cell.slice(0, 200) } }
      values[field] = value
    }
    return { row: row.row, values: values as Values<Specs> }
  }
}

function cellReader(
  kind: FieldKind,
  form: DateForm,
  decimal: DecimalMark,
  zone: string,
): { read: (cell: string) => unknown; code: ProblemCode } {
  switch (kind) {
    case 'text':
      return { read: (cell) => cell, code: 'invalid_value' }
    case 'moment':
      return { read: dateReader(form, zone), code: 'row_not_date' }
    case 'day': {
      const read = dateReader(form, zone)
      return {
        read: (cell) => {
          const moment = read(cell)
          return moment && localDay(moment, zone)
        },
        code: 'row_not_date',
      }
    }
    case 'clock':
      return { read: readClock, code: 'row_not_clock' }
    case 'number':
      return { read: (cell) => readNumber(cell, decimal), code: 'row_not_number' }
    case 'seconds':
      return { read: readDuration, code: 'row_not_duration' }
  }
}
