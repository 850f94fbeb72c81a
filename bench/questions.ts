/** The questions of the reports, each asked in three ways, and a number by which the three answers must agree. */
import { factsOf } from '../modules/attribution/index.ts'
import { readHours, readPeople } from '../modules/calls/figures/read.ts'
import { uniqueNumbers } from '../modules/calls/figures/unique.ts'
import { listInteractions } from '../modules/interactions/store/list.ts'
import type { Member } from '../platform/api/context.ts'
import { type Database, raw } from '../platform/database/database.ts'
import type { Duck } from './duckdb.ts'
import type { BenchCompany } from './rows.ts'

export interface Question {
  readonly name: string
  readonly targetMs: number
  /** Each returns the number that must agree. */
  readonly ours: () => Promise<number>
  readonly plain: () => Promise<number>
  readonly duck: () => Promise<number>
}

type Row = Record<string, unknown>

const sumOf = (rows: readonly object[], column: string): number =>
  rows.reduce((sum, row) => sum + Number((row as Row)[column] ?? 0), 0)

export function questions(db: Database, duck: Duck, company: BenchCompany, member: Member): Question[] {
  const { id, from, to } = company
  const period = { from, to }
  const calls = { ...period, kind: ['call'] } as const
  const days = `local_day between '${from}' and '${to}'`
  const mine = `workspace_id = '${id}'`
  const plain = (statement: string) => db.query<Row>(raw(statement))
  const filter = { ...calls, kind: ['call' as const] }

  const people = (numbers: string) => `
    select employee_id, count(*) as calls, count(*) filter (where direction = 'inbound') as inbound,
      count(*) filter (where direction = 'outbound') as outbound,
      count(*) filter (where direction = 'inbound' and outcome <> 'talked') as missed, sum(talk_seconds) as talk,
      count(*) filter (where party_kind = 'mobile') as mobile, count(*) filter (where party_kind = 'landline') as landline,
      count(*) filter (where party_kind = 'internal') as internal, count(distinct party_hash) as numbers
    from interactions where ${numbers} and kind = 'call' and not is_test and employee_id is not null and ${days} group by employee_id`
  const hours = (where: string) => `
    select extract(isodow from local_day) as weekday, local_hour, count(*) as inbound,
      count(*) filter (where outcome <> 'talked') as missed
    from interactions where ${where} and kind = 'call' and direction = 'inbound' and not is_test and ${days} group by 1, 2`
  const sources = (where: string) => `
    select source_id, class_id, count(*) as interactions, count(*) filter (where outcome <> 'talked') as missed
    from interactions where ${where} and direction = 'inbound' and not is_test and ${days} group by 1, 2`
  const latest = (where: string) => `
    select id, started_at from interactions
    where ${where} and kind = 'call' and direction = 'inbound' and outcome = 'talked' and party_kind = 'landline' and not is_test and ${days}
    order by started_at desc, id desc limit 50`

  return [
    {
      name: 'sources × classes, 90 days',
      targetMs: 150,
      ours: async () =>
        sumOf((await factsOf(db, { ...period, direction: ['inbound'] }, member, 'source')).cells, 'interactions'),
      plain: async () => sumOf(await plain(sources(mine)), 'interactions'),
      duck: async () => sumOf(await duck.rows(sources('true')), 'interactions'),
    },
    {
      name: 'people’s calls with exact unique numbers, 90 days',
      targetMs: 150,
      ours: async () => {
        const [rows, unique] = await Promise.all([
          readPeople(db, member, { filter, from, by: 'calls', fromRollups: true }),
          uniqueNumbers(db, member, { filter, period, fromRollups: true, scopes: ['person'] }),
        ])
        const named = rows.filter((row) => row.employeeId !== null)
        return named.reduce((sum, row) => sum + row.calls + unique('person', row.employeeId, row.departmentId), 0)
      },
      plain: async () => {
        const rows = await plain(people(mine))
        return sumOf(rows, 'calls') + sumOf(rows, 'numbers')
      },
      duck: async () => {
        const rows = await duck.rows(people('true'))
        return sumOf(rows, 'calls') + sumOf(rows, 'numbers')
      },
    },
    {
      name: 'missed by weekday and hour, 90 days',
      targetMs: 150,
      ours: async () => sumOf(await readHours(db, member, { filter, fromRollups: true }), 'missed'),
      plain: async () => sumOf(await plain(hours(mine)), 'missed'),
      duck: async () => sumOf(await duck.rows(hours('true')), 'missed'),
    },
    {
      name: 'list: latest 50 with four filters',
      targetMs: 50,
      ours: async () =>
        (
          await listInteractions(
            db,
            member,
            { ...filter, direction: ['inbound'], outcome: ['talked'], partyKind: ['landline'] },
            'newest',
            { limit: 50 },
          )
        ).items.length,
      plain: async () => (await plain(latest(mine))).length,
      duck: async () => (await duck.rows(latest('true'))).length,
    },
  ]
}

/** Indexes that somebody who answers these questions from the plain table would make. */
export const plainIndexes: readonly string[] = [
  `create index bench_plain_sources on interactions (workspace_id, local_day) include (source_id, class_id, outcome)
     where direction = 'inbound' and not is_test`,
  `create index bench_plain_people on interactions (workspace_id, employee_id, local_day)
     include (party_hash, direction, outcome, talk_seconds, party_kind) where kind = 'call' and not is_test`,
  `create index bench_plain_hours on interactions (workspace_id, local_day) include (local_hour, outcome)
     where kind = 'call' and direction = 'inbound' and not is_test`,
]
