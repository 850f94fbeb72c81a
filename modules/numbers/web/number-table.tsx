import { SegmentedControl } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import {
  DataTable,
  Explain,
  FigureLink,
  Panel,
  useFormat,
  useInteractionsLink,
  useReportFilter,
  useTexts,
} from '../../../platform/web/index.ts'
import type { NumberCalls, NumberItem, Pool } from './api.ts'
import styles from './numbers.module.css'
import { texts } from './texts.ts'

const NumberForm = lazy(() => import('./number-form.tsx'))

interface Row extends NumberItem {
  readonly calls: number
  readonly missed: number
  readonly lastAt: string | null
  /** Share of calls whose source is certain; null without calls. */
  readonly certain: number | null
}

const certainKinds = ['static_number', 'held_number', 'told'] as const

const rowOf = (number: NumberItem, calls: NumberCalls | undefined): Row => {
  const certain = certainKinds.reduce((sum, kind) => sum + (calls?.kinds[kind] ?? 0), 0)
  return {
    ...number,
    calls: calls?.calls ?? 0,
    missed: calls?.missed ?? 0,
    lastAt: calls ? String(calls.lastAt) : null,
    certain: calls && calls.calls > 0 ? certain / calls.calls : null,
  }
}

const filters = ['all', 'static', 'pool', 'none'] as const
const filterTexts = { all: 'filterAll', static: 'filterStatic', pool: 'filterPool', none: 'filterNone' } as const

/** Every number, what it stands for and the calls that came in on it in the period. */
export function NumberTable({
  numbers,
  pools,
  calls,
  canManage,
}: {
  numbers: readonly NumberItem[]
  pools: readonly Pool[]
  calls: readonly NumberCalls[]
  canManage: boolean
}) {
  const t = useTexts(texts)
  const format = useFormat()
  const link = useInteractionsLink()
  const { period } = useReportFilter()
  const [which, setWhich] = useState<string>('all')
  const [changing, setChanging] = useState<NumberItem | null>(null)
  const callsOf = new Map(calls.map((row) => [row.number, row]))
  const rows = numbers
    .filter(({ use }) => which === 'all' || use.kind === which)
    .map((number) => rowOf(number, callsOf.get(number.number)))
  const behind = ({ number, line }: Row) => ({
    from: period.from,
    to: period.to,
    kind: 'call',
    direction: 'inbound',
    ourAddress: line ? [number, line] : number,
  })
  return (
    <Panel flush title={t('numbers')}>
      <div className={styles.tools}>
        <SegmentedControl
          size="xs"
          aria-label={t('standsFor')}
          value={which}
          onChange={setWhich}
          data={filters.map((value) => ({ value, label: t(filterTexts[value]) }))}
        />
      </div>
      <DataTable
        label={t('numbers')}
        rows={rows}
        rowKey={(row) => row.id}
        defaultSort={{ key: 'calls', down: true }}
        onOpen={canManage ? setChanging : undefined}
        empty={t('noneHere')}
        card={(row) => <NumberCard row={row} pools={pools} href={row.calls > 0 ? link(behind(row)) : null} />}
        columns={[
          {
            key: 'number',
            title: t('number'),
            sortBy: (row) => row.number,
            cell: (row) => (
              <>
                <span className="lk-num">{format.phone(row.number)}</span>
                {row.label || row.line ? (
                  <span className={`${styles.quiet} lk-quiet`}>
                    {[row.label, row.line].filter(Boolean).join(' · ')}
                  </span>
                ) : null}
              </>
            ),
          },
          {
            key: 'use',
            title: t('standsFor'),
            sortBy: (row) => row.use.source ?? nameOf(pools, row.use.poolId),
            cell: ({ use }) => <UseOf use={use} pools={pools} />,
          },
          {
            key: 'calls',
            title: t('calls'),
            align: 'end',
            sortBy: (row) => row.calls,
            cell: (row) =>
              row.calls > 0 ? <FigureLink href={link(behind(row))}>{format.number(row.calls)}</FigureLink> : '0',
            total: format.number(rows.reduce((sum, row) => sum + row.calls, 0)),
          },
          {
            key: 'missed',
            title: t('missed'),
            align: 'end',
            sortBy: (row) => row.missed,
            cell: (row) =>
              row.missed > 0 ? (
                <FigureLink href={link({ ...behind(row), missed: 'true' })}>{format.number(row.missed)}</FigureLink>
              ) : (
                '0'
              ),
            total: format.number(rows.reduce((sum, row) => sum + row.missed, 0)),
          },
          {
            key: 'certain',
            title: t('certain'),
            explain: <Explain title={t('certain')} definition={t('certainWhat')} />,
            align: 'end',
            sortBy: (row) => row.certain,
            cell: (row) => (row.certain === null ? '—' : format.percent(row.certain)),
          },
          {
            key: 'last',
            title: t('lastCall'),
            align: 'end',
            wideOnly: true,
            sortBy: (row) => row.lastAt,
            cell: (row) => (row.lastAt ? format.dateTime(row.lastAt) : <span className="lk-quiet">{t('never')}</span>),
          },
        ]}
      />
      <Suspense fallback={null}>
        {changing ? <NumberForm number={changing} pools={pools} onClose={() => setChanging(null)} /> : null}
      </Suspense>
    </Panel>
  )
}

const nameOf = (pools: readonly Pool[], id: string | null): string => pools.find((pool) => pool.id === id)?.name ?? '…'

/** What a number stands for. */
function UseOf({ use, pools }: { use: NumberItem['use']; pools: readonly Pool[] }) {
  const t = useTexts(texts)
  const format = useFormat()
  if (use.kind === 'none') return <span className="lk-quiet">{t('unused')}</span>
  if (use.kind === 'pool') return <span>{t('ofPool', { name: nameOf(pools, use.poolId) })}</span>
  const facts = [use.offline ? t('offline') : null, t('since', { day: format.date(use.since) })]
  return (
    <>
      <span className={styles.use}>{[use.source, use.campaign].filter(Boolean).join(' › ')}</span>
      <span className={`${styles.quiet} lk-quiet`}>{facts.filter(Boolean).join(' · ')}</span>
    </>
  )
}

/** The same on a phone. */
function NumberCard({ row, pools, href }: { row: Row; pools: readonly Pool[]; href: string | null }) {
  const t = useTexts(texts)
  const format = useFormat()
  const calls = t('cardCalls', { count: row.calls })
  const more = [
    row.missed > 0 ? t('cardMissed', { number: format.number(row.missed) }) : null,
    row.certain !== null && row.certain < 1 ? t('cardCertain', { share: format.percent(row.certain) }) : null,
  ].filter(Boolean)
  return (
    <div className={styles.card}>
      <span className="lk-num">{format.phone(row.number)}</span>
      <span className={styles.cardCalls}>{href ? <FigureLink href={href}>{calls}</FigureLink> : calls}</span>
      <span>
        <UseOf use={row.use} pools={pools} />
      </span>
      {more.length > 0 ? <span className={`${styles.cardCalls} lk-quiet`}>{more.join(' · ')}</span> : null}
    </div>
  )
}
