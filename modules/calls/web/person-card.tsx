import type { CallFigures } from '../contract.ts'
import type { ColumnContext } from './column-context.ts'
import { KindsCell, kindsTitle } from './kinds-cell.tsx'
import { Linked } from './linked.tsx'
import type { Figure } from './links.ts'
import styles from './people.module.css'
import { type CallsRow, hours, Name } from './people-columns.tsx'

/** A person on a phone: the same figures, fewer at once. */
export function PersonCard({ row, all, context }: { row: CallsRow; all: CallFigures; context: ColumnContext }) {
  const { t, format, linkTo } = context
  const { figures, owner } = row
  const cells: readonly (readonly [label: string, figure: Figure, value: number, shown: string])[] = [
    [t('inbound'), 'inbound', figures.inbound, format.number(figures.inbound)],
    [t('outbound'), 'outbound', figures.outbound, format.number(figures.outbound)],
    [t('internal'), 'internal', figures.internal, format.number(figures.internal)],
    [t('missed'), 'missed', figures.missed, format.number(figures.missed)],
    [t('talkTime'), 'talked', figures.talkSeconds, hours(figures.talkSeconds)],
    [t('average'), 'talked', figures.averageTalkSeconds ?? 0, format.clock(figures.averageTalkSeconds)],
    [t('unique'), 'calls', figures.uniqueNumbers, format.number(figures.uniqueNumbers)],
    [t('perNumber'), 'calls', figures.callsPerNumber ?? 0, format.number(figures.callsPerNumber, 1)],
  ]
  return (
    <div className={styles.card}>
      <div className={styles.cardHead}>
        <Name row={row} t={t} />
        <Linked href={linkTo(owner, 'calls')} value={figures.calls}>
          {format.number(figures.calls)}
        </Linked>
      </div>
      <dl className={styles.cardFigures}>
        {cells.map(([label, figure, value, shown]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              <Linked href={linkTo(owner, figure)} value={value}>
                {shown}
              </Linked>
            </dd>
          </div>
        ))}
      </dl>
      <span className={styles.cardKinds}>
        <small className="lk-quiet">{kindsTitle(all, t)}</small>
        <KindsCell figures={figures} owner={owner} all={all} context={context} />
      </span>
    </div>
  )
}
