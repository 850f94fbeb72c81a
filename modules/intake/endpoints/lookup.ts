import { LRUCache } from 'lru-cache'
import type { Queryable } from '../../../platform/database/database.ts'
import type { SecretBox } from '../../../platform/secrets/secret-box.ts'
import type { SecretValues, Settings } from '../adapters/adapter.ts'
import { openSecrets } from './secrets.ts'
import { type EndpointRow, endpointByToken } from './store.ts'
import { companyOfToken } from './token.ts'

/** An endpoint that can check signatures. */
export interface OpenEndpoint extends EndpointRow {
  readonly secrets: SecretValues
  readonly settings: Settings
}

export interface EndpointLookup {
  find(token: string): Promise<OpenEndpoint | null>
  /** Forgets what was read: an endpoint has changed. */
  forget(): void
}

/** How long another server's change of an endpoint may go unnoticed here. */
const memoryMs = 3_000

/** Endpoints by token, remembered for a moment: at a thousand events a second each must not ask the database. */
export function createLookup(db: Queryable, box: SecretBox): EndpointLookup {
  const known = new LRUCache<string, { readonly endpoint: Promise<OpenEndpoint | null> }>({ max: 5_000, ttl: memoryMs })
  const open = (row: EndpointRow): SecretValues => {
    try {
      return openSecrets(box, row)
    } catch (cause) {
      throw new Error(`The secret of endpoint ${row.id} can’t be opened: the installation’s key is another one`, {
        cause,
      })
    }
  }
  const read = async (token: string): Promise<OpenEndpoint | null> => {
    const workspaceId = companyOfToken(token)
    const row = workspaceId ? await endpointByToken(db, workspaceId, token) : null
    return row && { ...row, secrets: open(row) }
  }
  return {
    find(token) {
      const found = known.get(token)
      if (found) return found.endpoint
      const endpoint = read(token)
      known.set(token, { endpoint })
      endpoint.catch(() => known.delete(token))
      return endpoint
    },
    forget: () => known.clear(),
  }
}
