/** Deletes old files of chats at night. Dialogues keep their words and the files' names. */
import { productName } from '../../../kernel/product.ts'
import { type Actor, appendAudit } from '../../../platform/audit/audit.ts'
import type { Services } from '../../../platform/services/services.ts'
import type { FileFolder } from '../files/folder.ts'
import { companiesToClean, lockKeeping, noteDeleted, oldFiles, readKeeping, writeKeeping } from './store.ts'

const dayMs = 86_400_000
const lookEveryMs = 10 * 60_000
const filesAtOnce = 500
const job = 'chat.clean_files'
const system: Actor = { kind: 'system', id: null, name: productName }

type Parts = Pick<Services, 'db' | 'jobs' | 'log' | 'now'> & { readonly folder: FileFolder }

/**
 * Deletes what the company no longer keeps, batch by batch, each with its entry in the log. A batch's content goes first and is noted
 * then: interrupted in between, the next night finds the same files and notes them. Ends early when `stopping`.
 */
export async function cleanFiles(
  { db, now, folder }: Pick<Parts, 'db' | 'now' | 'folder'>,
  workspaceId: string,
  stopping: AbortSignal,
): Promise<void> {
  const { days } = await readKeeping(db, workspaceId)
  if (days === null) return
  const before = new Date(now().getTime() - days * dayMs)
  let deleted = 0
  for (;;) {
    if (stopping.aborted) return
    const files = await oldFiles(db, workspaceId, before, filesAtOnce)
    for (const { id } of files) await folder.remove(workspaceId, id)
    deleted += files.length
    const done = files.length < filesAtOnce
    await db.transaction(async (tx) => {
      const at = now()
      if (files.length > 0) {
        await noteDeleted(
          tx,
          workspaceId,
          files.map(({ id }) => id),
          at,
        )
        const bytes = files.reduce((sum, { size }) => sum + size, 0)
        const entry = { action: 'chat.files_deleted', objectType: 'chat_keeping', objectId: workspaceId }
        await appendAudit(tx, workspaceId, [
          { at, actor: system, ...entry, after: { files: files.length, bytes, before: before.toISOString(), days } },
        ])
      }
      if (!done) return
      const keeping = await lockKeeping(tx, workspaceId)
      await writeKeeping(tx, workspaceId, { ...keeping, lastRunAt: at, lastDeleted: deleted })
    })
    if (done) return
  }
}

/** Defines the job; `start` looks again and again whose night it is. */
export function createCleaning({ db, jobs, log, now, folder }: Parts) {
  jobs.define<{ workspaceId: string }>(
    job,
    async ({ workspaceId }, stopping) => cleanFiles({ db, now, folder }, workspaceId, stopping),
    { retryLimit: 2 },
  )
  const look = async (): Promise<void> => {
    try {
      for (const { id } of await companiesToClean(db, now())) await jobs.add(job, { workspaceId: id }, { key: id })
    } catch (error) {
      log.warn({ err: error }, 'looking for files of chats to delete')
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
