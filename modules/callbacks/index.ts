import type { ServerModule } from '../../platform/services/server-module.ts'
import type { Services } from '../../platform/services/services.ts'
import { openDialling } from '../intake/index.ts'
import type { Recorder } from '../interactions/index.ts'
import type { Sites } from '../visits/index.ts'
import { createCallbacksApi } from './api.ts'
import { createDialEngine } from './dialling/engine.ts'
import { openDoor } from './door.ts'
import { createRecording } from './recording.ts'

export { callbackCalls } from './calls.ts'
export {
  endPastRequests,
  keepPastRequests,
  type PastRequest,
  recordPastRequests,
  setUpCallbacks,
} from './history.ts'
export { migrations } from './tables.ts'
export { callbackAnswer } from './widget-answer.ts'
export { callbackWork } from './work.ts'

/** Requests to be called back: from the sites’ widget to the talk that ends them. */
export function createCallbacks(services: Services, recorder: Recorder, sites: Sites): ServerModule {
  const { db, log, now, config } = services
  const dialling = openDialling(services)
  const engine = createDialEngine({ db, log, dialling, now })
  const recording = createRecording({ db, log, recorder, sites, now })
  const recordSoon = (workspaceId: string): void => {
    recording.now(workspaceId).catch((error: unknown) => log.warn({ err: error }, 'a callback is recorded later'))
  }
  return {
    router: createCallbacksApi({ db, sites, dialling, engine }),
    routes: (http) => openDoor(http, { db, sites, now, publicUrl: config.publicUrl, recordSoon }),
    start: async () => {
      const stopRecording = await recording.start()
      const stopDialling = await engine.start()
      return async () => {
        await stopDialling()
        await stopRecording()
      }
    },
  }
}
