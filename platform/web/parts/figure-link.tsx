import type { ReactNode } from 'react'
import { GoLink } from './go-link.tsx'
import styles from './parts.module.css'

/** A figure that opens the interactions behind it. Looks like a figure until one comes near. */
export function FigureLink({ href, children, label }: { href: string; children: ReactNode; label?: string }) {
  return (
    <GoLink href={href} className={`${styles.figure} lk-num`} aria-label={label}>
      {children}
    </GoLink>
  )
}
