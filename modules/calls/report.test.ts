import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays } from '../../kernel/time.ts'
import { sql } from '../../platform/database/database.ts'
import { createCompany, type TestCompany, type TestDatabase, testDatabase } from '../../platform/testing/index.ts'
import {
  createRecorder,
  type InteractionFilter,
  type Observation,
  type Viewer,
  whereInteractions,
} from '../interactions/index.ts'
import type { CallFigures, CallsReport } from './contract.ts'
import { callNumbers, sealDays, sealedThrough } from './figures/numbers.ts'
import { callDays, callHours } from './figures/rollups.ts'
import { callsReport } from './report.ts'
import { behind, type Figure, type Owner } from './web/links.ts'

const recorder = createRecorder([callDays, callHours, callNumbers])
const firstDay = '2026-01-12'
const days = 40
const everyone = { kind: 'all' } as const

let db: TestDatabase
let company: TestCompany

beforeAll(async () => {
  db = await testDatabase()
  company = await createCompany(db, { timezone: 'Asia/Vladivostok' })
  const { windows, service } = company.departments
  await db.query(sql`insert into department_lines (workspace_id, line, department_id)
    values (${company.id}, 'queue-windows', ${windows}), (${company.id}, 'queue-service', ${service})`)
})
afterAll(() => db.close())

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

const phones = [
  ...Array.from({ length: 25 }, (_, i) => `+7916${String(2_000_000 + i * 7919)}`),
  ...Array.from({ length: 8 }, (_, i) => `+7495${String(2_100_000 + i * 7919)}`),
  '+78005553535',
  '101',
  '102',
  'anonymous',
  '+4930123456',
  undefined,
]
/** Extensions of people in two departments, one without any, one that is nobody's, and the queues of the departments. */
const lines = ['101', '102', '103', '201', '202', '104', '999', 'queue-windows', 'queue-service', undefined]
const pick = <Item>(items: readonly Item[], random: () => number) => items[Math.floor(random() * items.length)] as Item

function call(externalId: string, random: () => number, within: { from: number; to: number }): Observation {
  const day = addDays(firstDay, within.from + Math.floor(random() * (within.to - within.from)))
  const startedAt = new Date(Date.parse(`${day}T00:00:00Z`) + Math.floor(random() * 86_400_000))
  const answered = random() < 0.6
  const line = pick(lines, random)
  const phone = pick(phones, random)
  return {
    provider: 'generic',
    externalId,
    kind: random() < 0.95 ? 'call' : 'chat',
    at: startedAt,
    startedAt,
    direction: pick(['inbound', 'inbound', 'outbound', 'internal'] as const, random),
    finished: random() < 0.97,
    outcome: answered ? 'answered' : pick(['no_answer', 'busy', 'cancelled', 'machine'] as const, random),
    talkSeconds: answered ? Math.floor(random() * 300) : 0,
    isTest: random() < 0.05,
    ...(line && { line }),
    ...(phone && { party: { phone } }),
  }
}

const record = (observations: readonly Observation[], now: string, importId?: string) =>
  db.transaction((tx) =>
    recorder.record(tx, { workspace: company, observations, now: new Date(now), ...(importId && { importId }) }),
  )

const viewer = (reach: Viewer['reach'] = everyone): Viewer => ({ workspaceId: company.id, reach })
const ask = (filter: InteractionFilter & { from: string; to: string }, who: Viewer, fromCalls: boolean) =>
  callsReport(db, who, { filter, by: 'calls', mark: 0.25, fromCalls })

/** The order of equal rows is nobody's promise. */
const ordered = (report: CallsReport) => ({
  ...report,
  people: [...report.people].sort((a, b) => a.employeeId.localeCompare(b.employeeId)),
  departments: [...report.departments].sort((a, b) => String(a.departmentId).localeCompare(String(b.departmentId))),
  comparisons: [...report.comparisons].sort((a, b) =>
    `${a.departmentId}${a.role}`.localeCompare(`${b.departmentId}${b.role}`),
  ),
})

const periods = [
  { from: firstDay, to: addDays(firstDay, days + 2) },
  { from: addDays(firstDay, 5), to: addDays(firstDay, 20) },
  { from: addDays(firstDay, 17), to: addDays(firstDay, 17) },
  { from: addDays(firstDay, 30), to: addDays(firstDay, days - 1) },
  { from: '2025-01-01', to: '2027-01-01' },
]

async function expectSameFigures() {
  const reaches: Viewer['reach'][] = [
    everyone,
    { kind: 'department', departmentId: company.departments.windows },
    { kind: 'department', departmentId: company.departments.service },
  ]
  for (const reach of reaches) {
    for (const period of periods) {
      for (const department of [undefined, [company.departments.windows]]) {
        const filter = { ...period, ...(department && { department }) }
        const fast = await ask(filter, viewer(reach), false)
        expect(ordered(fast)).toEqual(ordered(await ask(filter, viewer(reach), true)))
      }
    }
  }
}

