import { sql } from '../../../platform/database/database.ts'
import type { TestServer } from '../../../platform/testing/server.ts'
import type { Provider, SecretValues, Settings } from '../adapters/adapter.ts'
import { createKeeper } from '../inbox/keep.ts'
import type { Source } from '../listening/listener.ts'
import type { TestEndpoint } from '../testing.ts'
import { type History, historyListener } from './history.ts'

export interface Reading {
  readonly provider: Provider
  readonly door: TestEndpoint
  readonly history: History
  readonly secrets: SecretValues
  readonly settings?: Settings
  readonly now: Date
  /** How far was read before; two hours before `now` where left out. */
  readonly until?: Date
}

/** Reads an exchange's history once, into the real inbox. Returns how far it came; throws what the listener throws. */
export async function readHistory(server: TestServer, reading: Reading): Promise<unknown> {
  const { provider, door, history, secrets, settings = {}, now } = reading
  const { db } = server.app.services
  const workspaceId = server.company.id
  const keeper = createKeeper(db, () => void db.query(sql`select pg_notify('lidoskop_inbox', ${workspaceId})`))
  const stopping = new AbortController()
  const seen = { cursor: null as unknown }
  const source: Source = {
    ...{ workspaceId, endpointId: door.id, secrets, settings, address: null },
    cursor: { until: (reading.until ?? new Date(now.getTime() - 7_200_000)).toISOString() },
    async keep(events) {
      await Promise.all(
        events.map((kept) => keeper.keep({ workspaceId, endpointId: door.id, provider, receivedAt: now, kept })),
      )
    },
    async saveCursor(cursor) {
      seen.cursor = cursor
    },
    async ok() {
      if ((seen.cursor as { until: string }).until === now.toISOString()) stopping.abort()
    },
    idle: async () => undefined,
  }
  const listening = historyListener(history, { allowPrivate: true, now: () => now })(source, stopping.signal)
  await listening.catch((error: unknown) => {
    if (!stopping.signal.aborted) throw error
  })
  await keeper.close()
  return seen.cursor
}
