import { randomBytes } from 'node:crypto'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { sql } from '../../platform/database/database.ts'
import { createSecretBox } from '../../platform/secrets/secret-box.ts'
import { signMessage } from '../../platform/secrets/signature.ts'
import { createCompany, type TestCompany, type TestDatabase, testDatabase } from '../../platform/testing/index.ts'
import { createRecorder, type Observation } from '../interactions/index.ts'
import { deliverWaiting, type Sender, secretPlace } from './deliver.ts'
import { hookOutbox } from './outbox.ts'
import { listDeliveries } from './store/messages.ts'
import { insertSubscription, readSubscription } from './store/subscriptions.ts'

interface Heard {
  readonly headers: http.IncomingHttpHeaders
  readonly body: string
}

let db: TestDatabase
let company: TestCompany
let receiver: http.Server
let url: string
let clock: Date
let heard: Heard[] = []
let answer: (count: number) => number = () => 200
let sender: Sender
const box = createSecretBox(randomBytes(32))
const recorder = createRecorder([hookOutbox])

beforeAll(async () => {
  db = await testDatabase()
  company = await createCompany(db)
  receiver = http.createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      heard.push({ headers: request.headers, body })
      response.writeHead(answer(heard.length)).end()
    })
  })
  await new Promise<void>((ready) => receiver.listen(0, '127.0.0.1', ready))
  url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`
  sender = { db, box, allowPrivate: true, now: () => clock }
})
afterAll(async () => {
  await new Promise((closed) => receiver.close(closed))
  await db.close()
})
beforeEach(async () => {
  clock = new Date('2026-03-02T12:00:00Z')
  heard = []
  answer = () => 200
  await db.query(sql`delete from hook_subscriptions where workspace_id = ${company.id}`)
})

const subscribe = (events: Parameters<typeof insertSubscription>[1]['events']): Promise<string> =>
  db.transaction((tx) =>
    insertSubscription(tx, {
      workspaceId: company.id,
      name: 'CRM',
      url,
      events,
      createdAt: clock,
      seal: (id) => box.seal('secret', secretPlace(company.id, id)),
    }),
  )

const record = (observations: Partial<Observation>[], importId?: string) =>
  db.transaction((tx) =>
    recorder.record(tx, {
      workspace: company,
      observations: observations.map((told) => ({
        provider: 'generic',
        externalId: 'call',
        kind: 'call',
        at: clock,
        startedAt: clock,
        direction: 'inbound',
        ...told,
      })),
      ...(importId && { importId }),
      now: clock,
    }),
  )

const events = () => heard.map(({ body }) => (JSON.parse(body) as { event: string }).event)

test('a change is told to those who asked for it, signed, with what the record says', async () => {
  const id = await subscribe(['interaction.created', 'interaction.finished', 'interaction.missed'])
  await record([{ externalId: 'told-1', party: { phone: '+79161234567' } }])
  await record([{ externalId: 'told-1', finished: true, outcome: 'cancelled' }])
  expect(await deliverWaiting(sender, company.id, id)).toEqual({ kind: 'done' })
  expect(events()).toEqual(['interaction.created', 'interaction.finished', 'interaction.missed'])
  for (const { headers, body } of heard) {
    expect(headers['x-lidoskop-signature']).toBe(signMessage('secret', String(headers['x-lidoskop-timestamp']), body))
  }
  expect(JSON.parse(heard[1]?.body ?? '')).toMatchObject({
    workspaceId: company.id,
    interaction: { externalId: 'told-1', state: 'finished', outcome: 'gave_up', client: { number: '+79161234567' } },
  })
})

test('a change that is rolled back is told to nobody, and an imported year is not told either', async () => {
  const id = await subscribe(['interaction.created', 'interaction.finished'])
  await expect(
    db.transaction(async (tx) => {
      await recorder.record(tx, {
        workspace: company,
        observations: [{ provider: 'generic', externalId: 'undone', kind: 'call', at: clock }],
        now: clock,
      })
      throw new Error('undone')
    }),
  ).rejects.toThrow('undone')
  await record([{ externalId: 'imported', finished: true }], company.id)
  await deliverWaiting(sender, company.id, id)
  expect(heard).toEqual([])
})

test('while one message can’t be delivered the later ones wait, and then come in order, each once', async () => {
  const id = await subscribe(['interaction.created'])
  answer = (count) => (count <= 2 ? 503 : 200)
  await record([{ externalId: 'order-1' }])
  await record([{ externalId: 'order-2' }])
  const first = await deliverWaiting(sender, company.id, id)
  expect(first).toEqual({ kind: 'later', at: new Date(clock.getTime() + 5_000) })
  expect(await deliverWaiting(sender, company.id, id)).toEqual({ kind: 'done' })
  expect(heard).toHaveLength(1)
  clock = new Date(clock.getTime() + 5_000)
  await deliverWaiting(sender, company.id, id)
  clock = new Date(clock.getTime() + 30_000)
  await deliverWaiting(sender, company.id, id)
  const told = heard.map(
    ({ body }) => (JSON.parse(body) as { interaction: { externalId: string } }).interaction.externalId,
  )
  expect(told).toEqual(['order-1', 'order-1', 'order-1', 'order-2'])
  const { deliveries } = await listDeliveries(db, company.id, id, { before: null, limit: 10 })
  expect(deliveries.map(({ state, attempts }) => [state, attempts])).toEqual([
    ['delivered', 1],
    ['delivered', 3],
  ])
})

test('two processes never send the same message', async () => {
  const id = await subscribe(['interaction.created'])
  await record(Array.from({ length: 20 }, (_, i) => ({ externalId: `once-${i}` })))
  await Promise.all([1, 2, 3].map(() => deliverWaiting(sender, company.id, id)))
  expect(heard).toHaveLength(20)
})

test('a receiver that is gone switches its subscription off, visibly, and a new change waits for nobody', async () => {
  const id = await subscribe(['interaction.created'])
  answer = () => 410
  await record([{ externalId: 'gone-1' }])
  await deliverWaiting(sender, company.id, id)
  expect(await readSubscription(db, company.id, id)).toMatchObject({ active: false, stoppedReason: 'gone' })
  await record([{ externalId: 'gone-2' }])
  const { deliveries } = await listDeliveries(db, company.id, id, { before: null, limit: 10 })
  expect(deliveries).toHaveLength(1)
})

test('three days of failures switch a subscription off', async () => {
  const id = await subscribe(['interaction.created'])
  answer = () => 500
  await record([{ externalId: 'failing' }])
  for (let i = 0; i < 40 && (await readSubscription(db, company.id, id))?.active; i++) {
    await deliverWaiting(sender, company.id, id)
    clock = new Date(clock.getTime() + 8 * 3_600_000)
  }
  expect(await readSubscription(db, company.id, id)).toMatchObject({ active: false, stoppedReason: 'failing' })
})
