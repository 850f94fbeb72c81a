import { can } from '../../kernel/access.ts'
import { sql } from '../../platform/database/database.ts'
import type { WorkSource } from '../../platform/notices/work.ts'
import { whereInteractions } from '../interactions/index.ts'
import { awaitsSql } from './disputes/view.ts'
import { disputeWorkWords } from './notice-texts.ts'

/** Disputes in which somebody has to settle: the head of sales, marketing, and the director once they were handed up. */
export const disputeWork: WorkSource = {
  type: 'dispute',
  words: disputeWorkWords,
  async list(db, member) {
    const settles = can(member.role, 'disputes.settle') || can(member.role, 'disputes.decide')
    if (!settles || !member.employeeId) return []
    const { workspaceId } = member
    const rows = await db.query<{
      id: string
      openedAt: Date
      dueAt: Date
      sales: string | null
      marketing: string | null
      employee: string | null
    }>(sql`
      select d.interaction_id as id, d.opened_at as "openedAt", d.due_at as "dueAt", s.name_ru as sales, m.name_ru as marketing,
        e.name as employee
      from class_disputes d
      left join interaction_classes s on s.workspace_id = ${workspaceId} and s.id = d.sales_offer_id
      left join interaction_classes m on m.workspace_id = ${workspaceId} and m.id = d.marketing_offer_id
      left join employees e on e.workspace_id = ${workspaceId} and e.id = d.employee_id
      where d.workspace_id = ${workspaceId} and ${awaitsSql(member)} and exists (
        select from interactions i where ${whereInteractions({ tests: 'with' }, member)} and i.id = d.interaction_id)
      order by d.opened_at, d.interaction_id limit 200`)
    return rows.map(({ id, openedAt, dueAt, ...facts }) => ({
      type: 'dispute',
      id,
      interactionId: id,
      since: openedAt,
      dueAt,
      facts,
      path: `interactions/${id}`,
    }))
  },
}
