import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestServer, testServer } from '../../../platform/testing/server.ts'
import { everyOrder } from '../test-orders.ts'
import { inboxEmpty, openEndpoint, recordOf, statesOf, type TestEndpoint } from '../testing.ts'
import { megafon } from './megafon.ts'

let server: TestServer
let door: TestEndpoint
/** What the server's clock shows: events of this provider tell no time of their own. */
let clock = new Date('2026-03-02T10:00:00Z')
beforeAll(async () => {
  server = await testServer({ now: () => clock })
  door = await openEndpoint(server, 'megafon')
})
afterAll(() => server.close())

type Fields = Readonly<Record<string, string>>

const post = (fields: Fields, token: string | undefined = door.secrets.secret): Promise<Response> =>
  fetch(door.url, {
    method: 'POST',
    body: new URLSearchParams({ ...fields, ...(token !== undefined && { crm_token: token }) }),
  })

const at = (seconds: number) => new Date(Date.parse('2026-03-02T10:00:00Z') + seconds * 1000)

/** A group rings: 101 loses the race, 201 answers after eight seconds and talks for forty. */
const groupCall = (callid: string): readonly (readonly [second: number, fields: Fields])[] => {
  const common = { callid, phone: '89161234567', diversion: '74951112233', groupRealName: 'Продажи' }
  const first = { ...common, user: 'ivanova', ext: '101', telnum: '74951112201' }
  const second = { ...common, user: 'petrov', ext: '201', telnum: '74951112202' }
  const event = { cmd: 'event', direction: 'in' }
  return [
    [0, { ...event, ...first, type: 'INCOMING' }],
    [0, { ...event, ...second, type: 'INCOMING' }],
    [8, { ...event, ...second, type: 'ACCEPTED' }],
    [8, { ...event, ...first, type: 'CANCELLED' }],
    [48, { ...event, ...second, type: 'COMPLETED' }],
    [
      49,
      {
        ...second,
        cmd: 'history',
        type: 'in',
        status: 'Success',
        start: '20260302T100000Z',
        duration: '48',
        link: 'https://records.example/1.mp3',
        rating: '4',
      },
    ],
  ]
}

async function tell(events: readonly (readonly [number, Fields])[]): Promise<void> {
  for (const [second, fields] of events) {
    clock = at(second)
    expect((await post(fields)).status).toBe(200)
  }
  await inboxEmpty(server)
}

test('a group that rings is one call: who lost the race, who answered, and our number that was dialled', async () => {
  await tell(groupCall('100001'))
  const [call] = await recordOf(server, '100001')
  expect(call).toMatchObject({
    provider: 'megafon',
    direction: 'inbound',
    state: 'finished',
    outcome: 'talked',
    startedAt: at(0),
    answeredAt: at(8),
    endedAt: at(48),
    waitSeconds: 8,
    talkSeconds: 40,
    durationSeconds: 48,
    partyNumber: '+79161234567',
    ourAddress: '+74951112233',
    line: '201',
    employee: server.company.secondManager.name,
    recordingUrl: 'https://records.example/1.mp3',
  })
  expect(call?.legs.map(({ line, outcome }) => [line, outcome])).toEqual([
    ['101', 'no_answer'],
    ['201', 'answered'],
  ])
})

test('shuffled, doubled and cut short, every order of the same events gives the same record', () =>
  everyOrder(6, async (id, order) => {
    await tell(order.map((place) => groupCall(id)[place] ?? [0, {}]))
    return recordOf(server, id)
  }))

test('the last word alone is enough, and says how a call came to nothing', async () => {
  const history = (callid: string, fields: Fields): Fields => ({
    ...{
      cmd: 'history',
      callid,
      phone: '79161234567',
      diversion: '74951112233',
      start: '20260302T100000Z',
      duration: '20',
    },
    ...fields,
  })
  clock = at(30)
  const told: readonly Fields[] = [
    history('200001', { type: 'in', status: 'missed' }),
    history('200002', { type: 'out', status: 'Busy', user: 'petrov', ext: '201' }),
    history('200003', { type: 'out', status: 'Cancel', user: 'petrov', ext: '201' }),
    history('200004', { type: 'out', status: 'NotFound', user: 'petrov', ext: '201' }),
    history('200005', { type: 'out', status: 'SUCCESS', user: 'petrov', ext: '201', duration: '40', wait: '6' }),
  ]
  await tell(told.map((fields) => [30, fields] as const))
  const found = await recordOf(server, '20000')
  expect(
    found.map(({ direction, outcome, waitSeconds, talkSeconds, durationSeconds, line }) => [
      direction,
      outcome,
      waitSeconds,
      talkSeconds,
      durationSeconds,
      line,
    ]),
  ).toEqual([
    ['inbound', 'unanswered', 20, 0, 20, null],
    ['outbound', 'busy', 20, 0, 20, '201'],
    ['outbound', 'gave_up', 20, 0, 20, '201'],
    ['outbound', 'failed', 20, 0, 20, '201'],
    // With a wait beside it the duration is the talk alone.
    ['outbound', 'talked', 6, 40, 46, '201'],
  ])
})

