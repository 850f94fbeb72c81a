import { newId } from '../../kernel/ids.ts'
import { type Cell, copyRows } from '../../platform/database/bulk.ts'
import { sql } from '../../platform/database/database.ts'
import type { Projection } from '../interactions/index.ts'
import { describeInteraction, eventsOf, type HookEvent } from './rules.ts'

export const hooksChannel = 'lidoskop_hooks'

/**
 * Writes messages in the transaction of the change that they tell of: a change that is rolled back is told to nobody,
 * and one that is committed is told even when the server dies the next moment.
 */
export const hookOutbox: Projection = {
  name: 'hook_deliveries',
  async apply(tx, workspaceId, changes) {
    const subscriptions = await tx.query<{ id: string; events: HookEvent[] }>(
      sql`select id, events from hook_subscriptions where workspace_id = ${workspaceId} and active`,
    )
    if (subscriptions.length === 0) return
    const rows = changes.flatMap((change) => {
      const { before, after } = change
      const events = after ? eventsOf(change) : []
      return events.flatMap((event): Cell[][] => {
        if (!after) return []
        const payload = {
          event,
          occurredAt: after.updatedAt,
          workspaceId,
          interaction: describeInteraction(after),
          ...(event === 'class.changed' && { previousClassId: before?.classId ?? null }),
        }
        return subscriptions
          .filter((subscription) => subscription.events.includes(event))
          .map(({ id }) => [workspaceId, newId(), id, event, after.id, payload, after.updatedAt, 'waiting'])
      })
    })
    if (rows.length === 0) return
    await copyRows(
      tx,
      'hook_deliveries',
      ['workspace_id', 'id', 'subscription_id', 'event', 'object_id', 'payload', 'created_at', 'state'],
      rows,
    )
    await tx.query(sql`select pg_notify(${hooksChannel}, ${workspaceId})`)
  },
  // Messages are history: they can't be told anew.
  rebuild: async () => undefined,
}
