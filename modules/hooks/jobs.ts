/** When messages are sent: as soon as they are committed, again after a pause, and whenever one was overlooked. */
import type { Database } from '../../platform/database/database.ts'
import { listen } from '../../platform/database/listen.ts'
import type { Jobs } from '../../platform/jobs/jobs.ts'
import type { Log } from '../../platform/log/log.ts'
import { listWorkspaces } from '../workspaces/index.ts'
import { deliverWaiting, type Sender } from './deliver.ts'
import { hooksChannel } from './outbox.ts'
import { forgetDeliveries } from './store/messages.ts'
import { type Due, subscriptionsDue } from './store/subscriptions.ts'

const jobName = 'hooks.deliver'
const sweepMs = 15_000
const forgetEveryMs = 6 * 3_600_000
const keptMs = 30 * 86_400_000

export interface Dispatch {
  /** Queues a run for one subscription. */
  queue(due: Due, after?: Date): Promise<void>
  start(): () => Promise<void>
}

/** Defines the job and finds out what is to be sent. */
export function createDispatch(sender: Sender, jobs: Jobs, log: Log): Dispatch {
  const { db, now } = sender
  // A run that is put off has a key of its own: it must not keep a new message, or somebody's "try again", from going now.
  const queue = ({ workspaceId, subscriptionId }: Due, after?: Date): Promise<void> =>
    jobs.add(
      jobName,
      { workspaceId, subscriptionId },
      { key: after ? `${subscriptionId}:later` : subscriptionId, ...(after && { after }) },
    )

  jobs.define<Due>(
    jobName,
    async (due) => {
      const result = await deliverWaiting(sender, due.workspaceId, due.subscriptionId)
      if (result.kind === 'more') await queue(due)
      if (result.kind === 'later') await queue(due, result.at)
    },
    { concurrency: 4 },
  )

  const queueDue = async (workspaceId: string | null): Promise<void> => {
    try {
      for (const due of await subscriptionsDue(db, now(), workspaceId)) await queue(due)
    } catch (error) {
      log.warn({ err: error }, 'webhooks out: could not look for messages')
    }
  }

  return {
    queue,
    start() {
      const heard = new Set<string>()
      let gathering: NodeJS.Timeout | null = null
      const hearing = listen(
        db,
        hooksChannel,
        (workspaceId) => {
          heard.add(workspaceId)
          gathering ??= setTimeout(() => {
            gathering = null
            const companies = [...heard]
            heard.clear()
            for (const id of companies) void queueDue(id)
          }, 100)
        },
        () => void queueDue(null),
      )
      const sweep = setInterval(() => void queueDue(null), sweepMs)
      const forget = setInterval(() => void forgetOld(db, log, now()), forgetEveryMs)
      void queueDue(null)
      return async () => {
        clearInterval(sweep)
        clearInterval(forget)
        if (gathering) clearTimeout(gathering)
        await hearing.stop()
      }
    },
  }
}

async function forgetOld(db: Database, log: Log, now: Date): Promise<void> {
  try {
    for (const { id } of await listWorkspaces(db)) await forgetDeliveries(db, id, new Date(now.getTime() - keptMs))
  } catch (error) {
    log.warn({ err: error }, 'old messages were not removed')
  }
}
