/** A cloud exchange says only that it took the wish: who picked up comes as its events, and where none comes nobody is called twice. */
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { newId } from '../../../kernel/ids.ts'
import { sql } from '../../../platform/database/database.ts'
import { type TestServer, testServer } from '../../../platform/testing/index.ts'
import { openEndpoint, type TestEndpoint } from '../../intake/testing.ts'
import { settingsSchema } from '../settings.ts'

vi.setConfig({ testTimeout: 90_000 })
const patience = { timeout: 60_000, interval: 50 }

let ahead = 0
let server: TestServer
let cabinet: http.Server
let door: TestEndpoint
const site = newId()
/** Whom the exchange was asked to ring, in order. */
const asked: string[] = []
beforeAll(async () => {
  cabinet = http.createServer(async (request, response) => {
    const pieces: Buffer[] = []
    for await (const piece of request) pieces.push(piece as Buffer)
    // Its history of calls is asked for as well, and is empty.
    if (request.method === 'GET') return response.writeHead(200).end('[]')
    const { user } = JSON.parse(Buffer.concat(pieces).toString()) as { user: string }
    asked.push(user)
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify({ callid: `call-${asked.length}` }))
  })
  await new Promise<void>((ready) => cabinet.listen(0, '127.0.0.1', ready))
  const address = `http://127.0.0.1:${(cabinet.address() as AddressInfo).port}/crmapi/v1`
  server = await testServer({ now: () => new Date(Date.now() + ahead), env: { LIDOSKOP_PRIVATE_HOOKS: '1' } })
  door = await openEndpoint(server, 'megafon', { secrets: { token: 'key' }, settings: { vatsAddress: address } })
  const people = [server.company.people.manager.id, server.company.secondManager.id]
  const dial = { enabled: true, connection: door.id, who: 'list', people }
  await server.db.query(sql`
    insert into callback_settings (workspace_id, site_id, settings, updated_at)
    values (${server.company.id}, ${site}, ${JSON.stringify(settingsSchema.parse({ enabled: true, dial }))}::jsonb, now())`)
})
afterAll(async () => {
  await server?.close()
  cabinet?.close()
})
beforeEach(async () => {
  await server.db.query(sql`delete from callback_requests where workspace_id = ${server.company.id}`)
  await server.db.query(sql`delete from callback_dials where workspace_id = ${server.company.id}`)
  asked.length = 0
})

async function wait(phone: string): Promise<void> {
  const now = new Date(Date.now() + ahead)
  await server.db.query(sql`
    insert into callback_requests (workspace_id, id, site_id, phone, state, created_at, promised_from, promised_until, try_at, language)
    values (${server.company.id}, ${newId()}, ${site}, ${phone}, 'waiting', ${now}, ${now}, ${now}, ${now}, 'ru')`)
}
const stands = async () => {
  const [row] = await server.db.query<{ state: string; stopped: string | null; attempts: number; dials: string[] }>(sql`
    select r.state, r.dial_stopped as stopped, r.attempts, array(select d.state from callback_dials d
      where d.workspace_id = ${server.company.id} and d.request_id = r.id order by d.started_at, d.id) as dials
    from callback_requests r where r.workspace_id = ${server.company.id}`)
  return row
}
const tell = async (fields: Record<string, string>) => {
  const body = new URLSearchParams({ ...fields, crm_token: door.secrets.secret ?? '' }).toString()
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  expect((await fetch(door.url, { method: 'POST', headers, body })).status).toBeLessThan(300)
}
const history = (callid: string, phone: string, more: Record<string, string>) => {
  const start = new Date(Date.now() + ahead).toISOString().replace(/[-:]|\.\d+/g, '')
  return tell({ cmd: 'history', type: 'out', user: 'anna', ext: '101', phone, start, duration: '40', callid, ...more })
}

test('the answer of the exchange ends nothing: its event of the talk does', async () => {
  await wait('+79162220131')
  await expect.poll(stands, patience).toMatchObject({ state: 'waiting', dials: ['ringing'] })
  expect(asked).toEqual(['101'])
  await history('call-1', '79162220131', { status: 'Success' })
  await expect.poll(stands, patience).toMatchObject({ state: 'done', attempts: 0, dials: ['talked'] })
})

test('a client who did not answer is an attempt, and the other colleague is rung at the next try', async () => {
  await wait('+79162220132')
  await expect.poll(stands, patience).toMatchObject({ dials: ['ringing'] })
  await history('call-x', '79162220132', { status: 'NotAvailable', duration: '20' })
  await expect.poll(stands, patience).toMatchObject({ state: 'waiting', attempts: 1, dials: ['unanswered'] })
  ahead += 6 * 60_000
  await expect.poll(() => asked, patience).toEqual(['101', '201'])
})

test('a call of which no event comes is not placed again, until its event or a person says more', async () => {
  await wait('+79162220133')
  await expect.poll(stands, patience).toMatchObject({ dials: ['ringing'] })
  ahead += 3 * 60_000
  await expect.poll(stands, patience).toMatchObject({ state: 'waiting', stopped: 'unknown', dials: ['unknown'] })
  ahead += 60 * 60_000
  await wait('+79162220134')
  await expect.poll(() => asked.length, patience).toBe(2)
  const late = new Date(Date.now() + ahead - 62 * 60_000).toISOString().replace(/[-:]|\.\d+/g, '')
  await history('call-y', '79162220133', { status: 'Success', start: late })
  const unknown = () =>
    server.db.query(sql`
      select r.result from callback_requests r where r.workspace_id = ${server.company.id} and r.phone = '+79162220133'`)
  await expect.poll(unknown, patience).toEqual([{ result: 'talked' }])
})
