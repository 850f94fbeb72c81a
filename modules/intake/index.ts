import { fileInFolders, foldersOf } from '../../platform/files/company-folders.ts'
import { openSecretBox } from '../../platform/secrets/secret-box.ts'
import type { ServerModule } from '../../platform/services/server-module.ts'
import type { Services } from '../../platform/services/services.ts'
import type { Recorder } from '../interactions/index.ts'
import { findWorkspace } from '../workspaces/index.ts'
import { createAmiListener } from './ami/listener.ts'
import { doorPaths, openDoor } from './door/door.ts'
import { createRefusals } from './door/refusals.ts'
import { createEndpointApi } from './endpoints/api.ts'
import { createKnock } from './endpoints/knock.ts'
import { createLookup } from './endpoints/lookup.ts'
import { createBeelineHistory } from './history/beeline.ts'
import { historyListener } from './history/history.ts'
import { historyListeners } from './history/index.ts'
import { createInboxApi } from './inbox/api.ts'
import { createConsumer } from './inbox/consumer.ts'
import { inboxGauges } from './inbox/gauges.ts'
import type { Handlers } from './inbox/handler.ts'
import { createKeeper } from './inbox/keep.ts'
import { startRetention } from './inbox/retention.ts'
import { createBeelineListener } from './listening/beeline-subscription.ts'
import { beside } from './listening/beside.ts'
import type { Listeners } from './listening/listener.ts'
import { createRunner } from './listening/runner.ts'

export type {
  Adapter,
  Delivery,
  Field,
  Kept,
  Mapped,
  Provider,
  SampleRequest,
  SecretValues,
  Settings,
  StoredEvent,
  Trust,
} from './adapters/adapter.ts'
export { readAmoHook } from './adapters/amocrm.ts'
export { readBitrixEvent } from './adapters/bitrix24.ts'
export type { SendRule } from './adapters/crm-fields.ts'
export { mangoBase, mangoRequest } from './asking/mango.ts'
export { rostelecomBase, rostelecomRequest } from './asking/rostelecom.ts'
export { zadarmaBase, zadarmaRequest } from './asking/zadarma.ts'
export { type CallToPlace, type Dialling, openDialling, type Placed } from './dialling/index.ts'
export { connectKnown, type KnownConnection } from './endpoints/connect-known.ts'
export { type Connection, type Connections, openConnections } from './endpoints/connections.ts'
export {
  createImportEngine,
  createImports,
  type FileImport,
  type FileRehearsal,
  importFile,
  rehearseFile,
} from './files/index.ts'
export { migrations as importMigrations } from './files/tables.ts'
export type { HandedEvent, Handler, Handlers, Unwanted } from './inbox/handler.ts'
export { withoutSecrets } from './listening/failure.ts'
export { listeningChannel as connectionsChannel } from './listening/guard.ts'
export { ConnectionFailure, type Listener, type Listeners, type Source } from './listening/listener.ts'
export type { FailureCode } from './reasons.ts'
export { migrations } from './tables.ts'

export interface IntakeParts {
  /** Of providers that we go to. */
  readonly listeners?: Listeners
  /** Of providers whose events are `handed`. */
  readonly handlers?: Handlers
}

/** Webhooks in: endpoints, their door, the inbox and the loop that empties it into the record. */
export function createIntake(services: Services, recorder: Recorder, parts: IntakeParts = {}): ServerModule {
  const { handlers = {} } = parts
  const asking = { allowPrivate: services.config.privateHooks, now: services.now }
  const listeners: Listeners = {
    ...historyListeners(services.db, asking),
    beeline: beside({
      subscription: createBeelineListener({ allowPrivate: services.config.privateHooks }),
      records: historyListener(createBeelineHistory(), asking),
    }),
    ami: createAmiListener({
      allowPrivate: services.config.privateHooks,
      now: services.now,
      fileOf: async (workspaceId, path) => {
        const company = await findWorkspace(services.db, workspaceId)
        return company && fileInFolders(foldersOf(services.config.companyFolders, company.slug), path)
      },
    }),
    ...parts.listeners,
  }
  const { db, log, now, config } = services
  const box = openSecretBox(config.dataFolder)
  const lookup = createLookup(db, box)
  const refusals = createRefusals(db, log, now)
  const consumer = createConsumer({ db, recorder, handlers, log, now })
  const keeper = createKeeper(db, (workspaceIds) => {
    for (const id of workspaceIds) consumer.wake(id)
  })
  const knock = createKnock()
  const runner = createRunner({ db, box, keeper, log, now, listeners, publicUrl: config.publicUrl })

  return {
    router: {
      endpoints: createEndpointApi({ db, box, lookup, knock: knock.send, listeners }),
      events: createInboxApi(db),
    },
    routes: (http) => {
      openDoor(http, { endpoints: lookup, keeper, refusals, now })
      knock.open(http)
    },
    streams: [doorPaths],
    gauges: inboxGauges(db),
    start: async () => {
      const stopConsumer = consumer.start()
      const stopRetention = startRetention(db, log, now)
      const stopListening = runner.start()
      return async () => {
        stopRetention()
        await stopListening()
        await keeper.close()
        await stopConsumer()
        await refusals.flush()
      }
    },
  }
}
