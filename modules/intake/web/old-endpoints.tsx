import { ReplaceWith, useScreenLink } from '../../../platform/web/index.ts'

/** Where the connections stood before: bookmarks and letters still lead here. */
export default function OldEndpointsScreen() {
  const link = useScreenLink()
  return <ReplaceWith href={link('settings/connections')} />
}
