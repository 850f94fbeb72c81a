/** «Сначала менеджер, потом клиент»: the whole way over a live exchange, from a visitor's number to the talk that ends it. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { newId } from '../../../kernel/ids.ts'
import { sql } from '../../../platform/database/database.ts'
import { type TestServer, testServer } from '../../../platform/testing/index.ts'
import { originatedCall, type Script } from '../../intake/ami/test-dialogues.ts'
import { account, type Said, type TestExchange, testExchange } from '../../intake/ami/test-exchange.ts'
import { openEndpoint } from '../../intake/testing.ts'
import type { CallbackRequest } from '../contract.ts'
import { type CallbackSettings, settingsSchema } from '../settings.ts'

vi.setConfig({ testTimeout: 90_000 })
const patience = { timeout: 60_000, interval: 50 }

/** A clock that goes on by itself, as exchanges' news are timed by it, and is put forward. */
let ahead = Date.parse('2026-03-10T09:00:00Z') - Date.now()
const clock = () => new Date(Date.now() + ahead)
const later = (minutes: number) => {
  ahead += minutes * 60_000
}
let server: TestServer
let exchange: TestExchange
let site: { id: string; key: string }
let connection: string
let people: { first: string; second: string }
/** What becomes of ringing a line: the reason of OriginateResponse, a refusal, or null: it rings on. */
let picksUp: Record<string, string | null> = {}

beforeAll(async () => {
  server = await testServer({ now: clock, env: { LIDOSKOP_PRIVATE_HOOKS: '1' } })
  exchange = await testExchange()
  const settings = { host: '127.0.0.1', port: exchange.port, user: account.user }
  connection = (await openEndpoint(server, 'ami', { secrets: { password: account.secret }, settings })).id
  const made = await server.api('admin')(at('/sites'), { body: { name: 'okna.test', domains: ['okna.test'] } })
  site = (await made.json()) as { id: string; key: string }
  people = { first: server.company.people.manager.id, second: server.company.secondManager.id }
  exchange.originate = ({ Channel: channel = '' }) => {
    const result = picksUp[channel.replace('PJSIP/', '')] ?? null
    if (result === null || !/^\d+$/.test(result)) return result
    return { Response: result === '4' ? 'Success' : 'Failure', Reason: result, Uniqueid: '<null>' }
  }
})
afterAll(async () => {
  await server?.close()
  await exchange?.close()
})
beforeEach(async () => {
  await server.db.query(sql`delete from callback_requests where workspace_id = ${server.company.id}`)
  await server.db.query(sql`delete from callback_dials where workspace_id = ${server.company.id}`)
  exchange.asked.length = 0
  picksUp = {}
  later(120)
  await set({ enabled: true, who: 'list', people: [people.first, people.second] })
})

const at = (path: string) => `/workspaces/${server.company.slug}${path}`
const put = (settings: Partial<CallbackSettings>) =>
  server.api('admin')(at(`/callback-sites/${site.id}`), {
    method: 'PUT',
    body: { settings: settingsSchema.parse({ enabled: true, ...settings }) },
  })
async function set(dial: Partial<CallbackSettings['dial']>, more: Partial<CallbackSettings> = {}): Promise<void> {
  const answer = await put({ ...more, dial: settingsSchema.parse({ dial: { connection, ...dial } }).dial })
  if (!answer.ok) throw new Error(await answer.text())
}
const ask = (phone: string) =>
  fetch(`${server.url}/site/${site.key}/callbacks/requests`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: 'https://okna.test' },
    body: JSON.stringify({ id: randomUUID(), phone }),
  })
const requests = async () =>
  (await (await server.api('director')(at('/callbacks?from=2026-03-01&to=2026-03-31'))).json()) as {
    requests: CallbackRequest[]
  }
