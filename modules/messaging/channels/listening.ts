/** What listeners of messengers share. */

import type { Database } from '../../../platform/database/database.ts'
import type { Connection, Connections, Source } from '../../intake/index.ts'
import { ConnectionFailure } from '../../intake/index.ts'
import type { Ask } from './channel.ts'

export interface MessengerListening {
  readonly db: Database
  readonly connections: Connections
  readonly ask: Ask
  /** The address that the world reaches this server by; without one there is nothing that a messenger could call. */
  readonly publicUrl: string | undefined
  /** Milliseconds between two looks at whether the messenger still calls us. */
  readonly lookEveryMs: number
}

/** The address for the messenger to call, or null where it should not: the settings want the long poll, or nobody reaches us. */
export async function webhookOf(
  { db, connections, publicUrl }: MessengerListening,
  source: Source,
): Promise<{ readonly url: string; readonly connection: Connection } | null> {
  if (source.settings.mode !== 'webhook') return null
  if (!publicUrl) throw new ConnectionFailure('other', 'LIDOSKOP_URL is not set: nobody could call this server')
  const connection = await connections.read(db, source.workspaceId, source.endpointId)
  return connection && { url: publicUrl.replace(/\/+$/, '') + connection.path, connection }
}

/** Waits; returns early when the listener is to end. */
export const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const done = (): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', done, { once: true })
  })
