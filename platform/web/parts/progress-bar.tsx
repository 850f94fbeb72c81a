import { Progress } from '@mantine/core'
import type { ReactNode } from 'react'
import styles from './parts.module.css'

/** How far a long piece of work is, 0–1; `null` while that is unknown. */
export function ProgressBar({ share, label, children }: { share: number | null; label: string; children?: ReactNode }) {
  const percent = Math.round((share ?? 1) * 100)
  return (
    <div className={styles.progress}>
      <Progress.Root size="sm">
        <Progress.Section value={percent} animated={share === null} striped={share === null} aria-label={label} />
      </Progress.Root>
      <div className={styles.progressText}>{children ?? label}</div>
    </div>
  )
}
