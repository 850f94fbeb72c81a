/** Deletes the pages of old visits at night, a little at a time, so that nobody waits for it. */
import { productName } from '../../../kernel/product.ts'
import { type Actor, appendAudit } from '../../../platform/audit/audit.ts'
import { tellLive } from '../../../platform/live/tell-live.ts'
import type { Services } from '../../../platform/services/services.ts'
import { companiesToClean, deleteHits, lockKeeping, writeKeeping } from './store.ts'

const dayMs = 86_400_000
const lookEveryMs = 10 * 60_000
const job = 'visits.clean'
const system: Actor = { kind: 'system', id: null, name: productName }

type Parts = Pick<Services, 'db' | 'jobs' | 'log' | 'now'>

/**
 * Deletes what the company no longer keeps, batch by batch; each is durable, so that an interrupted cleaning goes on where it
 * stopped. Ends early when `stopping`.
 */
export async function cleanVisits(
  { db, now }: Pick<Parts, 'db' | 'now'>,
  workspaceId: string,
  stopping: AbortSignal,
): Promise<void> {
  while (!stopping.aborted) {
    const done = await db.transaction(async (tx) => {
      const at = now()
      const before = await lockKeeping(tx, workspaceId)
      if (before.days === null) {
        if (before.runningSince) await writeKeeping(tx, workspaceId, { ...before, runningSince: null, deleted: 0 })
        return true
      }
      const to = new Date(at.getTime() - before.days * dayMs)
      const batch =
        before.cleanedTo && before.cleanedTo >= to
          ? { deleted: 0, cleanedTo: before.cleanedTo, done: true }
          : await deleteHits(tx, workspaceId, { from: before.cleanedTo, to })
      const deleted = before.deleted + batch.deleted
      const { cleanedTo } = batch
      await writeKeeping(
        tx,
        workspaceId,
        batch.done
          ? { ...before, cleanedTo, lastRunAt: at, lastDeleted: deleted, runningSince: null, deleted: 0 }
          : { ...before, cleanedTo, runningSince: before.runningSince ?? at, deleted },
      )
      if (batch.done && deleted > 0) {
        const entry = { action: 'visits.pages_deleted', objectType: 'visit_keeping', objectId: workspaceId }
        await appendAudit(tx, workspaceId, [
          { at, actor: system, ...entry, after: { hits: deleted, before: cleanedTo.toISOString(), days: before.days } },
        ])
      }
      await tellLive(tx, { workspaceId, type: 'visits' })
      return batch.done
    })
    if (done) return
  }
}

/** Defines the job; `start` looks again and again whose night it is. */
export function createCleaning({ db, jobs, log, now }: Parts) {
  jobs.define<{ workspaceId: string }>(
    job,
    async ({ workspaceId }, stopping) => cleanVisits({ db, now }, workspaceId, stopping),
    { retryLimit: 2 },
  )
  const look = async (): Promise<void> => {
    try {
      for (const { id } of await companiesToClean(db, now())) await jobs.add(job, { workspaceId: id }, { key: id })
    } catch (error) {
      log.warn({ err: error }, 'looking for visits to clean')
    }
  }
  return {
    start(): () => void {
      void look()
      const timer = setInterval(() => void look(), lookEveryMs)
      return () => clearInterval(timer)
    },
  }
}
