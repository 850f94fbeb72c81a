import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestServer, testServer } from '../../../platform/testing/server.ts'
import { inboxEmpty, openEndpoint, postZadarma, recordOf, statesOf, type TestEndpoint } from '../testing.ts'
import { zadarma } from './zadarma.ts'

let server: TestServer
let door: TestEndpoint
beforeAll(async () => {
  server = await testServer()
  door = await openEndpoint(server, 'zadarma', {
    secrets: { secret: 'a1b2c3d4e5f6' },
    settings: { timezone: 'Asia/Novosibirsk' },
  })
})
afterAll(() => server.close())

type Event = readonly [fields: Record<string, string>, signed: readonly string[]]

const inbound = ['caller_id', 'called_did', 'call_start']
const caller = '79161234567'
const did = '74951112233'
const start = '2026-03-02 14:05:10'

/** An inbound call that rings at two extensions; the second one answers. */
const answered = (id: string): Event[] => {
  const common = { call_start: start, pbx_call_id: id, caller_id: caller, called_did: did }
  const end = { ...common, status_code: '16', is_recorded: '0' }
  return [
    [{ event: 'NOTIFY_START', ...common }, inbound],
    [{ event: 'NOTIFY_INTERNAL', ...common, internal: '101' }, inbound],
    [{ event: 'NOTIFY_INTERNAL', ...common, internal: '201' }, inbound],
    [
      {
        event: 'NOTIFY_ANSWER',
        call_start: start,
        pbx_call_id: id,
        caller_id: caller,
        destination: '201',
        internal: '201',
      },
      ['caller_id', 'destination', 'call_start'],
    ],
    [
      {
        event: 'NOTIFY_END',
        ...end,
        internal: '201',
        duration: '95',
        disposition: 'answered',
        is_recorded: '1',
        call_id_with_rec: '1488459910.2043',
      },
      inbound,
    ],
    [
      { event: 'NOTIFY_RECORD', pbx_call_id: id, call_id_with_rec: '1488459910.2043' },
      ['pbx_call_id', 'call_id_with_rec'],
    ],
  ]
}

async function tell(events: readonly Event[]): Promise<void> {
  for (const [fields, signed] of events) expect((await postZadarma(door, fields, signed)).status).toBe(200)
  await inboxEmpty(server)
}

test('an inbound call is one interaction: who was rung in vain, who talked, in the zone of the cabinet', async () => {
  await tell(answered('in_whole'))
  const found = await recordOf(server, 'in_whole')
  expect(found).toMatchObject([
    {
      provider: 'zadarma',
      direction: 'inbound',
      state: 'finished',
      outcome: 'talked',
      // 14:05:10 in Novosibirsk.
      startedAt: new Date('2026-03-02T07:05:10Z'),
      talkSeconds: 95,
      partyNumber: '+79161234567',
      ourAddress: '+74951112233',
      line: '201',
      employee: server.company.secondManager.name,
      recordingUrl: 'zadarma:1488459910.2043',
    },
  ])
  expect(found[0]?.legs.map(({ line, outcome }) => [line, outcome])).toEqual([
    ['101', null],
    ['201', 'answered'],
  ])
})

test('shuffled, doubled and cut short, every order of the same events gives the same record', async () => {
  let run = 0
  const story = async (id: string, order: readonly number[]) => {
    await tell(order.map((index) => answered(id)[index] as Event))
    // A recording that is told of alone has no time but that of its arrival.
    const alone = order.every((index) => index === 5)
    const found = await recordOf(server, id)
    expect(found).toHaveLength(1)
    return JSON.parse(
      JSON.stringify(found.map((call) => (alone ? { ...call, startedAt: null } : call))).replaceAll(id, 'id'),
    )
  }
  await fc.assert(
    fc.asyncProperty(
      fc
        .subarray([0, 1, 2, 3, 4, 5], { minLength: 1 })
        .chain((some) =>
          fc.tuple(
            fc.constant(some),
            fc.shuffledSubarray(some, { minLength: some.length }),
            fc.array(fc.constantFrom(...some), { maxLength: 3 }),
          ),
        ),
      async ([straight, shuffled, again]) => {
        run += 1
        expect(await story(`in_s${run}_`, [...shuffled, ...again])).toEqual(await story(`in_o${run}_`, straight))
      },
    ),
    { numRuns: 15, seed: 20_261_124 },
  )
})

test('what came to nothing says how: given up, busy, no answer, no money', async () => {
  const end = (id: string, disposition: string, duration = '20'): Event => [
    {
      event: 'NOTIFY_END',
      call_start: start,
      pbx_call_id: id,
      caller_id: caller,
      called_did: did,
      internal: '101',
      duration,
      disposition,
      status_code: '19',
      is_recorded: '0',
    },
    inbound,
  ]
  await tell([end('in_1', 'cancel'), end('in_2', 'busy', '0'), end('in_3', 'no answer'), end('in_4', 'no money')])
  const outcomes = (await Promise.all(['in_1', 'in_2', 'in_3', 'in_4'].map((id) => recordOf(server, id)))).map(
    ([call]) => [call?.state, call?.outcome, call?.waitSeconds],
  )
  expect(outcomes).toEqual([
    ['finished', 'gave_up', 20],
    ['finished', 'busy', 0],
    ['finished', 'unanswered', 20],
    ['finished', 'failed', 20],
  ])
})

