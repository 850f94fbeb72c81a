import { lazy, Suspense, useEffect, useState } from 'react'
import { ConnectionPartsProvider } from '../../../modules/intake/web/index.ts'
import { CardPartsProvider } from '../../../modules/interactions/web/index.ts'
import {
  defineTexts,
  ErrorBoundary,
  LiveProvider,
  Loading,
  ReplaceWith,
  type Route,
  Routes,
  useAddress,
  useHotkeys,
  useParams,
  usePending,
  usePhone,
  useTexts,
  Waiting,
  WorkspaceProvider,
  writeSearch,
} from '../../../platform/web/index.ts'
import { cardParts } from '../card-parts.ts'
import { connectionParts } from '../connection-parts.ts'
import { CrashPage } from '../pages/crash.tsx'
import { rememberWorkspace } from '../pages/entrance.tsx'
import { NotFoundPage, StartingPage } from '../pages/messages.tsx'
import { ScreenFrame, WorkspaceHome } from '../pages/screen-frame.tsx'
import { screens } from '../screens.ts'
import { type Membership, type SessionData, useSession } from '../session/session.ts'
import { useProfileLanguage } from '../session/use-language-choice.ts'
import { BottomBar } from './bottom-bar.tsx'
import { ConnectionNotice } from './connection-notice.tsx'
import styles from './layout.module.css'
import { Navigation } from './navigation.tsx'
import { TopBar } from './top-bar.tsx'

const PhoneMenu = lazy(() => import('./phone-menu.tsx'))
const CommandPalette = lazy(() => import('../palette/command-palette.tsx'))

const texts = defineTexts({
  skip: { ru: 'К содержанию', en: 'Skip to content' },
})

const routes: readonly Route[] = [
  { path: '/w/$workspace', element: <WorkspaceHome /> },
  ...screens.map((screen) => ({
    path: `/w/$workspace/${screen.path}`,
    element: <ScreenFrame key={screen.path} screen={screen} />,
  })),
]

const collapsedKey = 'lidoskop.navigation'

/** Everything around a company's screens. Whoever is not signed in is sent to do so and comes back. */
export default function WorkspaceShell() {
  const { workspace: slug = '' } = useParams()
  const { data: session, failureCount } = useSession()
  const { href } = useAddress()
  useProfileLanguage(session)
  if (!session) return failureCount > 1 ? <StartingPage /> : <Waiting />
  if (!session.person) return <ReplaceWith href={`/sign-in${writeSearch({ next: href })}`} />
  const workspace = session.workspaces.find((known) => known.slug === slug)
  if (!workspace) return <NotFoundPage />
  return <Shell key={workspace.id} session={session} workspace={workspace} />
}

function Shell({ session, workspace }: { session: SessionData; workspace: Membership }) {
  const t = useTexts(texts)
  const phone = usePhone()
  const { pathname } = useAddress()
  const pending = usePending()
  const [collapsed, setCollapsed] = useState(() => localStorage.getItem(collapsedKey) === 'narrow')
  const [menu, setMenu] = useState(false)
  const [palette, setPalette] = useState(false)
  useEffect(() => rememberWorkspace(workspace.slug), [workspace.slug])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the menu closes whenever another page opens
  useEffect(() => setMenu(false), [pathname])
  useHotkeys({ 'mod+k': () => setPalette(true) })
  const collapse = (narrow: boolean) => {
    localStorage.setItem(collapsedKey, narrow ? 'narrow' : 'wide')
    setCollapsed(narrow)
  }
  const navigation = (
    <Navigation
      session={session}
      collapsed={collapsed && !phone}
      onCollapse={phone ? undefined : collapse}
      onSearch={() => setPalette(true)}
    />
  )
  return (
    <WorkspaceProvider workspace={workspace}>
      <LiveProvider workspace={workspace.slug}>
        <a href="#content" className={styles.skip}>
          {t('skip')}
        </a>
        <div className={styles.shell} data-collapsed={collapsed || undefined}>
          {phone ? <TopBar onMenu={() => setMenu(true)} onSearch={() => setPalette(true)} /> : navigation}
          <main id="content" className={styles.content} tabIndex={-1}>
            {pending ? <div className={styles.pending} data-loading /> : null}
            <ConnectionNotice />
            <ErrorBoundary of={pathname} fallback={(error) => <CrashPage error={error} />}>
              <Suspense
                fallback={
                  <div className={styles.screenLoading}>
                    <Loading rows={10} />
                  </div>
                }
              >
                <CardPartsProvider parts={cardParts}>
                  <ConnectionPartsProvider parts={connectionParts}>
                    <Routes routes={routes} otherwise={<NotFoundPage />} />
                  </ConnectionPartsProvider>
                </CardPartsProvider>
              </Suspense>
            </ErrorBoundary>
          </main>
          {phone ? <BottomBar onMenu={() => setMenu(true)} /> : null}
        </div>
        {phone && menu ? (
          <Suspense fallback={null}>
            <PhoneMenu onClose={() => setMenu(false)}>{navigation}</PhoneMenu>
          </Suspense>
        ) : null}
        {palette ? (
          <Suspense fallback={null}>
            <CommandPalette session={session} onClose={() => setPalette(false)} />
          </Suspense>
        ) : null}
      </LiveProvider>
    </WorkspaceProvider>
  )
}
