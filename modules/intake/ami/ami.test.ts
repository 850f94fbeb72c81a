import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { sql } from '../../../platform/database/database.ts'
import { type TestServer, testServer } from '../../../platform/testing/server.ts'
import { openEndpoint, type Recorded, recordOf } from '../testing.ts'
import {
  began,
  blindTransfer,
  internalCall,
  leftQueue,
  oldCall,
  outboundCall,
  queueCall,
  type Script,
} from './test-dialogues.ts'
import { account, type Said, type TestExchange, testExchange } from './test-exchange.ts'
import { masterLine } from './test-records.ts'

let server: TestServer
let exchange: TestExchange
let endpoint: string
const folder = mkdtempSync(join(tmpdir(), 'lidoskop-cdr-'))
const master = join(folder, 'Master.csv')
beforeAll(async () => {
  writeFileSync(master, '')
  server = await testServer({ env: { LIDOSKOP_PRIVATE_HOOKS: '1', LIDOSKOP_COMPANY_FOLDERS: `*=${folder}` } })
  exchange = await testExchange()
  const made = await openEndpoint(server, 'ami', {
    secrets: { password: account.secret },
    settings: {
      host: '127.0.0.1',
      port: exchange.port,
      user: account.user,
      cdrFile: master,
      recordings: '/var/spool/asterisk/monitor',
    },
  })
  endpoint = made.id
  await until(() => exchange.signedIn() === 1)
})
afterAll(async () => {
  await server.close()
  await exchange.close()
  rmSync(folder, { recursive: true, force: true })
})
beforeEach(async () => {
  exchange.channels = []
  await until(() => exchange.signedIn() === 1)
})

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resume) => setTimeout(resume, 20))
}

/** The call once it is over in the record. */
async function recorded({ call }: Pick<Script, 'call'>): Promise<Recorded> {
  for (;;) {
    const [found, ...others] = await recordOf(server, call.slice(0, 10))
    expect(others).toEqual([])
    if (found?.state === 'finished') return found
    await new Promise((resume) => setTimeout(resume, 20))
  }
}

const stateOf = async () => {
  const list = (await (await server.api('admin')(`/workspaces/${server.company.slug}/endpoints`)).json()) as {
    id: string
    listening: { state: string; failure: { code: string } | null } | null
  }[]
  return list.find(({ id }) => id === endpoint)?.listening
}

const moment = (nth: number, second: number) => new Date((began + nth * 1000 + second) * 1000)
const queueFacts = (nth: number, phone: string) => ({
  provider: 'ami',
  kind: 'call',
  direction: 'inbound',
  outcome: 'talked',
  startedAt: moment(nth, 0),
  answeredAt: moment(nth, 22),
  endedAt: moment(nth, 62),
  waitSeconds: 22,
  talkSeconds: 40,
  partyNumber: phone,
  ourAddress: '+74951234567',
  line: '102',
  employee: server.company.people.senior.name,
  recordingUrl: `file:///var/spool/asterisk/monitor/2026/03/02/q-201-${phone.slice(1)}.wav`,
  legs: [
    expect.objectContaining({ key: '101', role: 'person', outcome: 'no_answer', startedAt: moment(nth, 2) }),
    expect.objectContaining({
      key: '102',
      role: 'person',
      outcome: 'answered',
      answeredAt: moment(nth, 22),
      talkSeconds: 40,
    }),
    expect.objectContaining({
      key: 'queue:201',
      role: 'queue',
      outcome: 'answered',
      startedAt: moment(nth, 2),
      endedAt: moment(nth, 22),
    }),
  ],
})

test('a call through a queue is one interaction: who was rung in vain, who talked, how long was waited', async () => {
  const call = queueCall(1)
  await exchange.tell(call.events)
  expect(await recorded(call)).toMatchObject(queueFacts(1, '+79161234567'))
})

test('the secret never crosses the line, and the account asks for reading alone', () => {
  expect(JSON.stringify(exchange.asked)).not.toContain(account.secret)
  expect(new Set(exchange.asked.map(({ Action }) => Action))).toEqual(
    new Set(['Challenge', 'Login', 'Filter', 'Events', 'CoreShowChannels']),
  )
})

