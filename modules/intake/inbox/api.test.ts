import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from '../../../platform/database/database.ts'
import { type TestServer, testServer } from '../../../platform/testing/server.ts'
import { inboxEmpty, openEndpoint, postMango, postZadarma, recordOf, type TestEndpoint } from '../testing.ts'
import { maskPayload, readablePayload } from './payload.ts'

let server: TestServer
let door: TestEndpoint
beforeAll(async () => {
  server = await testServer()
  door = await openEndpoint(server, 'mango', { secrets: { apiKey: 'key', salt: 'salt' } })
  for (let i = 0; i < 5; i++) await postMango(door, 'events/summary', summary(`inbox-${i}`))
  await postMango(door, 'events/dtmf', { dtmf: '1', entry_id: 'a' })
  await postMango(door, 'events/call', '{"cut')
  await inboxEmpty(server)
})
afterAll(() => server.close())

const summary = (entry: string) => ({
  entry_id: entry,
  call_direction: 1,
  from: { number: '79161234567' },
  to: { extension: '101' },
  create_time: 1670060527,
  talk_time: 1670060542,
  end_time: 1670060661,
  entry_result: 1,
  disconnect_reason: 1110,
})

const at = (path: string) => `/workspaces/${server.company.slug}${path}`
interface Event {
  readonly id: string
  readonly state: string
  readonly subject: string | null
  readonly reason: { code: string } | null
}
const list = async (query = '') =>
  (await (await server.api('admin')(at(`/raw-events${query}`))).json()) as { events: Event[]; more: boolean }

test('everything that came in is listed, newest first, page by page', async () => {
  const all = await list()
  expect(all.events.map(({ state }) => state)).toEqual(['failed', 'ignored', ...Array(5).fill('applied')])
  const first = await list('?limit=3')
  const rest = await list(`?limit=50&before=${first.events.at(-1)?.id}`)
  expect([first.more, rest.more]).toEqual([true, false])
  expect([...first.events, ...rest.events].map(({ id }) => id)).toEqual(all.events.map(({ id }) => id))
})

test('filters narrow by state, provider, interaction and day', async () => {
  expect((await list('?state=failed')).events.map(({ reason }) => reason?.code)).toEqual(['malformed_json'])
  expect((await list('?state[]=failed&state[]=ignored')).events).toHaveLength(2)
  expect((await list('?provider=zadarma')).events).toEqual([])
  expect((await list('?subject=inbox-3')).events).toHaveLength(1)
  expect((await list('?to=2020-01-01')).events).toEqual([])
})

test('one event shows what it said and what it means; figures tell what waits and failed', async () => {
  const [event] = (await list('?subject=inbox-3')).events
  const shown = (await (await server.api('director')(at(`/raw-events/${event?.id}`))).json()) as {
    payload: string
    meaning: string
    interactionId: string | null
  }
  expect(JSON.parse(shown.payload)).toMatchObject({ entry_id: 'inbox-3' })
  const opened = await server.api('director')(at(`/interactions/${shown.interactionId}`))
  expect(opened.status).toBe(200)
  expect(JSON.parse(shown.meaning)).toMatchObject({ externalId: 'inbox-3', talkSeconds: 119 })
  const figures = await (await server.api('director')(at('/raw-events/figures'))).json()
  expect(figures).toMatchObject({ waiting: 0, failed: 1, lastDay: { applied: 5, ignored: 1, failed: 1 } })
})

test('a replay maps again and doubles nothing', async () => {
  const before = await recordOf(server, 'inbox-')
  const answer = await server.api('admin')(at('/raw-events/replay'), { body: { provider: ['mango'] } })
  expect(await answer.json()).toEqual({ replayed: 7 })
  await inboxEmpty(server)
  expect(await recordOf(server, 'inbox-')).toEqual(before)
  expect((await list('?state=applied')).events).toHaveLength(5)
  const [failed] = (await list('?state=failed')).events
  expect((await server.api('admin')(at(`/raw-events/${failed?.id}/replay`), { method: 'POST' })).status).toBe(200)
  await inboxEmpty(server)
  expect((await list('?state=failed')).events).toHaveLength(1)
  const log = await server.db.query<{ objectId: string; after: unknown }>(sql`
    select object_id as "objectId", after from audit_log
    where workspace_id = ${server.company.id} and action = 'inbox.replayed' order by seq`)
  expect(log).toMatchObject([
    { objectId: 'raw_events', after: { provider: ['mango'], replayed: 7 } },
    { objectId: failed?.id, after: { replayed: 1 } },
  ])
})

test('a director reads and does not replay; others see nothing', async () => {
  expect((await server.api('director')(at('/raw-events/replay'), { body: {} })).status).toBe(403)
  for (const role of ['manager', 'head', 'marketing', 'agency', 'auditor'] as const) {
    expect([role, (await server.api(role)(at('/raw-events'))).status]).toEqual([role, 403])
  }
})

test('payloads are masked for those who may not see people’s data', () => {
  const text = readablePayload(
    'application/json',
    Buffer.from('{"from":"79161234567","mail":"anna@example.com","time":1670060542,"name":"Анна"}'),
  )
  const masked = maskPayload(text)
  for (const secret of ['79161234567', 'anna@', 'Анна']) expect(masked).not.toContain(secret)
  expect(masked).toContain('7916•••67')
})

test('replaying a period through a mended mapping takes back what the old one had said, and keeps what people said', async () => {
  const zadarma = await openEndpoint(server, 'zadarma', {
    secrets: { secret: 's' },
    settings: { timezone: 'Asia/Vladivostok' },
  })
  const signed = ['caller_id', 'called_did', 'call_start']
  const call = {
    call_start: '2026-03-02 14:05:10',
    pbx_call_id: 'in_mended',
    caller_id: '79161234567',
    called_did: '74951112233',
  }
  await postZadarma(zadarma, { event: 'NOTIFY_INTERNAL', ...call, internal: '101' }, signed)
  await postZadarma(
    zadarma,
    { event: 'NOTIFY_END', ...call, internal: '101', duration: '20', disposition: 'cancel', is_recorded: '0' },
    signed,
  )
  await inboxEmpty(server)
  expect(await recordOf(server, 'in_mended')).toMatchObject([
    { startedAt: new Date('2026-03-02T04:05:10Z'), waitSeconds: 20 },
  ])
  await server.db.query(sql`
    update interactions set class_id = ${server.company.classes.lead}, class_set_by = ${server.company.people.manager.id}, class_set_at = now()
    where workspace_id = ${server.company.id} and external_id = 'in_mended'`)

  await server.api('admin')(at(`/endpoints/${zadarma.id}`), {
    method: 'PATCH',
    body: { settings: { timezone: 'Europe/Moscow' } },
  })
  await server.api('admin')(at('/raw-events/replay'), { body: { endpoint: zadarma.id } })
  await inboxEmpty(server)
  const [mended] = await recordOf(server, 'in_mended')
  expect(mended).toMatchObject({ startedAt: new Date('2026-03-02T11:05:10Z'), outcome: 'gave_up', waitSeconds: 20 })
  const [row] = await server.db.query<{ classId: string }>(
    sql`select class_id as "classId" from interactions where workspace_id = ${server.company.id} and external_id = 'in_mended'`,
  )
  expect(row?.classId).toBe(server.company.classes.lead)
})
