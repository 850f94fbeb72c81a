import { productTexts, useTexts } from '../../../platform/web/index.ts'
import styles from './layout.module.css'

/** The scope with a lead in its centre, and the name. */
export function Brand({ large, bare }: { large?: boolean; bare?: boolean }) {
  const t = useTexts(productTexts)
  return (
    <span className={styles.brand} data-large={large || undefined}>
      <svg viewBox="0 0 32 32" width={large ? 32 : 22} height={large ? 32 : 22} aria-hidden="true">
        <circle cx="16" cy="16" r="10.5" fill="none" stroke="currentColor" strokeWidth="2.4" />
        <path
          d="M16 1.5v6M16 24.5v6M1.5 16h6M24.5 16h6"
          stroke="currentColor"
          strokeWidth="2.4"
          strokeLinecap="round"
        />
        <circle cx="16" cy="16" r="4" className={styles.pupil} />
      </svg>
      {bare ? null : <span>{t('name')}</span>}
    </span>
  )
}
