import { useFormat } from '../../../platform/web/index.ts'
import styles from './notifications.module.css'
import { useWork } from './use-work.ts'

/** How much waits; red where some of it is overdue. */
export function WorkBadge() {
  const format = useFormat()
  const { data } = useWork()
  if (!data?.items.length) return null
  return (
    <span className={`lk-num ${styles.count}`} data-overdue={data.overdue > 0 || undefined}>
      {format.number(data.items.length)}
    </span>
  )
}
