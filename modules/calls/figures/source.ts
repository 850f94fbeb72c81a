/** Where figures come from: roll-ups where they know enough of the filter, the calls themselves otherwise. */
import { join, raw, type Sql, sql } from '../../../platform/database/database.ts'
import { type InteractionFilter, type Viewer, whereInteractions } from '../../interactions/index.ts'
import { inboundMeasure, measures, missedMeasure } from './measures.ts'

export interface Period {
  readonly from: string
  readonly to: string
}

/** The filter as the report applies it: calls only, whatever else was asked. */
export const callsOnly = (filter: InteractionFilter): InteractionFilter => ({ ...filter, kind: ['call'] })

const known = new Set<keyof InteractionFilter>(['from', 'to', 'kind', 'department'])

/** Whether the roll-ups know everything that the filter asks for: days and at most one department. */
export function rollupsSuffice(filter: InteractionFilter, viewer: Viewer): boolean {
  const asked = (Object.keys(filter) as (keyof InteractionFilter)[]).filter((field) => {
    const value = filter[field]
    return (
      value !== undefined &&
      !(Array.isArray(value) && value.length === 0) &&
      !(field === 'tests' && value === 'without')
    )
  })
  const departments = filter.department ?? []
  const reach = viewer.reach.kind === 'all' || viewer.reach.kind === 'department'
  return reach && asked.every((field) => known.has(field)) && departments.length <= 1 && !departments.includes('none')
}

/** The FROM item `s`: a row per day, person and department with every measure. */
export function daysSource(filter: InteractionFilter, viewer: Viewer, fromRollups: boolean): Sql {
  const columns = raw(measures.map((measure) => measure.column).join(', '))
  if (fromRollups)
    return sql`(select employee_id, department_id, local_day, ${columns} from call_days where ${rollupRows(filter, viewer)} and calls > 0) s`
  const sums = raw(measures.map((measure) => `${measure.sql} as ${measure.column}`).join(', '))
  return sql`(
    select i.employee_id, i.department_id, i.local_day, ${sums} from interactions i
    where ${whereInteractions(filter, viewer)} group by 1, 2, 3) s`
}

/** The FROM item `s`: a row per day and hour with inbound and missed calls. */
export function hoursSource(filter: InteractionFilter, viewer: Viewer, fromRollups: boolean): Sql {
  if (fromRollups)
    return sql`(select local_day, local_hour, inbound, missed from call_hours where ${rollupRows(filter, viewer)} and inbound > 0) s`
  return sql`(
    select i.local_day, i.local_hour, ${raw(inboundMeasure.sql)} as inbound, ${raw(missedMeasure.sql)} as missed
    from interactions i where ${whereInteractions(filter, viewer)} and i.direction = 'inbound' group by 1, 2) s`
}

function rollupRows(filter: InteractionFilter, viewer: Viewer): Sql {
  const conditions = [sql`workspace_id = ${viewer.workspaceId}`]
  if (filter.from) conditions.push(sql`local_day >= ${filter.from}::date`)
  if (filter.to) conditions.push(sql`local_day <= ${filter.to}::date`)
  const departments = departmentsSeen(viewer, filter)
  if (departments) conditions.push(sql`department_id = any(${departments}::uuid[])`)
  return join(conditions, ' and ')
}

/** Departments to which reach and filter narrow, or null for all. Only asked where roll-ups suffice. */
export function departmentsSeen(viewer: Viewer, filter: InteractionFilter): string[] | null {
  const asked = filter.department?.filter((id) => id !== 'none') ?? null
  if (viewer.reach.kind !== 'department') return asked
  const { departmentId } = viewer.reach
  return asked && !asked.includes(departmentId) ? [] : [departmentId]
}
