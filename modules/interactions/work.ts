import { can } from '../../kernel/access.ts'
import { formatPhone, maskPhone } from '../../kernel/phone-format.ts'
import { raw, sql } from '../../platform/database/database.ts'
import type { Facts } from '../../platform/notices/notice.ts'
import type { WorkSource } from '../../platform/notices/work.ts'
import { findWorkspace } from '../workspaces/index.ts'
import { whereInteractions } from './filter-sql.ts'
import type { InteractionKind } from './observation.ts'
import { classDue, needsClassSql } from './rules.ts'

const kinds: Readonly<Record<InteractionKind, { readonly ru: string; readonly en: string }>> = {
  call: { ru: 'звонок', en: 'call' },
  chat: { ru: 'чат', en: 'chat' },
  callback: { ru: 'обратный звонок', en: 'callback' },
  form: { ru: 'заявка', en: 'form' },
  email: { ru: 'письмо', en: 'letter' },
  messenger: { ru: 'сообщение', en: 'message' },
}
const what = ({ kind, client }: Facts, language: 'ru' | 'en'): string =>
  [kinds[kind as InteractionKind]?.[language], client].filter(Boolean).join(', ')

/** Talks of one's own that are over and have no class yet. */
export const classWork: WorkSource = {
  type: 'class',
  words: {
    ru: { name: 'Поставить класс', title: (facts) => `Поставить класс: ${what(facts, 'ru')}` },
    en: { name: 'Set the class', title: (facts) => `Set the class: ${what(facts, 'en')}` },
  },
  async list(db, member) {
    const { employeeId } = member
    if (!employeeId || !can(member.role, 'classes.set')) return []
    const rows = await db.query<{
      id: string
      kind: string
      ended: Date
      name: string | null
      number: string | null
    }>(sql`
      select i.id, i.kind, coalesce(i.ended_at, i.started_at) as ended, coalesce(c.name, i.party_name) as name, i.party_number as number
      from interactions i
      left join customers c on c.workspace_id = ${member.workspaceId} and c.id = i.customer_id
      where ${whereInteractions({ employee: [employeeId] }, member)} and ${raw(needsClassSql('i'))}
      order by i.started_at, i.id limit 200`)
    const minutes = (await findWorkspace(db, member.workspaceId))?.settings.classMinutes ?? 0
    return rows.map(({ id, kind, ended, name, number }) => ({
      type: 'class',
      id,
      interactionId: id,
      since: ended,
      dueAt: classDue(ended, minutes, member.timezone),
      facts: {
        kind,
        client: member.seesPersonalData ? (name ?? (number && formatPhone(number))) : number && maskPhone(number),
      },
      path: `interactions/${id}`,
    }))
  },
}
