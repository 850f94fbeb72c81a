/** Whether talks have their class in time, person by person; and who is told that one is late. */
import { Problem } from '../../kernel/problem.ts'
import { wilson } from '../../kernel/statistics/proportions.ts'
import type { Member } from '../../platform/api/context.ts'
import { type Database, type Queryable, raw, sql } from '../../platform/database/database.ts'
import { announce } from '../../platform/notices/announce.ts'
import { classDueSql, classedInTimeSql, whereInteractions } from '../interactions/index.ts'
import { classifiableSql, needsClassSql } from '../interactions/rules.ts'
import { type Company, findWorkspace } from '../workspaces/index.ts'

/** Fewer talks than this say nothing of a person. */
const leastTalks = 20

/**
 * Talks of a period whose time is over or that have a class, per person, most talks first. Days are the company's, both
 * included. What an import gave its class is left out: nobody was to give it in time.
 * @throws Problem invalid_value where the period ends before it begins
 */
export async function classedInTime(
  db: Queryable,
  member: Member,
  period: { readonly from: string; readonly to: string },
  now: Date,
) {
  if (period.from > period.to) throw new Problem('invalid_value', { field: 'to' }, { value: period.to })
  const minutes = (await findWorkspace(db, member.workspaceId))?.settings.classMinutes ?? 0
  const due = classDueSql('i', minutes, member.timezone)
  const rows = await db.query<{
    id: string | null
    name: string | null
    talks: number
    inTime: number
    never: number
  }>(sql`
    select t.employee_id as id, e.name, count(*)::int as talks, (count(*) filter (where t.in_time))::int as "inTime",
      (count(*) filter (where t.class_id is null))::int as never
    from (
      select i.employee_id, i.class_id, coalesce(${classedInTimeSql('i', member.workspaceId, due)}, false) as in_time
      from interactions i
      where ${whereInteractions(period, member)} and ${raw(classifiableSql('i'))}
        and (i.class_set_at is not null or (i.class_id is null and ${due} <= ${now}))) t
    left join employees e on e.workspace_id = ${member.workspaceId} and e.id = t.employee_id
    group by 1, 2 order by 3 desc, 2`)
  const total = rows.reduce(
    (sum, { talks, inTime, never }) => ({
      talks: sum.talks + talks,
      inTime: sum.inTime + inTime,
      never: sum.never + never,
    }),
    { talks: 0, inTime: 0, never: 0 },
  )
  const shared = <Row extends { talks: number; inTime: number }>(row: Row) => ({
    ...row,
    interval: wilson(row.inTime, row.talks),
    enough: row.talks >= leastTalks,
  })
  return { minutes, leastTalks, people: rows.map(shared), total: shared(total) }
}

/** Lateness of so long ago is told to nobody any more: who was away reads it on the screens. */
const toldMs = 3 * 3_600_000

/** Tells people that a talk of theirs still has no class when its time is over, each talk once. Returns how many were told of. */
export async function remindOfClasses(db: Database, company: Company, now: Date): Promise<number> {
  const { id: workspaceId, settings, timezone } = company
  const due = classDueSql('i', settings.classMinutes, timezone)
  const since = new Date(now.getTime() - toldMs)
  const rows = await db.query<{
    id: string
    employeeId: string | null
    departmentId: string | null
    minutes: number
  }>(sql`
    select i.id, i.employee_id as "employeeId", i.department_id as "departmentId",
      round(extract(epoch from ${now}::timestamptz - coalesce(i.ended_at, i.started_at)) / 60)::int as minutes
    from interactions i
    where i.workspace_id = ${workspaceId} and ${raw(needsClassSql('i'))}
      and i.started_at > ${new Date(since.getTime() - 48 * 3_600_000)} and ${due} <= ${now} and ${due} > ${since}
      and not exists (
        select from notices n where n.workspace_id = ${workspaceId} and n.key = 'class.late/' || i.id::text)
    order by i.started_at limit 200`)
  if (rows.length === 0) return 0
  await db.transaction(async (tx) => {
    for (const { id, employeeId, departmentId, minutes } of rows) {
      await announce(
        tx,
        {
          ...{
            workspaceId,
            type: 'class.late',
            interactionId: id,
            path: `interactions/${id}`,
            key: `class.late/${id}`,
          },
          to: employeeId ? { employees: [employeeId] } : { roles: ['head'], departmentId },
          facts: { minutes },
        },
        now,
      )
    }
  })
  return rows.length
}
