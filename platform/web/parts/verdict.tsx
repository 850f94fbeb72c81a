import type { ReactNode } from 'react'
import styles from './parts.module.css'

/** `act`: somebody must do something. `look`: worth a look. `fine`: as it should be. `plain`: neither, or not sure. */
export type Tone = 'act' | 'look' | 'fine' | 'plain'

/** What a report says, as a sentence. Stands above the figures; a detail and an action may follow. */
export function Verdict({
  tone = 'plain',
  children,
  detail,
  action,
}: {
  tone?: Tone
  children: ReactNode
  detail?: ReactNode
  action?: ReactNode
}) {
  return (
    <div className={styles.verdict} data-tone={tone}>
      <div>
        <p className={styles.sentence}>{children}</p>
        {detail ? <p className={styles.detail}>{detail}</p> : null}
      </div>
      {action}
    </div>
  )
}

/** Verdicts of one report, the one that asks for action first. */
export const Verdicts = ({ children }: { children: ReactNode }) => <div className={styles.verdicts}>{children}</div>
