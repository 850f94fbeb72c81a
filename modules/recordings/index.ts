import type { ServerModule } from '../../platform/services/server-module.ts'
import type { Services } from '../../platform/services/services.ts'
import { openConnections } from '../intake/index.ts'
import { createRecordingsApi } from './api.ts'
import { startFetching } from './fetch/dispatch.ts'
import { keyedProviders } from './keyed/index.ts'
import { serveRecordings } from './routes.ts'
import { storageOf } from './storage/storage-of.ts'

export { keepPastRecordings, type PastRecording } from './history.ts'
export { recordingQueue } from './queue.ts'
export { migrations } from './tables.ts'

/** Recordings of talks: fetched, kept, played. */
export function createRecordings({ db, config, now, log }: Services): ServerModule {
  const storage = storageOf(config)
  const { privateHooks: allowPrivate, companyFolders } = config
  return {
    router: createRecordingsApi(db),
    routes: (http) => serveRecordings(http, db, storage),
    start: async () =>
      startFetching({
        ...{ db, storage, allowPrivate, companyFolders, now, log, keyed: keyedProviders },
        connections: openConnections({ config }),
      }),
  }
}
