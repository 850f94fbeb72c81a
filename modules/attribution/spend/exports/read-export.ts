/** The rows of an export as money, its totals, and what is wrong with it. Totals are never counted as rows. */
import { readMoney } from '../../../../kernel/money.ts'
import type { ProblemCode } from '../../../../kernel/problem.ts'
import { addDays, localDay } from '../../../../kernel/time.ts'
import { dateReader } from '../../../../platform/files/dates.ts'
import { faultProblem, type RowProblem } from '../../../../platform/files/records.ts'
import { readTable, type TableRow } from '../../../../platform/files/table.ts'
import { isBlank, rowCountIn, totalLabel } from './labels.ts'
import type { ExportPlan } from './recognise.ts'
import type { ExportField } from './system.ts'

/** A campaign as the advertising system knows it. */
export interface AdCampaign {
  readonly externalId: string | null
  readonly name: string | null
}

/** What one row cost, in millionths of its currency, so that sums are exact whatever the system rounds to. */
export interface ExportRow {
  readonly row: number
  /** Null where the file has no days. */
  readonly day: string | null
  readonly campaign: AdCampaign | null
  readonly group: string | null
  readonly groupId: string | null
  readonly keyword: string | null
  readonly currency: string | null
  readonly micros: number
}

export interface ExportTotal {
  readonly label: string
  readonly micros: number
}

export interface ExportReading {
  readonly rows: readonly ExportRow[]
  readonly totals: readonly ExportTotal[]
  readonly problems: readonly RowProblem[]
  /** Rows that the file says it has; null where it says nothing. */
  readonly saidRows: number | null
  /** Rows of the file that are rows. */
  readonly countedRows: number
}

const moneyCodes = {
  no_number: 'money_not_read',
  too_precise: 'money_too_precise',
  too_large: 'money_too_large',
} as const

/** Reads all of an export. Days are calendar days as the system writes them. */
export async function readExport(path: string, plan: ExportPlan, now: Date): Promise<ExportReading> {
  const rows: ExportRow[] = []
  const totals: ExportTotal[] = []
  const problems: RowProblem[] = []
  let saidRows: number | null = null
  let countedRows = 0
  const read = rowReader(plan, now)
  for (const { label, amount } of plan.totalsAbove) {
    const money = microsOf(amount, plan)
    if (typeof money !== 'string') totals.push({ label, micros: money.micros })
  }
  for await (const piece of readTable(path, plan.shape)) {
    for (const row of piece) {
      const said = rowCountIn(row.cells)
      if (said !== null) {
        saidRows = said
        continue
      }
      if (row.fault && !(row.fault === 'cut' && totalLabel(row.cells))) {
        problems.push(faultProblem({ ...row, fault: row.fault }, plan.shape.columns))
        continue
      }
      const filled = row.cells.filter((cell) => cell.trim() !== '').length
      // A single filled cell of a wide table is a footnote.
      if (filled === 0 || (filled === 1 && plan.shape.columns.length > 2)) continue
      const label = totalLabel(row.cells)
      if (label !== null) {
        const money = microsOf(row.cells[plan.columns.amount ?? -1] ?? '', plan)
        if (typeof money !== 'string') totals.push({ label, micros: money.micros })
        continue
      }
      countedRows++
      const one = read(row)
      if ('code' in one) problems.push(one)
      else rows.push(one)
    }
  }
  return { rows, totals, problems, saidRows, countedRows }
}

function rowReader(plan: ExportPlan, now: Date): (row: TableRow) => ExportRow | RowProblem {
  const readDay = dateReader(plan.dates.form ?? 'ymd', 'UTC')
  const latest = addDays(localDay(now, 'UTC'), 366)
  const { columns, system } = plan
  const text = (cells: readonly string[], field: ExportField, limit = 300): string | null => {
    const cell = columns[field] === undefined ? undefined : cells[columns[field]]
    return cell === undefined || isBlank(cell) ? null : cell.replace(/\s+/g, ' ').trim().slice(0, limit)
  }
  return ({ row, cells }) => {
    const wrong = (field: ExportField, code: ProblemCode, value: string | null): RowProblem => ({
      ...{ row, field, code, value: (value ?? '').slice(0, 200) },
    })
    let day: string | null = null
    if (columns.day !== undefined) {
      const written = text(cells, 'day')
      if (written === null) return wrong('day', 'missing_value', null)
      day = readDay(written)?.toISOString().slice(0, 10) ?? null
      if (day === null) return wrong('day', 'row_not_date', written)
      if (day < '2000-01-01' || day > latest) return wrong('day', 'row_time_absurd', day)
    }
    const written = text(cells, 'amount')
    const money = written === null ? { micros: 0, currency: null } : microsOf(written, plan)
    if (typeof money === 'string') return wrong('amount', money, written)
    const externalId = text(cells, 'campaignId', 100)?.replace(/^[№#\s]+/, '') ?? null
    const name = text(cells, 'campaign')
    const keyword = text(cells, 'keyword')
    return {
      ...{ row, day, micros: money.micros },
      campaign:
        externalId || name
          ? { externalId, name }
          : plan.campaign && { externalId: plan.campaign.id, name: plan.campaign.name },
      group: text(cells, 'group') ?? text(cells, 'placement'),
      groupId: text(cells, 'groupId', 100),
      keyword: keyword && (system.keywordOf?.(keyword) || keyword),
      currency: currencyIn(text(cells, 'currency')) ?? money.currency ?? plan.currency,
    }
  }
}

/** «руб.» in a column of currencies is read as the sign of an amount is. */
function currencyIn(text: string | null): string | null {
  if (text === null) return null
  const read = readMoney(`1 ${text}`)
  return read.kind === 'money' ? read.currency : text.toUpperCase()
}

function microsOf(text: string, plan: ExportPlan): { micros: number; currency: string | null } | ProblemCode {
  // A workbook keeps 471.00000000000006 and shows fifteen digits of it.
  const shown =
    plan.shape.kind === 'xlsx' && /^-?\d+\.\d{7,}$/.test(text) ? String(Number(Number(text).toPrecision(15))) : text
  const decimal = plan.shape.kind === 'xlsx' && /^-?\d+\.\d+$/.test(shown) ? '.' : plan.decimal
  const read = readMoney(shown, { decimal, digits: plan.micros ? 0 : 6 })
  return read.kind === 'wrong' ? moneyCodes[read.why] : { micros: read.minor, currency: read.currency }
}
