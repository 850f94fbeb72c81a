import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestServer, testServer } from '../../../platform/testing/server.ts'
import { inboxEmpty, openEndpoint, postMango, recordOf, statesOf, type TestEndpoint } from '../testing.ts'

let server: TestServer
let door: TestEndpoint
beforeAll(async () => {
  server = await testServer()
  door = await openEndpoint(server, 'mango', { secrets: { apiKey: 'qwerty123', salt: 'asdfgh456' } })
})
afterAll(() => server.close())

type Event = readonly [topic: string, payload: Record<string, unknown>]

const client = '79607164646'
const line = '74951112233'

/**
 * A call as the API description tells of one: the voice menu, the queue of a group, an employee who does not answer
 * within the time of ringing, a second one who does, the end, and the recording.
 */
const answered = (entry: string): Event[] => {
  const call = (
    id: string,
    timestamp: number,
    seq: number,
    state: string,
    location: string,
    to: object,
    more = {},
  ): Event => [
    'events/call',
    {
      entry_id: entry,
      call_id: `${entry}:${id}`,
      timestamp,
      seq,
      call_state: state,
      location,
      from: { number: client, ...(id === '1' ? {} : { taken_from_call_id: `${entry}:1` }) },
      to,
      dct: { type: 0 },
      ...more,
    },
  ]
  const menu = { number: line, line_number: line }
  const first = { extension: '101', number: 'sip:user1@vpbx.mangosip.ru', line_number: line, acd_group: '999' }
  const second = { extension: '201', number: '79776307393', line_number: line, acd_group: '999' }
  return [
    call('1', 1670060527, 1, 'Appeared', 'ivr', menu),
    call('1', 1670060527, 2, 'Connected', 'ivr', menu),
    call('1', 1670060532, 3, 'Disconnected', 'ivr', menu, { disconnect_reason: 1180 }),
    call('2', 1670060532, 1, 'Appeared', 'abonent', first),
    call('2', 1670060537, 2, 'Disconnected', 'abonent', first, { disconnect_reason: 1111 }),
    call('3', 1670060537, 1, 'Appeared', 'abonent', second),
    call('3', 1670060542, 2, 'Connected', 'abonent', second),
    call('3', 1670060661, 3, 'Disconnected', 'abonent', second, { disconnect_reason: 1110 }),
    [
      'events/summary',
      {
        entry_id: entry,
        call_direction: 1,
        from: { number: client },
        to: { extension: '201', number: '79776307393' },
        line_number: line,
        create_time: 1670060527,
        forward_time: 1670060527,
        talk_time: 1670060542,
        end_time: 1670060661,
        entry_result: 1,
        disconnect_reason: 1110,
      },
    ],
    [
      'events/record/added',
      { product_id: 1, user_id: 7, entry_id: entry, recording_id: 'MToxMDA4NjI3', timestamp: 1670060700 },
    ],
  ]
}

async function tell(events: readonly Event[]): Promise<void> {
  for (const [topic, payload] of events) expect((await postMango(door, topic, payload)).status).toBe(200)
  await inboxEmpty(server)
}

test('an inbound call through menu, queue and two employees is one interaction with everyone’s part', async () => {
  await tell(answered('MTYxNzM5NjY0OTE='))
  const [call, ...others] = await recordOf(server, 'MTYxNzM5NjY0OTE=')
  expect(others).toEqual([])
  expect(call).toMatchObject({
    provider: 'mango',
    kind: 'call',
    direction: 'inbound',
    state: 'finished',
    outcome: 'talked',
    startedAt: new Date('2022-12-03T09:42:07Z'),
    answeredAt: new Date('2022-12-03T09:42:22Z'),
    endedAt: new Date('2022-12-03T09:44:21Z'),
    waitSeconds: 15,
    talkSeconds: 119,
    durationSeconds: 134,
    partyNumber: '+79607164646',
    ourAddress: `+${line}`,
    line: '201',
    employee: server.company.secondManager.name,
    isTest: false,
  })
  expect(call?.recordingUrl).toContain('MToxMDA4NjI3')
  expect(call?.legs.map(({ role, line: extension, outcome, reason }) => [role, extension, outcome, reason])).toEqual([
    ['menu', null, 'answered', '1180'],
    ['person', '101', 'no_answer', '1111'],
    ['person', '201', 'answered', '1110'],
  ])
})

