import type { Sites as KnownSites } from '../../visits/index.ts'
import { isOwnOrigin } from '../../visits/rules.ts'

/** A web site, as far as its chat is concerned. */
export interface Site {
  readonly workspaceId: string
  readonly siteId: string
  readonly name: string
  /** Whether a page of this origin (`https://okna.ru`) is one of the site's own. */
  allows(origin: string): boolean
}

/** Who knows the sites. */
export interface Sites {
  /** The site of a public key, or null where the key is nobody's or the site is paused. */
  byKey(key: string): Promise<Site | null>
  list(workspaceId: string): Promise<readonly { readonly id: string; readonly name: string; readonly key: string }[]>
}

/** The sites of the module that owns them. */
export const chatSites = (known: KnownSites): Sites => ({
  async byKey(key) {
    const site = await known.byKey(key)
    if (!site?.active) return null
    const { workspaceId, id, name, domains } = site
    return { workspaceId, siteId: id, name, allows: (origin) => isOwnOrigin(origin, domains) }
  },
  list: (workspaceId) => known.list(workspaceId),
})

/** A line to somebody's page, whatever carries it. */
export interface Line {
  /** A frame as JSON text. */
  send(text: string): void
  close(): void
}
