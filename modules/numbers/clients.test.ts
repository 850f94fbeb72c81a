/** Whoever dialled the number that a visitor alone was shown is that visitor: their forms, chats and calls are one client's. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from '../../platform/database/database.ts'
import { type TestServer, testServer } from '../../platform/testing/index.ts'
import type { Observation } from '../interactions/index.ts'
import { rejoinStale } from './jobs.ts'
import { insertHold } from './store/holds.ts'
import {
  callTo,
  hit,
  joinedOf,
  makePool,
  pageNumber,
  poolNumbers,
  record,
  type TestVisitor,
  visitor,
} from './testing.ts'

let server: TestServer
let pool: { id: string }
const [number = ''] = poolNumbers(1)
beforeAll(async () => {
  server = await testServer()
  pool = await makePool(server, { numbers: [number], holdSeconds: 600, lateSeconds: 3_600 })
})
afterAll(() => server.close())

let clock = Date.now() - 3_600_000
/** Each test has hours of its own. */
const moment = (): Date => {
  clock += 4 * 3_600_000
  return new Date(clock)
}
const later = (at: Date, minutes: number) => new Date(at.getTime() + minutes * 60_000)
const advertisement = { source: 'Яндекс Директ', campaign: 'Окна Москва' }

let people = 0
const phone = () => `+7916555${String(1_000 + ++people).slice(-4)}`
const sees = async (one: TestVisitor, at: Date) => expect((await hit(server, one, at))[pageNumber]).toBe(number)
const formOf = ({ visitorId }: TestVisitor, at: Date): Observation => ({
  ...{ provider: 'site', externalId: `form-${++people}`, kind: 'form', direction: 'inbound', at, finished: true },
  party: { email: `client${people}@example.com`, visitor: visitorId },
})
const callOf = (at: Date, from = phone()) => callTo(number, at, { party: { phone: from } })

async function clientsOf(...observations: readonly Observation[]): Promise<(string | null)[]> {
  const rows = await server.db.query<{ name: string; id: string | null }>(sql`
    select external_id as name, customer_id as id from interactions where workspace_id = ${server.company.id}`)
  return observations.map(({ externalId }) => rows.find(({ name }) => name === externalId)?.id ?? null)
}
const areOne = async (...observations: readonly Observation[]) => {
  const clients = await clientsOf(...observations)
  expect(clients).not.toContain(null)
  return new Set(clients).size === 1
}

interface Join {
  readonly id: string
  readonly because: object
}
const ask = async <Answer>(path: string, body?: unknown): Promise<Answer> => {
  const response = await server.api('admin')(`/workspaces/${server.company.slug}${path}`, { body })
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  return (await response.json()) as Answer
}

describe('a call on the number that one visitor was shown', () => {
  test('makes the caller and the visitor one client, whichever was known first', async () => {
    const at = moment()
    const one = visitor(advertisement)
    await sees(one, at)
    const [form, call] = [formOf(one, later(at, 1)), callOf(later(at, 3))]
    await record(server, form)
    await record(server, call)
    expect(await areOne(form, call)).toBe(true)

    const next = moment()
    const other = visitor(advertisement)
    await sees(other, next)
    const [first, second] = [callOf(later(next, 1)), formOf(other, later(next, 3))]
    await record(server, first)
    await record(server, second)
    expect(await areOne(first, second)).toBe(true)
  })

  test('says why on the card, and can be taken back for good', async () => {
    const at = moment()
    const one = visitor(advertisement)
    await sees(one, at)
    const [form, call] = [formOf(one, later(at, 1)), callOf(later(at, 20))]
    await record(server, call)
    await record(server, form)
    expect(await areOne(form, call)).toBe(false)
    const again = callOf(later(at, 3), call.party?.phone)
    await record(server, again)
    const [client] = await clientsOf(form)
    const [join, ...others] = await ask<Join[]>(`/customers/${client}/joins`)
    expect(others).toEqual([])
    expect(join?.because).toMatchObject({ kind: 'told', byNumber: true, interactionId: expect.any(String) })

    await ask(`/customers/joins/${join?.id}/part`, { reason: 'Звонил сосед' })
    expect(await areOne(form, again)).toBe(false)
    expect(await areOne(call, again)).toBe(true)
    await record(server, { ...again, talkSeconds: 75 }, formOf(one, later(at, 5)))
    expect(await areOne(form, again)).toBe(false)
  })

  test('makes them one also where the visit is told after the call', async () => {
    const at = moment()
    const one = { ...visitor(advertisement), workspaceId: server.company.id }
    const [form, call] = [formOf(one, later(at, 1)), callOf(later(at, 2))]
    await record(server, form, call)
    expect(await areOne(form, call)).toBe(false)
    await insertHold(server.db, one, {
      ...{ poolId: pool.id, number, at, until: later(at, 10), shared: false, toldAt: new Date() },
    })
    const now = new Date(Math.max(Date.now(), later(at, 20).getTime()))
    await rejoinStale(server.db, server.app.recorder, server.company.id, now)
    expect(await areOne(form, call)).toBe(true)
  })
})

describe('a call of which less is certain has its source, and is nobody’s but the caller’s', () => {
  test('several visitors held the number', async () => {
    const at = moment()
    const [one, other] = [visitor(advertisement), visitor({ source: 'VK Реклама' })]
    await sees(one, at)
    await sees(other, later(at, 2))
    const [form, call] = [formOf(other, later(at, 3)), callOf(later(at, 4))]
    await record(server, form, call)
    expect((await joinedOf(server, call))[0]).toMatchObject({ source: 'VK Реклама', basis: 'shared_number' })
    expect(await areOne(form, call)).toBe(false)
  })

  test('the visitor had left', async () => {
    const at = moment()
    const one = visitor(advertisement)
    await sees(one, at)
    const [form, call] = [formOf(one, later(at, 1)), callOf(later(at, 15))]
    await record(server, form, call)
    expect((await joinedOf(server, call))[0]).toMatchObject({ source: 'Яндекс Директ', basis: 'released_number' })
    expect(await areOne(form, call)).toBe(false)
  })

  test('somebody else who held the number had left shortly before, and may still dial it', async () => {
    const at = moment()
    await sees(visitor({ source: 'VK Реклама' }), at)
    const one = visitor(advertisement)
    await sees(one, later(at, 12))
    const [form, call] = [formOf(one, later(at, 13)), callOf(later(at, 14))]
    await record(server, form, call)
    expect((await joinedOf(server, call))[0]).toMatchObject({ source: 'Яндекс Директ', confidence: 100 })
    expect(await areOne(form, call)).toBe(false)
  })

  test('the caller had called the number before, and has it written down', async () => {
    const from = phone()
    await record(server, callOf(moment(), from))
    const at = moment()
    const one = visitor(advertisement)
    await sees(one, at)
    const [form, call] = [formOf(one, later(at, 1)), callOf(later(at, 2), from)]
    await record(server, form, call)
    expect((await joinedOf(server, call))[0]).toMatchObject({ source: 'Яндекс Директ', confidence: 100 })
    expect(await areOne(form, call)).toBe(false)
  })

  test('the caller hides their number', async () => {
    const at = moment()
    const one = visitor(advertisement)
    await sees(one, at)
    const [form, call] = [formOf(one, later(at, 1)), callOf(later(at, 2), 'anonymous')]
    await record(server, form, call)
    expect((await joinedOf(server, call))[0]).toMatchObject({ source: 'Яндекс Директ', confidence: 100 })
    expect((await clientsOf(call))[0]).toBeNull()
  })
})
