import { can } from '../../kernel/access.ts'
import { sql } from '../../platform/database/database.ts'
import type { WorkSource } from '../../platform/notices/work.ts'
import { whereInteractions } from '../interactions/index.ts'

/** What was written longer ago is looked up in the record, not answered. */
const daysBack = 30

/** Letters and messages of one's own dialogues in which the client wrote last. */
export const messageWork: WorkSource = {
  type: 'message',
  words: {
    ru: {
      name: 'Ответить на сообщение',
      title: ({ client }) => `Ответить: ${client ?? 'клиент без имени'}`,
      details: ({ subject }) => (subject ? `«${subject}»` : null),
    },
    en: {
      name: 'Answer a message',
      title: ({ client }) => `Answer: ${client ?? 'a client without a name'}`,
      details: ({ subject }) => (subject ? `“${subject}”` : null),
    },
  },
  async list(db, member, now) {
    const { workspaceId, employeeId } = member
    if (!employeeId || !can(member.role, 'messages.send')) return []
    const from = new Date(now.getTime() - daysBack * 86_400_000)
    const rows = await db.query<{ id: string; since: Date; client: string | null; subject: string | null }>(sql`
      select i.id, v.last_at as since, coalesce(c.name, i.party_name, case when i.party_address like '%@%' then i.party_address end) as client, v.subject
      from interactions i
      join conversations v on v.workspace_id = ${workspaceId} and v.provider = i.provider and v.id::text = i.external_id
      left join customers c on c.workspace_id = ${workspaceId} and c.id = i.customer_id
      where ${whereInteractions({ employee: [employeeId] }, member)} and i.started_at >= ${from} and v.last_by = 'client'
        and not exists (select 1 from outbox_messages o
          where o.workspace_id = ${workspaceId} and o.conversation_id = v.id and o.created_at > v.last_at)
      order by v.last_at, i.id limit 200`)
    return rows.map(({ id, since, client, subject }) => ({
      type: 'message',
      id,
      interactionId: id,
      since,
      dueAt: null,
      facts: { client, subject: subject?.slice(0, 140) ?? null },
      path: `interactions/${id}`,
    }))
  },
}
