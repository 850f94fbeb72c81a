import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../../kernel/ids.ts'
import { sql } from '../../../platform/database/database.ts'
import { createLog } from '../../../platform/log/log.ts'
import { createCompany, type TestCompany, type TestDatabase, testDatabase } from '../../../platform/testing/index.ts'
import { createRecorder, type Observation, type Recorder } from '../../interactions/index.ts'
import { applyWaiting } from './apply.ts'
import { createConsumer } from './consumer.ts'
import { createKeeper } from './keep.ts'
import { forgetOldEvents } from './retention.ts'

let db: TestDatabase
let company: TestCompany
let endpointId: string
beforeAll(async () => {
  db = await testDatabase({ max: 10 })
  company = await createCompany(db)
  endpointId = newId()
  await db.query(sql`
    insert into endpoints (workspace_id, id, provider, name, token, secret, created_by, created_at)
    values (${company.id}, ${endpointId}, 'generic', 'Дверь', 'token', '', 'test', now())`)
})
afterAll(() => db.close())

const now = () => new Date('2026-03-02T12:00:00Z')
const recorder = createRecorder([])
const silent = createLog('silent')

/** Keeps events about interactions of these ids. */
async function keep(ids: readonly string[]): Promise<void> {
  const keeper = createKeeper(db, () => undefined)
  await Promise.all(
    ids.map((id) => {
      const body = Buffer.from(JSON.stringify({ id, kind: 'call', at: '2026-03-02T10:00:00Z' }))
      const kept = { topic: '', contentType: 'application/json', body }
      return keeper.keep({ workspaceId: company.id, endpointId, provider: 'generic', receivedAt: now(), kept })
    }),
  )
}

const states = async (prefix: string): Promise<Record<string, string>> => {
  const rows = await db.query<{ subject: string; state: string }>(sql`
    select convert_from(body, 'UTF8')::jsonb->>'id' as subject, state from raw_events
    where workspace_id = ${company.id} and starts_with(convert_from(body, 'UTF8')::jsonb->>'id', ${prefix})`)
  return Object.fromEntries(rows.map(({ subject, state }) => [subject, state]))
}

const recorded = async (prefix: string): Promise<number> => {
  const [row] = await db.query<{ count: number }>(
    sql`select count(*) from interactions where workspace_id = ${company.id} and starts_with(external_id, ${prefix})`,
  )
  return row?.count ?? 0
}

/** A record that refuses interactions whose identity contains a word. */
const refusing = (word: string, error: Error): Recorder => ({
  ...recorder,
  record: (tx, options) =>
    (options.observations as readonly Observation[]).some(({ externalId }) => externalId.includes(word))
      ? Promise.reject(error)
      : recorder.record(tx, options),
})

test('what is kept is on disk before its sender is told, each event once, however many come together', async () => {
  const ids = Array.from({ length: 700 }, (_, i) => `many-${i}`)
  await keep([...ids, ...ids])
  expect(Object.keys(await states('many-'))).toHaveLength(700)
  while ((await applyWaiting({ db, recorder, workspaceId: company.id, now }, 300)).settled > 0);
  expect(new Set(Object.values(await states('many-')))).toEqual(new Set(['applied']))
  expect(await recorded('many-')).toBe(700)
})

test('an address that no text can hold turns away neither its event nor those beside it', async () => {
  const keeper = createKeeper(db, () => undefined)
  const topics = ['events/call', 'events/\u0000call', 'я'.repeat(500)]
  const kept = await Promise.all(
    topics.map((topic, i) => {
      const body = Buffer.from(JSON.stringify({ id: `topic-${i}`, kind: 'call', at: '2026-03-02T10:00:00Z' }))
      const event = { topic, contentType: 'application/json', body }
      return keeper.keep({ workspaceId: company.id, endpointId, provider: 'generic', receivedAt: now(), kept: event })
    }),
  )
  expect(kept.map(({ duplicate }) => duplicate)).toEqual([false, false, false])
  await applyWaiting({ db, recorder, workspaceId: company.id, now }, 300)
  expect(await recorded('topic-')).toBe(3)
})

test('one event that the record refuses stays behind with its reason; the others of its batch are applied', async () => {
  await keep(Array.from({ length: 20 }, (_, i) => (i === 7 ? 'batch-poison' : `batch-${i}`)))
  const task = { db, recorder: refusing('poison', new Error('value out of range')), workspaceId: company.id, now }
  expect((await applyWaiting(task, 300)).settled).toBe(20)
  const { 'batch-poison': poison, ...others } = await states('batch-')
  expect(poison).toBe('failed')
  expect(new Set(Object.values(others))).toEqual(new Set(['applied']))
  const [row] = await db.query<{ reason: string; detail: string }>(
    sql`select reason, detail from raw_events where workspace_id = ${company.id} and state = 'failed'`,
  )
  expect(row).toEqual({ reason: 'record_failed', detail: 'value out of range' })
})

test('trouble of the database fails no event: everything waits until it is over', async () => {
  await keep(['later-1', 'later-2'])
  const down = Object.assign(new Error('the database system is shutting down'), { code: '57P03' })
  await expect(
    applyWaiting({ db, recorder: refusing('later', down), workspaceId: company.id, now }, 300),
  ).rejects.toThrow()
  expect(new Set(Object.values(await states('later-')))).toEqual(new Set(['waiting']))
  await applyWaiting({ db, recorder, workspaceId: company.id, now }, 300)
  expect(await recorded('later-')).toBe(2)
})

test('a table that lacks a column is no event’s fault either', async () => {
  await keep(['schema-1', 'schema-2'])
  const lacks = Object.assign(new Error('column "x" does not exist'), { code: '42703' })
  const task = { db, recorder: refusing('schema', lacks), workspaceId: company.id, now }
  await expect(applyWaiting(task, 300)).rejects.toThrow()
  expect(new Set(Object.values(await states('schema-')))).toEqual(new Set(['waiting']))
  await applyWaiting({ db, recorder, workspaceId: company.id, now }, 300)
})

test('two consumers of one database apply each event once and stop when asked', async () => {
  const consumers = [1, 2].map(() => createConsumer({ db, recorder, log: silent, now }))
  const stops = consumers.map((consumer) => consumer.start())
  await keep(Array.from({ length: 400 }, (_, i) => `shared-${i}`))
  for (const consumer of consumers) consumer.wake(company.id)
  for (;;) {
    if ((await recorded('shared-')) === 400) break
    await new Promise((resume) => setTimeout(resume, 10))
  }
  await Promise.all(stops.map((stop) => stop()))
  const [row] = await db.query<{ most: number }>(sql`
    select max(attempts) as most from raw_events where workspace_id = ${company.id} and starts_with(subject, 'shared-')`)
  expect(row?.most).toBe(1)
})

test('a consumer whose connections are cut goes on by itself', async () => {
  const consumer = createConsumer({ db, recorder, log: silent, now })
  const stop = consumer.start()
  await db.query(
    sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
  )
  await keep(['after-cut'])
  consumer.wake(company.id)
  while ((await recorded('after-cut')) === 0) await new Promise((resume) => setTimeout(resume, 10))
  await stop()
})

test('events older than their endpoint keeps are removed, failed ones stay until somebody decides', async () => {
  const before = await states('')
  await forgetOldEvents(db, new Date('2040-01-01T00:00:00Z'))
  expect(Object.values(before)).toContain('applied')
  expect(new Set(Object.values(await states('')))).toEqual(new Set(['failed']))
})
