import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from '../../platform/database/database.ts'
import { type TestServer, testServer } from '../../platform/testing/index.ts'
import { rejoinStale } from './jobs.ts'
import { insertHold, renewHold } from './store/holds.ts'
import {
  addStatic,
  asMarketing,
  callTo,
  hit,
  joinedOf,
  makePool,
  pageNumber,
  poolNumbers,
  record,
  visitor,
} from './testing.ts'

let server: TestServer
let pool: { id: string }
const minute = 60_000
let clock = Date.now() - 3_600_000
/** Each test has hours of its own. */
const moment = (): Date => {
  clock += 4 * 3_600_000
  return new Date(clock)
}
const later = (at: Date, minutes: number) => new Date(at.getTime() + minutes * minute)
const direct = { source: 'Яндекс Директ', campaign: 'Окна Москва', keyword: 'пластиковые окна' }

beforeAll(async () => {
  server = await testServer()
  pool = await makePool(server, { numbers: poolNumbers(3), holdSeconds: 600, lateSeconds: 3_600 })
})
afterAll(() => server.close())

const shown = async (...parameters: Parameters<typeof hit>): Promise<string> => {
  const number = (await hit(...parameters))[pageNumber]
  if (!number) throw new Error('nothing was shown')
  return number
}

describe('a call on a number that one visitor holds', () => {
  test('is that visitor’s for certain', async () => {
    const at = moment()
    const one = visitor(direct)
    const number = await shown(server, one, at)
    const call = callTo(number, later(at, 4))
    await record(server, call)
    expect(await joinedOf(server, call)).toEqual([
      {
        ...{ source: 'Яндекс Директ', campaign: 'Окна Москва', basis: 'held_number', confidence: 100, certain: true },
        visit: one.visitId,
      },
    ])
  })

  test('is found however the exchange writes the number', async () => {
    const at = moment()
    const number = await shown(server, visitor(direct), at)
    const digits = number.slice(2)
    const calls = [`8${digits}`, `7${digits}`, `8 (${digits.slice(0, 3)}) ${digits.slice(3)}`].map((written) =>
      callTo(written, later(at, 1)),
    )
    await record(server, ...calls)
    expect((await joinedOf(server, ...calls)).map((one) => one?.basis)).toEqual(Array(3).fill('held_number'))
  })

  test('keeps a source that the exchange told more exactly, and the visit', async () => {
    const at = moment()
    const one = visitor({ source: 'Яндекс Директ' })
    const number = await shown(server, one, at)
    const call = callTo(number, later(at, 1), {
      origin: { source: 'Яндекс Директ', campaign: 'Балконы', keyword: 'балкон' },
    })
    await record(server, call)
    expect((await joinedOf(server, call))[0]).toMatchObject({ campaign: 'Балконы', basis: null, visit: one.visitId })
  })

  test('says nothing of calls that we made', async () => {
    const at = moment()
    const number = await shown(server, visitor(direct), at)
    const call = callTo(number, later(at, 1), { direction: 'outbound' })
    await record(server, call)
    expect((await joinedOf(server, call))[0]).toMatchObject({ source: null, visit: null })
  })
})

describe('a call after the visitor has left', () => {
  test('is theirs with less certainty the later it comes, and nobody’s in the end', async () => {
    const at = moment()
    const one = visitor(direct)
    const number = await shown(server, one, at)
    const calls = [11, 30, 69, 71].map((minutes) => callTo(number, later(at, minutes)))
    await record(server, ...calls)
    const joined = await joinedOf(server, ...calls)
    expect(joined.map((call) => call?.basis)).toEqual(['released_number', 'released_number', 'released_number', null])
    expect(joined.map((call) => call?.certain)).toEqual([false, false, false, null])
    const [soon = 0, middle = 0, late = 0] = joined.map((call) => call?.confidence ?? 0)
    expect(soon).toBeGreaterThan(middle)
    expect(middle).toBeGreaterThan(late)
    expect(joined[3]).toMatchObject({ source: null, visit: null, confidence: null })
  })
})

describe('a call on a number that several visitors share', () => {
  test('goes to whoever was seen last, with the share that this is worth', async () => {
    const at = moment()
    const others = [visitor(direct), visitor(direct), visitor(direct)]
    for (const one of others) await shown(server, one, at)
    const guest = visitor({ source: 'VK Реклама' })
    const number = await shown(server, guest, later(at, 5))
    const call = callTo(number, later(at, 6))
    await record(server, call)
    const [joined] = await joinedOf(server, call)
    expect(joined).toMatchObject({ source: 'VK Реклама', basis: 'shared_number', certain: false, visit: guest.visitId })
    expect(joined?.confidence).toBeGreaterThan(50)
    expect(joined?.confidence).toBeLessThan(100)
  })
})

