import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../../kernel/ids.ts'
import { sql } from '../../platform/database/database.ts'
import { type TestServer, testServer } from '../../platform/testing/index.ts'
import { type Assigned, assignNumber } from './assign.ts'
import { type PoolRow, readPool } from './store/pools.ts'
import { addStatic, hit, makePool, pageNumber, poolNumbers, visitor } from './testing.ts'

let server: TestServer
let nextNumber = 4_992_000_001
beforeAll(async () => {
  server = await testServer()
})
afterAll(() => server.close())

const minute = 60_000
async function freshPool(size: number, fields: Record<string, unknown> = {}): Promise<PoolRow> {
  const numbers = poolNumbers(size, nextNumber)
  nextNumber += size
  const { id } = await makePool(server, { numbers, holdSeconds: 600, ...fields })
  const pool = await readPool(server.db, server.company.id, id)
  if (!pool) throw new Error('no pool')
  return pool
}

const someone = () => ({ ...visitor({ source: 'Яндекс Директ' }), workspaceId: server.company.id })
type Someone = ReturnType<typeof someone>
const assign = (pool: PoolRow, who: Someone, at: Date): Promise<Assigned> => assignNumber(server.db, pool, who, at)

interface HoldRow {
  readonly number: string
  readonly visitor: string
  readonly from: Date
  readonly until: Date
  readonly shared: boolean
}

const holdsOf = (pool: PoolRow) =>
  server.db.query<HoldRow>(sql`
    select number, visitor_id as visitor, started_at as from, until, shared from number_holds
    where workspace_id = ${server.company.id} and pool_id = ${pool.id} order by started_at, id`)

/** Pairs of holds of different visitors that run at the same time on one number, though neither is marked as shared. */
const clashes = (holds: readonly HoldRow[]) =>
  holds.flatMap((a, i) =>
    holds
      .slice(i + 1)
      .filter(
        (b) =>
          a.number === b.number &&
          a.visitor !== b.visitor &&
          !a.shared &&
          !b.shared &&
          a.from < b.until &&
          b.from < a.until,
      )
      .map((b) => [a, b]),
  )

describe('a pool of numbers', () => {
  test('gives each visitor a number of their own, and the same one again while they look around', async () => {
    const pool = await freshPool(3)
    const people = [someone(), someone(), someone()]
    const at = new Date()
    const first = await Promise.all(people.map((who) => assign(pool, who, at)))
    expect(new Set(first.map(({ number }) => number)).size).toBe(3)
    const again = await Promise.all(people.map((who) => assign(pool, who, new Date(at.getTime() + 5 * minute))))
    expect(again).toEqual(first)
  })

  test('gives a number on when its hold is over, that which was free for longest', async () => {
    const pool = await freshPool(2)
    const at = Date.now()
    const [early, late, next] = [someone(), someone(), someone()]
    const a = await assign(pool, early, new Date(at))
    await assign(pool, late, new Date(at + 2 * minute))
    expect((await assign(pool, next, new Date(at + 12 * minute))).number).toBe(a.number)
  })

  test('shows a visitor who comes back the number that they saw, where it is free', async () => {
    const pool = await freshPool(4)
    const at = Date.now()
    const who = someone()
    const before = await assign(pool, who, new Date(at))
    await assign(pool, someone(), new Date(at + minute))
    const back = { ...who, visitId: newId() }
    expect(await assign(pool, back, new Date(at + 60 * minute))).toEqual(before)
  })

  test('renews a hold with each hit', async () => {
    const pool = await freshPool(1)
    const at = Date.now()
    const who = someone()
    const first = await assign(pool, who, new Date(at))
    for (let passed = 8; passed <= 40; passed += 8) {
      expect(await assign(pool, who, new Date(at + passed * minute))).toEqual(first)
      expect((await assign(pool, someone(), new Date(at + (passed + 1) * minute))).kind).toBe('shared')
    }
    const [hold] = await holdsOf(pool)
    expect(hold?.until.getTime()).toBe(at + 50 * minute)
  })

  test('knows which visit of a visitor saw it', async () => {
    const pool = await freshPool(1)
    const at = Date.now()
    const who = someone()
    await assign(pool, who, new Date(at))
    await assign(pool, { ...who, visitId: newId() }, new Date(at + 5 * minute))
    const [one, two] = await holdsOf(pool)
    expect(one?.until).toEqual(two?.from)
    expect(two?.until.getTime()).toBe(at + 15 * minute)
  })

  test('shares the number that was shown least recently when it is dry, and says so', async () => {
    const pool = await freshPool(2)
    const at = Date.now()
    const a = await assign(pool, someone(), new Date(at))
    const b = await assign(pool, someone(), new Date(at + minute))
    expect(await assign(pool, someone(), new Date(at + 2 * minute))).toEqual({ number: a.number, kind: 'shared' })
    expect(await assign(pool, someone(), new Date(at + 3 * minute))).toEqual({ number: b.number, kind: 'shared' })
    expect((await holdsOf(pool)).map(({ shared }) => shared)).toEqual([false, false, true, true])
  })

  test('shows the fallback instead where the company wants that, and counts the visit once', async () => {
    const pool = await freshPool(1, { whenDry: 'fallback', fallback: '8 (495) 200-00-00' })
    const at = Date.now()
    await assign(pool, someone(), new Date(at))
    const unlucky = someone()
    for (const passed of [1, 2, 3]) {
      expect(await assign(pool, unlucky, new Date(at + passed * minute))).toEqual({
        number: '+74952000000',
        kind: 'fallback',
      })
    }
    const misses = await server.db.query(sql`
      select visit_id from number_misses where workspace_id = ${server.company.id} and pool_id = ${pool.id}`)
    expect(misses).toEqual([{ visit_id: unlucky.visitId }])
  })
})

