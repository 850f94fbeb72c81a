import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { parseSearch, writeSearch } from '../../platform/web/index.ts'
import { CrashPage } from './pages/crash.tsx'
import { EntrancePage } from './pages/entrance.tsx'
import { NotFoundPage } from './pages/messages.tsx'
import { ScreenFrame, WorkspaceHome } from './pages/screen-frame.tsx'
import { screens } from './screens.ts'

const page = lazyRouteComponent
const root = createRootRoute({ notFoundComponent: NotFoundPage })
const entrance = createRoute({ getParentRoute: () => root, path: '/', component: EntrancePage })
const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  component: page(() => import('./pages/sign-in.tsx'), 'SignInPage'),
})
const invite = createRoute({
  getParentRoute: () => root,
  path: '/invite/$token',
  component: page(() => import('./pages/invite.tsx'), 'InvitePage'),
})
const workspace = createRoute({
  getParentRoute: () => root,
  path: '/w/$workspace',
  component: page(() => import('./layout/workspace-shell.tsx'), 'WorkspaceShell'),
})
const home = createRoute({ getParentRoute: () => workspace, path: '/', component: WorkspaceHome })

const screenRoutes = screens.map((screen) =>
  createRoute({
    getParentRoute: () => workspace,
    path: screen.path,
    component: () => <ScreenFrame screen={screen} />,
  }),
)

/** The addresses of the app. State in an address is readable: `?kind=call&kind=chat`. */
export const createAppRouter = () =>
  createRouter({
    routeTree: root.addChildren([entrance, signIn, invite, workspace.addChildren([home, ...screenRoutes])]),
    parseSearch,
    stringifySearch: writeSearch,
    defaultErrorComponent: CrashPage,
    defaultNotFoundComponent: NotFoundPage,
    scrollRestoration: true,
  })
