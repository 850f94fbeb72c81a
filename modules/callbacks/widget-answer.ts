import type { Database } from '../../platform/database/database.ts'
import type { HitAnswer } from '../visits/index.ts'
import { readSettings } from './settings.ts'

const rememberMs = 10_000

/** Tells a page that counts its visit whether to load the widget: sites that call back do. */
export function callbackAnswer(db: Database): HitAnswer {
  const known = new Map<string, { readonly at: number; readonly enabled: Promise<boolean> }>()
  return async ({ workspaceId, siteId }) => {
    let remembered = known.get(siteId)
    if (!remembered || performance.now() - remembered.at > rememberMs) {
      const enabled = readSettings(db, workspaceId, siteId).then((settings) => settings.enabled)
      enabled.catch(() => known.delete(siteId))
      remembered = { at: performance.now(), enabled }
      known.set(siteId, remembered)
    }
    return (await remembered.enabled) ? { widget: true } : {}
  }
}
