/** When a class is in time, as SQL over table `interactions`. */
import { raw, type Sql, sql } from '../../../platform/database/database.ts'

/** `classDue` over the columns of `interactions`. */
export const classDueSql = (alias: string, minutes: number, zone: string): Sql => {
  const ended = raw(`coalesce(${alias}.ended_at, ${alias}.started_at)`)
  return minutes > 0
    ? sql`(${ended} + ${`${minutes} minutes`}::interval)`
    : sql`(((${ended} at time zone ${zone})::date + 1)::timestamp at time zone ${zone})`
}

/**
 * Whether a class was given before its time was over. One that was corrected later was in time all the same: the log knows when
 * the first was given.
 */
export const classedInTimeSql = (alias: string, workspaceId: string, due: Sql): Sql => {
  const [id, classId, setAt] = ['id', 'class_id', 'class_set_at'].map((column) => raw(`${alias}.${column}`))
  return sql`(${classId} is not null and (${setAt} <= ${due} or exists (
    select from audit_log a where a.workspace_id = ${workspaceId} and a.object_type = 'interaction'
      and a.object_id = ${id}::text and a.action = 'class.set' and a.at <= ${due})))`
}
