import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { addDays } from '../../../kernel/time.ts'
import { sql } from '../../../platform/database/database.ts'
import { createCompany, type TestCompany, type TestDatabase, testDatabase } from '../../../platform/testing/index.ts'
import { createRecorder, type Observation, type OriginObservation, type Viewer } from '../../interactions/index.ts'
import { originLevels } from '../contract.ts'
import { type Cell, factsFromRecord, factsOf, type PeriodFilter, scopesOf } from './facts.ts'
import { originFigures } from './rollup.ts'
import { splitPeriod } from './spans.ts'

let db: TestDatabase
let company: TestCompany
const recorder = createRecorder([originFigures])
const all = { kind: 'all' } as const
const viewer = () => ({ workspaceId: company.id, reach: all })

beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.close())
beforeEach(async () => {
  company = await createCompany(db)
})

const firstDay = '2025-12-20'
const days = 45

const origins: (OriginObservation | undefined)[] = [
  undefined,
  { source: 'Яндекс Директ' },
  { source: 'Яндекс Директ', campaign: 'Окна Москва' },
  { source: 'Яндекс Директ', campaign: 'Окна Москва', placement: 'Поиск', keyword: 'пластиковые окна' },
  { source: 'Яндекс Директ', campaign: 'Окна Москва', placement: 'РСЯ' },
  { source: 'Яндекс Директ', campaign: 'Балконы', keyword: 'остекление' },
  { source: 'Авито', campaign: 'Окна Москва' },
  { source: 'Авито', placement: 'Услуги' },
  { source: '2ГИС' },
]

const observation = (n: number, random: () => number): Observation => {
  const day = addDays(firstDay, Math.floor(random() * days))
  const startedAt = new Date(`${day}T${String(Math.floor(random() * 24)).padStart(2, '0')}:30:00Z`)
  const classKey = ['lead', 'upsell', 'accompanying', 'spam', 'wrong_number', undefined][Math.floor(random() * 6)]
  const origin = origins[Math.floor(random() * origins.length)]
  return {
    provider: 'generic',
    externalId: String(n),
    kind: random() < 0.7 ? 'call' : 'form',
    at: startedAt,
    startedAt,
    direction: random() < 0.8 ? 'inbound' : 'outbound',
    finished: random() < 0.9,
    outcome: random() < 0.7 ? 'answered' : 'no_answer',
    isTest: random() < 0.1,
    line: ['101', '201', '202', '900'][Math.floor(random() * 4)] ?? '',
    ...(origin && { origin }),
    ...(classKey && { classKey }),
  }
}

