/** What a pool's figures say: how full it was, what it needs, and when to warn. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../../kernel/ids.ts'
import { raw, sql } from '../../platform/database/database.ts'
import { tellLive } from '../../platform/live/tell-live.ts'
import { type TestServer, testServer } from '../../platform/testing/index.ts'
import type { Pool } from './contract.ts'
import { insertHold } from './store/holds.ts'
import { addStatic, asMarketing, callTo, hit, makePool, poolNumbers, record, visitor } from './testing.ts'
import { watchPools } from './watch.ts'

let server: TestServer
let next = 4_992_000_001
beforeAll(async () => {
  server = await testServer()
})
afterAll(() => server.close())

// A page would be shown numbers of every pool.
afterEach(async () => {
  for (const { id } of await asMarketing<Pool[]>(server, '/number-pools')) {
    await asMarketing(server, `/number-pools/${id}`, undefined, 'DELETE')
  }
})

const minute = 60_000
const quarter = 15 * minute
const now = new Date()
/** The beginning of a quarter of an hour some hours ago. */
const start = new Date(Math.floor(now.getTime() / quarter) * quarter - 5 * 60 * minute)
const after = (minutes: number) => new Date(start.getTime() + minutes * minute)

async function poolOf(size: number, fields: object = {}): Promise<{ id: string; numbers: string[] }> {
  const numbers = poolNumbers(size, next)
  next += size
  return { ...(await makePool(server, { numbers, holdSeconds: 600, ...fields })), numbers }
}

const hold = (poolId: string, number: string, from: number, until: number, shared = false) =>
  insertHold(
    server.db,
    { ...visitor({ source: 'Яндекс Директ' }), workspaceId: server.company.id },
    { poolId, number, at: after(from), until: after(until), shared, toldAt: now },
  )

const occupancyOf = (poolId: string) =>
  server.db.query<{ peak: number; begun: number; shared: number }>(sql`
    select peak, begun, shared from number_occupancy
    where workspace_id = ${server.company.id} and pool_id = ${poolId} and at >= ${start} and at < ${after(60)} order by at`)

const watch = (at = new Date()) => watchPools(server.db, server.company.id, at, 10 * 60 * minute)
const stateOf = async (id: string): Promise<Pool['state']> => {
  const pool = (await asMarketing<Pool[]>(server, '/number-pools')).find((one) => one.id === id)
  if (!pool) throw new Error('no pool')
  return pool.state
}

describe('how full a pool was', () => {
  test('counts numbers, not visitors, at the busiest moment of each quarter of an hour', async () => {
    const { id, numbers } = await poolOf(3)
    const [a = '', b = '', c = ''] = numbers
    await hold(id, a, 0, 10)
    await hold(id, b, 9, 20)
    await hold(id, a, 10, 40)
    await hold(id, a, 12, 18, true)
    await hold(id, c, 30, 31)
    await watch()
    expect(await occupancyOf(id)).toEqual([
      { peak: 2, begun: 4, shared: 1 },
      { peak: 2, begun: 0, shared: 0 },
      { peak: 2, begun: 1, shared: 0 },
      { peak: 0, begun: 0, shared: 0 },
    ])
  })

  test('is put right by a hold that is told later', async () => {
    const { id, numbers } = await poolOf(2)
    await hold(id, numbers[0] ?? '', 0, 10)
    await watch()
    await hold(id, numbers[1] ?? '', 5, 10)
    await watch()
    expect((await occupancyOf(id))[0]).toEqual({ peak: 2, begun: 2, shared: 0 })
  })
})

describe('a warning', () => {
  test('reaches open screens when the pool runs dry, once', async () => {
    const { id } = await poolOf(2)
    await watch()
    const heard: string[] = []
    const stop = server.app.services.live.subscribe(server.company.id, ({ type }) => heard.push(type))
    /** What was told until now: notifications come in the order of their commits. */
    const warnings = async (marker: string): Promise<number> => {
      await tellLive(server.db, { workspaceId: server.company.id, type: marker })
      await expect.poll(() => heard, { timeout: 30_000 }).toContain(marker)
      return heard.filter((type) => type === 'numbers').length
    }
    const before = await warnings('the pool was made')
    const at = new Date()
    for (let i = 0; i < 3; i++) await hit(server, visitor(), at)
    const told = () => heard.filter((type) => type === 'numbers').length - before
    await expect.poll(told, { timeout: 30_000 }).toBe(1)
    await watch(new Date(at.getTime() + 1))
    await watch(new Date(at.getTime() + 2))
    expect((await warnings('looked at twice')) - before).toBe(1)
    stop()
    expect(await stateOf(id)).toMatchObject({ level: 'act', size: 2, held: 2 })
  })

  test('comes before that, when the same hour of the weeks before was fuller than the pool', async () => {
    const { id } = await poolOf(10)
    for (const weeks of [1, 2]) {
      for (let hours = 0; hours < 48; hours++) {
        await server.db.query(sql`
          insert into number_occupancy (workspace_id, pool_id, at, size, peak, begun, shared, held_seconds)
          values (${server.company.id}, ${id}, ${new Date(start.getTime() - weeks * 7 * 24 * 60 * minute + hours * 60 * minute)},
            10, ${hours === 20 ? 12 : 3}, 4, 0, 6000)`)
      }
    }
    await watch()
    expect(await stateOf(id)).toMatchObject({ level: 'look', unserved: 0 })
    expect((await stateOf(id)).forecast).toBeGreaterThan(10)
  })
})

