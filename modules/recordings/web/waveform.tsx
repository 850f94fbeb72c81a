import { useMemo } from 'react'
import { defineTexts, useTexts } from '../../../platform/web/index.ts'
import { isMixed, type Peaks, pathOf } from './peaks.ts'
import styles from './recordings.module.css'

const texts = defineTexts({
  place: { ru: 'Место в записи', en: 'Place in the recording' },
  left: { ru: 'Левый канал', en: 'Left channel' },
  right: { ru: 'Правый канал', en: 'Right channel' },
})

const height = 40

/** The sound as bars, each side in a band of its own, and the place in it: a slider over the picture. Without peaks: a line. */
export function Waveform(props: {
  readonly peaks: Peaks | null
  readonly at: number
  readonly length: number
  readonly said: string
  readonly onSeek: (seconds: number) => void
}) {
  const t = useTexts(texts)
  const { peaks, at, length, said } = props
  const bands = useMemo(() => {
    const sides = peaks ?? []
    const shown = isMixed(sides) ? sides.slice(0, 1) : sides
    const band = height / Math.max(1, shown.length)
    return shown.map(
      (side, i) => ({ path: pathOf(side, i * band + 1, band - 2), side: i === 0 ? 'left' : 'right' }) as const,
    )
  }, [peaks])
  const count = peaks?.[0]?.length ?? 1
  const share = length > 0 ? Math.min(1, at / length) : 0
  return (
    <div className={styles.wave}>
      {bands.length > 0 ? (
        <svg viewBox={`0 0 ${count} ${height}`} preserveAspectRatio="none" aria-hidden="true">
          {bands.map(({ path, side }) => (
            <path key={side} d={path} className={styles.bars} data-side={side} />
          ))}
          <svg x="0" y="0" width={count * share} height={height} aria-hidden="true">
            {bands.map(({ path, side }) => (
              <path key={side} d={path} className={styles.bars} data-side={side} data-played />
            ))}
          </svg>
        </svg>
      ) : (
        <span className={styles.line} />
      )}
      {bands.length > 1
        ? bands.map(({ side }) => (
            <abbr key={side} className={styles.side} data-side={side} title={t(side)}>
              {t(side).slice(0, 1)}
            </abbr>
          ))
        : null}
      <span className={styles.head} style={{ left: `${share * 100}%` }} />
      <input
        type="range"
        className={styles.place}
        aria-label={t('place')}
        aria-valuetext={said}
        min={0}
        max={length || 1}
        step={0.1}
        value={Math.min(at, length || 1)}
        onChange={(event) => props.onSeek(Number(event.currentTarget.value))}
      />
    </div>
  )
}
