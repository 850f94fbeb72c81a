import type { ReactNode } from 'react'
import { defineTexts, useTexts } from '../texts/texts.ts'
import styles from './parts.module.css'

const texts = defineTexts({
  between: { ru: 'с доверием 95 % от {low} до {high}', en: 'between {low} and {high} with 95 % confidence' },
})

interface IntervalProps {
  readonly value: ReactNode
  readonly low: string
  readonly high: string
  /** Numbers on a common scale draw the interval: everything between 0 and `max`, with an optional mark (a norm). */
  readonly bar?: { low: number; value: number; high: number; max: number; mark?: number }
  /** The sample is too small to say anything: the value stays quiet. */
  readonly weak?: boolean
}

/** A figure with the range in which the truth lies. */
export function Interval({ value, low, high, bar, weak }: IntervalProps) {
  const t = useTexts(texts)
  return (
    <span className={styles.interval} data-weak={weak || undefined} title={t('between', { low, high })}>
      <span className="lk-num">{value}</span>
      {bar ? <IntervalBar {...bar} /> : null}
      <span className={`${styles.range} lk-num`}>
        {low}–{high}
      </span>
    </span>
  )
}

function IntervalBar({
  low,
  value,
  high,
  max,
  mark,
}: {
  low: number
  value: number
  high: number
  max: number
  mark?: number
}) {
  const x = (number: number) => Math.max(0, Math.min(60, max > 0 ? (number / max) * 60 : 0))
  return (
    <svg width="60" height="10" viewBox="0 0 60 10" aria-hidden="true" className={styles.bar}>
      <line x1="0" x2="60" y1="5" y2="5" stroke="var(--lk-line)" />
      {mark === undefined ? null : <line x1={x(mark)} x2={x(mark)} y1="0" y2="10" stroke="var(--lk-quiet)" />}
      <line x1={x(low)} x2={x(high)} y1="5" y2="5" stroke="var(--lk-accent-line)" strokeWidth="3" />
      <circle cx={x(value)} cy="5" r="2.5" fill="var(--lk-accent)" />
    </svg>
  )
}
