import { pino } from 'pino'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { sql } from '../database/database.ts'
import { type TestDatabase, testDatabase } from '../testing/index.ts'
import { createJobs } from './pg-boss-jobs.ts'

let db: TestDatabase
const log = pino({ level: 'silent' })
beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.close())

test('a job is done once, after it was added by a process that does not work', async () => {
  const done: unknown[] = []
  await createJobs(db, log).add('greet', { name: 'Анна' })
  const jobs = createJobs(db, log)
  jobs.define('greet', async (data) => void done.push(data))
  const stop = await jobs.start()
  await expect.poll(() => done).toEqual([{ name: 'Анна' }])
  await stop()
  expect(await db.query(sql`select state from pgboss.job where name = 'greet'`)).toEqual([{ state: 'completed' }])
})

test('while a job of a key waits, a second is not queued', async () => {
  const jobs = createJobs(db, log)
  await jobs.add('rebuild', { id: 1 }, { key: 'one' })
  await jobs.add('rebuild', { id: 2 }, { key: 'one' })
  await jobs.add('rebuild', { id: 3 }, { key: 'two' })
  await jobs.add('rebuild', { id: 4 })
  const rows = await db.query<{ data: { id: number } }>(
    sql`select data from pgboss.job where name = 'rebuild' order by created_on`,
  )
  expect(rows.map((row) => row.data.id)).toEqual([1, 3, 4])
})

test('a job that throws is tried again', async () => {
  const jobs = createJobs(db, log)
  let attempts = 0
  jobs.define('flaky', async () => {
    attempts += 1
    if (attempts === 1) throw new Error('the first time it fails')
  })
  await jobs.add('flaky', {})
  const stop = await jobs.start()
  await vi.waitFor(() => expect(attempts).toBe(2), { timeout: 20_000 })
  await stop()
})

test('a job whose worker was killed is taken up by another', async () => {
  const jobs = createJobs(db, log)
  await jobs.add('orphan', { id: 7 })
  await db.query(
    sql`update pgboss.job set state = 'active', started_on = now() - interval '1 minute' where name = 'orphan'`,
  )
  const done: unknown[] = []
  jobs.define('orphan', async (data) => void done.push(data))
  const stop = await jobs.start()
  await vi.waitFor(() => expect(done).toEqual([{ id: 7 }]), { timeout: 45_000 })
  await stop()
})