describe('hundreds of visitors at once', () => {
  test('never hold one number by twos while there are enough', async () => {
    const pool = await freshPool(120)
    const at = new Date()
    const given = await Promise.all(Array.from({ length: 120 }, () => assign(pool, someone(), at)))
    expect(given.every(({ kind }) => kind === 'held')).toBe(true)
    expect(new Set(given.map(({ number }) => number)).size).toBe(120)
    expect(clashes(await holdsOf(pool))).toEqual([])
  })

  test('share evenly when there are not', async () => {
    const pool = await freshPool(10)
    const at = new Date()
    const given = await Promise.all(Array.from({ length: 300 }, () => assign(pool, someone(), at)))
    expect(given.filter(({ kind }) => kind === 'held')).toHaveLength(10)
    expect(given.filter(({ kind }) => kind === 'shared')).toHaveLength(290)
    const holds = await holdsOf(pool)
    expect(clashes(holds)).toEqual([])
    const visitors = new Map<string, number>()
    for (const { number } of holds) visitors.set(number, (visitors.get(number) ?? 0) + 1)
    expect(Math.max(...visitors.values())).toBeLessThan(2 * Math.min(...visitors.values()))
  })

  test('get one number each, however many pages of theirs open at once', async () => {
    const pool = await freshPool(40)
    const people = Array.from({ length: 20 }, someone)
    const at = new Date()
    const given = await Promise.all(people.flatMap((who) => Array.from({ length: 6 }, () => assign(pool, who, at))))
    for (const [i] of people.entries()) {
      expect(new Set(given.slice(i * 6, i * 6 + 6).map(({ number }) => number)).size).toBe(1)
    }
    expect(await holdsOf(pool)).toHaveLength(20)
  })
})

test('whatever visitors do, nobody shares who need not, and every hold is as long as it should be', async () => {
  const hits = fc.array(fc.record({ who: fc.nat({ max: 6 }), passed: fc.integer({ min: 0, max: 9 }) }), {
    minLength: 1,
    maxLength: 40,
  })
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 4 }), hits, async (size, story) => {
      const pool = await freshPool(size)
      const people = Array.from({ length: 7 }, someone)
      const lastSeen = new Map<number, number>()
      let at = Date.now()
      for (const { who, passed } of story) {
        at += passed * minute
        const active = [...lastSeen].filter(([other, seen]) => other !== who && at < seen + 10 * minute).length
        const person = people[who]
        if (!person) continue
        const given = await assign(pool, person, new Date(at))
        const isNew = at >= (lastSeen.get(who) ?? 0) + 10 * minute
        if (given.kind === 'shared' && isNew) expect(active).toBeGreaterThanOrEqual(size)
        lastSeen.set(who, at)
      }
      const holds = await holdsOf(pool)
      expect(clashes(holds)).toEqual([])
      for (const { from, until } of holds) expect(until.getTime() - from.getTime()).toBeGreaterThan(0)
    }),
    { numRuns: 25 },
  )
})

describe('what a page shows', () => {
  test('is the number of its source first, as exactly as one is named; else one of the pool', async () => {
    const other = await server.addCompany()
    const company = { ...server, company: other.company, api: () => apiOf(other.keys.marketing) }
    const [own = ''] = poolNumbers(1, 4_993_900_001)
    await makePool(company, { numbers: [own], sources: ['Яндекс Директ'] })
    for (const [number, fields] of [
      ['+74993900002', { source: 'VK Реклама' }],
      ['+74993900003', { source: 'VK Реклама', campaign: 'Окна' }],
    ] as const) {
      await addStatic(company, { number, replaces: [pageNumber], ...fields })
    }
    const seen = async (origin: Parameters<typeof visitor>[0]) =>
      (await hit(company, visitor(origin), new Date()))[pageNumber]
    expect(await seen({ source: 'VK Реклама', campaign: 'Окна' })).toBe('+74993900003')
    expect(await seen({ source: 'VK Реклама', campaign: 'Двери' })).toBe('+74993900002')
    expect(await seen({ source: 'Яндекс Директ' })).toBe(own)
    expect(await seen({ source: 'Google Ads' })).toBeUndefined()
    expect(await seen(null)).toBeUndefined()
    const unknown = { ...visitor({ source: 'Яндекс Директ' }), workspaceId: other.company.id, siteId: newId() }
    expect(await server.app.numbers.numbersFor(server.db, { ...unknown, visitorId: null })).toEqual({})
  })
})

const apiOf =
  (key: string): ReturnType<TestServer['api']> =>
  (path, { method, body } = {}) =>
    fetch(`${server.url}/api/v1${path}`, {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
