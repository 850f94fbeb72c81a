/** When notices are passed on and messages leave: as soon as they are committed, again after a pause, and whenever one was overlooked. */
import { listen } from '../../platform/database/listen.ts'
import type { Jobs } from '../../platform/jobs/jobs.ts'
import type { Log } from '../../platform/log/log.ts'
import { noticesChannel } from '../../platform/notices/announce.ts'
import { listWorkspaces } from '../workspaces/index.ts'
import { passOn } from './pass-on.ts'
import { attempt, type Post } from './send.ts'
import { type DueMessage, dueMessages, forget } from './store/messages.ts'
import { companiesWaiting } from './store/notices.ts'

const passJob = 'notifications.pass'
const sendJob = 'notifications.send'
const sweepMs = 5_000
const remindMs = 60_000
const forgetEveryMs = 6 * 3_600_000
const keptMs = 180 * 86_400_000

export interface Dispatch {
  /** Looks for what is to be sent now, of one company. */
  look(workspaceId: string): Promise<void>
  start(): () => Promise<void>
}

/** Defines the jobs and finds out what is to be done. `remind` sends the morning's reminders where it is time. */
export function createDispatch(post: Post, jobs: Jobs, log: Log, remind: () => Promise<void>): Dispatch {
  const { db, now } = post

  const queueDue = async (workspaceId: string | null): Promise<void> => {
    for (const { workspaceId: company, id } of await dueMessages(db, now(), workspaceId)) {
      await jobs.add(sendJob, { workspaceId: company, id }, { key: id })
    }
  }
  const queuePass = (workspaceId: string): Promise<void> => jobs.add(passJob, { workspaceId }, { key: workspaceId })

  jobs.define<{ workspaceId: string }>(passJob, async ({ workspaceId }) => {
    const more = await passOn(db, post.catalogue, post.mail !== null, workspaceId, now())
    await queueDue(workspaceId)
    if (more) await queuePass(workspaceId)
  })
  jobs.define<DueMessage>(sendJob, ({ workspaceId, id }) => attempt(post, workspaceId, id), { concurrency: 4 })

  const quietly = async (what: string, work: () => Promise<void>): Promise<void> => {
    try {
      await work()
    } catch (error) {
      log.warn({ err: error }, `notifications: ${what}`)
    }
  }
  const sweep = (): Promise<void> =>
    quietly('could not look for what waits', async () => {
      for (const id of await companiesWaiting(db)) await queuePass(id)
      await queueDue(null)
    })
  const clean = (): Promise<void> =>
    quietly('old ones were not removed', async () => {
      for (const { id } of await listWorkspaces(db)) await forget(db, id, new Date(now().getTime() - keptMs))
    })

  return {
    look: queueDue,
    start() {
      const hearing = listen(
        db,
        noticesChannel,
        (workspaceId) => void quietly('could not pass on', () => queuePass(workspaceId)),
        () => void sweep(),
      )
      const timers = [
        setInterval(() => void sweep(), sweepMs),
        setInterval(() => void quietly('could not remind', remind), remindMs),
        setInterval(() => void clean(), forgetEveryMs),
      ]
      void sweep()
      return async () => {
        for (const timer of timers) clearInterval(timer)
        await hearing.stop()
      }
    },
  }
}
