/** Joining a call reads a handful of rows, however many visits there were. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../kernel/ids.ts'
import { sql } from '../../platform/database/database.ts'
import { createCompany, type TestCompany, type TestDatabase, testDatabase } from '../../platform/testing/index.ts'
import { holdsAroundSql } from './store/matches.ts'

let db: TestDatabase
let company: TestCompany
const start = new Date('2026-03-10T09:00:00Z')
const holds = 60_000
beforeAll(async () => {
  db = await testDatabase()
  company = await createCompany(db)
  const other = await createCompany(db)
  // Fifty numbers, one hold after another on each of them; the neighbour has the same.
  for (const { id } of [company, other]) {
    await db.query(sql`
      insert into number_holds (workspace_id, number, started_at, id, pool_id, visitor_id, visit_id, seen_at, until, shared, told_at)
      select ${id}::uuid, '+7499200' || lpad((i % 50)::text, 4, '0'), t, gen_random_uuid(), ${newId()}::uuid, gen_random_uuid(),
        gen_random_uuid(), t + interval '5 minutes', t + interval '25 minutes', false, t
      from (select i, ${start}::timestamptz + (i / 50) * interval '30 minutes' as t from generate_series(0, ${holds - 1}) i) g`)
  }
  await db.query(sql`analyze number_holds`)
})
afterAll(() => db.close())

interface Node {
  readonly 'Node Type': string
  readonly 'Relation Name'?: string
  readonly 'Index Name'?: string
  readonly 'Actual Rows': number
  readonly 'Actual Loops': number
  readonly 'Rows Removed by Filter'?: number
  readonly Plans?: readonly Node[]
}

const all = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(all)]

test('a call at any time, the first or the last, touches a few rows of its number alone', async () => {
  for (const minutes of [10, 18_000, 35_990]) {
    const before = new Date(start.getTime() + minutes * 60_000)
    const [number, phone] = ['+74992000007', '+79161234567']
    const statement = holdsAroundSql(company.id, [{ i: 0, number, before, at: before, address: number, phone }])
    // As the recorder plans it: for a company of average size.
    const plan = await db.transaction(async (tx) => {
      await tx.query(sql`set local plan_cache_mode = force_generic_plan`)
      const [row] = await tx.query<{ 'QUERY PLAN': [{ Plan: Node }] }>(sql`explain (analyze, format json) ${statement}`)
      return row?.['QUERY PLAN'][0].Plan
    })
    const touched = plan ? all(plan).filter((node) => node['Relation Name'] === 'number_holds') : []
    expect(touched.map((node) => node['Index Name'])).toEqual(['number_holds_pkey'])
    for (const node of touched) {
      expect(node['Actual Rows'] * node['Actual Loops']).toBeLessThanOrEqual(16)
      expect(node['Rows Removed by Filter'] ?? 0).toBe(0)
    }
  }
})