test('cut in the middle of packets, told twice, out of order: the same call', async () => {
  const pieces = queueCall(2, '79161234562')
  await exchange.tell(pieces.events, 7)
  expect(await recorded(pieces)).toMatchObject(queueFacts(2, '+79161234562'))
  const doubled = queueCall(3, '79161234563')
  await exchange.tell(doubled.events.flatMap((event) => [event, event]))
  expect(await recorded(doubled)).toMatchObject(queueFacts(3, '+79161234563'))
  for (const [nth, seed] of [
    [4, 7],
    [5, 13],
    [6, 29],
  ] as const) {
    const shuffled = queueCall(nth, `7916123456${nth}`)
    const order = shuffled.events
      .map((event, i) => ({ event, key: (i * seed * 7919) % 104_729 }))
      .sort((a, b) => a.key - b.key)
    await exchange.tell(order.map(({ event }) => event))
    expect(await recorded(shuffled)).toMatchObject(queueFacts(nth, `+7916123456${nth}`))
  }
})

test('leaving a queue is giving up only where the client hung up: not where somebody else or a machine answered', async () => {
  const gone = leftQueue(10, '79161234510', 'hangup')
  const elsewhere = leftQueue(11, '79161234511', 'elsewhere')
  const machine = leftQueue(12, '79161234512', 'voicemail')
  for (const { events } of [gone, elsewhere, machine]) await exchange.tell(events)
  expect(await recorded(gone)).toMatchObject({ outcome: 'gave_up', waitSeconds: 31, talkSeconds: 0 })
  expect(await recorded(elsewhere)).toMatchObject({ outcome: 'talked', waitSeconds: 36, talkSeconds: 30, line: '103' })
  expect((await recorded(elsewhere)).legs).toContainEqual(
    expect.objectContaining({ key: 'queue:201', outcome: 'no_answer' }),
  )
  expect(await recorded(machine)).toMatchObject({ outcome: 'machine' })
})

test('calls out have the client’s real number and the caller as employee; colleagues talk internally; a transfer is one call', async () => {
  const talked = outboundCall(20, '79161234520', 'ANSWER')
  const busy = outboundCall(21, '79161234521', 'BUSY')
  const inside = internalCall(22)
  const sent = blindTransfer(23, '79161234523')
  for (const { events } of [talked, busy, inside, sent]) await exchange.tell(events)
  expect(await recorded(talked)).toMatchObject({
    ...{ direction: 'outbound', outcome: 'talked', partyNumber: '+79161234520', ourAddress: '+74951234567' },
    ...{ line: '102', waitSeconds: 9, talkSeconds: 25 },
  })
  expect(await recorded(busy)).toMatchObject({ direction: 'outbound', outcome: 'busy', partyNumber: '+79161234521' })
  expect(await recorded(inside)).toMatchObject({
    direction: 'internal',
    outcome: 'talked',
    line: '101',
    partyNumber: '102',
    talkSeconds: 10,
  })
  expect(await recorded(sent)).toMatchObject({
    ...{ direction: 'inbound', outcome: 'talked', talkSeconds: 50, line: '102', endedAt: moment(23, 60) },
    legs: [
      expect.objectContaining({ key: '101', outcome: 'answered', talkSeconds: 20 }),
      expect.objectContaining({ key: '102', outcome: 'answered', talkSeconds: 30 }),
    ],
  })
})

test('Asterisk 11 names no calls and stamps no events: its words come to the same', async () => {
  const call = oldCall(30, '79161234530')
  for (const event of call.events) await exchange.tell([event])
  expect(await recorded(call)).toMatchObject({
    ...{ direction: 'inbound', outcome: 'talked', partyNumber: '+79161234530', line: '101' },
  })
})