test('an outbound call is the dialling employee’s, and a call to an extension stays inside', async () => {
  const signed = ['internal', 'destination', 'call_start']
  const out = (id: string, destination: string): Event[] => [
    [{ event: 'NOTIFY_OUT_START', call_start: start, pbx_call_id: id, internal: '101', destination }, signed],
    [
      {
        event: 'NOTIFY_OUT_END',
        call_start: start,
        pbx_call_id: id,
        internal: '101',
        destination,
        caller_id: did,
        duration: '31',
        disposition: 'answered',
        status_code: '16',
        is_recorded: '0',
      },
      signed,
    ],
  ]
  await tell([...out('out_a', '79031112233'), ...out('out_b', '105')])
  expect(await recordOf(server, 'out_')).toMatchObject([
    {
      direction: 'outbound',
      outcome: 'talked',
      talkSeconds: 31,
      partyNumber: '+79031112233',
      ourAddress: '+74951112233',
      line: '101',
    },
    { direction: 'internal', partyNumber: '105', line: '101' },
  ])
})

test('a call heard live tells how long the client waited', () => {
  const at = (seconds: number) => new Date(Date.parse('2026-03-02T07:05:10Z') + seconds * 1000)
  const map = (fields: Record<string, string>, receivedAt: Date) =>
    zadarma.map(
      {
        topic: '',
        contentType: 'application/x-www-form-urlencoded',
        body: Buffer.from(new URLSearchParams(fields).toString()),
        receivedAt,
      },
      { timezone: 'Asia/Novosibirsk' },
    )
  const fields = answered('in_live')[3]?.[0] ?? {}
  expect(map(fields, at(12))).toMatchObject({ observations: [{ legs: [{ answeredAt: at(12) }] }] })
  const late = map(fields, at(3600))
  expect(late.kind === 'told' && late.observations[0]?.legs?.[0]).not.toHaveProperty('answeredAt')
})

test('a signature that is missing, wrong or encoded otherwise is refused', async () => {
  const before = await statesOf(server, door)
  const [fields] = answered('in_refused')[0] as Event
  const post = (signature?: string) =>
    fetch(door.url, { method: 'POST', body: new URLSearchParams(fields), headers: signature ? { signature } : {} })
  const said = `${fields.caller_id}${fields.called_did}${fields.call_start}`
  const bytes = createHmac('sha1', 'a1b2c3d4e5f6').update(said).digest('base64')
  expect((await post()).status).toBe(401)
  expect((await post('wrong')).status).toBe(401)
  expect((await post(bytes)).status).toBe(401)
  expect((await postZadarma({ ...door, secrets: { secret: 'another' } }, fields, inbound)).status).toBe(401)
  expect(await statesOf(server, door)).toEqual(before)
})

test('the signature is base64 of the hexadecimal text, as computed independently', async () => {
  // python3: base64.b64encode(hmac.new(b'a1b2c3d4e5f6', b'79161234567'+b'74951112233'+b'2026-03-02 14:05:10', 'sha1').hexdigest().encode())
  const signature = 'MDllZWQ4NThkYjBiM2ZlYWJkZjYzNDgxZGM0NjhiZDBkMDNjMzVkNA=='
  const [fields] = answered('in_python')[0] as Event
  const answer = await fetch(door.url, { method: 'POST', body: new URLSearchParams(fields), headers: { signature } })
  expect(answer.status).toBe(200)
})

test('multipart whose boundary is not the announced one is read as well', async () => {
  const [fields] = answered('in_multipart')[0] as Event
  const said = (fields.caller_id ?? '') + fields.called_did + fields.call_start
  const signature = Buffer.from(createHmac('sha1', 'a1b2c3d4e5f6').update(said).digest('hex')).toString('base64')
  const body = `${Object.entries(fields)
    .map(([name, value]) => `--real\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
    .join('')}--real--\r\n`
  const headers = { 'content-type': 'multipart/form-data; boundary=announced', signature }
  expect((await fetch(door.url, { method: 'POST', body, headers })).status).toBe(200)
  await inboxEmpty(server)
  expect(await recordOf(server, 'in_multipart')).toMatchObject([{ partyNumber: '+79161234567' }])
})

test('the cabinet’s word is repeated to it, and by nobody’s address', async () => {
  const answer = await fetch(`${door.url}?zd_echo=<b>word</b>`)
  expect([answer.status, await answer.text(), answer.headers.get('content-type')]).toEqual([
    200,
    '<b>word</b>',
    'text/plain; charset=utf-8',
  ])
  expect((await fetch(`${door.url.slice(0, -1)}?zd_echo=word`)).status).toBe(404)
})
