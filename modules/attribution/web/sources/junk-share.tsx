import { IconAlertTriangle, IconQuestionMark } from '@tabler/icons-react'
import { defineTexts, Interval, useFormat, useTexts } from '../../../../platform/web/index.ts'
import type { SourceFigures } from '../../contract.ts'
import styles from './sources.module.css'

const texts = defineTexts({
  above: { ru: 'выше нормы', en: 'above the norm' },
  aboveWhy: {
    ru: 'Выше нормы {norm}: весь интервал лежит выше, и это не случайность',
    en: 'Above the norm of {norm}: the whole interval lies above it, and it is no chance',
  },
  needed: { ru: 'мало данных: нужно {needed}, есть {of}', en: 'too little data: {needed} needed, {of} here' },
})

/** The share of junk with its interval against the norm, and what may be said about it. */
export function JunkShare({
  junk,
  norm,
  max,
  long,
}: {
  junk: SourceFigures['junk']
  norm: number
  max: number
  /** Says the verdict in words: for cards, which have the room. */
  long?: boolean
}) {
  const t = useTexts(texts)
  const format = useFormat()
  const { interval, verdict } = junk
  if (!interval) return <span className="lk-quiet">—</span>
  const weak = verdict === 'too_little'
  const needed = t('needed', { needed: junk.needed, of: junk.of })
  return (
    <span className={styles.junk} title={weak ? needed : undefined}>
      <Interval
        value={format.percent(interval.share, 1)}
        low={bareOf(format.percent(interval.low, 1))}
        high={format.percent(interval.high, 1)}
        bar={{ low: interval.low, value: interval.share, high: interval.high, max, mark: norm }}
        weak={weak}
      />
      {verdict === 'above' ? (
        <span className={styles.alarm} title={t('aboveWhy', { norm: format.percent(norm, 1) })}>
          <IconAlertTriangle size={15} stroke={1.8} role="img" aria-label={t('above')} />
          {long ? t('above') : null}
        </span>
      ) : null}
      {weak ? (
        <span className={styles.weak}>
          {long ? needed : <IconQuestionMark size={14} stroke={1.8} role="img" aria-label={needed} />}
        </span>
      ) : null}
    </span>
  )
}

/** The number without its sign, for the lower end of a range: `3,7–5,5 %`. */
export const bareOf = (percent: string): string => percent.replace(/[\s\u00a0\u202f]?%$/, '')
