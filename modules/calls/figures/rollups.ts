import { defineRollup } from '../../interactions/index.ts'
import { countedWhere, inboundMeasure, isCounted, measures, missedMeasure } from './measures.ts'

const day = { column: 'local_day', type: 'date', of: (row: { localDay: string }) => row.localDay, sql: 'i.local_day' }
const department = {
  column: 'department_id',
  type: 'uuid',
  of: (row: { departmentId: string | null }) => row.departmentId,
  sql: 'i.department_id',
}

/** Calls by day and person. A person who changed departments stands in both. */
export const callDays = defineRollup({
  table: 'call_days',
  by: ['localDay', 'employeeId', 'departmentId'],
  dimensions: [
    day,
    { column: 'employee_id', type: 'uuid', of: (row) => row.employeeId, sql: 'i.employee_id' },
    department,
  ],
  measures,
  counts: isCounted,
  where: countedWhere,
})

/** Inbound and missed calls by day and hour. */
export const callHours = defineRollup({
  table: 'call_hours',
  by: ['localDay', 'departmentId', 'localHour'],
  dimensions: [
    day,
    department,
    { column: 'local_hour', type: 'smallint', of: (row) => row.localHour, sql: 'i.local_hour' },
  ],
  measures: [inboundMeasure, missedMeasure],
  counts: (row) => isCounted(row) && row.direction === 'inbound',
  where: `${countedWhere} and i.direction = 'inbound'`,
})
