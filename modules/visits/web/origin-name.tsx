import { useTexts } from '../../../platform/web/index.ts'
import type { Visit } from './api.ts'
import { words } from './texts.ts'
import styles from './visits.module.css'

/** The way on which a visit came: the source, what lies below it, and a word where the marks contradict each other. */
export function OriginName({ origin }: { origin: Visit['origin'] }) {
  const t = useTexts(words)
  const below = [origin.campaign, origin.placement, origin.keyword].filter(Boolean).join(' › ')
  return (
    <span className={styles.stack}>
      <span>
        {origin.source}
        {origin.certain ? null : <span className={styles.unsure}> · {t('unsure')}</span>}
      </span>
      {below ? <span className={styles.second}>{below}</span> : null}
    </span>
  )
}
