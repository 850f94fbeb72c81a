import type { Database } from '../../../platform/database/database.ts'
import type { Log } from '../../../platform/log/log.ts'
import { listWorkspaces } from '../../workspaces/index.ts'
import { settingsByEndpoint } from '../endpoints/store.ts'
import { forgetOld } from './journal.ts'

/** Raw events live a year unless an endpoint says otherwise; those that failed stay until somebody decides about them. */
const defaultRetentionDays = 365
const dayMs = 86_400_000
const everyMs = 6 * 3_600_000

/** Deletes what is older than its endpoint keeps, in small parts; returns how much. */
export async function forgetOldEvents(db: Database, now: Date): Promise<number> {
  let total = 0
  for (const company of await listWorkspaces(db)) {
    for (const [endpointId, settings] of await settingsByEndpoint(db, company.id)) {
      const days = typeof settings.retentionDays === 'number' ? settings.retentionDays : defaultRetentionDays
      const before = new Date(now.getTime() - days * dayMs)
      for (;;) {
        const gone = await forgetOld(db, company.id, endpointId, before)
        total += gone
        if (gone === 0) break
      }
    }
  }
  return total
}

/** Does so now and then until the returned function is called. */
export function startRetention(db: Database, log: Log, now: () => Date): () => void {
  const run = () => {
    forgetOldEvents(db, now()).catch((error: unknown) => log.warn({ err: error }, 'old raw events were not removed'))
  }
  const timer = setInterval(run, everyMs).unref()
  return () => clearInterval(timer)
}
