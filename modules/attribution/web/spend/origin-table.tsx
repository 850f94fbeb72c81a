import { roundedShares } from '../../../../kernel/statistics/shares.ts'
import {
  DataTable,
  GoLink,
  Panel,
  useFormat,
  useReportFilter,
  useScreenLink,
  useTexts,
} from '../../../../platform/web/index.ts'
import { texts } from './texts.ts'

interface Row {
  readonly originId: string | null
  readonly origin: readonly string[]
  readonly amount: number
  readonly entries: number
}

/** Spend by what it was entered for; the parts add up to the whole, with what is not assigned among them. */
export function OriginTable({ rows, total }: { rows: readonly Row[]; total: number }) {
  const t = useTexts(texts)
  const format = useFormat()
  const screen = useScreenLink()
  const { period } = useReportFilter()
  const days = { from: period.from, to: period.to }
  const shares = roundedShares(
    rows.map((row) => row.amount),
    1,
  )
  const shareOf = new Map(rows.map((row, index) => [row, shares[index] ?? null]))
  return (
    <Panel flush title={t('byOrigin')}>
      <DataTable
        label={t('byOrigin')}
        rows={rows}
        rowKey={(row) => row.originId ?? 'none'}
        rowTone={(row) => (row.originId === null ? 'look' : undefined)}
        columns={[
          {
            key: 'origin',
            title: t('origin'),
            cell: (row) => (
              <GoLink href={screen('ads/spend', { ...days, origin: row.originId ?? 'none' })}>
                {row.origin.join(' › ') || t('noOrigin')}
              </GoLink>
            ),
            sortBy: (row) => row.origin.join(' › '),
            total: t('total'),
          },
          {
            key: 'amount',
            title: t('amount'),
            align: 'end',
            cell: (row) => format.money(row.amount, undefined, true),
            sortBy: (row) => row.amount,
            total: format.money(total, undefined, true),
          },
          {
            key: 'share',
            title: t('share'),
            align: 'end',
            cell: (row) => format.percent(shareOf.get(row), 1),
            sortBy: (row) => row.amount,
          },
          {
            key: 'entries',
            title: t('entries'),
            align: 'end',
            cell: (row) => format.number(row.entries),
            sortBy: (row) => row.entries,
            total: format.number(rows.reduce((sum, { entries }) => sum + entries, 0)),
            wideOnly: true,
          },
        ]}
      />
    </Panel>
  )
}
