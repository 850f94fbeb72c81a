import { type Screen, useAddress, useScreenLink } from '../../../platform/web/index.ts'

/** Addresses of the navigation: from report to report the chosen period goes along. */
export function useNavHref(): (screen: Screen) => string {
  const { period, from, to } = useAddress().search
  const link = useScreenLink()
  return (screen) => link(screen.path, screen.nav?.keepsPeriod ? { period, from, to } : {})
}
