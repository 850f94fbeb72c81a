import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from '../../../platform/database/database.ts'
import { createCompany, type TestCompany, type TestDatabase, testDatabase } from '../../../platform/testing/index.ts'
import type { Observation } from '../observation.ts'
import { createRecorder } from './recorder.ts'
import { refreshStatistics } from './refresh-statistics.ts'

const now = new Date('2026-03-10T12:00:00Z')
const recorder = createRecorder([])

let db: TestDatabase
beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.close())

const calls = (first: number, count: number): Observation[] =>
  Array.from({ length: count }, (_, i) => ({
    provider: 'pbx',
    externalId: `call ${first + i}`,
    kind: 'call',
    at: now,
    party: { phone: `+7916${1_000_000 + first + i}` },
  }))

/** Records calls and tells how many rows of the record and of the clients PostgreSQL read for it. */
const readFor = (company: TestCompany, observations: readonly Observation[]): Promise<number> =>
  db.transaction(async (tx) => {
    await recorder.record(tx, { workspace: company, observations, now })
    const [read] = await tx.query<{ rows: number }>(sql`
      select sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0)) as rows from pg_stat_xact_user_tables
      where relname in ('interactions', 'customer_contacts')`)
    return read?.rows ?? 0
  })

test('a company that came after the last statistics records without reading all that it has', async () => {
  await readFor(await createCompany(db), calls(0, 6000))
  await refreshStatistics(db)
  const company = await createCompany(db)
  await readFor(company, calls(0, 2000))
  expect(await readFor(company, calls(2000, 50))).toBeLessThan(50)
})
