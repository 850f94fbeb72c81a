import type { ServerModule } from '../../platform/services/server-module.ts'
import type { Services } from '../../platform/services/services.ts'
import type { Recorder } from '../interactions/index.ts'
import { createVisitsApi } from './api.ts'
import type { HitAnswer } from './door/answer.ts'
import { createCounts } from './door/counts.ts'
import { hitPaths, openDoor } from './door/door.ts'
import { createFloodGuard } from './door/flood.ts'
import { createKeeper } from './door/keep.ts'
import { serveScripts } from './door/scripts.ts'
import { createCleaning } from './keeping/clean.ts'
import { createSiteLookup } from './sites/lookup.ts'
import { listSites, type OpenSite, type Site } from './sites/store.ts'
import { createFormRecording } from './visits/forms.ts'

export { type Asking, type HitAnswer, widgetWhere } from './door/answer.ts'
export { createFloodGuard } from './door/flood.ts'
export { listSites, type OpenSite, type Site } from './sites/store.ts'
export { migrations } from './tables.ts'
export { type FoundVisit, findVisit, originOfVisit } from './visits/find.ts'
export { keepPastVisits, type PastVisit } from './visits/history.ts'

/** Who else speaks with the sites' pages (chat, callback) asks here whose they are. */
export interface Sites {
  /** The site of a public key, active or not, or null. Remembered for a moment: cheap enough to ask for every request. */
  byKey(key: string): Promise<OpenSite | null>
  list(workspaceId: string): Promise<Site[]>
}

export interface Visits extends ServerModule {
  readonly sites: Sites
}

/**
 * Sites and their visits. `scripts` is the folder where the build puts what runs on the sites; `answers` are what higher modules
 * add to the answer of a page: numbers to show, whether to load the widget.
 */
export function createVisits(
  { db, log, now, config, jobs }: Services,
  recorder: Recorder,
  { scripts, answers = [] }: { readonly scripts: string; readonly answers?: readonly HitAnswer[] },
): Visits {
  const lookup = createSiteLookup(db)
  const counts = createCounts(db, log, now)
  const forms = createFormRecording({ db, log, now }, recorder)
  const cleaning = createCleaning({ db, jobs, log, now })
  const keeper = createKeeper(db, (workspaceIds) => {
    for (const id of workspaceIds) forms.wake(id)
  })
  return {
    router: createVisitsApi({
      db,
      lookup,
      publicUrl: config.publicUrl,
      allowPrivate: config.privateHooks,
    }),
    routes: (http) => {
      serveScripts(http, scripts)
      openDoor(http, {
        ...{ db, log, sites: lookup, keeper, counts, answers, now, publicUrl: config.publicUrl },
        // An office of a hundred people shares one address; a page sends a hit at a time.
        byAddress: createFloodGuard({ perSecond: 30, burst: 300 }),
        byVisitor: createFloodGuard({ perSecond: 3, burst: 120 }),
      })
    },
    streams: [hitPaths],
    start: async () => {
      const stopForms = forms.start()
      const stopCleaning = cleaning.start()
      return async () => {
        stopCleaning()
        await keeper.close()
        await stopForms()
        await counts.flush()
      }
    },
    sites: {
      byKey: async (key) => {
        const found = await lookup.find(key)
        return found.kind === 'site' ? found.site : null
      },
      list: (workspaceId) => listSites(db, workspaceId),
    },
  }
}
