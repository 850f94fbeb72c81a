/** When answers are sent: as soon as they are committed, again after a pause, and whenever one was overlooked. */

import { type Queryable, sql } from '../../../platform/database/database.ts'
import { listen } from '../../../platform/database/listen.ts'
import type { Log } from '../../../platform/log/log.ts'
import { attempt, makeCopies, type Post } from './deliver.ts'
import { companiesSending, dueAnswers } from './store.ts'

const outboxChannel = 'lidoskop_outbox'
const sweepMs = 5_000
/** Attempts that run at once: a server that does not answer must not hold up the others. */
const atOnce = 8
const atOncePerConnection = 3

/** Whoever sends looks at this company's outbox once the transaction is committed. */
export const tellOutbox = (db: Queryable, workspaceId: string): Promise<unknown> =>
  db.query(sql`select pg_notify(${outboxChannel}, ${workspaceId})`)

/** Starts to send; the returned function stops it and waits for attempts that are under way. */
export function startSending(
  post: Post,
  log: Log,
  also: () => Promise<void> = async () => undefined,
): () => Promise<void> {
  const { db, now } = post
  const underWay = new Map<string, Promise<void>>()
  const perConnection = new Map<string, number>()
  let stopped = false
  let looking: Promise<void> | null = null
  let again = false

  const begin = (key: string, work: () => Promise<void>): void => {
    if (stopped || underWay.has(key) || underWay.size >= atOnce) return
    const running = work()
      .catch((error: unknown) => log.warn({ err: error }, 'an answer could not be sent'))
      .finally(() => {
        underWay.delete(key)
        // The next answer of the dialogue waited for this one.
        look()
      })
    underWay.set(key, running)
  }
  const lookOnce = async (): Promise<void> => {
    for (const { id: workspaceId, answers, copies } of await companiesSending(db, now())) {
      for (const { id, endpointId } of answers ? await dueAnswers(db, workspaceId, now()) : []) {
        const busy = perConnection.get(endpointId) ?? 0
        if (busy >= atOncePerConnection) continue
        begin(id, async () => {
          perConnection.set(endpointId, (perConnection.get(endpointId) ?? 0) + 1)
          try {
            await attempt(post, workspaceId, id)
          } finally {
            perConnection.set(endpointId, (perConnection.get(endpointId) ?? 1) - 1)
          }
        })
      }
      if (copies) begin(`copies:${workspaceId}`, () => makeCopies(post, workspaceId))
    }
  }
  const look = (): void => {
    if (stopped) return
    if (looking) {
      again = true
      return
    }
    looking = lookOnce()
      .catch((error: unknown) => log.warn({ err: error }, 'the outbox waits for the database'))
      .finally(() => {
        looking = null
        if (again) {
          again = false
          look()
        }
      })
  }

  const hearing = listen(db, outboxChannel, look, look)
  const sweep = setInterval(() => {
    look()
    begin('files', also)
  }, sweepMs)
  look()
  return async () => {
    stopped = true
    clearInterval(sweep)
    await hearing.stop()
    await looking
    await Promise.all(underWay.values())
  }
}
