import { can } from '../../kernel/access.ts'
import { formatPhone, maskPhone } from '../../kernel/phone-format.ts'
import type { Facts } from '../../platform/notices/notice.ts'
import type { WorkSource } from '../../platform/notices/work.ts'
import { listWaiting } from './store.ts'

const client = ({ name, phone }: Facts): string => [name, phone].filter(Boolean).join(', ')

/** Requests that somebody has to call back now: their own, and for those who call all day what nobody has taken. */
export const callbackWork: WorkSource = {
  type: 'callback',
  words: {
    ru: { name: 'Перезвонить', title: (facts) => `Перезвонить: ${client(facts)}` },
    en: { name: 'Call back', title: (facts) => `Call back: ${client(facts)}` },
  },
  async list(db, member, now) {
    if (!member.employeeId || !can(member.role, 'callbacks.take')) return []
    const calls = member.reach.kind === 'own'
    const rows = await listWaiting(db, member)
    return rows
      .filter(({ employeeId }) => employeeId === member.employeeId || (calls && employeeId === null))
      .filter(({ tryAt }) => tryAt <= now)
      .slice(0, 200)
      .map((row) => ({
        type: 'callback',
        id: row.id,
        interactionId: row.interactionId,
        since: row.promisedFrom,
        dueAt: row.attempts > 0 ? row.tryAt : row.promisedUntil,
        facts: {
          name: member.seesPersonalData ? row.name : null,
          phone: member.seesPersonalData ? formatPhone(row.phone) : maskPhone(row.phone),
        },
        path: 'callbacks',
      }))
  },
}
