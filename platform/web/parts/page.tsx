import { createContext, type ReactNode, useContext, useState } from 'react'
import styles from './parts.module.css'

/** The frame of a screen: its title, what can be done, and its content. `bar` is for the report bar. */
export function Page({
  title,
  actions,
  bar,
  lead,
  wide,
  children,
}: {
  title: ReactNode
  actions?: ReactNode
  bar?: ReactNode
  /** One sentence under the title. */
  lead?: ReactNode
  /** Lists use the whole width; texts and forms read better when narrower. */
  wide?: boolean
  children: ReactNode
}) {
  return (
    <div className={styles.page} data-wide={wide === false ? undefined : true}>
      <header className={styles.pageHead}>
        <div className={styles.pageTitle}>
          <h1>{title}</h1>
          {lead ? <p>{lead}</p> : null}
        </div>
        {actions ? <div className={styles.pageActions}>{actions}</div> : null}
      </header>
      {bar}
      <div className={styles.pageBody}>{children}</div>
    </div>
  )
}

const PanelHead = createContext<HTMLElement | null>(null)

/** The end of the header of the panel around, for what a part of it draws there; null where the panel has no header. */
export const usePanelHead = (): HTMLElement | null => useContext(PanelHead)

/** A part of a screen on its own sheet. */
export function Panel({
  title,
  hint,
  actions,
  flush,
  children,
}: {
  title?: ReactNode
  hint?: ReactNode
  actions?: ReactNode
  /** Without inner space: for tables that reach the edges. */
  flush?: boolean
  children: ReactNode
}) {
  const [head, setHead] = useState<HTMLElement | null>(null)
  return (
    <section className={styles.panel} data-flush={flush || undefined}>
      {title || actions ? (
        <header className={styles.panelHead}>
          <h2>{title}</h2>
          {hint}
          {actions ? <div className={styles.panelActions}>{actions}</div> : null}
          <div className={styles.panelCorner} ref={setHead} />
        </header>
      ) : null}
      <div className={styles.panelBody}>
        <PanelHead value={head}>{children}</PanelHead>
      </div>
    </section>
  )
}