test('JSON is understood as the form is', async () => {
  const body = JSON.stringify({
    ...{ cmd: 'history', status: 'Missed', callid: '300001', phone: '+79161234567', groupRealName: 'Поддержка' },
    ...{ type: 'in', wait: 5, duration: 0, crm_token: door.secrets.secret },
  })
  const answer = await fetch(door.url, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
  expect(answer.status).toBe(200)
  await inboxEmpty(server)
  expect(await recordOf(server, '300001')).toMatchObject([
    { outcome: 'unanswered', waitSeconds: 5, partyNumber: '+79161234567' },
  ])
})

test('an exchange whose clock is ahead is set right by the connection’s setting', () => {
  const body = Buffer.from(JSON.stringify(groupCall('1')[5]?.[1]))
  const event = { topic: '', contentType: 'application/json', body, receivedAt: at(49) }
  expect(megafon.map(event, { clockHours: 3 })).toMatchObject({
    observations: [{ startedAt: new Date('2026-03-02T07:00:00Z') }],
  })
})

test('“who is calling?” is answered with an object and not kept; a rating is kept and changes nothing', async () => {
  const before = await statesOf(server, door)
  const answer = await post({ cmd: 'contact', phone: '88005553535', callid: '400001' })
  expect([answer.status, await answer.json()]).toEqual([200, {}])
  expect((await post({ cmd: 'contact', phone: '88005553535', callid: '400001' }, 'wrong')).status).toBe(401)
  expect(await statesOf(server, door)).toEqual(before)
  await tell([[60, { cmd: 'rating', callid: '400001', rating: '4', phone: '88005553535', user: 'petrov', ext: '201' }]])
  expect(await recordOf(server, '400001')).toEqual([])
  expect((await statesOf(server, door)).ignored).toBe(1)
})

test('a token that is missing, wrong or empty is refused, and the right one is not kept', async () => {
  const before = await statesOf(server, door)
  const fields = groupCall('500001')[5]?.[1] ?? {}
  const withoutToken = await fetch(door.url, { method: 'POST', body: new URLSearchParams(fields) })
  expect(withoutToken.status).toBe(401)
  expect((await post(fields, 'wrong')).status).toBe(401)
  expect((await post(fields, '')).status).toBe(401)
  expect(
    megafon.trust(
      {
        method: 'POST',
        topic: '',
        query: new URLSearchParams(),
        contentType: 'application/x-www-form-urlencoded',
        header: () => null,
        body: Buffer.from('cmd=event&crm_token='),
      },
      { secret: '' },
      clock,
    ),
  ).not.toBe('right')
  expect(await statesOf(server, door)).toEqual(before)
  expect(
    JSON.stringify(
      megafon
        .keep(
          {
            method: 'POST',
            topic: '',
            query: new URLSearchParams(),
            contentType: 'application/x-www-form-urlencoded',
            header: () => null,
            body: Buffer.from('cmd=event&crm_token=topsecret'),
          },
          {},
        )
        .map(({ body }) => body.toString()),
    ),
  ).not.toContain('topsecret')
})

test('what can’t be read stays in the inbox with its reason', async () => {
  const map = (fields: Fields) =>
    megafon.map(
      { topic: '', contentType: 'application/json', body: Buffer.from(JSON.stringify(fields)), receivedAt: at(0) },
      {},
    )
  expect(map({})).toMatchObject({ kind: 'failed', reason: { code: 'missing_field', detail: 'cmd' } })
  expect(map({ cmd: 'history', status: 'Success' })).toMatchObject({
    reason: { code: 'missing_field', detail: 'callid' },
  })
  expect(map({ cmd: 'history', callid: '1', status: 'Odd' })).toMatchObject({ reason: { code: 'wrong_field' } })
  expect(map({ cmd: 'history', callid: '1', status: 'Success', start: '2026' })).toMatchObject({
    reason: { code: 'wrong_time' },
  })
  expect(map({ cmd: 'event', callid: '1', type: 'SINGING' })).toMatchObject({ reason: { code: 'unknown_event' } })
  expect(map({ cmd: 'poem', callid: '1' })).toMatchObject({ reason: { code: 'unknown_event' } })
})
