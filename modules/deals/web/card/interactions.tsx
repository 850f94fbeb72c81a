import {
  FigureLink,
  GoLink,
  useFormat,
  useInteractionsLink,
  useScreenLink,
  useTexts,
} from '../../../../platform/web/index.ts'
import type { Card } from '../api.ts'
import { texts } from '../texts.ts'
import styles from './card.module.css'
import { cardTexts } from './texts.ts'

/** How the client came: each interaction with its source, the one that the deal was made of marked. */
export function Interactions({ deal }: { deal: Card }) {
  const t = useTexts(cardTexts)
  const words = useTexts(texts)
  const format = useFormat()
  const link = useScreenLink()
  const all = useInteractionsLink()
  if (deal.interactions.length === 0) return null
  return (
    <section>
      <h3>{t('interactions')}</h3>
      <ol className={styles.lines}>
        {deal.interactions.map(({ id, kind, startedAt, origin }) => (
          <li key={id}>
            <GoLink href={link(`interactions/${id}`)}>{words(kind)}</GoLink>
            <span className="lk-quiet lk-num">{format.dateTime(startedAt)}</span>
            <span className="lk-quiet">
              {[origin.join(' › '), id === deal.interactionId ? t('ofThis') : null].filter(Boolean).join(' · ')}
            </span>
          </li>
        ))}
      </ol>
      {deal.customer && deal.customer.interactions > deal.interactions.length ? (
        <FigureLink href={all({ customer: deal.customer.id })}>
          {t('allOf')}: {format.number(deal.customer.interactions)}
        </FigureLink>
      ) : null}
    </section>
  )
}
