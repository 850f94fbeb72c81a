import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestServer, testServer } from '../../../platform/testing/server.ts'
import { everyOrder } from '../test-orders.ts'
import { inboxEmpty, openEndpoint, recordOf, statesOf, type TestEndpoint } from '../testing.ts'
import { rostelecom } from './rostelecom.ts'

let server: TestServer
let door: TestEndpoint
const secrets = { clientId: '000003C405E6525C64C184258C44EC99', signKey: '00000716ABDA6D4DFF10F82BCBBFC532' }
beforeAll(async () => {
  server = await testServer()
  door = await openEndpoint(server, 'rostelecom', { secrets })
})
afterAll(() => server.close())

const signOf = (body: string) =>
  createHash('sha256')
    .update(secrets.clientId + body + secrets.signKey)
    .digest('hex')

const post = (
  body: string,
  headers: Record<string, string> = { 'x-client-id': secrets.clientId, 'x-client-sign': signOf(body) },
) =>
  fetch(`${door.url}/call_events`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  })

/** As in the provider's guide: spaces around a word, an `end` that is dated before the answer, a string for a boolean. */
const inbound = (session: string): readonly string[] => {
  const common = { type: 'incoming', session_id: session, from_number: 'sip:79161234567@example.ru' }
  const employee = { request_number: 'petrov@example.ru', request_pin: '201' }
  return [
    { state: 'new', ...common, timestamp: '2026-03-02 15:01:27.214', request_number: 'sip:74951112233@example.ru' },
    { state: 'connected', ...common, timestamp: '2026-03-02 15:01:35.214', ...employee },
    {
      state: ' disconnected ',
      ...common,
      timestamp: '2026-03-02 15:02:15.214',
      ...employee,
      disconnect_reason: 'Отбой вызывающего абонента',
    },
    { state: 'end', ...common, timestamp: '2026-03-02 15:01:27.214', ...employee, is_record: 'true' },
  ].map((event) => JSON.stringify(event))
}

async function tell(events: readonly string[]): Promise<void> {
  for (const body of events) expect((await post(body)).status).toBe(200)
  await inboxEmpty(server)
}

test('the states of a session are one call: the number that was dialled, who talked, in Moscow’s time', async () => {
  await tell(inbound('76981273981237'))
  const [call] = await recordOf(server, '76981273981237')
  expect(call).toMatchObject({
    provider: 'rostelecom',
    direction: 'inbound',
    state: 'finished',
    outcome: 'talked',
    startedAt: new Date('2026-03-02T12:01:27.214Z'),
    answeredAt: new Date('2026-03-02T12:01:35.214Z'),
    // Of the employee's own end: that of the session is dated before the answer.
    endedAt: new Date('2026-03-02T12:02:15.214Z'),
    waitSeconds: 8,
    talkSeconds: 40,
    partyNumber: '+79161234567',
    ourAddress: '+74951112233',
    line: '201',
    employee: server.company.secondManager.name,
  })
})

test('shuffled, doubled and cut short, every order of the same events gives the same record', () =>
  everyOrder(4, async (id, order) => {
    await tell(order.map((place) => inbound(id)[place] ?? ''))
    return recordOf(server, id)
  }))

