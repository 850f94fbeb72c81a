import { resolve } from 'node:path'
import { type Plugin, runnerImport } from 'vite'
import { can, type Role } from '../kernel/access.ts'
import type { Page } from '../platform/testing/browser.ts'
import type { Screen } from '../platform/web/screens/screen.ts'

const root = resolve(import.meta.dirname, '..')

// Nothing is drawn and no server is asked: neither styles nor addresses of operations are needed.
const empty = '\0empty'
const onlyTheList: Plugin = {
  name: 'only-the-list',
  enforce: 'pre',
  resolveId: (id) => (id.endsWith('.css') || id === 'virtual:lidoskop-contract' ? empty : null),
  load: (id) => (id === empty ? 'export default {}' : null),
}

/** Every screen that the app registers, read from the same list as the app reads it. */
export async function registeredScreens(): Promise<readonly Screen[]> {
  const { module } = await runnerImport<{ screens: readonly Screen[] }>(resolve(root, 'app/web/screens.ts'), {
    plugins: [onlyTheList],
    logLevel: 'error',
  })
  return module.screens
}

const lookers: readonly Role[] = ['director', 'admin', 'head', 'marketing', 'manager']

/** Somebody who may open the screen. */
export function visitorOf({ requires }: Screen): Role {
  const role = lookers.find((known) => can(known, requires))
  if (!role) throw new Error(`nobody of ${lookers.join(', ')} may ${requires}`)
  return role
}

/** Where the screen is. One with an id in its path shows the first of its kind; null where there is none. */
export async function screenAddress(page: Page, slug: string, { path }: Screen): Promise<string | null> {
  if (!path.includes('$')) return `/w/${slug}/${path}`
  const collection = path.slice(0, path.indexOf('/$'))
  const answer = await page.request.get(`/api/v1/workspaces/${slug}/${collection}?limit=1`)
  const body = (await answer.json()) as { id: string }[] | { items: { id: string }[] }
  const [first] = Array.isArray(body) ? body : body.items
  return first ? `/w/${slug}/${path.replace(/\$\w+/, first.id)}` : null
}
