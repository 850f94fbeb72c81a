import type { ReactNode } from 'react'
import { GoLink } from './go-link.tsx'
import styles from './parts.module.css'

/** A figure that stands alone: name, value, what it is compared with. With `href` it opens what is behind it. */
export function KeyFigure({
  label,
  value,
  note,
  href,
  tone,
  explain,
}: {
  label: ReactNode
  value: ReactNode
  note?: ReactNode
  href?: string
  tone?: 'act' | 'look' | 'fine'
  explain?: ReactNode
}) {
  return (
    <div className={styles.keyFigure} data-tone={tone}>
      <div className={styles.keyLabel}>
        {label}
        {explain}
      </div>
      <div className={`${styles.keyValue} lk-num`}>{href ? <GoLink href={href}>{value}</GoLink> : value}</div>
      {note ? <div className={styles.keyNote}>{note}</div> : null}
    </div>
  )
}

export const KeyFigures = ({ children }: { children: ReactNode }) => <div className={styles.keyFigures}>{children}</div>
