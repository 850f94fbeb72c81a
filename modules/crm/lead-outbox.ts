import { sql } from '../../platform/database/database.ts'
import type { Projection } from '../interactions/index.ts'
import { wakeConnection } from './store/due.ts'
import { queueLeads } from './store/leads.ts'

/**
 * Where a connection sends every lead: an interaction that becomes one is put on its way in the transaction that makes it one.
 * A class that is changed later takes nothing back: the lead is the CRM's by then.
 */
export const leadOutbox: Projection = {
  name: 'crm_leads',
  async apply(tx, workspaceId, changes) {
    const classed = changes.flatMap(({ before, after }) =>
      after?.classId && after.classId !== before?.classId && !after.isTest && !after.importId ? [after] : [],
    )
    if (classed.length === 0) return
    const endpoints = await tx.query<{ id: string }>(sql`
      select e.id from endpoints e
      where e.workspace_id = ${workspaceId} and e.provider in ('amocrm', 'bitrix24') and e.active and e.archived_at is null
        and e.settings->>'send' = 'leads' order by e.id`)
    if (endpoints.length === 0) return
    const leads = await tx.query<{ id: string }>(sql`
      select c.id from interaction_classes c where c.workspace_id = ${workspaceId} and c.class_group = 'lead'`)
    const leadClasses = new Set(leads.map(({ id }) => id))
    const ids = classed.flatMap(({ id, classId }) => (classId && leadClasses.has(classId) ? [id] : []))
    if (ids.length === 0) return
    const now = new Date(Math.max(...classed.map(({ updatedAt }) => updatedAt.getTime())))
    for (const { id: endpointId } of endpoints) {
      await queueLeads(tx, { workspaceId, endpointId }, ids, null, now)
      await wakeConnection(tx, endpointId)
    }
  },
  // What was sent is history: it can't be told anew.
  rebuild: async () => undefined,
}
