/** The report as a file for spreadsheets: the same rows and columns as on screen, figures as numbers. */
import writeXlsxFile, { type Row } from 'write-excel-file/node'
import { moneyText } from '../../kernel/money.ts'
import type { Language } from '../../kernel/problem-texts.ts'
import { safeCell, toCsv } from '../../kernel/text.ts'
import type { DealFigures, SourceFigures, SourcesReport } from './contract.ts'

type Cell = string | number | null

const words = {
  source: { ru: 'Источник', en: 'Source' },
  campaign: { ru: 'Кампания', en: 'Campaign' },
  placement: { ru: 'Площадка', en: 'Placement' },
  keyword: { ru: 'Ключ', en: 'Keyword' },
  none: { ru: 'не указано', en: 'not named' },
  total: { ru: 'Всего', en: 'Total' },
  interactions: { ru: 'Обращения', en: 'Contacts' },
  missed: { ru: 'Пропущенные', en: 'Missed' },
  unclassified: { ru: 'Без класса', en: 'Without class' },
  lead: { ru: 'Лиды', en: 'Leads' },
  upsell: { ru: 'Допродажи', en: 'Upsell' },
  accompanying: { ru: 'Сопроводительные', en: 'Accompanying' },
  destructive: { ru: 'Мусор', en: 'Junk' },
  share: { ru: 'Доля мусора, %', en: 'Junk, %' },
  low: { ru: 'от, %', en: 'from, %' },
  high: { ru: 'до, %', en: 'to, %' },
  verdict: { ru: 'Вывод', en: 'Verdict' },
  spend: { ru: 'Расход', en: 'Spend' },
  costPerLead: { ru: 'Цена лида', en: 'Cost per lead' },
  deals: { ru: 'Сделки', en: 'Deals' },
  open: { ru: 'В работе', en: 'Open' },
  won: { ru: 'Выиграны', en: 'Won' },
  lost: { ru: 'Проиграны', en: 'Lost' },
  revenue: { ru: 'Выручка', en: 'Revenue' },
  elsewhere: { ru: 'Выручка в других валютах', en: 'Revenue in other currencies' },
  costPerWon: { ru: 'Цена продажи', en: 'Cost per won deal' },
  costLow: { ru: 'цена продажи от', en: 'cost per won deal from' },
  costHigh: { ru: 'цена продажи до', en: 'cost per won deal to' },
  romi: { ru: 'ROMI, %', en: 'ROMI, %' },
  costShare: { ru: 'ДРР, %', en: 'Cost to revenue, %' },
  dealsVerdict: { ru: 'Данных о продажах', en: 'Data on sales' },
  enough: { ru: 'достаточно', en: 'enough' },
  nothingWon: { ru: 'продаж нет', en: 'nothing won' },
  above: { ru: 'выше нормы', en: 'above the norm' },
  within: { ru: 'в норме', en: 'within the norm' },
  too_little: { ru: 'мало данных', en: 'too little data' },
  nothing: { ru: 'нет классов', en: 'no classes' },
} as const

/** Headings, one line per row, and the total: text and numbers. */
export function tableOf(report: SourcesReport, language: Language): Cell[][] {
  const word = (name: keyof typeof words) => words[name][language]
  const classes = report.classes.filter(({ id }) => (report.total.classes[id] ?? 0) > 0)
  const money = (minor: number | null) => (minor === null ? null : Number(moneyText(minor, report.currency)))
  const percent = (share: number | undefined) => (share === undefined ? null : Math.round(share * 10_000) / 100)
  const ofDeals = (deals: DealFigures): Cell[] => [
    deals.count,
    deals.open,
    deals.won,
    deals.lost,
    money(deals.revenue),
    deals.elsewhere.map(({ currency, amount }) => `${moneyText(amount, currency)} ${currency}`).join('; ') || null,
    ...(report.spendKnown
      ? [
          ...[money(deals.costPerWon), money(deals.costRange?.low ?? null), money(deals.costRange?.high ?? null)],
          ...[percent(deals.romi ?? undefined), percent(deals.costShare ?? undefined)],
        ]
      : []),
    word(deals.verdict === 'nothing' ? 'nothingWon' : deals.verdict),
  ]
  const figures = (row: SourceFigures): Cell[] => [
    row.interactions,
    row.missed,
    row.unclassified,
    row.groups.lead,
    row.groups.upsell,
    row.groups.accompanying,
    row.groups.destructive,
    ...classes.map(({ id }) => row.classes[id] ?? 0),
    percent(row.junk.interval?.share),
    percent(row.junk.interval?.low),
    percent(row.junk.interval?.high),
    word(row.junk.verdict),
    ...(report.spendKnown ? [money(row.spend), money(row.costPerLead)] : []),
    ...(row.deals ? ofDeals(row.deals) : []),
  ]
  const currency = `, ${report.currency}`
  return [
    [
      word(report.level),
      word('interactions'),
      word('missed'),
      word('unclassified'),
      word('lead'),
      word('upsell'),
      word('accompanying'),
      word('destructive'),
      ...classes.map((one) => (language === 'ru' ? one.nameRu : one.nameEn)),
      word('share'),
      word('low'),
      word('high'),
      word('verdict'),
      ...(report.spendKnown ? [word('spend') + currency, word('costPerLead') + currency] : []),
      ...(report.dealsKnown
        ? [
            ...[word('deals'), word('open'), word('won'), word('lost'), word('revenue') + currency, word('elsewhere')],
            ...(report.spendKnown
              ? [
                  ...[word('costPerWon') + currency, word('costLow') + currency, word('costHigh') + currency],
                  ...[word('romi'), word('costShare')],
                ]
              : []),
            word('dealsVerdict'),
          ]
        : []),
    ],
    ...report.rows.map((row) => [[...row.above, row.name ?? word('none')].join(' › '), ...figures(row)]),
    [word('total'), ...figures(report.total)],
  ]
}

/** The report as a CSV or XLSX file. */
export async function fileOf(report: SourcesReport, format: 'csv' | 'xlsx', language: Language): Promise<File> {
  const table = tableOf(report, language)
  const name = `lidoskop-${report.level}-${report.filter.from}-${report.filter.to}.${format}`
  if (format === 'csv') return new File([toCsv(table)], name, { type: 'text/csv;charset=utf-8' })
  const rows = table.map(
    (cells, line): Row =>
      cells.map((cell) => {
        if (cell === null) return null
        if (typeof cell === 'number') return { type: Number, value: cell }
        return { type: String, value: safeCell(cell), ...(line === 0 && { fontWeight: 'bold' }) }
      }),
  )
  const bytes = await writeXlsxFile(rows, { stickyRowsCount: 1, stickyColumnsCount: 1 }).toBuffer()
  return new File([new Uint8Array(bytes)], name, {
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  })
}
