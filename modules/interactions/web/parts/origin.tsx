import { useTexts } from '../../../../platform/web/index.ts'
import type { Item } from '../api.ts'
import { recordTexts } from '../texts.ts'
import styles from './parts.module.css'

/** The way the client came: the source, and the most exact level below it. */
export function Origin({ origin, whole }: { origin: Item['origin']; whole?: boolean }) {
  const t = useTexts(recordTexts)
  if (!origin) return null
  const levels = [origin.campaign, origin.placement, origin.keyword].flatMap((level) => level?.name ?? [])
  const below = whole ? levels.join(' › ') : levels[0]
  return (
    <span className={styles.origin} data-whole={whole || undefined} title={[origin.source.name, ...levels].join(' › ')}>
      {origin.source.name}
      {below ? <span className="lk-quiet"> › {below}</span> : null}
      {origin.certain ? null : (
        <abbr className={styles.guess} title={t('uncertain')}>
          ?
        </abbr>
      )}
    </span>
  )
}