test('shuffled, doubled and cut short, every order of the same events gives the same record', async () => {
  let run = 0
  const events = answered('')
  const story = async (entry: string, order: readonly number[]) => {
    await tell(order.map((index) => answered(entry)[index] as Event))
    const found = await recordOf(server, entry)
    expect(found).toHaveLength(order.length > 0 ? 1 : 0)
    return JSON.parse(JSON.stringify(found).replaceAll(entry, 'entry'))
  }
  await fc.assert(
    fc.asyncProperty(
      fc
        .subarray(
          events.map((_, index) => index),
          { minLength: 1 },
        )
        .chain((some) =>
          fc.record({
            straight: fc.constant(some),
            shuffled: fc
              .tuple(
                fc.shuffledSubarray(some, { minLength: some.length }),
                fc.array(fc.constantFrom(...some), { maxLength: 4 }),
              )
              .map(([all, again]) => [...all, ...again]),
          }),
        ),
      async ({ straight, shuffled }) => {
        run += 1
        expect(await story(`shuffled-${run}=`, shuffled)).toEqual(await story(`straight-${run}=`, straight))
      },
    ),
    { numRuns: 15, seed: 20_261_124 },
  )
})

test('a caller who hangs up in the queue has given up, and the call is over before its summary comes', async () => {
  const queue = { number: line, line_number: line, acd_group: '999' }
  const event = (seq: number, timestamp: number, state: string, more = {}): Event => [
    'events/call',
    {
      entry_id: 'gaveup',
      call_id: 'gaveup:1',
      timestamp,
      seq,
      call_state: state,
      location: 'queue',
      from: { number: client },
      to: queue,
      ...more,
    },
  ]
  await tell([event(1, 1670060000, 'Appeared'), event(2, 1670060040, 'Disconnected', { disconnect_reason: 1110 })])
  expect(await recordOf(server, 'gaveup')).toMatchObject([
    { state: 'finished', outcome: 'gave_up', waitSeconds: 40, talkSeconds: 0 },
  ])
})

test('a call held, consulted about and handed to a colleague stays one interaction of one client', async () => {
  const event = (
    id: string,
    seq: number,
    timestamp: number,
    state: string,
    from: object,
    to: object,
    more = {},
  ): Event => [
    'events/call',
    { entry_id: 'handed', call_id: id, timestamp, seq, call_state: state, location: 'abonent', from, to, ...more },
  ]
  const caller = { number: client }
  const first = { extension: '101', number: '12345678', line_number: line }
  const consulting = { extension: '101', number: '12345678', taken_from_call_id: '200:514' }
  const second = { extension: '201', number: '87654321' }
  const handedOver = { number: client, taken_from_call_id: '200:514' }
  await tell([
    event('200:514', 1, 1398956975, 'Appeared', caller, first),
    event('200:514', 2, 1398956985, 'Connected', caller, first),
    event('200:514', 3, 1398956995, 'OnHold', caller, first),
    event('202:515', 1, 1398957000, 'Appeared', consulting, second),
    event('202:515', 2, 1398957005, 'Connected', consulting, second),
    event('200:514', 4, 1398957015, 'Disconnected', caller, first, { disconnect_reason: 1120 }),
    event('202:515', 3, 1398957015, 'Disconnected', consulting, second, { disconnect_reason: 1110 }),
    event('400:200', 1, 1398957015, 'Appeared', handedOver, second),
    event('400:200', 2, 1398957016, 'Connected', handedOver, second),
    event('400:200', 3, 1398957136, 'Disconnected', handedOver, second, { disconnect_reason: 1110 }),
  ])
  const found = await recordOf(server, 'handed')
  expect(found).toMatchObject([
    {
      direction: 'inbound',
      state: 'finished',
      outcome: 'talked',
      partyNumber: '+79607164646',
      waitSeconds: 10,
      endedAt: new Date('2014-05-01T15:12:16Z'),
      line: '201',
      employee: server.company.secondManager.name,
    },
  ])
  expect(found[0]?.legs.map(({ key, line: extension, outcome }) => [key, extension, outcome])).toEqual([
    ['200:514', '101', 'answered'],
    ['202:515', '201', 'answered'],
    ['400:200', '201', 'answered'],
  ])
})

