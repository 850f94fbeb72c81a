import { type Queryable, raw, sql } from '../../../platform/database/database.ts'
import type { InteractionFilter, Viewer } from '../../interactions/index.ts'
import type { ComparedBy } from '../contract.ts'
import { daysSource, hoursSource } from './source.ts'

/** Sums of one person in one department (or of nobody) over the period, and the days behind them. */
export interface PersonSums {
  readonly employeeId: string | null
  readonly departmentId: string | null
  readonly calls: number
  readonly inbound: number
  readonly outbound: number
  readonly internal: number
  readonly missed: number
  readonly talked: number
  readonly talks: number
  readonly numbered: number
  readonly mobile: number
  readonly landline: number
  readonly tollFree: number
  readonly internalNumbers: number
  readonly otherNumbers: number
  readonly talkSeconds: number
  /** Days with calls, counted from the first day of the period, ascending. */
  readonly days: readonly number[]
  /** What people are compared by, on each of those days. */
  readonly perDay: readonly number[]
}

interface ReadRow extends Omit<PersonSums, 'days' | 'perDay'> {
  readonly days: string
  readonly perDay: string
}

/** Calls per person. One statement, whether over roll-ups or over the calls. */
export async function readPeople(
  db: Queryable,
  viewer: Viewer,
  options: { filter: InteractionFilter; from: string; by: ComparedBy; fromRollups: boolean },
): Promise<PersonSums[]> {
  // Days come as text and in any order: putting them in order here costs a third of what it costs there.
  const rows = await db.query<ReadRow>(sql`
    select s.employee_id as "employeeId", s.department_id as "departmentId",
      sum(s.calls)::int as calls, sum(s.inbound)::int as inbound, sum(s.outbound)::int as outbound,
      sum(s.internal)::int as internal, sum(s.missed)::int as missed, sum(s.talked)::int as talked,
      sum(s.talks)::int as talks, sum(s.numbered)::int as numbered, sum(s.mobile)::int as mobile,
      sum(s.landline)::int as landline, sum(s.toll_free)::int as "tollFree",
      sum(s.internal_numbers)::int as "internalNumbers", sum(s.other_numbers)::int as "otherNumbers",
      sum(s.talk_seconds)::bigint as "talkSeconds",
      array_agg(s.local_day - ${options.from}::date)::text as days, array_agg(s.${raw(options.by)}::int)::text as "perDay"
    from ${daysSource(options.filter, viewer, options.fromRollups)}
    group by s.employee_id, s.department_id`)
  return rows.map((row) => ({ ...row, ...inOrder(numbersOf(row.days), numbersOf(row.perDay)) }))
}

/** An array of PostgreSQL in its text form, `{1,2}`. */
const numbersOf = (text: string): number[] => JSON.parse(`[${text.slice(1, -1)}]`) as number[]

function inOrder(days: number[], perDay: number[]): Pick<PersonSums, 'days' | 'perDay'> {
  if (days.every((day, i) => i === 0 || day > (days[i - 1] ?? 0))) return { days, perDay }
  const order = days.map((_, i) => i).sort((a, b) => (days[a] ?? 0) - (days[b] ?? 0))
  return { days: order.map((i) => days[i] ?? 0), perDay: order.map((i) => perDay[i] ?? 0) }
}

export interface HourSums {
  readonly weekday: number
  readonly hour: number
  readonly inbound: number
  readonly missed: number
}

/** Inbound and missed calls by weekday (1 = Monday) and hour. */
export const readHours = (
  db: Queryable,
  viewer: Viewer,
  options: { filter: InteractionFilter; fromRollups: boolean },
): Promise<HourSums[]> =>
  db.query<HourSums>(sql`
    select extract(isodow from s.local_day)::int as weekday, s.local_hour as hour,
      sum(s.inbound)::int as inbound, sum(s.missed)::int as missed
    from ${hoursSource(options.filter, viewer, options.fromRollups)}
    group by 1, 2 order by 1, 2`)

/** A person of the company, as far as comparing needs it. */
export interface Colleague {
  readonly id: string
  readonly name: string
  readonly role: string
  readonly hiredOn: string | null
  readonly active: boolean
}

/** Names of people and departments. */
export async function readNames(db: Queryable, workspaceId: string) {
  const [people, departments] = await Promise.all([
    db.query<Colleague>(
      sql`select id, name, role, hired_on as "hiredOn", active from employees where workspace_id = ${workspaceId}`,
    ),
    db.query<{ id: string; name: string }>(sql`select id, name from departments where workspace_id = ${workspaceId}`),
  ])
  return {
    people: new Map(people.map((person) => [person.id, person])),
    departments: new Map(departments.map(({ id, name }) => [id, name])),
  }
}
