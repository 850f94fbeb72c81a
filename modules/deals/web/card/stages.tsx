import { useFormat, useTexts } from '../../../../platform/web/index.ts'
import type { Card } from '../api.ts'
import styles from './card.module.css'
import { cardTexts } from './texts.ts'

/** The stages that the deal passed, and how long it stayed on each. */
export function Stages({ deal }: { deal: Card }) {
  const t = useTexts(cardTexts)
  const format = useFormat()
  return (
    <section>
      <h3>{t('stages')}</h3>
      {deal.stages.length === 0 ? <p className="lk-quiet">{t('noStages')}</p> : null}
      <ol className={styles.stages}>
        {deal.stages.map(({ at, stage, outcome, exact }, place) => {
          const next = deal.stages[place + 1]
          const stayed = next ? (Date.parse(next.at) - Date.parse(at)) / 1_000 : null
          return (
            <li key={`${at} ${stage}`} data-outcome={outcome}>
              <span>{stage}</span>
              <span className="lk-quiet lk-num">{format.dateTime(at)}</span>
              <span className="lk-quiet">
                {exact ? null : <abbr title={t('seenWhat')}>{t('seen')}</abbr>}
                {stayed === null ? null : `${exact ? '' : ' · '}${t('stayed', { time: stayOf(stayed, format) })}`}
              </span>
            </li>
          )
        })}
      </ol>
    </section>
  )
}

const stayOf = (seconds: number, format: ReturnType<typeof useFormat>): string => format.duration(Math.round(seconds))
