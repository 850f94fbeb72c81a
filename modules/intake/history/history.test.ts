import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type TestServer, testServer } from '../../../platform/testing/server.ts'
import { everyOrder } from '../test-orders.ts'
import { inboxEmpty, openEndpoint, postMango, postUis, postZadarma, recordOf, type TestEndpoint } from '../testing.ts'
import { createBeelineHistory } from './beeline.ts'
import type { History } from './history.ts'
import { createMangoHistory } from './mango.ts'
import { createMegafonHistory } from './megafon.ts'
import { keys, type TestExchanges, testExchanges } from './test-exchanges.ts'
import { type Reading, readHistory } from './test-reading.ts'
import { toldCalls } from './told-calls.ts'
import { createUisHistory } from './uis.ts'
import { createZadarmaHistory } from './zadarma.ts'

let server: TestServer
let exchanges: TestExchanges
let doors: Record<keyof typeof keys, TestEndpoint>
beforeAll(async () => {
  exchanges = await testExchanges()
  server = await testServer()
  doors = {
    mango: await openEndpoint(server, 'mango', { secrets: keys.mango }),
    zadarma: await openEndpoint(server, 'zadarma', { secrets: { secret: keys.zadarma.secret } }),
    uis: await openEndpoint(server, 'uis'),
    megafon: await openEndpoint(server, 'megafon'),
    beeline: await openEndpoint(server, 'beeline', { secrets: keys.beeline }),
  }
})
afterAll(async () => {
  await server.close()
  await exchanges.close()
})
beforeEach(() => {
  exchanges.refusing = null
  exchanges.asked.length = 0
})

const now = new Date('2026-03-02T09:00:00Z')
const settings = { timezone: 'Europe/Moscow' }

/** What webhooks and the history tell of one call; the history comes last. */
interface Story {
  readonly reading: Omit<Reading, 'now'>
  readonly rows: (id: string) => Record<string, unknown>[]
  readonly webhooks: (id: string) => readonly (() => Promise<Response>)[]
}

