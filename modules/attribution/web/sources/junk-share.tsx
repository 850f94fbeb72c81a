import { defineTexts, Interval, useFormat, useTexts } from '../../../../platform/web/index.ts'
import type { SourceFigures } from '../../contract.ts'
import styles from './sources.module.css'

const texts = defineTexts({
  above: { ru: 'выше нормы', en: 'above the norm' },
  needed: { ru: 'мало данных: нужно {needed}, есть {of}', en: 'too little data: {needed} needed, {of} here' },
  short: { ru: 'мало данных', en: 'too little data' },
})

/** The share of junk with its interval against the norm, and what may be said about it. */
export function JunkShare({ junk, norm, max }: { junk: SourceFigures['junk']; norm: number; max: number }) {
  const t = useTexts(texts)
  const format = useFormat()
  const { interval, verdict } = junk
  if (!interval) return <span className="lk-quiet">—</span>
  const weak = verdict === 'too_little'
  return (
    <span className={styles.junk} title={weak ? t('needed', { needed: junk.needed, of: junk.of }) : undefined}>
      <Interval
        value={format.percent(interval.share, 1)}
        low={format.percent(interval.low, 1)}
        high={format.percent(interval.high, 1)}
        bar={{ low: interval.low, value: interval.share, high: interval.high, max, mark: norm }}
        weak={weak}
      />
      {verdict === 'above' ? <span className={styles.alarm}>{t('above')}</span> : null}
      {weak ? <span className={styles.weak}>{t('short')}</span> : null}
    </span>
  )
}
