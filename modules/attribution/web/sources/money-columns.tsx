import type { ReactNode } from 'react'
import {
  type Column,
  defineTexts,
  FigureLink,
  type FilterValues,
  useFormat,
  useScreenLink,
  useTexts,
} from '../../../../platform/web/index.ts'
import type { DealFigures, SourceFigures, SourceRow, SourcesReport } from '../../contract.ts'
import { dealsBehind, leastForPrice } from '../../rules.ts'
import { wholeUnits } from '../money.ts'
import { words } from '../texts.ts'
import { useMoneyExplanations } from './money-explanations.tsx'
import styles from './sources.module.css'

const texts = defineTexts({
  little: { ru: 'мало данных', en: 'too little data' },
  littleWhy: {
    ru: 'Продаж меньше {least}. С доверием 95 % продажа стоит от {low} до {high}.',
    en: 'Fewer than {least} won. With 95 % confidence one costs between {low} and {high}.',
  },
  range: { ru: 'С доверием 95 % от {low} до {high}', en: 'Between {low} and {high} with 95 % confidence' },
  elsewhere: { ru: 'и {amounts}', en: 'and {amounts}' },
  unpriced: {
    ru: { one: '{count} без суммы', few: '{count} без суммы', many: '{count} без суммы' },
    en: { one: '{count} without an amount', other: '{count} without an amount' },
  },
})

type Value = (figures: SourceFigures) => number | null

/** Columns of the table that tell what deals brought: each number of deals opens them. */
export function useMoneyColumns(report: SourcesReport): Column<SourceRow>[] {
  const word = useTexts(words)
  const t = useTexts(texts)
  const format = useFormat()
  const screen = useScreenLink()
  const explain = useMoneyExplanations(report)
  if (!report.dealsKnown) return []

  const column = (
    key: keyof typeof explain,
    of: Value,
    show: (figures: SourceFigures, row: SourceRow | null) => ReactNode,
  ): Column<SourceRow> => ({
    key,
    title: word(key),
    align: 'end',
    explain: explain[key],
    cell: (row) => show(row, row),
    sortBy: of,
    total: show(report.total, null),
  })
  const count = (key: 'deals' | 'won', outcome: 'won' | null, of: (deals: DealFigures) => number) =>
    column(
      key,
      ({ deals }) => deals && of(deals),
      ({ deals }, row) => {
        const value = deals ? of(deals) : 0
        if (value === 0) return <span className="lk-quiet">0</span>
        const href = screen('sales/deals', dealsBehind(report, row, outcome) as FilterValues)
        return <FigureLink href={href}>{format.number(value)}</FigureLink>
      },
    )
  const roubles = (minor: number | null | undefined) => format.money(wholeUnits(minor ?? null))
  const cautious = (deals: DealFigures | null, text: string) => {
    const { costRange, verdict } = deals ?? {}
    if (text === '—') return <span className="lk-quiet">—</span>
    const range = costRange && { low: roubles(costRange.low), high: roubles(costRange.high) }
    if (verdict !== 'too_little') return <span title={range ? t('range', range) : undefined}>{text}</span>
    return (
      <span className={styles.cautious} title={range ? t('littleWhy', { least: leastForPrice, ...range }) : undefined}>
        <span className="lk-quiet">{text}</span>
        <span className={styles.above}>{t('little')}</span>
      </span>
    )
  }
  return [
    count('deals', null, (deals) => deals.count),
    count('won', 'won', (deals) => deals.won),
    column(
      'revenue',
      ({ deals }) => deals?.revenue ?? null,
      ({ deals }) => <Revenue deals={deals} />,
    ),
    ...(report.spendKnown
      ? [
          column(
            'costPerWon',
            ({ deals }) => deals?.costPerWon ?? null,
            ({ deals }) => cautious(deals, deals?.costPerWon == null ? '—' : roubles(deals.costPerWon)),
          ),
          column(
            'romi',
            ({ deals }) => deals?.romi ?? null,
            ({ deals }) => cautious(deals, deals?.romi == null ? '—' : format.percent(deals.romi)),
          ),
          column(
            'costShare',
            ({ deals }) => deals?.costShare ?? null,
            ({ deals }) => cautious(deals, deals?.costShare == null ? '—' : format.percent(deals.costShare)),
          ),
        ]
      : []),
  ]
}

/** What was won in the company's currency; other currencies and deals without an amount stand below it, each by itself. */
export function Revenue({ deals }: { deals: DealFigures | null }) {
  const t = useTexts(texts)
  const format = useFormat()
  if (!deals || deals.won === 0) return <span className="lk-quiet">—</span>
  const others = deals.elsewhere.map(({ currency, amount }) => format.money(amount, currency)).join(', ')
  const notes = [
    others && t('elsewhere', { amounts: others }),
    deals.unpriced > 0 && t('unpriced', { count: deals.unpriced }),
  ]
  return (
    <span className={styles.cautious}>
      <span title={format.money(deals.revenue, undefined, true)}>{format.money(wholeUnits(deals.revenue))}</span>
      {notes.some(Boolean) ? <span className={styles.above}>{notes.filter(Boolean).join(', ')}</span> : null}
    </span>
  )
}