const stories: Record<keyof typeof keys, () => Story> = {
  mango: () => ({
    reading: {
      ...{ provider: 'mango', door: doors.mango, secrets: keys.mango },
      history: createMangoHistory({ base: exchanges.base, pauseMs: 1 }),
    },
    rows: (entry) => [
      {
        ...{ entry_id: entry, context_type: 1, context_status: 1, caller_id: null, caller_name: '' },
        ...{ caller_number: '79607164646', called_number: '74951112233', context_start_time: 1772442310 },
        ...{ duration: 134, talk_duration: 119, context_init_type: 0, recall_status: 2, cost: 0 },
        context_calls: [
          {
            ...{ call_type: 'user', call_abonent_id: 300043164, call_abonent_info: 'Анна', call_abonent_number: null },
            ...{ call_start_time: 1772442320, call_answer_time: 1772442325, call_end_time: 1772442444 },
            ...{ call_duration: 124, talk_duration: 119, dial_duration: 5, call_end_reason: 1110 },
            ...{ recording_id: [[], ['MToxMDA4NjI3']], external_call_id: `${entry}:2`, members: [] },
          },
        ],
      },
    ],
    webhooks: (entry) => {
      const to = { extension: '201', number: 'sip:user1@vpbx.mangosip.ru', line_number: '74951112233' }
      const leg = { entry_id: entry, call_id: `${entry}:2`, location: 'abonent', from: { number: '79607164646' }, to }
      const at = (timestamp: number, call_state: string, more = {}) => [
        'events/call',
        { ...leg, timestamp, call_state, ...more },
      ]
      const summary = {
        ...{ entry_id: entry, call_direction: 1, from: { number: '79607164646' }, to: { extension: '201' } },
        ...{ line_number: '74951112233', create_time: 1772442310, forward_time: 1772442310, talk_time: 1772442325 },
        ...{ end_time: 1772442444, entry_result: 1, disconnect_reason: 1110 },
      }
      const record = { entry_id: entry, recording_id: 'MToxMDA4NjI3', timestamp: 1772442500 }
      const events = [
        at(1772442320, 'Appeared'),
        at(1772442325, 'Connected'),
        at(1772442444, 'Disconnected', { disconnect_reason: 1110 }),
        ['events/summary', summary],
        ['events/record/added', record],
      ] as const
      return events.map(
        ([topic, payload]) =>
          () =>
            postMango(doors.mango, topic as string, payload),
      )
    },
  }),
  zadarma: () => ({
    reading: {
      ...{ provider: 'zadarma', door: doors.zadarma, secrets: keys.zadarma, settings },
      history: createZadarmaHistory(exchanges.base),
    },
    rows: (id) => {
      const leg = { sip: '79607164646', callstart: '2026-03-02 12:05:10', clid: '79607164646', pbx_call_id: `in_${id}` }
      return [
        {
          ...leg,
          call_id: '1772442310.2042',
          destination: 101,
          disposition: 'no answer',
          seconds: 0,
          is_recorded: false,
        },
        {
          ...leg,
          call_id: '1772442310.2043',
          destination: 201,
          disposition: 'answered',
          seconds: 95,
          is_recorded: true,
        },
      ]
    },
    webhooks: (id) => {
      const call = { call_start: '2026-03-02 12:05:10', pbx_call_id: `in_${id}` }
      const inbound = { ...call, caller_id: '79607164646', called_did: '74951112233' }
      const signed = ['caller_id', 'called_did', 'call_start']
      const end = { duration: '95', disposition: 'answered', status_code: '16', is_recorded: '1' }
      const post = (fields: Record<string, string>, names = signed) => postZadarma(doors.zadarma, fields, names)
      return [
        () => post({ event: 'NOTIFY_START', ...inbound }),
        () => post({ event: 'NOTIFY_INTERNAL', ...inbound, internal: '201' }),
        () => post({ event: 'NOTIFY_END', ...inbound, internal: '201', ...end, call_id_with_rec: '1772442310.2043' }),
      ]
    },
  }),
  uis: () => ({
    reading: {
      ...{ provider: 'uis', door: doors.uis, secrets: keys.uis, settings },
      history: createUisHistory(`${exchanges.base}/v2.0`),
    },
    rows: (id) => [
      {
        ...{ id: Number(id), start_time: '2026-03-02 12:05:10', finish_time: '2026-03-02 12:07:30', direction: 'in' },
        ...{ is_lost: false, virtual_phone_number: '74951112233', contact_phone_number: '79607164646' },
        ...{ wait_duration: 20, talk_duration: 120, total_duration: 140, utm_source: 'yandex', utm_campaign: 'Окна' },
        last_answered_employee_full_name: server.company.secondManager.name,
        employees: [
          { employee_id: 758631, employee_full_name: server.company.people.manager.name, is_answered: false },
          { employee_id: 758632, employee_full_name: server.company.secondManager.name, is_answered: true },
        ],
        call_records: ['13f79da9cdad2dfaee5ef282712164a4'],
      },
    ],
    webhooks: (id) => {
      const call = { virtual_phone_number: '74951112233', contact_phone_number: '79607164646', call_session_id: id }
      const second = { employee_id: 758632, employee_full_name: server.company.secondManager.name, direction: 'in' }
      const end = { talk_time_duration: 120, total_time_duration: 140, wait_time_duration: 20 }
      const events = [
        {
          ...call,
          event: 'started',
          notification_time: '2026-03-02 12:05:10',
          utm_source: 'yandex',
          utm_campaign: 'Окна',
        },
        { ...call, ...second, event: 'talk', notification_time: '2026-03-02 12:05:30' },
        { ...call, ...second, event: 'finished', notification_time: '2026-03-02 12:07:30', ...end },
      ]
      return events.map((event) => () => postUis(doors.uis, event))
    },
  }),
  megafon: () => ({
    reading: {
      ...{ provider: 'megafon', door: doors.megafon, secrets: keys.megafon },
      settings: { vatsAddress: `${exchanges.base}/crmapi/v1` },
      history: createMegafonHistory(toldCalls(server.db)),
    },
    rows: (uid) => [
      {
        ...{ uid, type: 'in', status: 'success', client: '79607164646', diversion: '74951112233', user: 'petrov' },
        ...{ user_name: 'Пётр', group_name: 'Продажи', start: '2026-03-02T09:05:10Z', wait: 8, duration: 40 },
        record: 'https://records.example/1.mp3',
      },
    ],
    webhooks: (callid) => {
      const call = { callid, phone: '89607164646', diversion: '74951112233', user: 'petrov', ext: '201' }
      const history = { cmd: 'history', type: 'in', status: 'Success', start: '20260302T090510Z', duration: '48' }
      const body = { ...call, ...history, crm_token: doors.megafon.secrets.secret ?? '' }
      return [() => fetch(doors.megafon.url, { method: 'POST', body: new URLSearchParams(body) })]
    },
  }),
  beeline: () => ({
    reading: {
      ...{ provider: 'beeline', door: doors.beeline, secrets: keys.beeline },
      history: createBeelineHistory(exchanges.base),
    },
    rows: (id) => [
      {
        abonent: { userId: '9215453939@vol.nw.ims.mnc099.mcc250.3gppnetwork.org', phone: '+79215453939' },
        ...{ date: 1772442325000, direction: 'INBOUND', duration: 119000, externalId: id, fileSize: 11808 },
        ...{ id: `55${id}`, phone: '9607164646' },
      },
    ],
    webhooks: (id) => [
      () =>
        fetch(`${doors.beeline.url}?secret=${doors.beeline.secrets.secret}`, {
          ...{ method: 'POST', headers: { 'content-type': 'application/xml' }, body: beelineRelease(id) },
        }),
    ],
  }),
}

