import { Anchor } from '@mantine/core'
import type { ReactNode } from 'react'
import { useFormat, useTexts } from '../../../../platform/web/index.ts'
import type { OriginLevel, SourceRow, SourcesReport } from '../../contract.ts'
import type { Figure } from '../../rules.ts'
import { wholeUnits } from '../money.ts'
import { noneOf, words } from '../texts.ts'
import { JunkShare } from './junk-share.tsx'
import { useMoneyColumns } from './money-columns.tsx'
import styles from './sources.module.css'

const groups = ['lead', 'upsell', 'accompanying', 'destructive'] as const

/** One source on a phone: its name, its groups and what is said of its junk. */
export function SourceCard({
  row,
  money,
  report,
  figure,
  scale,
  onOpen,
}: {
  row: SourceRow
  /** Whether the card tells of money in place of classes. */
  money: boolean
  report: SourcesReport
  figure: (row: SourceRow, what: Figure, value: number) => ReactNode
  scale: number
  onOpen: (row: SourceRow, level: OriginLevel) => void
}) {
  const word = useTexts(words)
  const format = useFormat()
  const columns = useMoneyColumns(report)
  const spent: [string, ReactNode][] = [
    ...(row.spend ? [[word('spend'), format.money(wholeUnits(row.spend))] as [string, ReactNode]] : []),
    ...(row.costPerLead
      ? [[word('costPerLead'), format.money(wholeUnits(row.costPerLead))] as [string, ReactNode]]
      : []),
  ]
  const facts: [string, ReactNode][] = money
    ? [
        [word('leads'), figure(row, { kind: 'leads' }, row.leads)],
        ...spent,
        ...columns.map(({ title, cell }): [string, ReactNode] => [String(title), cell(row)]),
      ]
    : [
        ...groups.map((group): [string, ReactNode] => [
          word(group),
          figure(row, { kind: 'group', group }, row.groups[group]),
        ]),
        [word('unclassified'), figure(row, { kind: 'unclassified' }, row.unclassified)],
        [word('missed'), figure(row, { kind: 'missed' }, row.missed)],
        ...spent,
      ]
  return (
    <div className={styles.card}>
      <div className={styles.cardHead}>
        {row.next ? (
          <Anchor
            component="button"
            type="button"
            inherit
            fw={600}
            ta="start"
            onClick={() => onOpen(row, report.level)}
          >
            {row.name}
          </Anchor>
        ) : (
          <strong>{row.name ?? word(noneOf[report.level])}</strong>
        )}
        <span>{figure(row, { kind: 'interactions' }, row.interactions)}</span>
      </div>
      <dl className={styles.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="lk-num">{value}</dd>
          </div>
        ))}
      </dl>
      {money ? null : <JunkShare junk={row.junk} norm={report.norm} max={scale} long />}
    </div>
  )
}
