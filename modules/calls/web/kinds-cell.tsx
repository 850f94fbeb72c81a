import { roundedShares } from '../../../kernel/statistics/shares.ts'
import type { CallFigures } from '../contract.ts'
import type { ColumnContext } from './column-context.ts'
import { Linked } from './linked.tsx'
import type { Figure, Owner } from './links.ts'
import styles from './people.module.css'

type Kind = Extract<Figure, 'mobile' | 'landline' | 'tollFree' | 'internalNumbers' | 'other'>

/** Kinds of numbers at the other end, in the order in which they are drawn and written. */
const kinds: readonly (readonly [figure: Kind, of: (row: CallFigures) => number])[] = [
  ['mobile', (row) => row.kinds.mobile],
  ['landline', (row) => row.kinds.landline],
  ['tollFree', (row) => row.kinds.tollFree],
  ['internalNumbers', (row) => row.kinds.internal],
  ['other', (row) => row.kinds.other],
]

export const kindsKnown = (row: CallFigures): number => kinds.reduce((sum, [, of]) => sum + of(row), 0)

/** Kinds worth their place: at least one call in a hundred of the report. Files and the API have all of them. */
const kindsShown = (all: CallFigures) => kinds.filter(([, of]) => of(all) > 0 && of(all) * 100 >= kindsKnown(all))

/** Names what the shares are of, in their order: «Моб · гор · внутр, %». */
export const kindsTitle = (all: CallFigures, t: ColumnContext['t']): string =>
  `${kindsShown(all)
    .map(([figure]) => t(figure))
    .join(' · ')}, %`

/** Shares of the shown kinds of numbers, a hundred together: a bar, and under it each share as a link. */
export function KindsCell({
  figures,
  owner,
  all,
  context,
}: {
  figures: CallFigures
  owner: Owner
  all: CallFigures
  context: ColumnContext
}) {
  const { t, format, linkTo } = context
  const shown = kindsShown(all)
  const shares = roundedShares(shown.map(([, of]) => of(figures)))
  if (shares.every((share) => share === null)) return <span className="lk-quiet">—</span>
  return (
    <span className={styles.kinds}>
      <span className={styles.kindsBar} aria-hidden="true">
        {shown.map(([figure, of]) => (
          <i key={figure} data-kind={figure} style={{ flexGrow: of(figures) }} />
        ))}
      </span>
      <span className={styles.kindsShares}>
        {shown.map(([figure, of], index) => {
          const share = shares[index] ?? 0
          const label = `${t(figure)}: ${format.percent(share)}`
          return (
            <Linked key={figure} href={linkTo(owner, figure)} value={of(figures)} label={label}>
              {format.number(share * 100)}
            </Linked>
          )
        })}
      </span>
    </span>
  )
}
