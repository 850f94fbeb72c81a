import { useAddress, useWorkspace, writeSearch } from '../../../platform/web/index.ts'
import { homeOf, visibleScreens } from '../home.ts'
import type { Membership } from '../session/session.ts'

/** The way to another company: to the same screen and period where it is open to the person there, else to their first page. */
export function useCompanyHref(): (other: Membership) => string {
  const { pathname, search } = useAddress()
  const { slug } = useWorkspace()
  const here = pathname.slice(`/w/${slug}/`.length)
  const { period, from, to } = search
  return (other) => {
    const same = visibleScreens(other).find(({ path }) => path === here)
    if (!same) return homeOf(other) ?? `/w/${other.slug}`
    return `/w/${other.slug}/${same.path}${same.nav?.keepsPeriod ? writeSearch({ period, from, to }) : ''}`
  }
}
