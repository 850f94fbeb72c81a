/** Whose export a file is, and where in it what stands: told from its content, never from its name. */
import { Problem } from '../../../../kernel/problem.ts'
import type { DateForm } from '../../../../platform/files/dates.ts'
import { recogniseDecimal } from '../../../../platform/files/numbers.ts'
import { nameColumns } from '../../../../platform/files/recognise.ts'
import { type DateGuess, recogniseDates } from '../../../../platform/files/recognise-dates.ts'
import { columnSamples } from '../../../../platform/files/records.ts'
import { recogniseTable, type TableRow, type TableShape } from '../../../../platform/files/table.ts'
import type { SpendMapping } from '../contract.ts'
import { type Heading, headingOf, type Vat, vatIn } from './headings.ts'
import { campaignIn, type Days, isBlank, periodIn, totalLabel } from './labels.ts'
import { type ExportField, type ExportSystem, exportFields, type SystemKey } from './system.ts'
import { systems } from './systems.ts'
import { isMicros } from './yandex-direct.ts'

export interface ExportPlan {
  readonly system: ExportSystem
  readonly shape: TableShape
  readonly columns: Readonly<Partial<Record<ExportField, number>>>
  /** What the file says about VAT; null where it says nothing. */
  readonly vat: Vat | null
  /** The currency that headings name. */
  readonly currency: string | null
  /** The days of the whole file, where a title names them. */
  readonly period: Days | null
  /** The one campaign of the whole file, where a title names it. */
  readonly campaign: { readonly name: string; readonly id: string | null } | null
  /** Totals that stand above the rows, as written. */
  readonly totalsAbove: readonly { readonly label: string; readonly amount: string }[]
  readonly decimal: '.' | ','
  /** Amounts are whole millionths. */
  readonly micros: boolean
  readonly dates: DateGuess
}

export interface ExportChoices {
  readonly system?: SystemKey | undefined
  readonly mapping?: SpendMapping | undefined
  readonly dateForm?: DateForm | undefined
  /** Of two columns with money the one that is asked for. */
  readonly vat: Vat
  readonly now: Date
}

const searchedRows = 40
const enough = 3

interface Found {
  readonly system: ExportSystem
  readonly shape: TableShape
  readonly headingAt: number
  readonly headings: readonly Heading[]
  readonly score: number
}

/**
 * Looks for the line of headings of a known advertising system, in every sheet or under every separator. Null where the file
 * is none of theirs: then it is a table of the company's own.
 * @throws Problem what `recogniseTable` throws for what is no table
 */
export async function recogniseExport(path: string, choices: ExportChoices): Promise<ExportPlan | null> {
  const found: Found[] = []
  for (const shape of await readings(path)) found.push(...foundIn(shape, choices.system))
  const [best] = found.sort((a, b) => b.score - a.score)
  return best && (best.score >= enough || choices.system) ? planOf(best, choices) : null
}

/** The file as it may be meant: each separator, or each sheet. */
async function readings(path: string): Promise<TableShape[]> {
  const first = await recogniseTable(path, { headings: false })
  if (first.kind === 'xlsx') {
    const preferred = first.sheets.filter((name) => systems.some(({ sheet }) => sheet?.test(name)))
    const names = [...new Set([...preferred, ...first.sheets])].slice(0, 8)
    return Promise.all(names.map((sheet) => recogniseTable(path, { sheet, headings: false }).catch(notThis))).then(
      known,
    )
  }
  const separators = ['\t', ';', ',']
  return known(
    await Promise.all(
      separators.map((separator) => recogniseTable(path, { separator, headings: false }).catch(notThis)),
    ),
  )
}

const notThis = (error: unknown): null => {
  if (error instanceof Problem) return null
  throw error
}
const known = (shapes: readonly (TableShape | null)[]): TableShape[] => shapes.flatMap((shape) => shape ?? [])

function foundIn(shape: TableShape, wanted: SystemKey | undefined): Found[] {
  const rows = shape.sample.slice(0, searchedRows)
  const candidates = systems.filter(({ key }) => wanted === undefined || key === wanted)
  return rows.flatMap((row, headingAt) => {
    if (row.cells.length < 2) return []
    const headings = row.cells.map(headingOf)
    return candidates.flatMap((system): Found[] => {
      const score = scoreOf(system, headings, rows.slice(0, headingAt))
      return score === 0 ? [] : [{ system, shape, headingAt, headings, score }]
    })
  })
}

