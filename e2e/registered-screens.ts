import { resolve } from 'node:path'
import { runnerImport } from 'vite'
import { can, type Role } from '../kernel/access.ts'
import type { Screen } from '../platform/web/index.ts'

const root = resolve(import.meta.dirname, '..')

/** Every screen that the app registers, read from the same list as the app reads it. */
export async function registeredScreens(): Promise<readonly Screen[]> {
  const { module } = await runnerImport<{ screens: readonly Screen[] }>(resolve(root, 'app/web/screens.ts'), {
    configFile: resolve(root, 'vite.config.ts'),
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
