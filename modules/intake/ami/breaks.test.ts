import { X509Certificate } from 'node:crypto'
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { newId } from '../../../kernel/ids.ts'
import { sql } from '../../../platform/database/database.ts'
import { createLog } from '../../../platform/log/log.ts'
import { openSecretBox } from '../../../platform/secrets/secret-box.ts'
import { createCompany, type TestCompany, type TestDatabase, testDatabase } from '../../../platform/testing/index.ts'
import { createRecorder } from '../../interactions/index.ts'
import { sealSecrets } from '../endpoints/secrets.ts'
import { createConsumer } from '../inbox/consumer.ts'
import { createKeeper } from '../inbox/keep.ts'
import { createRunner, tellListening } from '../listening/runner.ts'
import { listListening } from '../listening/states.ts'
import { recordOf } from '../testing.ts'
import { createAmiListener } from './listener.ts'
import { selfSigned } from './test-certificate.ts'
import { began, blindTransfer, queueCall, type Script } from './test-dialogues.ts'
import { account, type Said, type TestExchange, testExchange } from './test-exchange.ts'
import { masterLine } from './test-records.ts'

let db: TestDatabase
let company: TestCompany
let exchange: TestExchange
const folder = mkdtempSync(join(tmpdir(), 'lidoskop-ami-breaks-'))
const master = join(folder, 'Master.csv')
const box = openSecretBox(folder)
const now = () => new Date()
beforeAll(async () => {
  db = await testDatabase({ max: 15 })
})
afterAll(async () => {
  await db.close()
  rmSync(folder, { recursive: true, force: true })
})
beforeEach(async () => {
  company = await createCompany(db)
  writeFileSync(master, '')
})
const stops: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
})

async function openExchange(options: Parameters<typeof testExchange>[0] = {}): Promise<void> {
  exchange = await testExchange(options)
  stops.push(() => exchange.close())
}

async function connect(settings: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const id = newId()
  const all = { host: '127.0.0.1', port: exchange.port, user: account.user, timezone: 'Europe/Moscow', ...settings }
  await db.query(sql`
    insert into endpoints (workspace_id, id, provider, name, token, secret, settings, created_by, created_at)
    values (${company.id}, ${id}, 'ami', 'АТС', ${id}, ${sealSecrets(box, company.id, id, { password: account.secret })},
      ${JSON.stringify(all)}, 'test', now())`)
  return id
}

/** One process: its memory ends with it. It asks for signs of life often, and waits longer for each than a busy machine takes. */
function startProcess(): () => Promise<void> {
  const log = createLog('silent')
  const consumer = createConsumer({ db, recorder: createRecorder([]), log, now })
  const listener = createAmiListener({
    ...{ allowPrivate: true, fileOf: async (_: string, path: string) => path, now },
    ...{ pingMs: 200, patienceMs: 3_000, lookMs: 50 },
  })
  const keeper = createKeeper(db, (ids) => {
    for (const id of ids) consumer.wake(id)
  })
  const runner = createRunner({
    db,
    box,
    keeper,
    log,
    now,
    listeners: { ami: listener },
    sweepMs: 100,
    pauseAfter: () => 100,
  })
  const ends = [consumer.start(), () => keeper.close(), runner.start()].reverse()
  const stop = async () => {
    for (const end of ends.splice(0)) await end()
  }
  stops.push(stop)
  return stop
}

const stateOf = async (id: string) => {
  const found = (await listListening(db, company.id)).get(id)
  return { state: found?.state, failure: found?.failure ?? null }
}
const works = (id: string) => expect.poll(() => stateOf(id)).toEqual({ state: 'ok', failure: null })
const fails = (id: string, failure: unknown) => expect.poll(() => stateOf(id)).toEqual({ state: 'failing', failure })

const record = (call: string) => recordOf({ db, company }, call)
const over = async ({ call }: Pick<Script, 'call'>) => {
  await expect.poll(async () => (await record(call)).map(({ state }) => state)).toEqual(['finished'])
  return (await record(call))[0]
}
const count = async (table: 'interactions' | 'raw_events') => {
  const [row] = await db.query<{ n: number }>(
    table === 'interactions'
      ? sql`select count(*) as n from interactions where workspace_id = ${company.id}`
      : sql`select count(*) as n from raw_events where workspace_id = ${company.id}`,
  )
  return row?.n
}