const request = async (phone: string) => (await requests()).requests.find((one) => one.phone === phone)
const stateOf = async (phone: string) => {
  const found = await request(phone)
  return found && { state: found.state, dial: found.dial?.state ?? null, stopped: found.dialStopped }
}
const roundOf = async (phone: string) => {
  const [row] = await server.db.query<{ round: number }>(sql`
    select dial_round as round from callback_requests where workspace_id = ${server.company.id} and phone = ${phone}`)
  return row?.round
}
const rung = () =>
  exchange.asked.flatMap(({ Action, Channel }: Said) => (Action === 'Originate' && Channel ? [Channel] : []))
const hear = async (script: Script): Promise<void> => {
  await expect.poll(() => exchange.signedIn(), patience).toBeGreaterThan(0)
  await exchange.tell(script.events)
}
const seconds = () => Math.floor(clock().getTime() / 1000)

describe('a request that is due', () => {
  test('rings the first, then the second, then the client; their talk, told by the exchange’s events, ends it', async () => {
    picksUp = { '101': '3', '201': '4' }
    expect((await ask('+79162220101')).status).toBe(200)
    await expect.poll(() => stateOf('+79162220101'), patience).toMatchObject({ state: 'waiting', dial: 'client' })
    expect(rung()).toEqual(['PJSIP/101', 'PJSIP/201'])
    await hear(originatedCall(0, '201', '79162220101', 'ANSWER', seconds()))
    await expect.poll(() => stateOf('+79162220101'), patience).toMatchObject({ state: 'done', dial: 'talked' })
    expect(await request('+79162220101')).toMatchObject({
      result: 'talked',
      attempts: 0,
      employee: { id: people.second },
    })
  })

  test('of a client who does not answer is an attempt, and the next try rings the other one', async () => {
    picksUp = { '101': '4', '201': '4' }
    await ask('+79162220102')
    await expect.poll(() => stateOf('+79162220102'), patience).toMatchObject({ dial: 'client' })
    await hear(originatedCall(0, '101', '79162220102', 'NOANSWER', seconds()))
    await expect
      .poll(() => request('+79162220102'), patience)
      .toMatchObject({ attempts: 1, dial: { state: 'unanswered' } })
    expect(rung()).toEqual(['PJSIP/101'])
    later(6)
    await expect.poll(rung, patience).toEqual(['PJSIP/101', 'PJSIP/201'])
  })

  test('that everybody lets ring is tried in three rounds and then left to people, the client never called', async () => {
    picksUp = { '101': '3', '201': '5' }
    await ask('+79162220103')
    for (const round of [1, 2, 3]) {
      await expect.poll(() => rung().length, patience).toBe(round * 2)
      if (round === 3) break
      await expect.poll(() => roundOf('+79162220103'), patience).toBe(round)
      later(6)
    }
    await expect.poll(() => stateOf('+79162220103'), patience).toMatchObject({ state: 'waiting', stopped: 'missed' })
    expect(await request('+79162220103')).toMatchObject({ attempts: 0 })
  })

  test('is not called outside the working hours, while somebody is at it by hand, nor where it is switched off', async () => {
    picksUp = { '101': '4' }
    await set({ enabled: false, who: 'list', people: [people.first] })
    await ask('+79162220104')
    const found = await request('+79162220104')
    await server.api('manager')(at(`/callbacks/${found?.id}/take`), { method: 'POST' })
    await set({ enabled: true, who: 'list', people: [people.first] })
    await ask('+79162220105')
    await expect.poll(() => stateOf('+79162220105'), patience).toMatchObject({ dial: 'client' })
    expect(await stateOf('+79162220104')).toMatchObject({ dial: null })
    const never = [null, null, null, null, null, null, null]
    await set({ enabled: true, who: 'list', people: [people.second] }, { week: never })
    await server.api('manager')(at(`/callbacks/${found?.id}/release`), { method: 'POST' })
    // A later request of an open site is called: whatever was to be called before it has had its turn.
    const open = await server.api('admin')(at('/sites'), { body: { name: 'okna2.test', domains: ['okna2.test'] } })
    const { id: other } = (await open.json()) as { id: string }
    const dial = settingsSchema.parse({
      dial: { connection, enabled: true, who: 'list', people: [people.second] },
    }).dial
    await server.api('admin')(at(`/callback-sites/${other}`), {
      method: 'PUT',
      body: { settings: settingsSchema.parse({ enabled: true, dial }) },
    })
    await server.db.query(sql`
      insert into callback_requests (workspace_id, id, site_id, phone, state, created_at, promised_from, promised_until, try_at, language)
      values (${server.company.id}, ${newId()}, ${other}, '+79162220199', 'waiting', ${clock()}, ${clock()}, ${clock()}, ${clock()}, 'ru')`)
    await expect.poll(() => rung().at(-1), patience).toBe('PJSIP/201')
    expect(await stateOf('+79162220104')).toMatchObject({ dial: null })
  })

  test('rings whoever is on duty in the department, and nobody while nobody is', async () => {
    picksUp = { '101': '4' }
    await set({ enabled: true, who: 'duty' }, { departmentId: server.company.departments.windows })
    await ask('+79162220106')
    expect(await stateOf('+79162220106')).toMatchObject({ dial: null, stopped: null })
    const duty = await server.api('manager')(at('/callback-duty'), { method: 'PUT', body: { on: true } })
    expect(duty.status).toBe(200)
    await expect.poll(() => stateOf('+79162220106'), patience).toMatchObject({ dial: 'client' })
    const { people: onDuty } = (await (await server.api('head')(at('/callback-duty'))).json()) as {
      people: { id: string }[]
    }
    expect(onDuty.map(({ id }) => id)).toEqual([people.first])
    await server.api('manager')(at('/callback-duty'), { method: 'PUT', body: { on: false } })
  })

  test('that the exchange refuses shows the exchange’s own reason', async () => {
    picksUp = { '101': 'Permission denied', '201': 'Permission denied' }
    await ask('+79162220107')
    await expect
      .poll(() => request('+79162220107'), patience)
      .toMatchObject({ dial: { state: 'refused', code: 'credentials', detail: 'Permission denied (originate)' } })
  })
})

