import { openSecretBox } from '../../platform/secrets/secret-box.ts'
import type { ServerModule } from '../../platform/services/server-module.ts'
import type { Services } from '../../platform/services/services.ts'
import type { Handlers, Listeners } from '../intake/index.ts'
import { findWorkspace } from '../workspaces/index.ts'
import { createCrmApi } from './api.ts'
import { crmHandlers } from './handle.ts'
import { crmListener, type ListenServices } from './listen.ts'
import { createWakes } from './wakes.ts'

export type { Directory as CrmDirectory } from './crm.ts'
export { keepKnownDirectory } from './known.ts'
export { leadOutbox } from './lead-outbox.ts'
export { migrations } from './tables.ts'

export interface CrmModule extends ServerModule {
  /** For intake, which runs them and hands them what their providers tell. */
  readonly listeners: Listeners
  readonly handlers: Handlers
}

/** amoCRM and Bitrix24: deals in, leads with their source out. */
export function createCrm({ config, db, now }: Services): CrmModule {
  const wakes = createWakes(db)
  const services: ListenServices = {
    ...{ db, now },
    box: openSecretBox(config.dataFolder),
    allowPrivate: config.privateHooks,
    wait: wakes.wait,
    async cardUrl(workspaceId) {
      const company = config.publicUrl ? await findWorkspace(db, workspaceId) : null
      return (interactionId) =>
        company ? `${config.publicUrl?.replace(/\/$/, '')}/w/${company.slug}/interactions/${interactionId}` : null
    },
  }
  return {
    router: createCrmApi(db),
    listeners: { amocrm: crmListener('amocrm', services), bitrix24: crmListener('bitrix24', services) },
    handlers: crmHandlers,
    start: async () => wakes.start(),
  }
}