describe('the calculator', () => {
  interface Size {
    readonly measured: { visitsPerHour: number; holdMinutes: number; callShare: number } | null
    readonly numbers: number
    readonly load: number
  }
  test('begins with what was measured: visits of the busiest hour, how long they hold, how many call', async () => {
    const { id, numbers } = await poolOf(40)
    const [number = ''] = numbers
    for (let i = 0; i < 40; i++) await hold(id, numbers[i] ?? '', 60 + i, 60 + i + 30)
    await watch()
    const calls = [70, 75].map((minutes) => callTo(number, after(minutes)))
    await record(server, ...calls)
    const { measured, load, numbers: needed } = await asMarketing<Size>(server, `/number-pools/${id}/size`)
    expect(measured).toMatchObject({ visitsPerHour: 40, holdMinutes: 30, callShare: 0.05 })
    expect(load).toBe(20)
    // Twenty erlangs at one per cent: thirty servers in any traffic table.
    expect(needed).toBe(30)
  })

  test('takes what somebody wants to try instead', async () => {
    const { id } = await poolOf(1)
    const tried = await asMarketing<Size>(
      server,
      `/number-pools/${id}/size?visitsPerHour=120&holdMinutes=30&acceptedLoss=0.05`,
    )
    expect(tried).toMatchObject({ measured: null, load: 60, numbers: 66 })
  })
})

test('a list of numbers is taken as it is written; what is none is named with its line', async () => {
  const list = 'Номер;Линия\n8 (495) 700-10-01;trunk-1;на сайте\n+7 495 700 10 02\n\n123\n84957001001'
  const added = await asMarketing(server, '/numbers/list', { list, kind: 'none' })
  expect(added).toEqual({ added: 2, known: 0, wrong: [{ row: 5, text: '123' }] })
  expect(await asMarketing(server, '/numbers/list', { list, kind: 'none' })).toMatchObject({ added: 0, known: 2 })
  const numbers = await asMarketing<{ number: string; line: string | null; label: string | null }[]>(server, '/numbers')
  expect(numbers.find(({ number }) => number === '+74957001001')).toMatchObject({ line: 'trunk-1', label: 'на сайте' })
})

test('a pool that is put away shows nothing more, and its calls keep their source', async () => {
  const { id, numbers } = await poolOf(1, { replaces: ['+74950000001'] })
  const at = new Date()
  expect((await hit(server, visitor(), at))['+74950000001']).toBe(numbers[0])
  await asMarketing(server, `/number-pools/${id}`, undefined, 'DELETE')
  expect((await hit(server, visitor(), at))['+74950000001']).toBeUndefined()
  const number = (await asMarketing<{ number: string; use: { kind: string } }[]>(server, '/numbers')).find(
    (one) => one.number === numbers[0],
  )
  expect(number?.use.kind).toBe('none')
})

test('calls by number equal what is computed anew, whatever became of them', async () => {
  const { id, numbers } = await poolOf(2)
  await addStatic(server, { number: '+74993330009', source: 'Радио', since: '2026-01-01' })
  await hold(id, numbers[0] ?? '', 0, 30)
  const calls = [
    callTo(numbers[0] ?? '', after(5)),
    callTo(numbers[1] ?? '', after(6)),
    callTo('+74993330009', after(7), { isTest: true }),
    callTo('+74993330009', after(8), { origin: { source: 'Авито', campaign: 'Услуги', certain: true } }),
    callTo('+74959999999', after(9)),
  ]
  await record(server, ...calls)
  const moved = { ...(calls[1] ?? callTo('', now)), ourAddress: '+7 (495) 999-99-99, сайт' }
  await record(server, moved)
  const read = () =>
    server.db.query(sql`
      select ${raw('interaction_id, number, started_at, kind, confidence, visit_id, outcome, is_test')} from number_calls
      where workspace_id = ${server.company.id} order by interaction_id`)
  const kept = await read()
  await server.db.transaction((tx) => server.app.recorder.rebuild(tx, server.company.id))
  expect(await read()).toEqual(kept)
  expect(kept.length).toBeGreaterThanOrEqual(3)
})

test('what another company shows and holds is nobody else’s', async () => {
  await poolOf(1, { replaces: ['+74950000002'] })
  const other = await server.addCompany()
  const seen = { workspaceId: other.company.id, siteId: newId(), visitId: newId(), visitorId: newId(), origin: null }
  expect(await server.app.numbers.numbersFor(server.db, seen)).toEqual({})
})