describe('what is told late', () => {
  test('a hold that is told after its call gives what it would have given before', async () => {
    const at = moment()
    const [number = ''] = poolNumbers(1)
    const one = { ...visitor(direct), workspaceId: server.company.id }
    const call = callTo(number, later(at, 2))
    await record(server, call)
    expect((await joinedOf(server, call))[0]?.source).toBeNull()

    const told = { poolId: pool.id, number, at, until: later(at, 10), shared: false, toldAt: new Date() }
    await insertHold(server.db, one, told)
    const now = new Date(Math.max(Date.now(), later(at, 20).getTime()))
    expect(await rejoinStale(server.db, server.app.recorder, server.company.id, now)).toBeGreaterThan(0)
    expect((await joinedOf(server, call))[0]).toMatchObject({
      source: 'Яндекс Директ',
      confidence: 100,
      visit: one.visitId,
    })

    const same = callTo(number, later(at, 2))
    await record(server, same)
    const [before, after] = await joinedOf(server, call, same)
    expect(after).toEqual(before)
  })

  test('a hit that comes late makes a released number a held one', async () => {
    const at = moment()
    const one = { ...visitor(direct), workspaceId: server.company.id }
    const [number = ''] = poolNumbers(1)
    const hold = { poolId: pool.id, number, at, until: later(at, 10), shared: false, toldAt: at }
    const id = await insertHold(server.db, one, hold)
    const call = callTo(number, later(at, 12))
    await record(server, call)
    expect((await joinedOf(server, call))[0]?.basis).toBe('released_number')

    const seen = later(at, 8)
    await renewHold(
      server.db,
      server.company.id,
      { id, number, startedAt: at },
      { seenAt: seen, until: later(at, 18), toldAt: new Date() },
    )
    await rejoinStale(
      server.db,
      server.app.recorder,
      server.company.id,
      new Date(Math.max(Date.now(), later(at, 20).getTime())),
    )
    expect((await joinedOf(server, call))[0]).toMatchObject({ basis: 'held_number', confidence: 100, certain: true })
  })

  test('figures of sources follow a call that finds its source later', async () => {
    const at = moment()
    const call = callTo('+74993330001', at)
    await record(server, call)
    const day = new Date(at.getTime()).toISOString().slice(0, 10)
    await addStatic(server, { number: '+74993330001', source: 'Щит на МКАД', offline: true, since: '2026-01-01' })
    await expect
      .poll(async () => (await joinedOf(server, call))[0], { timeout: 20_000 })
      .toMatchObject({
        ...{ source: 'Щит на МКАД', basis: 'static_number', certain: true },
      })
    const [figures] = await server.db.query<{ interactions: number }>(sql`
      select sum(f.interactions) as interactions from origin_figures f
      join origins o on o.workspace_id = ${server.company.id} and o.id = f.origin_id
      where f.workspace_id = ${server.company.id} and f.span = 1 and o.name = 'Щит на МКАД'`)
    expect(figures?.interactions).toBe(1)
    const counted = await asMarketing<{ number: string; kinds: object }[]>(
      server,
      `/number-calls?from=${day}&to=2100-01-01`,
    )
    expect(counted.find(({ number }) => number === '+74993330001')?.kinds).toEqual({ static_number: 1 })
  })
})

describe('a number that moves to another campaign', () => {
  test('leaves the calls of before to the campaign of before', async () => {
    const number = '+74993330002'
    const { id } = await addStatic(server, { number, source: 'Радио', campaign: 'Весна', since: '2026-01-01' })
    const before = callTo(number, new Date('2026-03-01T10:00:00Z'))
    const after = callTo(number, new Date('2026-05-01T10:00:00Z'))
    await record(server, before, after)
    expect((await joinedOf(server, before, after)).map((call) => call?.campaign)).toEqual(['Весна', 'Весна'])
    await asMarketing(server, `/numbers/${id}`, { campaign: 'Лето', since: '2026-04-01' }, 'PATCH')
    await expect
      .poll(async () => (await joinedOf(server, before, after)).map((call) => call?.campaign), { timeout: 20_000 })
      .toEqual(['Весна', 'Лето'])
  })

  test('and one that the exchange calls otherwise is known by that name', async () => {
    await addStatic(server, { number: '+74993330003', line: 'Trunk-7', source: 'Газета', since: '2026-01-01' })
    const call = callTo('trunk-7', new Date('2026-03-01T10:00:00Z'))
    await record(server, call)
    expect((await joinedOf(server, call))[0]).toMatchObject({ source: 'Газета', basis: 'static_number' })
  })
})
