import type { ReactNode } from 'react'
import { FigureLink } from '../../../platform/web/index.ts'

/** A figure that opens its interactions; a zero opens nothing and is quiet. */
export function Linked({
  href,
  value,
  label,
  children,
}: {
  href: string | null
  value: number
  label?: string
  children: ReactNode
}) {
  if (value === 0 || href === null) return <span className="lk-quiet">{children}</span>
  return (
    <FigureLink href={href} {...(label === undefined ? {} : { label })}>
      {children}
    </FigureLink>
  )
}