describe('figures from roll-ups', () => {
  it('are those of the calls themselves, whatever was sealed, told late, changed or taken back', async () => {
    const random = stream(3)
    const told = Array.from({ length: 900 }, (_, n) => call(String(n), random, { from: 0, to: days }))
    await record(told.slice(0, 600), '2026-03-01T00:00:00Z')
    await expectSameFigures()

    await sealDays(db, company.id, addDays(firstDay, 25))
    expect(await sealedThrough(db, company.id)).toBe(addDays(firstDay, 25))
    await expectSameFigures()

    await sealDays(db, company.id, addDays(firstDay, days - 2))
    await expectSameFigures()

    // Late calls of sealed days, and news about known ones: another person, another number, a test after all.
    await record(told.slice(600, 700), '2026-03-02T00:00:00Z')
    expect((await sealedThrough(db, company.id)) < addDays(firstDay, days - 2)).toBe(true)
    await expectSameFigures()
    await record(
      told.slice(0, 50).map((known) => ({ ...known, line: pick(lines, random) ?? '101', isTest: random() < 0.3 })),
      '2026-03-03T00:00:00Z',
    )
    await sealDays(db, company.id, addDays(firstDay, days))
    await expectSameFigures()

    const importId = '0197d1c0-0000-7000-8000-000000000001'
    await record(told.slice(700), '2026-03-04T00:00:00Z', importId)
    await sealDays(db, company.id, addDays(firstDay, days))
    await expectSameFigures()
    await db.transaction((tx) =>
      recorder.removeImport(tx, { workspace: company, importId, now: new Date('2026-03-05T00:00:00Z') }),
    )
    await expectSameFigures()
    await db.transaction((tx) => recorder.rebuild(tx, company.id))
    await expectSameFigures()
  })

  it('leave days unsealed that were touched while they were being sealed', async () => {
    await sealDays(db, company.id, addDays(firstDay, days))
    const late = call('while-sealing', stream(11), { from: 10, to: 11 })
    await record([{ ...late, kind: 'call', isTest: false, party: { phone: '+79161112233' } }], '2026-03-06T00:00:00Z')
    const before = await sealedThrough(db, company.id)
    expect(before < addDays(firstDay, 12)).toBe(true)
    // Sealing notes its intention, then somebody records, then sealing ends: played by hand.
    await db.query(sql`
      update call_number_seals set sealing_id = ${company.id}, sealing_through = ${addDays(firstDay, days)}::date
      where workspace_id = ${company.id}`)
    await record(
      [{ ...late, externalId: 'while-sealing-2', kind: 'call', isTest: false, party: { phone: '+79161112234' } }],
      '2026-03-06T00:00:01Z',
    )
    const [seal] = await db.query<{ broken: string }>(
      sql`select broken_from as broken from call_number_seals where workspace_id = ${company.id}`,
    )
    expect(seal?.broken && seal.broken <= addDays(firstDay, 12)).toBe(true)
    await expectSameFigures()
  })
})

const counts: readonly (readonly [Figure, (row: CallFigures) => number])[] = [
  ['calls', (row) => row.calls],
  ['inbound', (row) => row.inbound],
  ['outbound', (row) => row.outbound],
  ['internal', (row) => row.internal],
  ['missed', (row) => row.missed],
  ['talked', (row) => row.talked],
  ['talks', (row) => row.talks],
  ['mobile', (row) => row.kinds.mobile],
  ['landline', (row) => row.kinds.landline],
  ['tollFree', (row) => row.kinds.tollFree],
  ['internalNumbers', (row) => row.kinds.internal],
  ['other', (row) => row.kinds.other],
]