test('a line that is cut in the middle of a call loses nothing: the call goes on after it, or its record fills the gap', async () => {
  const whole = queueCall(40, '79161234540')
  const lost = blindTransfer(41, '79161234541')
  const unheard = { call: `${began + 42_000}.420`, born: began + 42_000 }
  const cutAt = (events: readonly Said[], from: number, to: number) => events.slice(from, to)
  const half = Math.floor(whole.events.length / 2)
  const goesOn = ({ call }: Script): Said => ({
    ...{ Channel: 'PJSIP/provider-000000bb', Uniqueid: call, Linkedid: call, Duration: '00:00:20', ChannelState: '6' },
  })
  exchange.channels = [goesOn(whole), goesOn(lost)]
  await exchange.tell(cutAt(whole.events, 0, half))
  await exchange.tell(cutAt(lost.events, 0, 6))
  await until(async () => (await recordOf(server, whole.call.slice(0, 10))).length === 1)
  await until(async () => (await recordOf(server, lost.call.slice(0, 10)))[0]?.state === 'talking')
  // What goes on is told when somebody asks; the second call ends, and a third comes and goes, while nobody listens.
  exchange.channels = [goesOn(whole)]
  exchange.cut()
  appendFileSync(
    master,
    masterLine(41, '79161234541', '101', [0, 6, 26], lost.call) +
      masterLine(41, '79161234541', '102', [27, 30, 60], lost.call),
  )
  appendFileSync(master, masterLine(42, '79161234542', '101', [0, 8, 48], unheard.call))
  await until(() => exchange.signedIn() === 1)
  await exchange.tell(cutAt(whole.events, half, whole.events.length))
  expect(await recorded(whole)).toMatchObject(queueFacts(40, '+79161234540'))
  await until(async () => (await recordOf(server, lost.call.slice(0, 10)))[0]?.legs.length === 2)
  expect(await recorded(lost)).toMatchObject({
    ...{
      direction: 'inbound',
      outcome: 'talked',
      talkSeconds: 50,
      partyNumber: '+79161234541',
      ourAddress: '+74951234567',
    },
    legs: [
      expect.objectContaining({ key: '101', talkSeconds: 20 }),
      expect.objectContaining({ key: '102', talkSeconds: 30 }),
    ],
  })
  expect(await recorded(unheard)).toMatchObject({
    outcome: 'talked',
    talkSeconds: 40,
    line: '101',
    partyNumber: '+79161234542',
  })
})

test('an event Cdr and a live call are one interaction, also where the event does not name the call', async () => {
  const call = leftQueue(50, '79161234550', 'elsewhere')
  const cdr = {
    ...{
      Event: 'Cdr',
      Source: '79161234550',
      Destination: '103',
      DestinationContext: 'ext-local',
      CallerID: '"" <79161234550>',
    },
    ...{
      Channel: 'PJSIP/provider-000000bb',
      DestinationChannel: 'PJSIP/103-000000f1',
      LastApplication: 'Dial',
      LastData: 'PJSIP/103,20',
    },
    ...{ StartTime: '2026-03-03 01:53:52', AnswerTime: '2026-03-03 01:53:56', EndTime: '2026-03-03 01:54:26' },
    ...{
      Duration: '34',
      BillableSeconds: '30',
      Disposition: 'ANSWERED',
      AMAFlags: 'DOCUMENTATION',
      UniqueID: call.call,
      UserField: '',
    },
  }
  await exchange.tell([...call.events, cdr])
  await until(async () => {
    const rows = await server.db.query(sql`
      select 1 from raw_events where workspace_id = ${server.company.id} and topic = 'cdr' and subject = ${call.call} and state = 'applied'`)
    return rows.length > 0
  })
  expect(await recorded(call)).toMatchObject({
    outcome: 'talked',
    talkSeconds: 30,
    waitSeconds: 36,
    partyNumber: '+79161234550',
  })
  const failed = await server.db.query(sql`
    select topic, reason, detail from raw_events where workspace_id = ${server.company.id} and endpoint_id = ${endpoint} and state in ('failed', 'ignored')`)
  expect(failed).toEqual([])
})

test('a wrong password and an exchange that is no exchange are named on the connections screen', async () => {
  const wrong = await openEndpoint(server, 'ami', {
    secrets: { password: 'другой' },
    settings: { host: '127.0.0.1', port: exchange.port, user: account.user },
  })
  const reasonOf = async (id: string) => {
    const list = (await (await server.api('admin')(`/workspaces/${server.company.slug}/endpoints`)).json()) as {
      id: string
      listening: { failure: { code: string } | null } | null
    }[]
    return list.find((one) => one.id === id)?.listening?.failure?.code
  }
  await until(async () => (await reasonOf(wrong.id)) === 'credentials')
  const web = await testExchange({ banner: 'HTTP/1.1 400 Bad Request' })
  const notAmi = await openEndpoint(server, 'ami', {
    secrets: { password: account.secret },
    settings: { host: '127.0.0.1', port: web.port, user: account.user },
  })
  await until(async () => (await reasonOf(notAmi.id)) === 'protocol')
  const foreign = await openEndpoint(server, 'ami', {
    secrets: { password: account.secret },
    settings: { host: '127.0.0.1', port: exchange.port, user: account.user, cdrFile: '/etc/passwd' },
  })
  await until(async () => (await reasonOf(foreign.id)) === 'forbidden_address')
  for (const { id } of [wrong, notAmi, foreign]) {
    await server.api('admin')(`/workspaces/${server.company.slug}/endpoints/${id}`, { method: 'DELETE' })
  }
  await web.close()
  expect((await stateOf())?.state).toBe('ok')
})
