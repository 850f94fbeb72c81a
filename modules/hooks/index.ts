import { openSecretBox } from '../../platform/secrets/secret-box.ts'
import type { ServerModule } from '../../platform/services/server-module.ts'
import type { Services } from '../../platform/services/services.ts'
import { createHooksApi } from './api.ts'
import type { Sender } from './deliver.ts'
import { createDispatch } from './jobs.ts'

export { hookOutbox } from './outbox.ts'
export { migrations } from './tables.ts'

/** Webhooks out: other systems are told of events, signed, in order, until they say that they heard. */
export function createHooks({ db, log, jobs, now, config }: Services): ServerModule {
  const sender: Sender = { db, box: openSecretBox(config.dataFolder), allowPrivate: config.privateHooks, now }
  const dispatch = createDispatch(sender, jobs, log)
  return { router: createHooksApi(sender, dispatch), start: async () => dispatch.start() }
}
