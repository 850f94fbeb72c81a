import { lazy, Suspense } from 'react'
import { ErrorBoundary, type Route, Routes, useAddress, Waiting } from '../../platform/web/index.ts'
import { CrashPage } from './pages/crash.tsx'
import { EntrancePage } from './pages/entrance.tsx'
import { NotFoundPage } from './pages/messages.tsx'

const SignInPage = lazy(() => import('./pages/sign-in.tsx'))
const InvitePage = lazy(() => import('./pages/invite.tsx'))
const NewPasswordPage = lazy(() => import('./pages/new-password.tsx'))
const WorkspaceShell = lazy(() => import('./layout/workspace-shell.tsx'))

const routes: readonly Route[] = [
  { path: '/', element: <EntrancePage /> },
  { path: '/sign-in', element: <SignInPage /> },
  { path: '/invite/$token', element: <InvitePage /> },
  { path: '/password/$token', element: <NewPasswordPage /> },
  { path: '/w/$workspace/*', element: <WorkspaceShell /> },
]

/** What is at which address. */
export function App() {
  const { pathname } = useAddress()
  return (
    <ErrorBoundary of={pathname} fallback={(error) => <CrashPage error={error} />}>
      <Suspense fallback={<Waiting />}>
        <Routes routes={routes} otherwise={<NotFoundPage />} />
      </Suspense>
    </ErrorBoundary>
  )
}
