import type { Member } from '../../../platform/api/context.ts'
import { type Queryable, raw, sql } from '../../../platform/database/database.ts'
import { findWorkspace } from '../../workspaces/index.ts'
import { classDueSql, classedInTimeSql } from '../classes/in-time.ts'
import { whereInteractions } from '../filter-sql.ts'
import { classifiableSql, needsClassSql } from '../rules.ts'

export interface QueueState {
  readonly waiting: number
  readonly exact: boolean
  readonly oldestAt: Date | null
  readonly ages: { readonly fresh: number; readonly hour: number; readonly day: number; readonly older: number }
  readonly promisedMinutes: number
  readonly week: { readonly ended: number; readonly inTime: number; readonly late: number }
}

const countLimit = 20_000
const minute = 60_000
const before = (now: Date, minutes: number) => new Date(now.getTime() - minutes * minute)

/** The queue of talks without a class by age, and what became of those of the last seven days. Ages count from the end. */
export async function queueState(db: Queryable, viewer: Member, now: Date): Promise<QueueState> {
  const where = whereInteractions({}, viewer)
  const minutes = (await findWorkspace(db, viewer.workspaceId))?.settings.classMinutes ?? 0
  const due = classDueSql('i', minutes, viewer.timezone)
  const [queue] = await db.query<{
    waiting: number
    oldestAt: Date | null
    fresh: number
    hour: number
    day: number
  }>(sql`
    select count(*) as waiting, min(t.ended) as "oldestAt",
      count(*) filter (where t.due > ${now}) as fresh,
      count(*) filter (where t.due <= ${now} and t.ended > ${before(now, 60)}) as hour,
      count(*) filter (where t.due <= ${now} and t.ended <= ${before(now, 60)} and t.ended > ${before(now, 24 * 60)}) as day
    from (
      select coalesce(i.ended_at, i.started_at) as ended, ${due} as due from interactions i
      where ${where} and ${raw(needsClassSql('i'))} order by i.started_at, i.id limit ${countLimit + 1}) t`)
  const [week] = await db.query<{ ended: number; inTime: number; late: number }>(sql`
    select count(*) as ended,
      count(*) filter (where t.in_time) as "inTime", count(*) filter (where t.class_id is not null and not t.in_time) as late
    from (
      select i.class_id, coalesce(${classedInTimeSql('i', viewer.workspaceId, due)}, false) as in_time
      from interactions i
      where ${where} and ${raw(classifiableSql('i'))} and i.started_at > ${before(now, 7 * 24 * 60)}) t`)
  const { waiting = 0, fresh = 0, hour = 0, day = 0, oldestAt = null } = queue ?? {}
  return {
    waiting: Math.min(waiting, countLimit),
    exact: waiting <= countLimit,
    oldestAt,
    ages: { fresh, hour, day, older: Math.max(0, waiting - fresh - hour - day) },
    promisedMinutes: minutes,
    week: week ?? { ended: 0, inTime: 0, late: 0 },
  }
}