describe('every figure', () => {
  it.each<[string, InteractionFilter]>([
    ['of the whole period', {}],
    ['narrowed to answered calls of the morning', { hour: [9, 10, 11], outcome: ['talked'] }],
    ['of one department', { department: undefined, minTalk: 10 }],
  ])('opens exactly the interactions that it counts: %s', async (_, more) => {
    const report = await ask({ from: firstDay, to: addDays(firstDay, days), ...more }, viewer(), false)
    const rows: [Owner, CallFigures][] = [
      [{ kind: 'all' }, report.total],
      ...(report.nobody ? [[{ kind: 'nobody' }, report.nobody] as [Owner, CallFigures]] : []),
      ...report.departments.map(({ departmentId, ...row }): [Owner, CallFigures] => [
        { kind: 'department', departmentId },
        row,
      ]),
      ...report.people.map(({ employeeId, departmentId, ...row }): [Owner, CallFigures] => [
        { kind: 'person', employeeId, departmentId },
        row,
      ]),
    ]
    expect(rows.length).toBeGreaterThan(6)
    for (const [owner, row] of rows) {
      for (const [figure, of] of counts) {
        const filter = behind(report.filter, owner, figure)
        const [found] = filter
          ? await db.query<{ count: number }>(
              sql`select count(*)::int as count from interactions i where ${whereInteractions(filter, viewer())}`,
            )
          : [{ count: 0 }]
        expect([owner, figure, found?.count]).toEqual([owner, figure, of(row)])
      }
    }
  })

  it('of calls in which nobody was rung stands in a row of its own, and the rows add up to the total', async () => {
    const report = await ask({ from: firstDay, to: addDays(firstDay, days) }, viewer(), false)
    expect(report.nobody?.calls).toBeGreaterThan(0)
    for (const [, of] of counts) {
      const rows = [...report.people, ...(report.nobody ? [report.nobody] : [])]
      expect(rows.reduce((sum, row) => sum + of(row), 0)).toBe(of(report.total))
    }
  })

  it('of missed calls by hour adds up to the missed calls of the total', async () => {
    const report = await ask({ from: firstDay, to: addDays(firstDay, days) }, viewer(), false)
    expect(report.hours.reduce((sum, hour) => sum + hour.missed, 0)).toBe(report.total.missed)
    expect(report.hours.reduce((sum, hour) => sum + hour.inbound, 0)).toBe(report.total.inbound)
  })
})

describe('what a person sees', () => {
  it('is their own row only for a manager', async () => {
    const own = { kind: 'own', employeeId: company.people.manager.id } as const
    const report = await ask({ from: firstDay, to: addDays(firstDay, days) }, viewer(own), false)
    expect(report.people.map((row) => row.employeeId)).toEqual([company.people.manager.id])
    expect(report.total.calls).toBe(report.people[0]?.calls)
    expect(report.total.uniqueNumbers).toBe(report.people[0]?.uniqueNumbers)
    expect(report.comparisons).toEqual([])
    expect(report.nobody).toBeNull()
  })

  it('is nothing for somebody who is no employee', async () => {
    const report = await ask(
      { from: firstDay, to: addDays(firstDay, days) },
      viewer({ kind: 'own', employeeId: null }),
      false,
    )
    expect(report.people).toEqual([])
    expect(report.total.calls).toBe(0)
    expect(report.hours).toEqual([])
  })

  it('is their department for a head', async () => {
    const reach = { kind: 'department', departmentId: company.departments.service } as const
    const report = await ask({ from: firstDay, to: addDays(firstDay, days) }, viewer(reach), false)
    expect(report.people.map((row) => row.employeeId)).toEqual([company.otherManager.id])
    expect(report.total.uniqueNumbers).toBe(report.departments[0]?.uniqueNumbers)
  })

  it('is for a head also what was lost in the queue of their department, and in no other', async () => {
    const { windows, service } = company.departments
    const period = { from: firstDay, to: addDays(firstDay, days) }
    const ofHead = async (departmentId: string) => ask(period, viewer({ kind: 'department', departmentId }), false)
    const [heads, theirs, all] = [await ofHead(service), await ofHead(windows), await ask(period, viewer(), false)]
    const lost = await db.query<{ department: string | null; missed: number; numbers: number }>(sql`
      select department_id as department, count(*) filter (where direction = 'inbound' and outcome <> 'talked')::int as missed,
        count(distinct party_hash)::int as numbers
      from interactions where workspace_id = ${company.id} and kind = 'call' and not is_test and employee_id is null
        and local_day between ${period.from}::date and ${period.to}::date group by 1`)
    const inQueueOf = (department: string | null) => lost.find((row) => row.department === department)
    expect(inQueueOf(service)?.missed).toBeGreaterThan(0)
    expect(heads.nobody).toMatchObject({
      missed: inQueueOf(service)?.missed,
      uniqueNumbers: inQueueOf(service)?.numbers,
    })
    expect(theirs.nobody).toMatchObject({ missed: inQueueOf(windows)?.missed })
    expect(all.nobody?.missed).toBe(lost.reduce((sum, row) => sum + row.missed, 0))
    expect(all.departments.find((row) => row.departmentId === service)?.missed).toBe(heads.total.missed)
    expect(all.departments.find((row) => row.departmentId === null)?.uniqueNumbers).toBeGreaterThan(0)
    expect(heads.hours.reduce((sum, hour) => sum + hour.missed, 0)).toBe(heads.total.missed)
  })
})
