import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from '../../../platform/database/database.ts'
import { createCompany, type TestCompany, type TestDatabase, testDatabase } from '../../../platform/testing/index.ts'
import type { Observation } from '../observation.ts'
import { createRecorder } from './recorder.ts'

let db: TestDatabase
let company: TestCompany
const recorder = createRecorder([])
beforeAll(async () => {
  db = await testDatabase()
  company = await createCompany(db)
})
afterAll(() => db.close())

const now = new Date('2026-03-10T12:00:00Z')
const call = (n: number, talkSeconds = 10): Observation => ({
  provider: 'pbx',
  externalId: `call-${n}`,
  kind: 'call',
  at: new Date('2026-03-10T09:00:00Z'),
  finished: true,
  outcome: 'answered',
  talkSeconds,
  party: { phone: `+7916000${String(1000 + n)}` },
})
const record = (observations: readonly Observation[]) =>
  db.transaction((tx) => recorder.record(tx, { workspace: company, observations, likelyNew: true, now }))
const customers = async () => {
  const [row] = await db.query<{ n: number }>(
    sql`select count(*) as n from customers where workspace_id = ${company.id}`,
  )
  return row?.n
}

test('a batch that is new is recorded, each interaction once however often the batch tells of it', async () => {
  const { created, updated, unchanged } = await record([call(1), call(2), call(1, 30)])
  expect([created.length, updated.length, unchanged]).toEqual([2, 0, 0])
})

test('a batch that was thought new and is not is recorded as if it had been known, and nothing is there twice', async () => {
  const before = await customers()
  const { created, updated, unchanged } = await record([call(3), call(1, 40), call(2), call(4)])
  expect([created.length, updated.length, unchanged]).toEqual([2, 1, 1])
  expect(await customers()).toBe((before ?? 0) + 2)
  const rows = await db.query(sql`
    select external_id as id, talk_seconds as talk from interactions
    where workspace_id = ${company.id} and provider = 'pbx' order by external_id`)
  expect(rows).toEqual([
    { id: 'call-1', talk: 40 },
    { id: 'call-2', talk: 10 },
    { id: 'call-3', talk: 10 },
    { id: 'call-4', talk: 10 },
  ])
})