test('an outbound call belongs to the employee who dialled, and an unknown number is a failed call', async () => {
  const from = { extension: '101', number: 'sip:user1@vpbx.mangosip.ru' }
  await tell([
    [
      'events/call',
      {
        entry_id: 'out',
        call_id: 'out:1',
        timestamp: 1670060000,
        seq: 1,
        call_state: 'Appeared',
        location: 'abonent',
        from,
        to: { number: '79991234567' },
      },
    ],
    [
      'events/call',
      {
        entry_id: 'out',
        call_id: 'out:1',
        timestamp: 1670060003,
        seq: 2,
        call_state: 'Disconnected',
        location: 'abonent',
        from,
        to: { number: '79991234567' },
        disconnect_reason: 1133,
      },
    ],
  ])
  expect(await recordOf(server, 'out')).toMatchObject([
    {
      direction: 'outbound',
      state: 'finished',
      outcome: 'failed',
      partyNumber: '+79991234567',
      line: '101',
      employee: server.company.people.manager.name,
    },
  ])
})

test('key presses and messages are understood and kept without touching the record', async () => {
  const before = await statesOf(server, door)
  await tell([
    ['events/dtmf', { seq: 1, dtmf: '1', timestamp: 1670060000, call_id: 'x', entry_id: 'pressed', location: 'ivr.2' }],
  ])
  expect((await statesOf(server, door)).ignored).toBe((before.ignored ?? 0) + 1)
  expect(await recordOf(server, 'pressed')).toEqual([])
})

test('what is rightly signed and can’t be read is kept with its reason', async () => {
  for (const payload of [
    '{"entry_id": "cut',
    '[1, 2]',
    '{"entry_id":"x","call_state":"Appeared"}',
    '{"something":"else"}',
  ]) {
    expect((await postMango(door, 'events/call', payload)).status).toBe(200)
  }
  await inboxEmpty(server)
  const answer = await server.api('admin')(
    `/workspaces/${server.company.slug}/raw-events?state=failed&endpoint=${door.id}`,
  )
  const { events } = (await answer.json()) as { events: { reason: { code: string } }[] }
  expect(events.map(({ reason }) => reason.code)).toEqual([
    'unknown_event',
    'missing_field',
    'not_an_object',
    'malformed_json',
  ])
})

test('a signature that is missing or wrong is refused and nothing of it is kept', async () => {
  const before = await statesOf(server, door)
  const json = JSON.stringify(answered('refused')[0]?.[1])
  const post = (fields: Record<string, string>) =>
    fetch(`${door.url}/events/call`, { method: 'POST', body: new URLSearchParams(fields) })
  const wrongSalt = { ...door, secrets: { ...door.secrets, salt: 'other' } }
  expect((await post({ vpbx_api_key: 'qwerty123', json })).status).toBe(401)
  expect((await post({ vpbx_api_key: 'qwerty123', sign: '0'.repeat(64), json })).status).toBe(401)
  expect((await postMango(wrongSalt, 'events/call', json)).status).toBe(401)
  expect((await postMango({ ...door, url: `${door.url}x` }, 'events/call', json)).status).toBe(404)
  expect(await statesOf(server, door)).toEqual(before)
})

test('a cabinet that appends its topic without a slash is understood', async () => {
  const glued = { ...door, url: `${door.url}events` }
  expect((await postMango(glued, 'call', { dtmf: '1', entry_id: 'glued' })).status).toBe(200)
})

test('the cabinet’s check of the connection, a form without fields, is answered', async () => {
  expect(
    (await fetch(door.url, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' } }))
      .status,
  ).toBe(200)
})
