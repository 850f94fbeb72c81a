import {
  Chart,
  type ChartSpec,
  defineTexts,
  type FilterValues,
  Panel,
  useFormat,
  useGo,
  useInteractionsLink,
  useTexts,
} from '../../../../platform/web/index.ts'
import type { SourceRow, SourcesReport } from '../../contract.ts'
import { behind, type Figure } from '../../rules.ts'
import { noneOf, words } from '../texts.ts'
import styles from './sources.module.css'

const texts = defineTexts({
  made: { ru: 'Чем оказались обращения', en: 'What interactions turned out to be' },
  madeLabel: {
    ru: 'Обращения по группам классов в каждой строке таблицы',
    en: 'Interactions by group of classes in each row of the table',
  },
  share: { ru: 'Доля мусора и её точность', en: 'Share of junk and its precision' },
  shareLabel: {
    ru: 'Доля мусора в каждой строке с интервалом 95 % и нормой',
    en: 'Share of junk in each row with the 95 % interval and the norm',
  },
  above: { ru: 'Выше нормы', en: 'Above the norm' },
  others: { ru: 'Остальные', en: 'The others' },
  norm: { ru: 'норма {norm}', en: 'norm {norm}' },
})

/** More rows than this make a chart that nobody reads; the table has them all. */
const most = 15
const groups = ['lead', 'upsell', 'accompanying', 'destructive'] as const

/** Two pictures of the table: what interactions turned out to be, and where junk is beyond the norm. */
export function SourceCharts({ report }: { report: SourcesReport }) {
  const t = useTexts(texts)
  const word = useTexts(words)
  const format = useFormat()
  const link = useInteractionsLink()
  const go = useGo()
  const rows = report.rows.filter((row) => row.interactions > 0).slice(0, most)
  const judged = rows.filter((row) => row.junk.interval !== null)
  if (rows.length < 2) return null
  const name = (row: SourceRow) => row.name ?? word(noneOf[report.level])
  const open = (id: string, figure: Figure) => {
    const row = rows.find((one) => one.id === id)
    if (row) go(link(behind(report, row, figure) as FilterValues))
  }
  const made: ChartSpec = {
    kind: 'bars',
    across: true,
    stacked: true,
    format: format.number,
    categories: rows.map((row) => ({ key: row.id, label: name(row) })),
    series: [
      ...groups.map((group) => ({
        key: group,
        label: word(group),
        color: `var(--lk-${group})`,
        values: rows.map((row) => row.groups[group]),
      })),
      { key: 'none', label: word('unclassified'), tone: 'quiet', values: rows.map((row) => row.unclassified) },
    ],
  }
  const sharesOf = (wanted: (row: SourceRow) => boolean) => ({
    values: judged.map((row) => (wanted(row) ? (row.junk.interval?.share ?? null) : null)),
    intervals: judged.map((row) =>
      wanted(row) && row.junk.interval ? ([row.junk.interval.low, row.junk.interval.high] as const) : null,
    ),
  })
  const isAbove = (row: SourceRow) => row.junk.verdict === 'above'
  const shares: ChartSpec = {
    kind: 'bars',
    across: true,
    stacked: true,
    format: (value) => format.percent(value, 1),
    categories: judged.map((row) => ({ key: row.id, label: name(row) })),
    marks: [{ value: report.norm, label: t('norm', { norm: format.percent(report.norm, 1) }) }],
    series: [
      { key: 'others', label: t('others'), ...sharesOf((row) => !isAbove(row)) },
      ...(judged.some(isAbove)
        ? [{ key: 'above', label: t('above'), tone: 'act' as const, ...sharesOf(isAbove) }]
        : []),
    ],
  }
  return (
    <div className={styles.charts}>
      <Panel title={t('made')}>
        <Chart
          label={t('madeLabel')}
          spec={made}
          onSelect={({ category, series }) => {
            const group = groups.find((one) => one === series)
            open(category, group ? { kind: 'group', group } : { kind: 'unclassified' })
          }}
        />
      </Panel>
      <Panel title={t('share')}>
        <Chart label={t('shareLabel')} spec={shares} onSelect={({ category }) => open(category, { kind: 'junk' })} />
      </Panel>
    </div>
  )
}