const beelineRelease = (id: string) => `<?xml version="1.0" encoding="UTF-8"?>
<xsi:Event xmlns:xsi="http://schema.broadsoft.com/xsi" xmlns:xsi1="http://www.w3.org/2001/XMLSchema-instance" xsi1:type="xsi:SubscriptionEvent">
<xsi:eventID>e-${id}</xsi:eventID><xsi:sequenceNumber>4</xsi:sequenceNumber><xsi:targetId>9215453939@vol.nw.ims.mnc099.mcc250.3gppnetwork.org</xsi:targetId>
<xsi:eventData xsi1:type="xsi:CallReleasedEvent"><xsi:call><xsi:callId>callhalf-${id}:0</xsi:callId><xsi:extTrackingId>${id}</xsi:extTrackingId>
<xsi:personality>Terminator</xsi:personality><xsi:state>Released</xsi:state><xsi:releasingParty>localRelease</xsi:releasingParty>
<xsi:remoteParty><xsi:address countryCode="7">tel:+79607164646</xsi:address><xsi:callType>Network</xsi:callType></xsi:remoteParty>
<xsi:startTime>1772442310000</xsi:startTime><xsi:answerTime>1772442325000</xsi:answerTime><xsi:releaseTime>1772442444000</xsi:releaseTime></xsi:call></xsi:eventData></xsi:Event>`

const prefixOf = (provider: string, id: string): string => (provider === 'zadarma' ? `in_${id}` : id)

async function told(provider: keyof typeof keys, id: string, order: readonly number[]) {
  const story = stories[provider]()
  const webhooks = story.webhooks(id)
  for (const place of order) {
    const webhook = webhooks[place]
    if (webhook) expect((await webhook()).status).toBe(200)
    else {
      exchanges.rows[provider] = story.rows(id)
      await readHistory(server, { ...story.reading, now: new Date('2026-03-02T10:00:00Z') })
    }
  }
  await inboxEmpty(server)
  // Other exchanges may count their calls alike.
  return (await recordOf(server, prefixOf(provider, id))).filter((call) => call.provider === provider)
}

const talk = {
  ...{ kind: 'call', direction: 'inbound', state: 'finished', outcome: 'talked', partyNumber: '+79607164646' },
}

