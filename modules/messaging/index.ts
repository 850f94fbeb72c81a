import { request } from '../../platform/outbound/request.ts'
import type { ServerModule } from '../../platform/services/server-module.ts'
import type { Services } from '../../platform/services/services.ts'
import { type Handlers, type Listeners, openConnections } from '../intake/index.ts'
import type { Recorder } from '../interactions/index.ts'
import { createMessagingApi } from './api.ts'
import { avito } from './channels/avito.ts'
import { createAvitoListener } from './channels/avito-listener.ts'
import type { Ask, SendingChannel } from './channels/channel.ts'
import { max } from './channels/max.ts'
import { createMaxListener } from './channels/max-listener.ts'
import { telegram } from './channels/telegram.ts'
import { createTelegramListener } from './channels/telegram-listener.ts'
import { vk } from './channels/vk.ts'
import { whatsapp } from './channels/whatsapp.ts'
import { fetchFiles } from './fetch-files.ts'
import { filePaths, serveFiles } from './file-routes.ts'
import { createFileStore } from './files.ts'
import { createMailListener } from './mail/listener.ts'
import { createMailSender } from './mail/send-letter.ts'
import { createMailHandler, mail } from './mail/take-letter.ts'
import type { Post } from './outbox/deliver.ts'
import { startSending } from './outbox/dispatch.ts'

import { createMessageHandler } from './take-messages.ts'

export { keepPastConversations, type PastConversation } from './history.ts'
export { migrations } from './tables.ts'
export { messageWork } from './work.ts'

/** A server that files sent letters by itself does so within seconds. */
const copyAfterMs = 15_000
/** How often it is looked whether a messenger still calls us. */
const lookEveryMs = 300_000

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
  const messengers = new Map([telegram, vk, whatsapp, max, avito].map((channel) => [channel.provider, channel]))
  const channels = new Map<string, SendingChannel>([[mail, createMailSender(allowPrivate)], ...messengers])
  const listening = { db, connections, ask, publicUrl: config.publicUrl, lookEveryMs }
  const post: Post = { db, recorder, connections, channels, files, ask, allowPrivate, now, copyAfterMs }

  return {
    listeners: {
      imap: createMailListener({ allowPrivate, now }),
      telegram: createTelegramListener(listening),
      max: createMaxListener(listening),
      avito: createAvitoListener(listening),
    },
    handlers: {
      imap: createMailHandler(recorder, files),
      ...Object.fromEntries(
        [...messengers].map(([provider, channel]) => [provider, createMessageHandler(channel, recorder)]),
      ),
    },
    router: createMessagingApi(db, { channels, connections }),
    routes: (http) => serveFiles(http, db, files),
    streams: [filePaths],
    start: async () => startSending(post, log, () => fetchFiles(post, messengers)),
  }
}
