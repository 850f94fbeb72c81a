import type { Role } from '../../kernel/access.ts'
import { navGroups, type Screen } from '../../platform/web/index.ts'
import { screens } from './screens.ts'

interface Visitor {
  readonly slug: string
  readonly role: Role
  readonly permissions: readonly string[]
}

/** The screens of the navigation that a person may open, in the order of the navigation. */
export function visibleScreens({ permissions }: { readonly permissions: readonly string[] }): readonly Screen[] {
  return screens
    .filter((screen) => screen.nav && permissions.includes(screen.requires))
    .toSorted((a, b) => place(a) - place(b))
}

const place = (screen: Screen): number =>
  screen.nav ? navGroups.indexOf(screen.nav.group) * 10_000 + (screen.nav.order ?? 100) : Number.MAX_SAFE_INTEGER

/** The page on which a role lands; null where there is nothing for it yet. */
export function homeOf(visitor: Visitor): string | null {
  const open = visibleScreens(visitor)
  const home = open.find((screen) => screen.homeOf?.includes(visitor.role)) ?? open[0]
  return home ? `/w/${visitor.slug}/${home.path}` : null
}