test('a call that no webhook told of is whole from the history alone: who called, who talked, for how long, and its recording', async () => {
  const employee = server.company.secondManager.name
  const [mango] = await told('mango', '800001', [9])
  expect(mango).toMatchObject({
    ...{ ...talk, ourAddress: '+74951112233', line: '201', employee, talkSeconds: 119, durationSeconds: 134 },
    ...{ startedAt: new Date('2026-03-02T09:05:10Z'), answeredAt: new Date('2026-03-02T09:05:25Z'), waitSeconds: 15 },
    recordingUrl: 'https://app.mango-office.ru/vpbx/queries/recording/issa/MToxMDA4NjI3/play',
  })
  const [zadarma, ...others] = await told('zadarma', '800002', [9])
  expect(others).toEqual([])
  expect(zadarma).toMatchObject({
    ...{ ...talk, line: '201', employee, talkSeconds: 95, recordingUrl: 'zadarma:1772442310.2043' },
    startedAt: new Date('2026-03-02T09:05:10Z'),
  })
  expect(zadarma?.legs.map(({ line, outcome }) => [line, outcome])).toEqual([
    ['101', 'no_answer'],
    ['201', 'answered'],
  ])
  const [uis] = await told('uis', '800003', [9])
  expect(uis).toMatchObject({
    ...{ ...talk, ourAddress: '+74951112233', employee, talkSeconds: 120, waitSeconds: 20, durationSeconds: 140 },
    ...{ startedAt: new Date('2026-03-02T09:05:10Z'), endedAt: new Date('2026-03-02T09:07:30Z') },
    recordingUrl: 'https://app.uiscom.ru/system/media/talk/800003/13f79da9cdad2dfaee5ef282712164a4/',
  })
  const [megafon] = await told('megafon', '800004', [9])
  expect(megafon).toMatchObject({
    ...{ ...talk, ourAddress: '+74951112233', line: '201', employee, waitSeconds: 8, talkSeconds: 40 },
    ...{ durationSeconds: 48, recordingUrl: 'https://records.example/1.mp3' },
  })
  const [beeline] = await told('beeline', '800005', [9])
  expect(beeline).toMatchObject({ ...talk, line: '9215453939', talkSeconds: 119, recordingUrl: 'beeline:55800005' })
})

test.each(['mango', 'zadarma', 'uis', 'megafon', 'beeline'] as const)(
  '%s: told by webhooks, by the history, or by both in any order, doubled and cut short, it is one and the same call',
  async (provider) => {
    const count = stories[provider]().webhooks('').length + 1
    await everyOrder(count, async (id, order) => {
      const found = await told(provider, id, order)
      expect(found).toHaveLength(1)
      return found
    })
  },
  120_000,
)

test('a menu that answers is no talk, and a call from an extension goes out', async () => {
  const { reading } = stories.zadarma()
  const row = { callstart: '2026-03-02 12:05:10', is_recorded: 'false', call_id: '1772442310.11' }
  exchanges.rows.zadarma = [
    {
      ...row,
      sip: '79607164646',
      clid: '79607164646',
      destination: 5,
      disposition: 'answered',
      seconds: 12,
      pbx_call_id: 'in_menu',
    },
    {
      ...row,
      sip: '201',
      clid: 'Анна (201)',
      destination: 79607164647,
      disposition: 'answered',
      seconds: 7,
      pbx_call_id: 'out_1',
    },
  ]
  await readHistory(server, { ...reading, now })
  await inboxEmpty(server)
  expect(await recordOf(server, 'in_menu')).toMatchObject([{ direction: 'inbound', state: 'finished', talkSeconds: 0 }])
  expect(await recordOf(server, 'out_1')).toMatchObject([
    { direction: 'outbound', outcome: 'talked', line: '201', talkSeconds: 7, partyNumber: '+79607164647' },
  ])
})

test('after a break of days nothing is skipped: the time is asked for piece by piece, a little of what was read again', async () => {
  const { reading } = stories.uis()
  exchanges.rows.uis = []
  const cursor = await readHistory(server, { ...reading, now, until: new Date('2026-02-27T09:00:00Z') })
  expect(cursor).toEqual({ until: now.toISOString() })
  expect(exchanges.asked.map(({ said }) => [said.date_from, said.date_till])).toEqual([
    ['2026-02-27 10:00:00', '2026-02-28 10:00:00'],
    ['2026-02-28 10:00:00', '2026-03-01 10:00:00'],
    ['2026-03-01 10:00:00', '2026-03-02 10:00:00'],
    ['2026-03-02 10:00:00', '2026-03-02 12:00:00'],
  ])
})

