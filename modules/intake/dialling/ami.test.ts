/** Originate over a live connection: who picked up is the exchange's own word. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { account, type TestExchange, testExchange } from '../ami/test-exchange.ts'
import type { Connection } from '../endpoints/connections.ts'
import { createAmiDialler } from './ami.ts'

let exchange: TestExchange
beforeAll(async () => {
  exchange = await testExchange()
})
afterAll(() => exchange.close())
beforeEach(() => {
  exchange.asked.length = 0
  exchange.originate = () => null
})

const connection = (more: Record<string, unknown> = {}, password = account.secret): Connection => ({
  ...{ workspaceId: 'w', endpointId: 'e', provider: 'ami', name: '', path: '', active: true },
  secrets: { password },
  settings: { host: '127.0.0.1', port: exchange.port, security: 'none', user: account.user, ...more },
})
const place = (to = connection(), callerId: string | null = null) =>
  createAmiDialler().place(
    to,
    { id: 'x', line: '101', phone: '+79162220001', callerId, ringSeconds: 20 },
    { allowPrivate: true, signal: new AbortController().signal, patienceMs: 5_000 },
  )
const originated = () => exchange.asked.find(({ Action }) => Action === 'Originate')

test('the colleague’s telephone rings with the client’s number, and takes the call through the dialplan', async () => {
  exchange.originate = () => ({ Response: 'Success', Reason: '4', Uniqueid: '1772442000.12' })
  expect(await place()).toEqual({ kind: 'answered', callId: '1772442000.12' })
  expect(originated()).toMatchObject({
    ...{ Channel: 'PJSIP/101', Context: 'from-internal', Exten: '79162220001', Priority: '1' },
    ...{ CallerID: '"79162220001" <101>', Timeout: '20000', Async: 'true' },
  })
})

test('channel, context, prefix and caller id are what the connection and the company say', async () => {
  exchange.originate = () => ({ Response: 'Success', Reason: '4', Uniqueid: '<null>' })
  const to = connection({ dialChannel: 'SIP/{line}', dialContext: 'office', dialPrefix: '9' })
  expect(await place(to, '+74951234567')).toEqual({ kind: 'answered', callId: null })
  expect(originated()).toMatchObject({
    ...{ Channel: 'SIP/101', Context: 'office', Exten: '979162220001' },
    Variable: '__TRUNKCIDOVERRIDE=74951234567,__LIDOSKOP_CALLERID=74951234567',
  })
})

test.each([
  ['3', { kind: 'unanswered', detail: null }],
  ['5', { kind: 'unanswered', detail: 'busy' }],
  ['0', { kind: 'refused', code: 'line', detail: 'Reason 0' }],
] as const)('a failure with reason %s says who did not pick up', async (reason, result) => {
  exchange.originate = () => ({ Response: 'Failure', Reason: reason, Uniqueid: '<null>' })
  expect(await place()).toEqual(result)
})

test('what the exchange tells of another’s call is not taken for ours', async () => {
  exchange.originate = () => {
    const other = { Event: 'OriginateResponse', Privilege: 'call,all', ActionID: 'lidoskop-4' }
    void exchange.tell([{ ...other, Response: 'Failure', Reason: '3' }])
    return { Response: 'Success', Reason: '4', Uniqueid: '1772442000.13' }
  }
  const both = await Promise.all([place(), place()])
  expect(both).toEqual([1, 2].map(() => ({ kind: 'answered', callId: '1772442000.13' })))
  const names = exchange.asked.flatMap(({ Action, ActionID }) => (Action === 'Originate' ? [ActionID] : []))
  expect(new Set(names).size).toBe(2)
})

test('a user without the right to call, and a wrong password, call nobody and say so', async () => {
  exchange.originate = () => 'Permission denied'
  expect(await place()).toMatchObject({ kind: 'refused', code: 'credentials', detail: 'Permission denied (originate)' })
  expect(await place(connection({}, 'wrong'))).toMatchObject({ kind: 'refused', code: 'credentials' })
})

test('a line that breaks while the telephone rings leaves unknown what became of it; one that is down calls nobody', async () => {
  exchange.originate = () => {
    setTimeout(() => exchange.cut(), 20)
    return null
  }
  expect(await place()).toMatchObject({ kind: 'unknown' })
  expect(await place(connection({ port: 1 }))).toMatchObject({ kind: 'refused', code: 'unreachable' })
})
