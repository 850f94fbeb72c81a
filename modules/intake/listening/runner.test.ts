import { mkdtempSync, rmSync } from 'node:fs'
import net from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { newId } from '../../../kernel/ids.ts'
import { openDatabase, sql } from '../../../platform/database/database.ts'
import { createLog } from '../../../platform/log/log.ts'
import { openSecretBox } from '../../../platform/secrets/secret-box.ts'
import { createCompany, type TestCompany, type TestDatabase, testDatabase } from '../../../platform/testing/index.ts'
import { sealSecrets } from '../endpoints/secrets.ts'
import { createKeeper } from '../inbox/keep.ts'
import { ConnectionFailure, type Listener, type Source } from './listener.ts'
import { createRunner, tellAgain, tellListening } from './runner.ts'
import { listListening } from './states.ts'

let db: TestDatabase
let company: TestCompany
const folder = mkdtempSync(join(tmpdir(), 'lidoskop-listening-'))
const box = openSecretBox(folder)
beforeAll(async () => {
  db = await testDatabase({ max: 15 })
  company = await createCompany(db)
})
afterAll(async () => {
  await db.close()
  rmSync(folder, { recursive: true, force: true })
})

const stops: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
  await db.query(sql`update endpoints set active = false where workspace_id = ${company.id}`)
})

const secrets = { password: 'p&ssw0rd-of-mail' }

async function connect(settings: object = {}): Promise<string> {
  const id = newId()
  await db.query(sql`
    insert into endpoints (workspace_id, id, provider, name, token, secret, settings, created_by, created_at)
    values (${company.id}, ${id}, 'imap', 'Почта', ${id}, ${sealSecrets(box, company.id, id, secrets)}, ${JSON.stringify(settings)}, 'test', now())`)
  await tellListening(db)
  return id
}

/** Runs listeners as one process would; pauses are a hundred times shorter than in life. */
function runProcess(
  listener: Listener,
  options: { healthyMs?: number; database?: TestDatabase | ReturnType<typeof openDatabase> } = {},
) {
  const { database = db, ...rest } = options
  const runner = createRunner({
    db: database,
    box,
    keeper: createKeeper(database, () => undefined),
    log: createLog('silent'),
    now: () => new Date(),
    listeners: { imap: listener },
    sweepMs: 100,
    pauseAfter: (failures) => Math.min(50, 10 * failures),
    ...rest,
  })
  const stop = runner.start()
  stops.push(stop)
  return stop
}

const stateOf = async (id: string) => (await listListening(db, company.id)).get(id) ?? null

async function until<Value>(ask: () => Value | Promise<Value>, holds: (value: Value) => boolean): Promise<Value> {
  for (;;) {
    const value = await ask()
    if (holds(value)) return value
    await new Promise((resume) => setTimeout(resume, 10))
  }
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) =>
    signal.aborted ? resolve() : signal.addEventListener('abort', () => resolve(), { once: true }),
  )

const event = (text: string) => ({ topic: 'letter', contentType: 'text/plain', body: Buffer.from(text) })

test('a connection is listened to as soon as it is made, keeps what it hears and remembers how far it was read', async () => {
  const seen: Source[] = []
  runProcess(async (source, signal) => {
    seen.push(source)
    await source.keep([event(`letter-${seen.length}`)])
    await source.saveCursor({ uid: 17 })
    await source.ok()
    await aborted(signal)
  })
  const id = await connect({ host: 'mail.example' })
  const state = await until(
    () => stateOf(id),
    (now) => now?.state === 'ok',
  )
  expect(state).toMatchObject({ failure: null, failures: 0, retryAt: null })
  expect(seen[0]).toMatchObject({
    workspaceId: company.id,
    endpointId: id,
    settings: { host: 'mail.example' },
    secrets,
    cursor: null,
  })
  const rows = await db.query(sql`
    select provider, topic, state, convert_from(body, 'UTF8') as body from raw_events
    where workspace_id = ${company.id} and endpoint_id = ${id}`)
  expect(rows).toEqual([{ provider: 'imap', topic: 'letter', state: 'waiting', body: 'letter-1' }])
  await tellAgain(db, id)
  await until(
    () => seen.length,
    (count) => count === 2,
  )
  expect(seen[1]?.cursor).toEqual({ uid: 17 })
})