/** A repeatable stream of numbers in [0, 1): mulberry32. */
function stream(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

const record = (observations: Observation[], importId?: string) =>
  db.transaction((tx) =>
    recorder.record(tx, {
      workspace: company,
      observations,
      now: new Date('2026-02-01T00:00:00Z'),
      ...(importId && { importId }),
    }),
  )

const sorted = (cells: readonly Cell[]) =>
  [...cells].sort((a, b) => `${a.originId}/${a.classId}`.localeCompare(`${b.originId}/${b.classId}`))

const rollupRows = () =>
  db.query(sql`
    select scope_id, origin_id, span, day, class_id, interactions, missed from origin_figures
    where workspace_id = ${company.id} and (interactions <> 0 or missed <> 0) order by 1, 2, 3, 4, 5`)

describe('contacts by origin and class', () => {
  it('are the same from the roll-up and from the record, for any period, level and place', async () => {
    const random = stream(7)
    await record(Array.from({ length: 400 }, (_, n) => observation(n, random)))
    // Later facts move contacts to other classes, days and origins; an undone import leaves nothing.
    await record(Array.from({ length: 150 }, (_, n) => observation(n, random)))
    const importId = '018f0000-0000-7000-8000-000000000001'
    await record(
      Array.from({ length: 100 }, (_, n) => observation(1000 + n, random)),
      importId,
    )
    await db.transaction((tx) => recorder.removeImport(tx, { workspace: company, importId, now: new Date() }))

    const ids = new Map<string, string[]>()
    for (const row of await db.query<{ id: string; level: string }>(
      sql`select id, level from origins where workspace_id = ${company.id}`,
    )) {
      ids.set(row.level, [...(ids.get(row.level) ?? []), row.id])
    }
    const some = (level: string) =>
      fc.option(fc.subarray(ids.get(level) ?? [], { minLength: 1 }), { nil: undefined, freq: 2 })
    const filters = fc.record({
      from: fc.integer({ min: -3, max: days }).map((n) => addDays(firstDay, n)),
      length: fc.nat(days),
      source: some('source'),
      campaign: some('campaign'),
      placement: some('placement'),
      keyword: some('keyword'),
      class: fc.option(fc.subarray([...Object.values(company.classes), 'none'], { minLength: 1 }), { nil: undefined }),
      department: fc.option(fc.subarray(Object.values(company.departments), { minLength: 1 }), {
        nil: undefined,
        freq: 2,
      }),
      level: fc.constantFrom(...originLevels),
      reach: fc.constantFrom<Viewer['reach']>(all, { kind: 'department', departmentId: company.departments.windows }),
    })
    let rolled = 0
    let seen = 0
    await fc.assert(
      fc.asyncProperty(filters, async ({ from, length, level, reach, ...places }) => {
        const filter: PeriodFilter = { ...places, from, to: addDays(from, length), direction: ['inbound'] }
        const asker = { workspaceId: company.id, reach }
        const answered = await factsOf(db, filter, asker, level)
        const counted = await factsFromRecord(db, filter, asker, level)
        expect(sorted(answered.cells)).toEqual(sorted(counted.cells))
        if (answered.kept && counted.cells.length > 0) rolled += 1
        seen += counted.cells.length
      }),
      { numRuns: 600, seed: 20 },
    )
    expect(seen).toBeGreaterThan(1000)
    expect(rolled).toBeGreaterThan(50)
  })

  it('are the same after everything is computed anew', async () => {
    const random = stream(3)
    await record(Array.from({ length: 200 }, (_, n) => observation(n, random)))
    await record(Array.from({ length: 80 }, (_, n) => observation(n, random)))
    const kept = await rollupRows()
    expect(kept.length).toBeGreaterThan(100)
    await db.transaction((tx) => recorder.rebuild(tx, company.id))
    expect(await rollupRows()).toEqual(kept)
  })

  it('leave test contacts, outgoing calls and other companies out', async () => {
    const other = await createCompany(db)
    const base = { provider: 'generic', kind: 'call', at: new Date('2026-01-10T09:00:00Z'), finished: true } as const
    const told: Observation[] = [
      { ...base, externalId: '1', direction: 'inbound' },
      { ...base, externalId: '2', direction: 'inbound', isTest: true },
      { ...base, externalId: '3', direction: 'outbound' },
    ]
    await record(told)
    await db.transaction((tx) => recorder.record(tx, { workspace: other, observations: told, now: new Date() }))
    const filter: PeriodFilter = { from: '2026-01-01', to: '2026-01-31', direction: ['inbound'] }
    const { cells } = await factsOf(db, filter, viewer(), 'source')
    expect(cells).toEqual([{ originId: null, classId: null, interactions: 1, missed: 1 }])
  })
})

describe('the roll-up is asked only what it knows', () => {
  const period = { from: '2026-01-01', to: '2026-01-31' }
  const someone = '018f0000-0000-7000-8000-000000000001'
  it.each<[string, Partial<PeriodFilter>]>([
    ['a kind of contact', { kind: ['call'] }],
    ['an employee', { employee: [someone] }],
    ['contacts without a department', { department: ['none'] }],
    ['an hour', { hour: [9] }],
    ['missed ones', { missed: true }],
    ['outgoing ones', { direction: ['outbound'] }],
    ['test contacts', { tests: 'with' }],
    ['contacts without a campaign', { campaign: ['none'] }],
    ['words', { text: 'окна' }],
    ['keywords of a department', { department: [someone], keyword: [someone] }],
  ])('not for %s', (_, filter) => {
    expect(scopesOf({ ...period, ...filter }, viewer(), 'source')).toBeNull()
  })

  it('sees for a head of sales the own department alone, and for one person nothing', () => {
    const { windows, service } = company.departments
    const head = { workspaceId: company.id, reach: { kind: 'department', departmentId: windows } } as const
    expect(scopesOf(period, head, 'source')).toEqual([windows])
    expect(scopesOf({ ...period, department: [service, windows] }, head, 'source')).toEqual([windows])
    expect(scopesOf({ ...period, department: [service] }, head, 'source')).toEqual([])
    expect(scopesOf(period, head, 'campaign')).toBeNull()
    expect(
      scopesOf(period, { workspaceId: company.id, reach: { kind: 'own', employeeId: someone } }, 'source'),
    ).toBeNull()
    expect(scopesOf({ ...period, department: [service] }, viewer(), 'source')).toEqual([service])
    expect(scopesOf(period, viewer(), 'keyword')).toEqual([company.id])
  })
})

describe('a period', () => {
  const daysIn = (part: { from: string; to: string }) => {
    const found: string[] = []
    for (let day = part.from; day <= part.to; day = addDays(day, 1)) found.push(day)
    return found
  }
  it('is split into whole weeks and single days that together are the period, each day once', () => {
    fc.assert(
      fc.property(fc.nat(2000), fc.nat(400), (start, length) => {
        const period = { from: addDays('2020-01-01', start), to: addDays('2020-01-01', start + length) }
        const { weeks, days: single } = splitPeriod(period)
        const covered = [
          ...single.flatMap(daysIn),
          ...(weeks ? daysIn({ from: weeks.from, to: addDays(weeks.to, 6) }) : []),
        ].sort()
        expect(covered).toEqual(daysIn(period))
        expect(single.flatMap(daysIn).length).toBeLessThanOrEqual(12)
        if (weeks) expect(new Date(`${weeks.from}T00:00:00Z`).getUTCDay()).toBe(1)
      }),
    )
  })

  it('that ends before it begins holds nothing', () => {
    expect(splitPeriod({ from: '2026-01-02', to: '2026-01-01' })).toEqual({ weeks: null, days: [] })
  })
})
