import { Navigate } from '@tanstack/react-router'
import { Suspense, useEffect } from 'react'
import { Loading, type Screen, say, useCan, useLanguage, useWorkspace } from '../../../platform/web/index.ts'
import { homeOf } from '../home.ts'
import { ForbiddenPage, NoWorkPage } from './messages.tsx'
import styles from './pages.module.css'

/** One screen: its right, its title in the browser's tab, its code when it is needed. */
export function ScreenFrame({ screen }: { screen: Screen }) {
  const can = useCan()
  const language = useLanguage()
  const { name } = useWorkspace()
  const title = say(screen.title, language)
  useEffect(() => {
    document.title = `${title} · ${name}`
  }, [title, name])
  if (!can(screen.requires)) return <ForbiddenPage />
  const Content = screen.component
  return (
    <Suspense
      fallback={
        <div className={styles.screenLoading}>
          <Loading rows={10} />
        </div>
      }
    >
      <Content />
    </Suspense>
  )
}

/** The bare address of a company leads to the role's first page. */
export function WorkspaceHome() {
  const home = homeOf(useWorkspace())
  return home ? <Navigate to={home} replace /> : <NoWorkPage />
}