test('long histories come in pages, each question signed as its provider wants', async () => {
  const { reading } = stories.zadarma()
  exchanges.rows.zadarma = Array.from({ length: 1_001 }, (_, i) => ({
    ...{ call_id: `1.${i}`, sip: '79607164646', callstart: '2026-03-02 11:00:00', clid: '79607164646' },
    ...{ destination: 201, disposition: 'no answer', seconds: 0, is_recorded: false, pbx_call_id: `in_page_${i}` },
  }))
  await readHistory(server, { ...reading, now })
  expect(exchanges.asked.map(({ said }) => said.skip)).toEqual(['0', '1000'])
  await inboxEmpty(server)
  expect(await recordOf(server, 'in_page_')).toHaveLength(1_001)
}, 60_000)

test('a refused key, a limit and nonsense are told apart, and how far was read stays', async () => {
  const fails = (history: History, secrets: Record<string, string>, more = {}) =>
    readHistory(server, { provider: 'uis', door: doors.uis, history, secrets, settings: { ...settings, ...more }, now })
  const uis = createUisHistory(`${exchanges.base}/v2.0`)
  await expect(fails(uis, { token: 'other' })).rejects.toMatchObject({ code: 'credentials' })
  const mango = createMangoHistory({ base: exchanges.base, pauseMs: 1 })
  await expect(fails(mango, { apiKey: 'qwerty123', salt: 'other' })).rejects.toMatchObject({ code: 'credentials' })
  const zadarma = createZadarmaHistory(exchanges.base)
  await expect(fails(zadarma, { key: 'k', secret: 's' })).rejects.toMatchObject({ code: 'credentials' })
  exchanges.refusing = { status: 429, body: 'Too many requests' }
  await expect(fails(zadarma, keys.zadarma)).rejects.toMatchObject({ code: 'rate_limited' })
  exchanges.refusing = { status: 200, body: '<html>' }
  await expect(fails(uis, keys.uis)).rejects.toMatchObject({ code: 'protocol', detail: '<html>' })
})

test('lines of MegaFon whose identities are not those of the webhooks are not kept: they would double every call', async () => {
  const door = await openEndpoint(server, 'megafon')
  const { reading } = stories.megafon()
  const call = {
    callid: 'webhook-1',
    phone: '89607164646',
    user: 'petrov',
    ext: '201',
    crm_token: door.secrets.secret ?? '',
  }
  const history = { cmd: 'history', type: 'in', status: 'Success', start: '20260302T090510Z', duration: '48' }
  await fetch(door.url, { method: 'POST', body: new URLSearchParams({ ...call, ...history }) })
  await inboxEmpty(server)
  exchanges.rows.megafon = stories.megafon().rows('another-1')
  const soon = new Date(Date.now() + 1_800_000)
  await expect(readHistory(server, { ...reading, door, now: soon })).rejects.toMatchObject({
    ...{ code: 'protocol', detail: 'history/json: uid ≠ callid' },
  })
  exchanges.rows.megafon = stories.megafon().rows('webhook-1')
  await readHistory(server, { ...reading, door, now: soon })
  await inboxEmpty(server)
  expect(await recordOf(server, 'another-1')).toEqual([])
  expect(await recordOf(server, 'webhook-1')).toMatchObject([{ outcome: 'talked', talkSeconds: 40, waitSeconds: 8 }])
})

test('without the key a connection stays one that the provider calls; with it the check really goes there', async () => {
  const at = `/workspaces/${server.company.slug}/endpoints`
  const fares = async (id: string) => {
    const listed = (await (await server.api('admin')(at)).json()) as {
      id: string
      listening: { state: string; failure: { code: string } | null } | null
    }[]
    return listed.find((endpoint) => endpoint.id === id)?.listening
  }
  await expect.poll(async () => (await fares(doors.megafon.id))?.state, { timeout: 30_000 }).toBe('off')
  const settings = { vatsAddress: `${exchanges.base}/crmapi/v1` }
  await server.api('admin')(`${at}/${doors.megafon.id}`, { method: 'PATCH', body: { secrets: keys.megafon, settings } })
  // This server does not let a company ask the server's own network: that is what is found out.
  await expect
    .poll(async () => (await fares(doors.megafon.id))?.failure?.code, { timeout: 30_000 })
    .toBe('forbidden_address')
})
