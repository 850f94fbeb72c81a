import { Alert } from '@mantine/core'
import type { ReactNode } from 'react'
import { Brand } from '../layout/brand.tsx'
import { Preferences } from '../layout/preferences.tsx'
import styles from './pages.module.css'

/** The page before somebody is in: the brand, what this is about, and a form. */
export function Doorway({ title, lead, children }: { title?: string; lead: string; children: ReactNode }) {
  return (
    <main className={styles.entrance}>
      <div className={styles.preferences}>
        <Preferences signedIn={false} />
      </div>
      <div className={styles.card}>
        <Brand large />
        {title ? <h1 className={styles.cardTitle}>{title}</h1> : null}
        <p className={styles.promise}>{lead}</p>
        {children}
      </div>
    </main>
  )
}

/** Why somebody is not let in. */
export const Refusal = ({ children }: { children: string }) => (
  <Alert color="red" variant="light" role="alert" p="xs">
    {children}
  </Alert>
)
