/** Two processes, and one that dies in the middle: a client is called once, or not again until a person says so. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { newId } from '../../../kernel/ids.ts'
import { sql } from '../../../platform/database/database.ts'
import { type TestServer, testServer } from '../../../platform/testing/index.ts'
import { account, type TestExchange, testExchange } from '../../intake/ami/test-exchange.ts'
import { openEndpoint } from '../../intake/testing.ts'
import { settingsSchema } from '../settings.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })
const patience = { timeout: 90_000, interval: 100 }
const root = resolve(import.meta.dirname, '../../..')

let server: TestServer
let exchange: TestExchange
let connection: string
const site = newId()
const children: ChildProcess[] = []
beforeAll(async () => {
  // Its clock stands before every request: this server makes the company, the processes call.
  server = await testServer({ now: () => new Date('2026-01-01T00:00:00Z'), env: { LIDOSKOP_PRIVATE_HOOKS: '1' } })
  exchange = await testExchange()
  const settings = { host: '127.0.0.1', port: exchange.port, user: account.user }
  connection = (await openEndpoint(server, 'ami', { secrets: { password: account.secret }, settings })).id
  const people = [server.company.people.manager.id, server.company.secondManager.id]
  const dial = { enabled: true, connection, who: 'list', people, ringSeconds: 60 }
  await server.db.query(sql`
    insert into callback_settings (workspace_id, site_id, settings, updated_at)
    values (${server.company.id}, ${site}, ${JSON.stringify(settingsSchema.parse({ enabled: true, dial }))}::jsonb, now())`)
})
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL')
  await server?.close()
  await exchange?.close()
})

async function startProcess(): Promise<ChildProcess> {
  const script = join(import.meta.dirname, 'test-process.ts')
  const { url } = server.db
  const child = spawn(process.execPath, ['--import', 'tsx', script, url, server.app.services.config.dataFolder], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  await once(child.stdout ?? child, 'data')
  return child
}
const wait = (phone: string) =>
  server.db.query(sql`
    insert into callback_requests (workspace_id, id, site_id, phone, state, created_at, promised_from, promised_until, try_at, language)
    values (${server.company.id}, ${newId()}, ${site}, ${phone}, 'waiting', now(), now(), now(), now(), 'ru')`)
const dials = () =>
  server.db.query<{ state: string; code: string | null; stopped: string | null }>(sql`
    select d.state, d.code, r.dial_stopped as stopped from callback_dials d
    join callback_requests r on r.workspace_id = ${server.company.id} and r.id = d.request_id
    where d.workspace_id = ${server.company.id} order by d.started_at`)
const originated = () => exchange.asked.filter(({ Action }) => Action === 'Originate').length

test('of two processes one calls; killed while it rings, neither it nor the other calls again until a person does', async () => {
  const both = await Promise.all([startProcess(), startProcess()])
  await wait('+79162220121')
  await expect.poll(originated, patience).toBe(1)
  expect(await dials()).toMatchObject([{ state: 'placing', stopped: null }])
  for (const child of both) {
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  // As long as the lease lasts nobody knows that they are gone; then nobody knows whether the client was called.
  await startProcess()
  await wait('+79162220122')
  await expect.poll(originated, patience).toBe(2)
  expect((await dials()).map(({ state }) => state)).toEqual(['placing', 'placing'])
  await server.db.query(sql`
    update callback_dials set until = now() - interval '1 second'
    where workspace_id = ${server.company.id} and started_at = (select min(started_at) from callback_dials where workspace_id = ${server.company.id})`)
  await expect
    .poll(async () => (await dials())[0], patience)
    .toEqual({ state: 'unknown', code: 'interrupted', stopped: 'unknown' })
  // A turn later, with a free colleague, it is still not dialled: the third call is that of another request.
  await wait('+79162220123')
  await expect.poll(originated, patience).toBe(3)
  expect((await dials()).map(({ state }) => state)).toEqual(['unknown', 'placing', 'placing'])
})
