import { productName } from '../../kernel/product.ts'
import type { Actor } from '../../platform/audit/audit.ts'
import type { Transaction } from '../../platform/database/database.ts'
import { sql } from '../../platform/database/database.ts'
import { dropReviews, type InteractionRow, type Projection, uncheck } from '../interactions/index.ts'
import { dueAt } from './disputes/act.ts'
import { type DisputeRow, disputesOf, dropDisputes, type NewDispute } from './disputes/store.ts'
import { writeStep } from './disputes/write-step.ts'
import { isLive, moved } from './rules.ts'

/**
 * What a class given past a dispute does to it, in the transaction of the change: whoever gives it, by hand, from a file or through
 * the API. What marketing agreed with waits for a look again once it is another class.
 */
export const classReviews: Projection = {
  name: 'class_reviews',
  async apply(tx, workspaceId, changes) {
    const removed = changes.flatMap(({ before, after }) => (before && !after ? [before.id] : []))
    if (removed.length > 0) {
      await dropReviews(tx, workspaceId, removed)
      await dropDisputes(tx, workspaceId, removed)
    }
    const other = changes.flatMap(({ before, after }) =>
      before && after && before.classId !== after.classId ? [after] : [],
    )
    if (other.length === 0) return
    const ids = other.map(({ id }) => id)
    await uncheck(tx, workspaceId, ids)
    const rows = new Map(other.map((row) => [row.id, row]))
    for (const dispute of await disputesOf(tx, workspaceId, ids)) {
      const row = rows.get(dispute.id)
      if (row) await follow(tx, workspaceId, dispute, row)
    }
  },
  // What people said follows from nothing else: there is nothing to compute anew.
  rebuild: async () => undefined,
}

async function follow(tx: Transaction, workspaceId: string, before: DisputeRow, row: InteractionRow): Promise<void> {
  const now = row.classSetAt ?? row.updatedAt
  const giver = await giverOf(tx, workspaceId, row.classSetBy)
  const by = giver?.role === 'director' || giver?.role === 'admin' ? 'director' : 'sales'
  const next = moved(before, { kind: 'class_set', by, classId: row.classId, dueAt: await dueAt(tx, workspaceId, now) })
  if (typeof next === 'string' || next === before) return
  const live = isLive(next)
  const after: NewDispute = {
    ...before,
    ...next,
    escalatedAt: live && next.state === 'open' ? null : before.escalatedAt,
    closedAt: live ? null : now,
    reason: null,
  }
  const actor: Actor = giver
    ? { kind: 'person', id: giver.id, name: giver.name }
    : { kind: 'system', id: null, name: productName }
  const step = { kind: 'class_set', party: giver ? by : null, classId: row.classId, text: null } as const
  await writeStep(tx, {
    ...{ workspaceId, actor, now, before, after },
    step: { ...step, authorId: giver?.id ?? null, author: actor.name },
  })
}

interface Giver {
  readonly id: string
  readonly name: string
  readonly role: string
}

async function giverOf(tx: Transaction, workspaceId: string, id: string | null): Promise<Giver | null> {
  if (!id) return null
  const [row] = await tx.query<Giver>(sql`
    select id, name, role from employees where workspace_id = ${workspaceId} and id = ${id}`)
  return row ?? null
}
