import { useEffect } from 'react'
import { ReplaceWith, type Screen, say, useCan, useLanguage, useWorkspace } from '../../../platform/web/index.ts'
import { homeOf } from '../home.ts'
import { ForbiddenPage, NoWorkPage } from './messages.tsx'

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
  return <Content />
}

/** The bare address of a company leads to the role's first page. */
export function WorkspaceHome() {
  const home = homeOf(useWorkspace())
  return home ? <ReplaceWith href={home} /> : <NoWorkPage />
}
