import type { ServerModule } from '../../platform/services/server-module.ts'
import type { Services } from '../../platform/services/services.ts'
import type { Recorder } from '../interactions/index.ts'
import { originOfVisit, type Sites } from '../visits/index.ts'
import { createChatApi } from './api.ts'
import { serveConsole } from './door/console-door.ts'
import { serveSite } from './door/site-door.ts'
import { serveFiles } from './files/door.ts'
import { createFileFolder } from './files/folder.ts'
import { createCleaning } from './keeping/clean.ts'
import { createHub } from './live/hub.ts'
import { createRefusals } from './live/limits.ts'
import { chatSites } from './live/site.ts'
import { createTokens } from './live/token.ts'
import { createVisitorDesk } from './live/visitor-desk.ts'
import { createRecording } from './recording.ts'

export { keepPastChats, type PastChats, type PastDialogue, type PastEmployee } from './history.ts'
export { migrations } from './tables.ts'
export { widgetAnswer } from './widget-answer.ts'
export { chatWork } from './work.ts'

const flushMs = 5_000

/** Live chat between visitors of the company's sites and its people. */
export function createChat(services: Services, recorder: Recorder, known: Sites): ServerModule {
  const sites = chatSites(known)
  const { db, log, now, config, jobs } = services
  const folder = createFileFolder(config.dataFolder)
  const cleaning = createCleaning({ db, jobs, log, now, folder })
  const hub = createHub(db, log, now)
  const refusals = createRefusals(db, now)
  const tokens = createTokens(config.dataFolder)
  const recording = createRecording({ db, log, recorder, sites, originOfVisit, now })
  const recordSoon = recording.soon
  const { availability } = hub
  const desk = createVisitorDesk({ db, log, now, tokens, availability, refusals, recordSoon })
  const door = { sites, desk, hub, availability, refusals, publicUrl: config.publicUrl }
  return {
    router: createChatApi({ db, sites, recordSoon, recordNow: recording.now }),
    routes(http) {
      serveSite(http, door)
      serveFiles(http, { ...door, db, now, tokens, folder })
      serveConsole(http, { db, log, hub, now, publicUrl: config.publicUrl, recordSoon })
    },
    streams: [/^\/site\/[^/]+\/chat\/files$/, /^\/chat\/[^/]+\/[^/]+\/files$/],
    gauges: [
      { name: 'lidoskop_chat_visitors', help: 'Open lines to visitors', read: async () => hub.visitors.count() },
      { name: 'lidoskop_chat_operators', help: 'Open lines to consoles', read: async () => hub.operators.count() },
      {
        name: 'lidoskop_chat_forged_keys',
        help: 'Requests with a key of no site, since the start',
        read: async () => refusals.forged(),
      },
    ],
    async start() {
      const stops = [await hub.start(), await recording.start()]
      const flush = () =>
        refusals
          .flush()
          .catch((error: unknown) => log.warn({ err: error }, 'refusals of the chat could not be counted'))
      const timer = setInterval(() => void flush(), flushMs)
      const stopCleaning = cleaning.start()
      return async () => {
        clearInterval(timer)
        stopCleaning()
        for (const stop of stops.reverse()) await stop()
        await flush()
      }
    },
  }
}
