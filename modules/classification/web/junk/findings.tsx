import { Button } from '@mantine/core'
import { useState } from 'react'
import {
  type Column,
  DataTable,
  FigureLink,
  type FilterValues,
  GoLink,
  Interval,
  useCan,
  useFormat,
  useInteractionsLink,
  useScreenLink,
  useTexts,
} from '../../../../platform/web/index.ts'
import type { JunkFinding } from '../../contract.ts'
import styles from '../classification.module.css'
import { DecideDialog } from './decide-dialog.tsx'
import { words } from './texts.ts'
import { usePlaceName } from './use-place-name.ts'

interface FindingsProps {
  readonly findings: readonly JunkFinding[]
  readonly norm: number
  readonly period: { readonly from: string; readonly to: string }
}

/** Where junk is above the norm: how much, what it cost, what it is, and what to do. */
export function Findings({ findings, norm, period }: FindingsProps) {
  const t = useTexts(words)
  const format = useFormat()
  const can = useCan()
  const link = useInteractionsLink()
  const screen = useScreenLink()
  const nameOf = usePlaceName()
  const [deciding, setDeciding] = useState<JunkFinding | null>(null)
  const scale = Math.min(1, Math.max(3 * norm, ...findings.map(({ interval }) => interval.high)))
  const place = (row: JunkFinding) => (
    <span className={styles.row}>
      <span className="lk-quiet">{t(row.dimension)}</span>
      <span>{nameOf(row)}</span>
      {row.above.length > 0 ? <span className="lk-quiet">{row.above.join(' › ')}</span> : null}
    </span>
  )
  const share = ({ interval }: JunkFinding) => (
    <Interval
      value={format.percent(interval.share, 1)}
      low={format.number(interval.low * 100, 1)}
      high={format.percent(interval.high, 1)}
      bar={{ low: interval.low, value: interval.share, high: interval.high, max: scale, mark: norm }}
    />
  )
  const counted = (row: JunkFinding) => {
    const text = t('of', { junk: format.number(row.junk), of: format.number(row.of) })
    if (row.filter) return <FigureLink href={link(row.filter as FilterValues)}>{text}</FigureLink>
    return (
      <span className={styles.row}>
        <span>{text}</span>
        <span className={styles.against}>
          {t('examples')}:
          {row.examples.map((id, n) => (
            <GoLink key={id} href={screen(`interactions/${id}`)}>
              {String(n + 1)}
            </GoLink>
          ))}
        </span>
      </span>
    )
  }
  const burned = ({ burned: money, estimated }: JunkFinding) => {
    if (money === null) return <span className="lk-quiet">—</span>
    // Whole units: what junk burned is an estimate in any case.
    const text = format.money(Math.round(money / 100) * 100)
    return estimated ? <span title={t('aboutWhy')}>{t('about', { money: text })}</span> : text
  }
  const action = (row: JunkFinding) =>
    can('junk.decide') ? (
      <Button size="compact-sm" variant="default" onClick={() => setDeciding(row)}>
        {t('decide')}
      </Button>
    ) : null
  const columns: Column<JunkFinding>[] = [
    { key: 'where', title: t('where'), cell: place },
    { key: 'share', title: t('share'), cell: share },
    { key: 'contacts', title: t('contacts'), align: 'end', cell: counted },
    { key: 'burned', title: t('burned'), align: 'end', cell: burned },
    { key: 'decision', title: '', cell: action },
  ]
  return (
    <>
      <DataTable
        label={t('title')}
        rows={findings}
        rowKey={({ dimension, value }) => `${dimension} ${value}`}
        columns={columns}
        card={(row) => (
          <span className={styles.card}>
            {place(row)}
            {share(row)}
            <span>{counted(row)}</span>
            <span>{burned(row)}</span>
            {action(row)}
          </span>
        )}
      />
      {deciding ? <DecideDialog finding={deciding} period={period} onClose={() => setDeciding(null)} /> : null}
    </>
  )
}
