import { LRUCache } from 'lru-cache'
import type { Queryable } from '../../../platform/database/database.ts'
import { companyOfKey } from './key.ts'
import { listSites, type OpenSite, siteByKey } from './store.ts'

export type FoundSite =
  | { readonly kind: 'site'; readonly site: OpenSite }
  /** The key names a company that has sites, but none of this key. */
  | { readonly kind: 'forged'; readonly workspaceId: string }
  | { readonly kind: 'unknown' }

export interface SiteLookup {
  find(key: string): Promise<FoundSite>
  /** What was found a moment ago, without asking. */
  remembered(key: string): Promise<FoundSite> | undefined
  /** Forgets what was read: a site has changed. */
  forget(): void
}

/** How long another server's change of a site may go unnoticed here. */
const memoryMs = 3_000

/** Sites by key, remembered for a moment: thousands of hits a second must not each ask the database. */
export function createSiteLookup(db: Queryable): SiteLookup {
  const known = new LRUCache<string, { readonly found: Promise<FoundSite> }>({ max: 5_000, ttl: memoryMs })
  const read = async (key: string): Promise<FoundSite> => {
    const workspaceId = companyOfKey(key)
    if (!workspaceId) return { kind: 'unknown' }
    const site = await siteByKey(db, workspaceId, key)
    if (site) return { kind: 'site', site }
    return (await listSites(db, workspaceId)).length > 0 ? { kind: 'forged', workspaceId } : { kind: 'unknown' }
  }
  return {
    find(key) {
      const remembered = known.get(key)
      if (remembered) return remembered.found
      const found = read(key)
      known.set(key, { found })
      found.catch(() => known.delete(key))
      return found
    },
    remembered: (key) => known.get(key)?.found,
    forget: () => known.clear(),
  }
}