test('an exchange that signed its own certificate is refused with its fingerprint, and heard once that is given', async () => {
  await openExchange({ tls: selfSigned })
  startProcess()
  const id = await connect({ security: 'tls' })
  const { fingerprint256 } = new X509Certificate(selfSigned.cert)
  await fails(id, { code: 'certificate', detail: `DEPTH_ZERO_SELF_SIGNED_CERT, SHA-256 ${fingerprint256}` })
  expect(exchange.asked).toEqual([])

  const give = async (fingerprint: string) => {
    await db.query(sql`
      update endpoints set settings = settings || ${JSON.stringify({ fingerprint })}::jsonb
      where workspace_id = ${company.id} and id = ${id}`)
    await tellListening(db)
  }
  await give('00'.repeat(32))
  await fails(id, { code: 'certificate', detail: `SHA-256 ${fingerprint256}` })
  expect(exchange.asked).toEqual([])

  // As openssl prints it, in small letters for good measure.
  await give(`sha256 Fingerprint=${fingerprint256.toLowerCase()}`)
  await works(id)
  await expect.poll(exchange.signedIn).toBe(1)
  const call = queueCall(1)
  await exchange.tell(call.events)
  expect(await over(call)).toMatchObject({ outcome: 'talked', talkSeconds: 40 })
})

test('an exchange that hangs is found out by asking, shown as such, and heard again once it answers', async () => {
  await openExchange()
  startProcess()
  const id = await connect()
  await works(id)
  await expect.poll(() => exchange.asked.some(({ Action }) => Action === 'Ping')).toBe(true)
  exchange.mute = true
  await expect
    .poll(async () => (await stateOf(id)).failure)
    .toEqual({ code: 'timeout', detail: expect.stringMatching(/^(Ping|Challenge)$/) })
  exchange.mute = false
  await works(id)
  await expect.poll(exchange.signedIn).toBe(1)
  const call = queueCall(2)
  await exchange.tell(call.events)
  expect(await over(call)).toMatchObject({ outcome: 'talked', talkSeconds: 40 })
})

test('a server that starts again hears the calls that go on, fills the gap from the records, and doubles nothing', async () => {
  await openExchange()
  const id = await connect({ cdrFile: master })
  const stop = startProcess()
  await works(id)
  await expect.poll(exchange.signedIn).toBe(1)
  const [whole, lost] = [queueCall(3, '79161234703'), blindTransfer(4, '79161234704')]
  const unheard = { call: `${began + 5_000}.50` }
  const half = whole.events.findIndex(({ Event }) => Event === 'AgentRingNoAnswer')
  const goesOn: Said = {
    ...{ Channel: 'PJSIP/provider-000000bb', Uniqueid: whole.call, Linkedid: whole.call },
    ...{ Duration: '00:00:17', ChannelState: '6', Context: 'from-trunk', Exten: '74951234567' },
    CallerIDNum: '79161234703',
  }
  await exchange.tell(whole.events.slice(0, half))
  await exchange.tell(lost.events.slice(0, 6))
  await expect.poll(async () => (await record(lost.call))[0]?.state).toBe('talking')
  await expect.poll(async () => (await record(whole.call))[0]?.legs.length).toBeGreaterThan(0)
  await stop()
  await expect.poll(exchange.signedIn).toBe(0)

  appendFileSync(master, masterLine(4, '79161234704', '101', [0, 6, 26], lost.call))
  appendFileSync(master, masterLine(4, '79161234704', '102', [27, 30, 60], lost.call))
  appendFileSync(master, masterLine(5, '79161234705', '101', [0, 8, 48], unheard.call))
  exchange.channels = [goesOn]
  const stopAgain = startProcess()
  await expect.poll(exchange.signedIn).toBe(1)
  await exchange.tell(whole.events.slice(half))
  expect(await over(whole)).toMatchObject({
    ...{ direction: 'inbound', outcome: 'talked', partyNumber: '+79161234703', ourAddress: '+74951234567' },
    ...{ waitSeconds: 22, talkSeconds: 40, line: '102' },
  })
  expect(await over(unheard)).toMatchObject({ outcome: 'talked', talkSeconds: 40, line: '101' })
  expect(await over(lost)).toMatchObject({
    ...{ direction: 'inbound', outcome: 'talked', talkSeconds: 50 },
    legs: [
      expect.objectContaining({ key: '101', talkSeconds: 20 }),
      expect.objectContaining({ key: '102', talkSeconds: 30 }),
    ],
  })
  await stopAgain()
  // What is told before it has gone would be told to the one that stopped.
  await expect.poll(exchange.signedIn).toBe(0)
  const events = await count('raw_events')

  exchange.channels = []
  startProcess()
  await expect.poll(exchange.signedIn).toBe(1)
  const last = queueCall(6, '79161234706')
  appendFileSync(master, masterLine(7, '79161234707', '101', [0, 8, 48], `${began + 7_000}.70`))
  await exchange.tell(last.events)
  await over(last)
  await over({ call: `${began + 7_000}.70` })
  expect(await count('interactions')).toBe(5)
  // What had been read is not read again: the one new call and the one new record.
  const told = await db.query<{ topic: string }>(sql`
    select distinct topic, coalesce(subject, '') as subject from raw_events
    where workspace_id = ${company.id} and id > (select id from raw_events where workspace_id = ${company.id} order by id offset ${
      Number(events) - 1
    } limit 1)`)
  expect(told).toHaveLength(2)
})
