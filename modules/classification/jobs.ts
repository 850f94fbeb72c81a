import { productName } from '../../kernel/product.ts'
import type { Database } from '../../platform/database/database.ts'
import { sql } from '../../platform/database/database.ts'
import type { Services } from '../../platform/services/services.ts'
import { lockWriters } from '../interactions/index.ts'
import { listWorkspaces } from '../workspaces/index.ts'
import { remindOfClasses } from './classed.ts'
import { disputesOf } from './disputes/store.ts'
import { writeStep } from './disputes/write-step.ts'
import { moved } from './rules.ts'

const sweepMs = 60_000

/** Hands disputes whose time is over to the director, each once, however often and in however many processes it is asked. */
export async function escalateDue(db: Database, workspaceId: string, now: Date): Promise<number> {
  const due = await db.query<{ id: string }>(sql`
    select interaction_id as id from class_disputes
    where workspace_id = ${workspaceId} and state = 'open' and due_at <= ${now} order by due_at limit 500`)
  let escalated = 0
  for (const { id } of due) {
    escalated += await db.transaction(async (tx) => {
      await lockWriters(tx, workspaceId)
      const [before] = await disputesOf(tx, workspaceId, [id])
      // Somebody may have answered, settled or handed it up while we came here.
      if (before?.state !== 'open' || before.dueAt > now) return 0
      const next = moved(before, { kind: 'escalate' })
      if (typeof next === 'string') return 0
      const after = { ...before, ...next, escalatedAt: now }
      const actor = { kind: 'system', id: null, name: productName } as const
      const step = {
        kind: 'escalated',
        party: null,
        classId: null,
        text: null,
        authorId: null,
        author: actor.name,
      } as const
      await writeStep(tx, { workspaceId, actor, now, before, after, step })
      return 1
    })
  }
  return escalated
}

/** Looks for disputes and classes whose time is over, every minute and at once after a start. Returns how to stop. */
export function watchDisputes({ db, log, now }: Pick<Services, 'db' | 'log' | 'now'>): () => Promise<void> {
  let running: Promise<void> = Promise.resolve()
  const sweep = async (): Promise<void> => {
    try {
      for (const company of await listWorkspaces(db)) {
        await escalateDue(db, company.id, now())
        await remindOfClasses(db, company, now())
      }
    } catch (error) {
      log.warn({ err: error }, 'disputes and late classes: could not look for them')
    }
  }
  const look = () => {
    running = running.then(sweep)
  }
  const timer = setInterval(look, sweepMs)
  look()
  return async () => {
    clearInterval(timer)
    await running
  }
}
