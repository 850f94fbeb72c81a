import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestServer, testServer } from '../../../platform/testing/server.ts'
import { inboxEmpty, openEndpoint, postGeneric, recordOf, statesOf, type TestEndpoint } from '../testing.ts'

let server: TestServer
let door: TestEndpoint
beforeAll(async () => {
  server = await testServer()
  door = await openEndpoint(server, 'generic')
})
afterAll(() => server.close())

test('a form of a site becomes an interaction with its source, and telling more about it later completes it', async () => {
  const first = await postGeneric(door, {
    id: 'order-1',
    kind: 'form',
    at: '2026-03-02T10:00:00+03:00',
    direction: 'inbound',
    client: { phone: '8 (916) 123-45-67', name: 'Анна' },
    origin: { source: 'yandex', campaign: 'Окна' },
    subject: 'Хочу окна',
  })
  expect(first.status).toBe(202)
  expect(await first.json()).toMatchObject({ duplicate: false })
  await postGeneric(door, {
    id: 'order-1',
    kind: 'form',
    at: '2026-03-02T10:05:00+03:00',
    employee: '101',
    outcome: 'answered',
    finished: true,
  })
  await inboxEmpty(server)
  expect(await recordOf(server, 'order-1')).toMatchObject([
    {
      kind: 'form',
      state: 'finished',
      outcome: 'talked',
      partyNumber: '+79161234567',
      subject: 'Хочу окна',
      startedAt: new Date('2026-03-02T07:00:00Z'),
      line: '101',
    },
  ])
})

test('a list of more events than fit is refused whole, and the sender told why', async () => {
  const events = Array.from({ length: 1001 }, (_, i) => ({ id: `flood-${i}` }))
  const refused = await postGeneric(door, { events })
  expect([refused.status, await refused.json()]).toEqual([413, { code: 'too_large' }])
  expect(await recordOf(server, 'flood-')).toEqual([])
})

test('the same delivery twice is one event, and the sender is told so', async () => {
  const event = { id: 'twice', kind: 'call', at: '2026-03-02T10:00:00Z' }
  await postGeneric(door, event)
  const again = await postGeneric(door, event, new Date(Date.now() + 1000))
  expect([again.status, ((await again.json()) as { duplicate: boolean }).duplicate]).toEqual([202, true])
})

test('a list is kept event by event: one that is wrong does not hold the others up', async () => {
  const answer = await postGeneric(door, {
    events: [
      { id: 'list-1', kind: 'call', at: '2026-03-02T10:00:00Z' },
      { id: 'list-2', kind: 'nonsense' },
      { id: 'list-3', kind: 'call', at: '2026-03-02T10:00:00Z', durationSeconds: -5 },
    ],
  })
  expect(answer.status).toBe(202)
  const { events } = (await answer.json()) as { events: { problem?: { code: string; detail: string } }[] }
  expect(events.map(({ problem }) => problem?.code)).toEqual([undefined, 'wrong_field', 'wrong_field'])
  expect(events[2]?.problem?.detail).toContain('durationSeconds')
  await inboxEmpty(server)
  expect(await recordOf(server, 'list-')).toHaveLength(1)
})

test('what can’t be read is answered with the reason and kept all the same', async () => {
  const before = (await statesOf(server, door)).failed ?? 0
  const cases: [unknown, number][] = [
    ['{"id": "cut sh', 400],
    ['"text"', 422],
    [{ kind: 'call' }, 422],
    [{ id: 'x1', kind: 'call', at: 'yesterday' }, 422],
    [{ id: 'x2', kind: 'call', at: '9999-01-01T00:00:00Z' }, 422],
    [{ id: 'x3', kind: 'call', at: '1826-01-01T00:00:00Z' }, 422],
    [{ id: 'x4', kind: 'call', recordingUrl: 'javascript:alert(1)' }, 422],
    [{ id: 'x5', kind: 'call', typo: true }, 422],
  ]
  for (const [payload, status] of cases)
    expect([payload, (await postGeneric(door, payload)).status]).toEqual([payload, status])
  await inboxEmpty(server)
  expect((await statesOf(server, door)).failed).toBe(before + cases.length)
})

test('a request that is old, from the future, unsigned or signed with another secret is refused', async () => {
  const event = { id: 'refused', kind: 'call' }
  const before = await statesOf(server, door)
  expect((await postGeneric(door, event, new Date(Date.now() - 301_000))).status).toBe(401)
  expect((await postGeneric(door, event, new Date(Date.now() + 310_000))).status).toBe(401)
  expect((await postGeneric({ ...door, secrets: { secret: 'other' } }, event)).status).toBe(401)
  const headers = { 'content-type': 'application/json' }
  expect((await fetch(door.url, { method: 'POST', headers, body: JSON.stringify(event) })).status).toBe(401)
  expect(await statesOf(server, door)).toEqual(before)
})

test('wrong types, huge bodies, unknown doors and wrong providers have answers of their own', async () => {
  const type = (contentType: string) =>
    fetch(door.url, { method: 'POST', headers: { 'content-type': contentType }, body: '<xml/>' })
  expect((await type('application/xml')).status).toBe(415)
  const huge = 'x'.repeat(50 * 1024 * 1024)
  const answer = await fetch(door.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: huge,
  }).catch(() => null)
  expect(answer === null || answer.status === 413).toBe(true)
  expect((await postGeneric({ ...door, url: `${server.url}/hooks/generic/nothing` }, {})).status).toBe(404)
  expect((await postGeneric({ ...door, url: door.url.replace('/generic/', '/mango/') }, {})).status).toBe(404)
  expect((await postGeneric({ ...door, url: door.url.replace('/generic/', '/toString/') }, {})).status).toBe(404)
  expect((await fetch(door.url)).status).toBe(405)
})

test('a test contact is recorded and marked', async () => {
  await postGeneric(door, { id: 'probe', kind: 'call', at: '2026-03-02T10:00:00Z', test: true })
  await inboxEmpty(server)
  expect(await recordOf(server, 'probe')).toMatchObject([{ isTest: true }])
})
