import { IconMicrophone } from '@tabler/icons-react'
import { useFormat, useTexts } from '../../../../platform/web/index.ts'
import type { Item } from '../api.ts'
import { goingOn, recordTexts, waitingFor } from '../texts.ts'
import styles from './parts.module.css'

/** What came of it: the length of a talk, or why there was none and whether the client was reached later. */
export function Result({ item }: { item: Item }) {
  const t = useTexts(recordTexts)
  const format = useFormat()
  if (item.state !== 'finished') {
    return (
      <span className={styles.live}>
        <span className={styles.pulse} />
        {t(goingOn(item))}
      </span>
    )
  }
  if (item.outcome === 'talked') {
    const spoken = item.kind === 'call' || item.kind === 'callback'
    return (
      <span className={styles.result}>
        <span className="lk-num">{spoken ? format.clock(item.talkSeconds) : t('replied')}</span>
        {item.hasRecording ? (
          <IconMicrophone size={13} stroke={1.7} aria-label={t('recording')} className="lk-quiet" />
        ) : null}
      </span>
    )
  }
  if (item.direction !== 'inbound' || !item.followUp) {
    return <span className="lk-quiet">{item.outcome ? t(item.outcome) : ''}</span>
  }
  const { kind, at } = item.followUp
  return (
    <span className={styles.missed} data-waiting={kind === 'waiting' || undefined}>
      <span>
        {item.outcome ? t(item.outcome) : ''}
        {item.waitSeconds ? <span className="lk-num"> · {format.clock(item.waitSeconds)}</span> : null}
      </span>
      <span className={styles.after}>
        {kind === 'waiting' ? t(waitingFor(item.kind)) : t(kind, { time: whenAfter(item.startedAt, at, format) })}
      </span>
    </span>
  )
}

/** «через 8 мин» reads better than a second clock. */
function whenAfter(start: string, at: string | null, format: ReturnType<typeof useFormat>): string {
  if (!at) return ''
  const seconds = Math.max(0, (Date.parse(at) - Date.parse(start)) / 1000)
  return `+${format.duration(seconds < 60 ? seconds : Math.round(seconds / 60) * 60)}`
}
