import { request } from '../../platform/outbound/request.ts'
import type { ServerModule } from '../../platform/services/server-module.ts'
import type { Services } from '../../platform/services/services.ts'
import { type Handlers, type Listeners, openConnections } from '../intake/index.ts'
import type { Recorder } from '../interactions/index.ts'
import { createMessagingApi } from './api.ts'
import type { Ask } from './channels/channel.ts'
import { filePaths, serveFiles } from './file-routes.ts'
import { createFileStore } from './files.ts'
import { createMailListener } from './mail/listener.ts'
import { createMailSender } from './mail/send-letter.ts'
import { createMailHandler } from './mail/take-letter.ts'
import { startSending } from './outbox/dispatch.ts'

export { migrations } from './tables.ts'

/** A server that files sent letters by itself does so within seconds. */
const copyAfterMs = 15_000

export interface Messaging extends ServerModule {
  /** For `createIntake`: mailboxes and bots that we go to, and whoever takes their letters and messages. */
  readonly listeners: Listeners
  readonly handlers: Handlers
}

/** Letters and messengers: what comes in becomes dialogues of the record, answers go out from cards. */
export function createMessaging(services: Services, recorder: Recorder): Messaging {
  const { db, log, now, config } = services
  const allowPrivate = config.privateHooks
  const connections = openConnections(services)
  const files = createFileStore(config.dataFolder)
  const ask: Ask = (url, asked, limits) => request(url, asked, { allowPrivate, ...limits })
  const channels = new Map([createMailSender(allowPrivate)].map((channel) => [channel.provider, channel]))

  return {
    listeners: { imap: createMailListener({ allowPrivate, now }) },
    handlers: { imap: createMailHandler(recorder, files) },
    router: createMessagingApi(db, { channels, connections }),
    routes: (http) => serveFiles(http, db, files),
    streams: [filePaths],
    start: async () =>
      startSending({ db, recorder, connections, channels, files, ask, allowPrivate, now, copyAfterMs }, log),
  }
}
