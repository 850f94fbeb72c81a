import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type TestServer, testServer } from '../../../platform/testing/server.ts'
import { openEndpoint, recordOf } from '../testing.ts'
import { began } from './test-dialogues.ts'
import { account, type TestExchange, testExchange } from './test-exchange.ts'
import { attendedTransfer, parkedCall, ringAll } from './test-transfers.ts'

let server: TestServer
let exchange: TestExchange
beforeAll(async () => {
  server = await testServer({ env: { LIDOSKOP_PRIVATE_HOOKS: '1' } })
  exchange = await testExchange()
  await openEndpoint(server, 'ami', {
    secrets: { password: account.secret },
    settings: { host: '127.0.0.1', port: exchange.port, user: account.user },
  })
})
beforeEach(() => expect.poll(exchange.signedIn).toBe(1))
afterAll(async () => {
  await server?.close()
  await exchange?.close()
})

const moment = (nth: number, second: number) => new Date((began + nth * 1000 + second) * 1000)

/** The call once it is over in the record. */
async function over(call: string) {
  await expect.poll(async () => (await recordOf(server, call)).map(({ state }) => state)).toEqual(['finished'])
  return (await recordOf(server, call))[0]
}

test('a client who is handed on after a word with a colleague is one call: both talked, and the word is a call of their own', async () => {
  const { call, advice, events } = attendedTransfer(1, '79161234601')
  for (const event of events) await exchange.tell([event])
  expect(await over(call)).toMatchObject({
    ...{ direction: 'inbound', outcome: 'talked', partyNumber: '+79161234601', ourAddress: '+74951234567' },
    ...{ startedAt: moment(1, 0), answeredAt: moment(1, 6), endedAt: moment(1, 84), waitSeconds: 6, line: '102' },
    legs: [
      // While they asked, the client waited on their line: 3 s until the colleague answered, 10 s of advice.
      expect.objectContaining({ key: '101', outcome: 'answered', talkSeconds: 33 }),
      expect.objectContaining({ key: '102', outcome: 'answered', answeredAt: moment(1, 39), talkSeconds: 45 }),
    ],
  })
  expect(await over(advice)).toMatchObject({
    ...{ direction: 'internal', outcome: 'talked', line: '101', partyNumber: '102', talkSeconds: 10 },
  })
})

test('told in small pieces it is the same', async () => {
  const { call, events } = attendedTransfer(2, '79161234602')
  await exchange.tell(events, 11)
  expect(await over(call)).toMatchObject({ outcome: 'talked', line: '102', endedAt: moment(2, 84) })
})

test('a client who is parked and fetched by a colleague is one call, and nobody talked while they waited', async () => {
  const { call, events } = parkedCall(3, '79161234603')
  for (const event of events) await exchange.tell([event])
  expect(await over(call)).toMatchObject({
    ...{ direction: 'inbound', outcome: 'talked', talkSeconds: 45, line: '102', endedAt: moment(3, 66) },
    legs: [
      expect.objectContaining({ key: '101', outcome: 'answered', talkSeconds: 20 }),
      expect.objectContaining({ key: '102', outcome: 'answered', answeredAt: moment(3, 41), talkSeconds: 25 }),
    ],
  })
})

test('of people who are rung at once one talked, one was busy, and whom somebody was quicker than missed nothing', async () => {
  const { call, events } = ringAll(4, '79161234604')
  for (const event of events) await exchange.tell([event])
  expect(await over(call)).toMatchObject({
    ...{ outcome: 'talked', line: '102', waitSeconds: 10, talkSeconds: 30 },
    legs: [
      expect.objectContaining({ key: '101', outcome: 'cancelled', talkSeconds: null, startedAt: moment(4, 2) }),
      expect.objectContaining({ key: '102', outcome: 'answered', talkSeconds: 30 }),
      expect.objectContaining({ key: '103', outcome: 'busy' }),
      expect.objectContaining({ key: 'queue:201', outcome: 'answered' }),
    ],
  })
})

test('two clients who wait in one parking lot stay two', async () => {
  const [one, two] = [parkedCall(5, '79161234605'), parkedCall(6, '79161234606')]
  const parked = one.events.findIndex(({ Event }) => Event === 'ParkedCall')
  await exchange.tell(one.events.slice(0, parked))
  await exchange.tell(two.events.slice(0, parked))
  await exchange.tell(one.events.slice(parked))
  await exchange.tell(two.events.slice(parked))
  for (const [call, phone] of [
    [one.call, '+79161234605'],
    [two.call, '+79161234606'],
  ] as const) {
    expect(await over(call)).toMatchObject({ partyNumber: phone, talkSeconds: 45 })
  }
})