test('a call that nobody took is missed; an outbound one is the caller’s; colleagues stay inside', async () => {
  const at = '2026-03-02 15:01:27.214'
  const later = '2026-03-02 15:01:57.214'
  const given = (session_id: string, type: string, more: object) => ({ session_id, type, ...more })
  const missed = { from_number: 'sip:79161234567@example.ru', request_number: 'sip:74951112233@example.ru' }
  const out = { from_number: 'petrov@example.ru', from_pin: '201', request_number: 'sip:79031112233@example.ru' }
  const inner = {
    from_number: 'petrov@example.ru',
    from_pin: '201',
    request_number: 'ivanova@example.ru',
    request_pin: '101',
  }
  await tell(
    [
      { ...given('800001', 'incoming', missed), state: 'new', timestamp: at },
      { ...given('800001', 'incoming', missed), state: 'end', timestamp: later, request_pin: '101' },
      { ...given('800002', 'outbound', out), state: 'new', timestamp: at },
      { ...given('800002', 'outbound', out), state: 'connected', timestamp: later },
      { ...given('800002', 'outbound', out), state: 'end', timestamp: '2026-03-02 15:02:57.214' },
      { ...given('800003', 'internal', inner), state: 'new', timestamp: at },
    ].map((event) => JSON.stringify(event)),
  )
  expect(await recordOf(server, '80000')).toMatchObject([
    {
      direction: 'inbound',
      outcome: 'unanswered',
      partyNumber: '+79161234567',
      ourAddress: '+74951112233',
      waitSeconds: 30,
    },
    {
      direction: 'outbound',
      outcome: 'talked',
      partyNumber: '+79031112233',
      line: '201',
      talkSeconds: 60,
      ourAddress: null,
    },
    { direction: 'internal', line: '201', ourAddress: null },
  ])
})

test('the signature of the provider’s own example is right', () => {
  const body = '{"request_number": "+74951234567","from_sipuri": "test_user@cloudpbx.rt.ru"}'
  const headers: Readonly<Record<string, string>> = {
    'x-client-id': secrets.clientId,
    'x-client-sign': 'fc95a524342dc68df90f7488e6d821c5a8a3b667d585490b50ebf939f1202c36',
  }
  const delivery = (text: string) => ({
    ...{ method: 'POST' as const, topic: 'call_events', query: new URLSearchParams(), contentType: 'application/json' },
    header: (name: string) => headers[name] ?? null,
    body: Buffer.from(text),
  })
  expect(rostelecom.trust(delivery(body), secrets, new Date())).toBe('right')
  expect(rostelecom.trust(delivery(body.replace(' ', '')), secrets, new Date())).toBe('wrong')
})

test('a signature that is missing, wrong or of another account is refused', async () => {
  const before = await statesOf(server, door)
  const [body = ''] = inbound('900900')
  expect((await post(body, {})).status).toBe(401)
  expect((await post(body, { 'x-client-id': secrets.clientId })).status).toBe(401)
  expect((await post(body, { 'x-client-sign': signOf(body) })).status).toBe(401)
  expect((await post(body, { 'x-client-id': secrets.clientId, 'x-client-sign': signOf(`${body} `) })).status).toBe(401)
  expect((await post(body, { 'x-client-id': 'another', 'x-client-sign': signOf(body) })).status).toBe(401)
  expect(await statesOf(server, door)).toEqual(before)
})

test('questions are kept and change nothing; what can’t be read stays with its reason', () => {
  const map = (topic: string, body: string) =>
    rostelecom.map({ topic, contentType: 'application/json', body: Buffer.from(body), receivedAt: new Date() }, {})
  expect(map('get_number_info', '{"from_number":"sip:79161234567@example.ru"}')).toMatchObject({ kind: 'ignored' })
  const [whole = ''] = inbound('1')
  expect(map('call_events', whole.slice(0, 60))).toMatchObject({ kind: 'failed', reason: { code: 'malformed_json' } })
  expect(map('call_events', '{}')).toMatchObject({ reason: { code: 'missing_field', detail: 'state' } })
  expect(map('call_events', '{"state":"new"}')).toMatchObject({
    reason: { code: 'missing_field', detail: 'session_id' },
  })
  expect(map('call_events', '{"state":"new","session_id":"1","timestamp":"23.04.2018"}')).toMatchObject({
    reason: { code: 'wrong_time' },
  })
  expect(map('call_events', '{"state":"sing","session_id":"1","timestamp":"2026-03-02 15:01:27"}')).toMatchObject({
    reason: { code: 'unknown_event' },
  })
})
