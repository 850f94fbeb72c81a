import type { Queryable } from '../../../platform/database/database.ts'
import { openSecretBox } from '../../../platform/secrets/secret-box.ts'
import type { Services } from '../../../platform/services/services.ts'
import type { Provider, SecretValues, Settings } from '../adapters/adapter.ts'
import { openSecrets } from './secrets.ts'
import { type EndpointRow, listActive, pathOf, readEndpoint } from './store.ts'

/** A connection with its secrets open: for code that speaks to the provider, never for answers of the API. */
export interface Connection {
  readonly workspaceId: string
  readonly endpointId: string
  readonly provider: Provider
  readonly name: string
  /** Where the provider's requests come in: the address on this server, without its host. */
  readonly path: string
  readonly active: boolean
  readonly settings: Settings
  readonly secrets: SecretValues
}

export interface Connections {
  /** A connection that is not removed, or null. */
  read(db: Queryable, workspaceId: string, endpointId: string): Promise<Connection | null>
  /** Active connections of the providers, oldest first. */
  active(db: Queryable, workspaceId: string, providers: readonly Provider[]): Promise<Connection[]>
}

/** Opens connections for modules that send: answers to letters and messages, leads to a CRM, calls through an exchange. */
export function openConnections({ config }: Pick<Services, 'config'>): Connections {
  const box = openSecretBox(config.dataFolder)
  const opened = (row: EndpointRow): Connection => ({
    workspaceId: row.workspaceId,
    endpointId: row.id,
    provider: row.provider,
    name: row.name,
    path: pathOf(row),
    active: row.active,
    settings: row.settings,
    secrets: openSecrets(box, row),
  })
  return {
    async read(db, workspaceId, endpointId) {
      const row = await readEndpoint(db, workspaceId, endpointId)
      return row && opened(row)
    },
    active: async (db, workspaceId, providers) => (await listActive(db, workspaceId, providers)).map(opened),
  }
}
