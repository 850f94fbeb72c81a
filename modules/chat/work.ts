import { can } from '../../kernel/access.ts'
import { sql } from '../../platform/database/database.ts'
import type { Facts } from '../../platform/notices/notice.ts'
import type { WorkSource } from '../../platform/notices/work.ts'
import { withinReach } from './store/rows.ts'

const about = ({ text }: Facts): string | null => (typeof text === 'string' && text ? `«${text}»` : null)

/** Dialogues of the sites in which a client waits for an answer: their own, and for those who answer all day what nobody has taken. */
export const chatWork: WorkSource = {
  type: 'chat',
  words: {
    ru: {
      name: 'Ответить в чате',
      title: ({ name }) => `Ответить в чате: ${name ?? 'посетитель сайта'}`,
      details: about,
    },
    en: {
      name: 'Answer in the chat',
      title: ({ name }) => `Answer in the chat: ${name ?? 'a visitor of the site'}`,
      details: about,
    },
  },
  async list(db, member) {
    if (!member.employeeId || !can(member.role, 'chats.answer')) return []
    const { workspaceId, employeeId } = member
    const whose = member.reach.kind === 'own' ? sql`${withinReach(member)}` : sql`d.employee_id = ${employeeId}::uuid`
    const rows = await db.query<{ id: string; since: Date; name: string | null; text: string | null }>(sql`
      select d.id, d.waiting_since as since, v.name, d.last_text as text from chat_dialogues d
      join chat_visitors v on v.workspace_id = ${workspaceId} and v.id = d.visitor_id
      where d.workspace_id = ${workspaceId} and d.state = 'open' and d.waiting_since is not null and ${whose}
      order by d.waiting_since, d.id limit 200`)
    return rows.map(({ id, since, name, text }) => ({
      type: 'chat',
      id,
      interactionId: null,
      since,
      dueAt: null,
      facts: { name, text: text?.slice(0, 140) ?? null },
      path: `chats?show=open&open=${id}`,
    }))
  },
}