describe('«Позвонить через АТС»', () => {
  test('rings whoever pressed, takes the request, and is refused while it rings or without an exchange', async () => {
    picksUp = {}
    await set({ enabled: false, ringSeconds: 60 })
    await ask('+79162220111')
    const id = (await request('+79162220111'))?.id
    const press = (who: 'manager' | 'head' | 'director') =>
      server.api(who)(at(`/callbacks/${id}/call`), { method: 'POST' })
    expect((await press('manager')).status).toBe(200)
    await expect.poll(rung, patience).toEqual(['PJSIP/101'])
    expect(await request('+79162220111')).toMatchObject({
      employee: { id: people.first },
      dial: { state: 'placing', byHand: true },
    })
    const again = await press('manager')
    expect([again.status, await again.json()]).toMatchObject([422, { data: { code: 'callback_ringing' } }])
    expect((await press('head')).status).toBe(422)
    await put({})
    await ask('+79162220112')
    const other = (await request('+79162220112'))?.id
    const without = await server.api('head')(at(`/callbacks/${other}/call`), { method: 'POST' })
    expect([without.status, await without.json()]).toMatchObject([422, { data: { code: 'callback_no_exchange' } }])
  })
})

test('settings name a connection that can call and people who are there', async () => {
  const wrong = async (dial: Partial<CallbackSettings['dial']>) => {
    const answer = await put({ dial: settingsSchema.parse({ dial }).dial })
    return [answer.status, ((await answer.json()) as { data: { field: string } }).data.field]
  }
  expect(await wrong({ enabled: true })).toEqual([422, 'settings.dial.connection'])
  expect(await wrong({ connection: newId() })).toEqual([404, 'settings.dial.connection'])
  expect(await wrong({ enabled: true, connection, who: 'list' })).toEqual([422, 'settings.dial.people'])
  expect(await wrong({ connection, people: [newId()] })).toEqual([404, 'settings.dial.people'])
})
