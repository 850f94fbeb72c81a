/** Which connections can be asked for calls, and how. */
import type { Queryable } from '../../../platform/database/database.ts'
import type { Services } from '../../../platform/services/services.ts'
import type { Provider } from '../adapters/adapter.ts'
import { type Connection, openConnections } from '../endpoints/connections.ts'
import { createAmiDialler } from './ami.ts'
import { createBeelineDialler } from './beeline.ts'
import { type Asking, type CallToPlace, type Dialler, type Placed, refused } from './dialler.ts'
import { createMangoDialler } from './mango.ts'
import { createMegafonDialler } from './megafon.ts'
import { createRostelecomDialler } from './rostelecom.ts'
import { createUisDialler } from './uis.ts'
import { createZadarmaDialler } from './zadarma.ts'

export type { CallToPlace, Placed } from './dialler.ts'

/** MTS is not among them: how its exchanges are asked for a call is not public. */
const diallers: Readonly<Partial<Record<Provider, Dialler>>> = {
  ami: createAmiDialler(),
  mango: createMangoDialler(),
  uis: createUisDialler(),
  zadarma: createZadarmaDialler(),
  megafon: createMegafonDialler(),
  beeline: createBeelineDialler(),
  rostelecom: createRostelecomDialler(),
}

/** Makes calls through the exchanges that companies connected. */
export interface Dialling {
  /** Active connections that can be asked for calls, oldest first. */
  list(db: Queryable, workspaceId: string): Promise<{ id: string; name: string; provider: Provider }[]>
  /** By which of a person's lines the connection rings them; null where none fits. */
  lineOf(provider: string, lines: readonly string[]): string | null
  /** Asks the exchange once for a call. Never throws; may last as long as the telephone rings. */
  place(
    db: Queryable,
    workspaceId: string,
    connectionId: string,
    call: CallToPlace,
    signal: AbortSignal,
  ): Promise<Placed>
}

/** Opens it for modules that call. */
export function openDialling(services: Pick<Services, 'config'>): Dialling {
  const connections = openConnections(services)
  const asking = (signal: AbortSignal): Asking => ({ allowPrivate: services.config.privateHooks, signal })
  const read = async (db: Queryable, workspaceId: string, id: string): Promise<Connection | null> => {
    const connection = await connections.read(db, workspaceId, id)
    return connection?.active ? connection : null
  }
  return {
    async list(db, workspaceId) {
      const active = await connections.active(db, workspaceId, Object.keys(diallers) as Provider[])
      return active.map(({ endpointId, name, provider }) => ({ id: endpointId, name, provider }))
    },
    lineOf: (provider, lines) => diallers[provider as Provider]?.lineOf(lines) ?? null,
    async place(db, workspaceId, connectionId, call, signal) {
      const connection = await read(db, workspaceId, connectionId)
      const dialler = connection && diallers[connection.provider]
      if (!connection || !dialler) return refused('not_set_up')
      return dialler.place(connection, call, asking(signal))
    },
  }
}
