import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestServer, testServer } from '../../../platform/testing/server.ts'
import { everyOrder } from '../test-orders.ts'
import { inboxEmpty, openEndpoint, recordOf, statesOf, type TestEndpoint } from '../testing.ts'
import { mts } from './mts.ts'

let server: TestServer
let door: TestEndpoint
beforeAll(async () => {
  server = await testServer()
  door = await openEndpoint(server, 'mts')
})
afterAll(() => server.close())

const basic = (login: string, password: string) => `Basic ${Buffer.from(`${login}:${password}`).toString('base64')}`

const post = (body: string, authorization?: string): Promise<Response> =>
  fetch(door.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(authorization && { authorization }) },
    body,
  })

const event = (callId: string, type: string, time: string, more = ''): string =>
  `{"ServiceType":7,"CallID":${callId},"Domain":"9800000001.RU","EventType":"${type}",${more}"EventTime":"${time}","From":{"ANI":"9161234567"},"To":{"DNIS":"9160000002","Virtual":"201","TrunkId":"9800000001"}}`

/** Accepted, answered after nine seconds, over after forty-three; times as the provider writes them. */
const call = (callId: string): readonly string[] => [
  event(callId, 'CallAccepted', '2026-03-02T13:49:40+03:00'),
  event(callId, 'CallAnswered', '2026-03-02T13:49:49.5970279+03:00'),
  event(callId, 'EndCall', '2026-03-02T13:50:23.2814344+03:00', '"CallResult":"2",'),
]

async function tell(events: readonly string[]): Promise<void> {
  for (const body of events) expect((await post(body, basic('lidoskop', door.secrets.password ?? ''))).status).toBe(200)
  await inboxEmpty(server)
}

test('three events are one call, of the employee whose extension was reached', async () => {
  await tell(call('75317940442'))
  expect(await recordOf(server, '75317940442')).toMatchObject([
    {
      provider: 'mts',
      direction: 'inbound',
      state: 'finished',
      outcome: 'talked',
      startedAt: new Date('2026-03-02T10:49:40Z'),
      answeredAt: new Date('2026-03-02T10:49:49.597Z'),
      endedAt: new Date('2026-03-02T10:50:23.281Z'),
      partyNumber: '+79161234567',
      ourAddress: '+79800000001',
      line: '201',
      employee: server.company.secondManager.name,
      talkSeconds: 34,
      waitSeconds: 10,
    },
  ])
})

test('shuffled, doubled and cut short, every order of the same events gives the same record', () =>
  everyOrder(3, async (id, order) => {
    await tell(order.map((place) => call(id)[place] ?? ''))
    return recordOf(server, id)
  }))

test('a call that ends without an answer was missed, whatever its undocumented result says', async () => {
  const [accepted = '', , end = ''] = call('600001')
  await tell([accepted, end])
  expect(await recordOf(server, '600001')).toMatchObject([
    { state: 'finished', outcome: 'unanswered', waitSeconds: 43, talkSeconds: 0 },
  ])
})

test('a number of a call that JSON would round is kept exactly', async () => {
  await tell(call('9007199254740995'))
  expect(await recordOf(server, '9007199254740995')).toHaveLength(1)
})

test('a login or password that is missing or wrong is refused', async () => {
  const before = await statesOf(server, door)
  const [body = ''] = call('700001')
  const password = door.secrets.password ?? ''
  for (const given of [
    undefined,
    basic('lidoskop', 'wrong'),
    basic('admin', password),
    basic('lidoskop', ''),
    'Bearer x',
  ]) {
    expect([given, (await post(body, given)).status]).toEqual([given, 401])
  }
  expect((await post(body, basic('lidoskop', password).replace('Basic', 'basic'))).status).toBe(200)
  await inboxEmpty(server)
  expect((await statesOf(server, door)).applied).toBe((before.applied ?? 0) + 1)
})

test('what can’t be read stays in the inbox with its reason', () => {
  const map = (body: string) =>
    mts.map({ topic: '', contentType: 'application/json', body: Buffer.from(body), receivedAt: new Date() }, {})
  const [whole = ''] = call('1')
  expect(map(whole.slice(0, 80))).toMatchObject({ kind: 'failed', reason: { code: 'malformed_json' } })
  expect(map('[]')).toMatchObject({ reason: { code: 'not_an_object' } })
  expect(map('{"CallID":1}')).toMatchObject({ reason: { code: 'missing_field', detail: 'EventType' } })
  expect(map('{"EventType":"EndCall"}')).toMatchObject({ reason: { code: 'missing_field', detail: 'CallID' } })
  expect(map('{"EventType":"EndCall","CallID":1,"EventTime":"вчера"}')).toMatchObject({
    reason: { code: 'wrong_time' },
  })
  expect(map(event('1', 'Sing', '2026-03-02T13:49:40+03:00'))).toMatchObject({
    reason: { code: 'unknown_event', detail: 'Sing' },
  })
})