test('of several processes exactly one listens, and another takes over when that one stops', async () => {
  const listening = new Set<string>()
  let most = 0
  const as =
    (name: string): Listener =>
    async (source, signal) => {
      listening.add(name)
      most = Math.max(most, listening.size)
      await source.ok()
      await aborted(signal)
      listening.delete(name)
    }
  const stopFirst = runProcess(as('first'))
  const id = await connect()
  await until(() => listening.has('first'), Boolean)
  runProcess(as('second'))
  runProcess(as('third'))
  await until(
    () => stateOf(id),
    (now) => now?.state === 'ok',
  )
  await new Promise((resume) => setTimeout(resume, 300))
  expect([...listening]).toEqual(['first'])
  await stopFirst()
  await until(
    () => listening.size,
    (size) => size === 1,
  )
  expect(listening.has('first')).toBe(false)
  expect(most).toBe(1)
})

test('a process whose database connection breaks gives up what it held, and listens again when it has it back', async () => {
  const mine = openDatabase(db.url, { max: 5 })
  let running = 0
  let starts = 0
  const stop = runProcess(
    async (source, signal) => {
      running += 1
      starts += 1
      await source.ok()
      await aborted(signal)
      running -= 1
    },
    { database: mine },
  )
  await connect()
  await until(
    () => running,
    (count) => count === 1,
  )
  await db.query(sql`
    select pg_terminate_backend(pid) from pg_locks
    where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database()) and pid <> pg_backend_pid()`)
  await until(
    () => starts,
    (count) => count === 2,
  )
  expect(running).toBe(1)
  stops.splice(stops.indexOf(stop), 1)
  await stop()
  await mine.close()
})

test('what fails is tried again after longer and longer pauses, shown with its reason, and forgotten when it works', async () => {
  let works = false
  let attempts = 0
  runProcess(async (source, signal) => {
    attempts += 1
    if (!works) throw new ConnectionFailure('credentials', `LOGIN ${secrets.password} rejected`)
    await source.ok()
    await aborted(signal)
  })
  const id = await connect()
  const failing = await until(
    () => stateOf(id),
    (now) => (now?.failures ?? 0) >= 3 && now?.state === 'failing',
  )
  expect(failing?.failure).toEqual({ code: 'credentials', detail: 'LOGIN ••• rejected' })
  expect(failing?.retryAt).toBeInstanceOf(Date)
  works = true
  expect(
    await until(
      () => stateOf(id),
      (now) => now?.state === 'ok',
    ),
  ).toMatchObject({ failure: null, failures: 0 })
  expect(attempts).toBeGreaterThanOrEqual(4)
})

test('a port where nobody listens is named as such, and the address that was tried with it', async () => {
  runProcess(async (_, signal) => {
    await new Promise((_resolve, reject) => net.connect(1, '127.0.0.1').once('error', reject))
    await aborted(signal)
  })
  const id = await connect()
  const state = await until(
    () => stateOf(id),
    (now) => now?.failure !== null && now !== null,
  )
  expect(state?.failure).toEqual({ code: 'unreachable', detail: expect.stringContaining('127.0.0.1:1') })
})

test('a paused connection is left alone and one with new settings is listened to with those', async () => {
  const heard: unknown[] = []
  runProcess(async (source, signal) => {
    heard.push(source.settings.folder)
    await source.ok()
    await aborted(signal)
    heard.push('ended')
  })
  const id = await connect({ folder: 'INBOX' })
  await until(
    () => stateOf(id),
    (now) => now?.state === 'ok',
  )
  const change = async (set: ReturnType<typeof sql>) => {
    await db.query(sql`update endpoints set ${set} where workspace_id = ${company.id} and id = ${id}`)
    await tellListening(db)
  }
  await change(sql`settings = '{"folder":"Sales"}'`)
  await until(
    () => heard.length,
    (count) => count === 3,
  )
  expect(heard).toEqual(['INBOX', 'ended', 'Sales'])
  await change(sql`active = false`)
  await until(
    () => stateOf(id),
    (now) => now?.state === 'off',
  )
  expect(heard.at(-1)).toBe('ended')
  await change(sql`active = true`)
  await until(
    () => stateOf(id),
    (now) => now?.state === 'ok',
  )
  expect(heard.length).toBe(5)
})

test('a listener that goes on after its end can keep nothing more', async () => {
  let late: Promise<unknown> = Promise.resolve()
  runProcess(async (source, signal) => {
    await source.ok()
    await aborted(signal)
    late = source.keep([event('too late')]).catch((error: Error) => error.name)
  })
  const id = await connect()
  await until(
    () => stateOf(id),
    (now) => now?.state === 'ok',
  )
  for (const stop of stops.splice(0)) await stop()
  expect(await late).toBe('AbortError')
  expect(
    await db.query(sql`select 1 from raw_events where workspace_id = ${company.id} and endpoint_id = ${id}`),
  ).toEqual([])
})
