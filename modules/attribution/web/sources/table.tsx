import { Anchor } from '@mantine/core'
import {
  type Column,
  DataTable,
  defineTexts,
  FigureLink,
  type FilterValues,
  useFormat,
  useInteractionsLink,
  useLanguage,
  usePhone,
  useTexts,
} from '../../../../platform/web/index.ts'
import type { OriginLevel, SourceFigures, SourceRow, SourcesReport } from '../../contract.ts'
import { behind, type Figure } from '../../rules.ts'
import { wholeUnits } from '../money.ts'
import { noneOf, words } from '../texts.ts'
import { useExplanations } from './explanations.tsx'
import { JunkShare } from './junk-share.tsx'
import { useMoneyColumns } from './money-columns.tsx'
import { SourceCard } from './source-card.tsx'
import styles from './sources.module.css'
import type { SourceColumns } from './use-sources-address.ts'

const texts = defineTexts({
  label: { ru: 'Обращения по источникам и классам', en: 'Interactions by source and class' },
  open: { ru: 'Открыть {name}', en: 'Open {name}' },
})

const groups = ['lead', 'upsell', 'accompanying', 'destructive'] as const

/** The table: each figure opens its interactions, each name the level below. */
export function SourceTable({
  report,
  columns: shown,
  onOpen,
}: {
  report: SourcesReport
  columns: SourceColumns
  onOpen: (row: SourceRow, level: OriginLevel) => void
}) {
  const t = useTexts(texts)
  const word = useTexts(words)
  const language = useLanguage()
  const phone = usePhone()
  const explain = useExplanations(report)
  const figure = useFigure(report)
  const scale = scaleOf(report)
  const { total } = report

  const count = (
    key: string,
    title: string,
    what: Figure,
    of: (figures: SourceFigures) => number,
    more: Partial<Column<SourceRow>> = {},
  ): Column<SourceRow> => ({
    key,
    title,
    align: 'end',
    cell: (row) => figure(row, what, of(row)),
    sortBy: of,
    total: figure(null, what, of(total)),
    ...more,
  })
  const money = (key: 'spend' | 'costPerLead'): Column<SourceRow> => ({
    key,
    title: word(key),
    align: 'end',
    explain: explain[key],
    cell: (row) => <Money minor={row[key]} />,
    sortBy: (row) => row[key],
    total: <Money minor={total[key]} />,
  })
  const deals = useMoneyColumns(report)
  const unclassified = count(
    'unclassified',
    word('unclassified'),
    { kind: 'unclassified' },
    (row) => row.unclassified,
    {
      explain: explain.unclassified,
    },
  )
  const junk: Column<SourceRow> = {
    key: 'junk',
    title: word('junk'),
    explain: explain.junk,
    cell: (row) => <JunkShare junk={row.junk} norm={report.norm} max={scale} />,
    sortBy: (row) => row.junk.interval?.share ?? null,
    total: <JunkShare junk={total.junk} norm={report.norm} max={scale} />,
  }
  const missed = count('missed', word('missed'), { kind: 'missed' }, (row) => row.missed, { explain: explain.missed })
  const classes = report.classes.filter(({ id }) => (total.classes[id] ?? 0) > 0)

  const columns: Column<SourceRow>[] = [
    {
      key: 'name',
      title: word(report.level),
      cell: (row) => <Name row={row} level={report.level} flat={report.path.length === 0} onOpen={onOpen} label={t} />,
      sortBy: (row) => row.name,
      total: word('total'),
    },
    count('interactions', word('interactions'), { kind: 'interactions' }, (row) => row.interactions, {
      explain: explain.interactions,
    }),
    ...(shown === 'groups' || shown === 'money'
      ? groups
          .filter((group) => shown === 'groups' || group === 'lead')
          .map((group) =>
            count(group, word(group), { kind: 'group', group }, (row) => row.groups[group], {
              ...(group === 'lead' && { explain: explain.groups }),
            }),
          )
      : classes.map(({ id, nameRu, nameEn, group }) => ({
          ...count(id, language === 'ru' ? nameRu : nameEn, { kind: 'class', id }, (row) => row.classes[id] ?? 0),
          title: (
            <span className={styles.className} data-group={group}>
              {language === 'ru' ? nameRu : nameEn}
            </span>
          ),
        }))),
    ...(shown === 'money' ? [] : [unclassified, junk]),
    ...(report.spendKnown ? [money('spend'), money('costPerLead')] : []),
    ...(shown === 'money' ? deals : [missed]),
  ]
  return (
    <DataTable
      label={t('label')}
      rows={report.rows}
      rowKey={(row) => row.id}
      columns={columns}
      onOpen={(row) => onOpen(row, report.level)}
      rowTone={(row) => (row.junk.verdict === 'above' ? 'act' : row.id === 'none' ? 'quiet' : undefined)}
      card={
        phone && shown !== 'classes'
          ? (row) => (
              <SourceCard
                row={row}
                money={shown === 'money'}
                report={report}
                figure={figure}
                scale={scale}
                onOpen={onOpen}
              />
            )
          : undefined
      }
    />
  )
}

function Name({
  row,
  level,
  flat,
  onOpen,
  label,
}: {
  row: SourceRow
  level: OriginLevel
  flat: boolean
  onOpen: (row: SourceRow, level: OriginLevel) => void
  label: (key: 'open', values: { name: string }) => string
}) {
  const word = useTexts(words)
  if (row.name === null) return <span className="lk-quiet">{word(noneOf[level])}</span>
  return (
    <span className={styles.name}>
      {row.next ? (
        <Anchor
          component="button"
          type="button"
          inherit
          onClick={() => onOpen(row, level)}
          title={label('open', { name: row.name })}
        >
          {row.name}
        </Anchor>
      ) : (
        <span>{row.name}</span>
      )}
      {flat && row.above.length > 0 ? <span className={styles.above}>{row.above.join(' › ')}</span> : null}
    </span>
  )
}

/** Whole units in the table, the exact amount for those who point at it. */
function Money({ minor }: { minor: number | null }) {
  const format = useFormat()
  if (!minor) return <span className="lk-quiet">—</span>
  return <span title={format.money(minor, undefined, true)}>{format.money(wholeUnits(minor))}</span>
}

/** Draws a figure that opens the interactions behind it; nothing is behind a zero. */
export function useFigure(report: SourcesReport) {
  const link = useInteractionsLink()
  const format = useFormat()
  return (row: SourceRow | null, what: Figure, value: number) =>
    value === 0 ? (
      <span className="lk-quiet">0</span>
    ) : (
      <FigureLink href={link(behind(report, row, what) as FilterValues)}>{format.number(value)}</FigureLink>
    )
}

/** The end of the scale on which all intervals of the table are drawn. */
function scaleOf({ rows, norm }: SourcesReport): number {
  const shares = rows.flatMap(({ junk }) =>
    junk.interval && junk.verdict !== 'too_little' ? [junk.interval.high] : [],
  )
  return Math.min(1, Math.max(3 * norm, ...shares))
}
