/** The morning's reminder: what waits since yesterday or is overdue. */
import { dayStart, localDay, localHour } from '../../kernel/time.ts'
import { type Database, sql, type Transaction } from '../../platform/database/database.ts'
import { announce } from '../../platform/notices/announce.ts'
import type { WorkSource } from '../../platform/notices/work.ts'
import { type Company, listWorkspaces } from '../workspaces/index.ts'
import { isOverdue, morningHour, reminderUntilHour } from './rules.ts'
import { listPeople, type Person } from './store/people.ts'
import { listWork, memberOf } from './work.ts'

/** Reminds everybody for whom it is morning and who was not reminded today. Idempotent; two processes share the people. */
export async function remindAll(db: Database, sources: readonly WorkSource[], now: Date): Promise<void> {
  if (sources.length === 0) return
  for (const company of await listWorkspaces(db)) {
    for (const person of await listPeople(db, company.id)) {
      const hour = localHour(now, person.zone)
      if (hour < morningHour || hour >= reminderUntilHour) continue
      await db.transaction((tx) => remind(tx, sources, company, person, now))
    }
  }
}

async function remind(
  tx: Transaction,
  sources: readonly WorkSource[],
  company: Company,
  person: Person,
  now: Date,
): Promise<void> {
  const day = localDay(now, person.zone)
  const [first] = await tx.query(sql`
    insert into notification_reminders as r (workspace_id, employee_id, day) values (${company.id}, ${person.id}, ${day}::date)
    on conflict (workspace_id, employee_id) do update set day = excluded.day where r.day < excluded.day
    returning r.day`)
  if (!first) return
  const today = dayStart(day, person.zone)
  const work = (await listWork(tx, sources, memberOf(company, person), now)).filter(
    (item) => isOverdue(item, now) || item.since < today,
  )
  const [urgent] = work
  if (!urgent) return
  await announce(
    tx,
    {
      workspaceId: company.id,
      type: 'work.waiting',
      interactionId: null,
      to: { employees: [person.id] },
      facts: {
        count: work.length,
        overdue: work.filter((item) => isOverdue(item, now)).length,
        first: urgent.kind.ru,
        firstEn: urgent.kind.en,
      },
      path: 'work',
      key: `work.waiting:${person.id}:${day}`,
    },
    now,
  )
}