/** Zero without a column of money, and without one that says whose money or of when. */
function scoreOf(system: ExportSystem, headings: readonly Heading[], above: readonly TableRow[]): number {
  const has = (field: ExportField) => columnOf(system, field, headings) !== undefined
  if (!has('amount') || !(has('day') || has('campaign') || has('campaignId') || has('stretch'))) return 0
  const signs = new Set(headings.map(({ key }) => key))
  const told = [...signs].reduce((sum, key) => sum + (system.signs[key] ?? 0), 0)
  const titled = above.some(({ cells }) => system.title?.test(titleOf(cells).toLowerCase())) ? enough : 0
  const fields = exportFields.filter(has).length
  return told + titled > 0 ? told + titled + fields / 100 : 0
}

const titleOf = (cells: readonly string[]): string =>
  cells
    .filter((cell) => cell.trim() !== '')
    .join(' ')
    .trim()

const columnOf = (system: ExportSystem, field: ExportField, headings: readonly Heading[]): number | undefined => {
  for (const word of system.headings[field]) {
    const at = headings.findIndex(({ key }) => key === word)
    if (at >= 0) return at
  }
  return undefined
}

function planOf({ system, shape, headingAt, headings }: Found, choices: ExportChoices): ExportPlan {
  const row = shape.sample[headingAt]
  const above = shape.sample.slice(0, headingAt)
  const sample = shape.sample.slice(headingAt + 1)
  const names = nameColumns(row?.cells ?? [], row?.cells.length ?? 0)
  const columns = columnsOf(system, headings, names, choices)
  const amounts = sample
    .filter(({ cells }) => totalLabel(cells) === null)
    .flatMap(({ cells }) => {
      const cell = cells[columns.amount ?? -1]
      return cell === undefined || isBlank(cell) ? [] : [cell.trim()]
    })
  const title = above.map(({ cells }) => titleOf(cells))
  const amount = headings[columns.amount ?? -1]
  const days = columnSamples(sample, columns.day).filter((cell) => !isBlank(cell) && /\d/.test(cell))
  const english = /[a-z]/.test(amount?.key ?? '')
  return {
    system,
    shape: {
      ...shape,
      headingRow: row?.row ?? null,
      columns: names,
      sample,
      estimatedRows: Math.max(0, shape.estimatedRows - headingAt - 1),
    },
    columns,
    vat: amount?.vat ?? title.map(vatIn).find((said) => said !== null) ?? null,
    currency: amount?.currency ?? null,
    period: title.map(periodIn).find((found) => found !== null) ?? null,
    campaign: columns.campaign === undefined ? (title.map(campaignIn).find((one) => one !== null) ?? null) : null,
    totalsAbove: totalsAbove(above, amount?.key),
    decimal: recogniseDecimal(amounts, english ? '.' : ','),
    micros: system.key === 'yandex-direct' && isMicros(names, amounts),
    dates: choices.dateForm
      ? { form: choices.dateForm, alternatives: [] }
      : recogniseDates(days, { habit: 'dmy', now: choices.now }),
  }
}

function columnsOf(
  system: ExportSystem,
  headings: readonly Heading[],
  names: readonly string[],
  { mapping = {}, vat }: ExportChoices,
): ExportPlan['columns'] {
  const columns: Partial<Record<ExportField, number>> = {}
  for (const field of exportFields) {
    const at = columnOf(system, field, headings)
    if (at !== undefined) columns[field] = at
  }
  const wanted = headings.findIndex(({ key, vat: said }) => said === vat && system.headings.amount.includes(key))
  if (wanted >= 0) columns.amount = wanted
  for (const field of ['day', 'campaign', 'placement', 'keyword', 'amount', 'currency'] as const) {
    const chosen = mapping[field]
    if (chosen === undefined) continue
    const at = chosen === null ? -1 : names.indexOf(chosen)
    if (chosen !== null && at < 0) throw new Problem('file_columns_missing', { field }, { columns: chosen })
    // Who says what the placement is means it instead of the group.
    if (field === 'placement') delete columns.group
    if (at < 0) delete columns[field]
    else columns[field] = at
  }
  return columns
}

/** A block of totals above the days: its own line of headings, the figures below it. */
function totalsAbove(above: readonly TableRow[], key: string | undefined): ExportPlan['totalsAbove'] {
  return above.flatMap(({ cells }, i) => {
    const at = cells.findIndex((cell) => key !== undefined && headingOf(cell).key === key)
    const amount = at < 0 ? undefined : above[i + 1]?.cells[at]
    return amount && !isBlank(amount) ? [{ label: (cells[0] ?? '').trim() || 'total', amount }] : []
  })
}
