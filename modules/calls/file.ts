import writeExcel from 'write-excel-file/node'
import type { Language } from '../../kernel/problem-texts.ts'
import { toCsv } from '../../kernel/text.ts'
import type { CallFigures, CallsReport } from './contract.ts'

type Cell = string | number | null

interface Column {
  readonly ru: string
  readonly en: string
  readonly of: (row: CallFigures) => Cell
}

const rounded = (value: number | null, digits: number): number | null =>
  value === null ? null : Math.round(value * 10 ** digits) / 10 ** digits

const columns: readonly Column[] = [
  { ru: 'Звонки', en: 'Calls', of: (row) => row.calls },
  { ru: 'Входящие', en: 'Inbound', of: (row) => row.inbound },
  { ru: 'Исходящие', en: 'Outbound', of: (row) => row.outbound },
  { ru: 'Внутренние', en: 'Internal', of: (row) => row.internal },
  { ru: 'Пропущенные', en: 'Missed', of: (row) => row.missed },
  { ru: 'С разговором', en: 'With a talk', of: (row) => row.talked },
  { ru: 'Разговор, с', en: 'Talk, s', of: (row) => row.talkSeconds },
  { ru: 'Средний разговор, с', en: 'Average talk, s', of: (row) => rounded(row.averageTalkSeconds, 1) },
  { ru: 'Уникальные номера', en: 'Unique numbers', of: (row) => row.uniqueNumbers },
  { ru: 'Звонков на номер', en: 'Calls per number', of: (row) => rounded(row.callsPerNumber, 2) },
  { ru: 'На мобильные', en: 'Mobile', of: (row) => row.kinds.mobile },
  { ru: 'На городские', en: 'Landline', of: (row) => row.kinds.landline },
  { ru: 'На 8-800', en: 'Toll-free', of: (row) => row.kinds.tollFree },
  { ru: 'На внутренние номера', en: 'Internal numbers', of: (row) => row.kinds.internal },
  { ru: 'На прочие', en: 'Other numbers', of: (row) => row.kinds.other },
  { ru: 'Входящих на исходящий', en: 'Inbound per outbound', of: (row) => rounded(row.inboundPerOutbound, 2) },
  { ru: 'Дней со звонками', en: 'Days with calls', of: (row) => row.activeDays },
]

const words = {
  person: { ru: 'Сотрудник', en: 'Person' },
  department: { ru: 'Отдел', en: 'Department' },
  nobody: { ru: 'Никому не звонило', en: 'Nobody was rung' },
  whole: { ru: 'Всего по отделу', en: 'Department total' },
  total: { ru: 'Итого', en: 'Total' },
  sheet: { ru: 'Звонки', en: 'Calls' },
} as const

/** The report as rows: people, then departments, then who was not rung, then the total. The first row names the columns. */
export function callsRows(report: CallsReport, language: Language): Cell[][] {
  const row = (name: string, department: string | null, figures: CallFigures): Cell[] => [
    name,
    department,
    ...columns.map((column) => column.of(figures)),
  ]
  return [
    [words.person[language], words.department[language], ...columns.map((column) => column[language])],
    ...report.people.map((person) => row(person.name, person.department, person)),
    ...report.departments.map((figures) => row(words.whole[language], figures.department, figures)),
    ...(report.nobody ? [row(words.nobody[language], null, report.nobody)] : []),
    row(words.total[language], null, report.total),
  ]
}

/** The report as a file to download. */
export async function callsFile(report: CallsReport, format: 'csv' | 'xlsx', language: Language): Promise<File> {
  const name = `calls-${report.from}-${report.to}.${format}`
  const rows = callsRows(report, language)
  if (format === 'csv') return new File([toCsv(rows)], name, { type: 'text/csv; charset=utf-8' })
  const [headings, ...data] = rows
  const sheet = [
    (headings ?? []).map((value) => ({ value: String(value ?? ''), fontWeight: 'bold' as const })),
    ...data.map((cells) => cells.map((value) => ({ value: value ?? undefined }))),
  ]
  const bytes = await writeExcel(sheet, {
    sheet: words.sheet[language],
    stickyRowsCount: 1,
    columns: [{ width: 28 }, { width: 20 }, ...columns.map(() => ({ width: 14 }))],
  }).toBuffer()
  return new File([new Uint8Array(bytes)], name, {
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  })
}
