import { Anchor } from '@mantine/core'
import { wilson } from '../../../kernel/statistics/proportions.ts'
import {
  type Column,
  DataTable,
  defineTexts,
  Explain,
  Interval,
  useFormat,
  useTexts,
} from '../../../platform/web/index.ts'
import type { Report, Row } from './api.ts'
import { words } from './texts.ts'
import styles from './visits.module.css'

const texts = defineTexts({
  label: { ru: 'Посещения по источникам', en: 'Visits by source' },
  source: { ru: 'Источник', en: 'Source' },
  campaign: { ru: 'Кампания', en: 'Campaign' },
  keyword: { ru: 'Ключ', en: 'Keyword' },
  none: { ru: 'не указано', en: 'not given' },
  visits: { ru: 'Посещения', en: 'Visits' },
  visitors: { ru: 'Посетители', en: 'Visitors' },
  fresh: { ru: 'Новые', en: 'New' },
  depth: { ru: 'Страниц', en: 'Pages' },
  time: { ru: 'Время', en: 'Time' },
  contacts: { ru: 'Обращения', en: 'Contacts' },
  conversion: { ru: 'Конверсия', en: 'Conversion' },
  total: { ru: 'Всего', en: 'Total' },
  open: { ru: 'Открыть {name}', en: 'Open {name}' },
  conversionWhat: {
    ru: 'Доля посещений, которые привели хотя бы к одному обращению: форме, чату, звонку с подменного номера. Обращение засчитывается посещению, которое к нему привело, и дню этого посещения.',
    en: 'The share of visits that led to at least one contact: a form, a chat, a call to a swapped number. A contact counts for the visit that led to it, and for that visit’s day.',
  },
  conversionFormula: { ru: 'посещения с обращением ÷ посещения', en: 'visits with a contact ÷ visits' },
  sample: {
    ru: { one: '{count} посещение', few: '{count} посещения', many: '{count} посещений' },
    en: { one: '{count} visit', other: '{count} visits' },
  },
  visitorsWhat: {
    ru: 'Разные браузеры. Посещение без согласия на cookie считается одним посетителем: узнать его снова нельзя.',
    en: 'Different browsers. A visit without consent counts as one visitor: nobody can know them again.',
  },
})

interface SourceTableProps {
  readonly report: Report
  readonly level: 'source' | 'campaign' | 'keyword'
  readonly onOpen?: (row: Row) => void
}

/** Visits and what they led to, one row per source (or campaign, or keyword). */
export function SourceTable({ report, level, onOpen }: SourceTableProps) {
  const t = useTexts(texts)
  const word = useTexts(words)
  const format = useFormat()
  const { total } = report
  const conversions = report.rows.flatMap((row) =>
    row.visits >= 20 ? [wilson(row.withContact, row.visits)?.high ?? 0] : [],
  )
  const max = Math.min(1, Math.max(0.02, ...conversions))
  const name = (row: Row) => row.name ?? t('none')
  const count = (key: 'visits' | 'visitors' | 'fresh' | 'contacts', more: Partial<Column<Row>> = {}): Column<Row> => ({
    key,
    title: t(key),
    align: 'end',
    cell: (row) => <Count value={row[key]} />,
    sortBy: (row) => row[key],
    total: <Count value={total[key]} />,
    ...more,
  })
  const columns: Column<Row>[] = [
    {
      key: 'name',
      title: t(level),
      cell: (row) => (
        <span className={styles.stack}>
          {onOpen && row.name !== null ? (
            <Anchor
              component="button"
              type="button"
              inherit
              ta="start"
              title={t('open', { name: row.name })}
              onClick={() => onOpen(row)}
            >
              {row.name}
            </Anchor>
          ) : (
            <span>{name(row)}</span>
          )}
          {level === 'source' ? <span className={styles.second}>{word(row.medium)}</span> : null}
        </span>
      ),
      sortBy: name,
      total: t('total'),
    },
    count('visits'),
    count('visitors', { explain: <Explain title={t('visitors')} definition={t('visitorsWhat')} /> }),
    count('fresh', { wideOnly: true }),
    {
      key: 'depth',
      title: t('depth'),
      align: 'end',
      wideOnly: true,
      cell: (row) => <span className="lk-num">{format.number(row.pages / row.visits, 1)}</span>,
      sortBy: (row) => row.pages / row.visits,
      total: <span className="lk-num">{format.number(total.visits ? total.pages / total.visits : null, 1)}</span>,
    },
    {
      key: 'time',
      title: t('time'),
      align: 'end',
      wideOnly: true,
      cell: (row) => <span className="lk-num">{format.clock(Math.round(row.seconds / row.visits))}</span>,
      sortBy: (row) => row.seconds / row.visits,
      total: (
        <span className="lk-num">{format.clock(total.visits ? Math.round(total.seconds / total.visits) : null)}</span>
      ),
    },
    count('contacts'),
    {
      key: 'conversion',
      title: t('conversion'),
      explain: (
        <Explain
          title={t('conversion')}
          definition={t('conversionWhat')}
          formula={t('conversionFormula')}
          sample={t('sample', { count: total.visits })}
          source="Wilson 1927"
        />
      ),
      cell: (row) => <Conversion hits={row.withContact} of={row.visits} max={max} />,
      sortBy: (row) => row.withContact / row.visits,
      total: <Conversion hits={total.withContact} of={total.visits} max={max} />,
    },
  ]
  return (
    <DataTable
      label={t('label')}
      rows={report.rows}
      rowKey={(row) => row.name ?? ''}
      columns={columns}
      rowHeight={50}
      defaultSort={{ key: 'visits', down: true }}
      {...(onOpen && { onOpen: (row: Row) => row.name !== null && onOpen(row) })}
    />
  )
}

function Count({ value }: { value: number }) {
  const format = useFormat()
  return <span className={value === 0 ? 'lk-quiet' : 'lk-num'}>{format.number(value)}</span>
}

/** Below this many visits a share says nothing of a source. */
const leastVisits = 20

function Conversion({ hits, of, max }: { hits: number; of: number; max: number }) {
  const format = useFormat()
  const interval = wilson(hits, of)
  if (!interval) return <span className="lk-quiet">—</span>
  const { share, low, high } = interval
  const weak = of < leastVisits
  return (
    <Interval
      value={format.percent(share, 1)}
      low={format.percent(low, 1)}
      high={format.percent(high, 1)}
      weak={weak}
      {...(!weak && { bar: { low, value: share, high, max } })}
    />
  )
}
