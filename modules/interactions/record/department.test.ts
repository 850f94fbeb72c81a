import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Database, sql } from '../../../platform/database/database.ts'
import { createCompany, type TestCompany, type TestDatabase, testDatabase } from '../../../platform/testing/index.ts'
import type { LegObservation, Observation } from '../observation.ts'
import { createRecorder, type Recorder } from './recorder.ts'
import { fromTheBeginning } from './rematch.ts'

const at = new Date('2026-03-10T09:00:00Z')
const later = new Date('2026-03-10T09:00:20Z')
const recorder: Recorder = createRecorder([])

let db: TestDatabase
let company: TestCompany
beforeAll(async () => {
  db = await testDatabase()
  company = await createCompany(db)
  await own('queue-windows', 'windows')
  await own('600', 'windows')
  await own('+74951234567', 'windows')
  await own('queue-service', 'service')
})
afterAll(() => db.close())

type Department = keyof TestCompany['departments']

const own = (line: string, department: Department, database: Database = db) =>
  database.query(sql`insert into department_lines (workspace_id, line, department_id)
    values (${company.id}, ${line}, ${company.departments[department]})
    on conflict (workspace_id, line) do update set department_id = excluded.department_id`)

const queue = (line: string, startedAt = at): LegObservation => ({ key: `q ${line}`, role: 'queue', line, startedAt })
const ring = (line: string, startedAt = at): LegObservation => ({ key: `p ${line}`, line, startedAt })

const missed = (externalId: string, more: Partial<Observation> = {}): Observation => ({
  provider: 'pbx',
  externalId,
  kind: 'call',
  at,
  direction: 'inbound',
  finished: true,
  party: { phone: '+79161234567' },
  ...more,
})

const record = (...observations: Observation[]) =>
  db.transaction((tx) => recorder.record(tx, { workspace: company, observations, now: later }))

const rematch = async () => (await db.transaction((tx) => recorder.rematch(tx, company.id, fromTheBeginning))).given

/** Whose it is, in words. */
async function ownerOf(externalId: string): Promise<{ department: Department | null; person: string | null }> {
  const [row] = await db.query<{ department: string | null; person: string | null }>(sql`
    select i.department_id as department, e.name as person from interactions i
    left join employees e on e.workspace_id = ${company.id} and e.id = i.employee_id
    where i.workspace_id = ${company.id} and i.external_id = ${externalId}`)
  const { windows, service } = company.departments
  const department = row?.department === windows ? 'windows' : row?.department === service ? 'service' : null
  return { department, person: row?.person ?? null }
}

const departmentOf = async (externalId: string) => (await ownerOf(externalId)).department

describe('an interaction that found nobody', () => {
  test.each<[string, Partial<Observation>, Department | null]>([
    ['the queue in which the client waited', { legs: [queue('Queue-Service ')] }, 'service'],
    ['the last of several queues', { legs: [queue('queue-service', later), queue('queue-windows')] }, 'service'],
    [
      'the last queue that is a department’s',
      { legs: [queue('queue-windows'), queue('queue-of-nobody', later)] },
      'windows',
    ],
    ['a queue before a ring group', { legs: [ring('600', later), queue('queue-service')] }, 'service'],
    ['a ring group', { legs: [ring('600'), queue('queue-of-nobody')], line: 'queue-service' }, 'windows'],
    ['the line that was told', { line: 'queue-service', ourAddress: '+74951234567' }, 'service'],
    ['our number, however it is written', { ourAddress: '8 (495) 123-45-67' }, 'windows'],
    ['our number as the line, in digits', { line: '84951234567' }, 'windows'],
    ['nothing: it stays nobody’s', { legs: [queue('queue-of-nobody')], ourAddress: '+74957654321' }, null],
  ])('is of the department that owns %s', async (name, told, department) => {
    await record(missed(name, told))
    expect(await ownerOf(name)).toEqual({ department, person: null })
  })
})

test('an interaction with an employee is of their department alone, whichever queue it came through', async () => {
  const legs = [queue('queue-service'), { ...ring('201', later), answeredAt: later }]
  await record(missed('talked', { legs }), missed('of the director', { legs: [queue('queue-service'), ring('104')] }))
  expect(await ownerOf('talked')).toEqual({ department: 'windows', person: company.secondManager.name })
  const outsider = Object.values(company.people).find(({ line }) => line === '104')
  expect(outsider?.departmentId).toBeNull()
  expect(await ownerOf('of the director')).toEqual({ department: null, person: outsider?.name })
})

describe('late facts', () => {
  const facts = [
    missed('', { ourAddress: '+74951234567' }),
    missed('', { legs: [queue('queue-windows')] }),
    missed('', { legs: [queue('queue-service', later)] }),
  ]

  test('give the same department in any order', async () => {
    const orders = [
      [0, 1, 2],
      [0, 2, 1],
      [1, 0, 2],
      [1, 2, 0],
      [2, 0, 1],
      [2, 1, 0],
    ]
    for (const order of orders) {
      for (const i of order) await record({ ...(facts[i] as Observation), externalId: order.join() })
      expect([order, await departmentOf(order.join())]).toEqual([order, 'service'])
    }
  })

  test('hand a call over to the person who took it in the end', async () => {
    await record(missed('taken', { finished: false, legs: [queue('queue-service')] }))
    expect(await departmentOf('taken')).toBe('service')
    await record(missed('taken', { legs: [{ ...ring('201', later), answeredAt: later, endedAt: later }] }))
    expect(await ownerOf('taken')).toEqual({ department: 'windows', person: company.secondManager.name })
  })

  test('that name no other line leave a call with its department when the line has changed hands', async () => {
    await own('queue-moved', 'windows')
    await record(missed('moved', { legs: [queue('queue-moved')] }))
    await own('queue-moved', 'service')
    await record(missed('moved', { subject: 'Перезвонить' }))
    expect(await departmentOf('moved')).toBe('windows')
    await record(missed('moved', { legs: [queue('queue-service', later)] }))
    expect(await departmentOf('moved')).toBe('service')
  })
})

describe('lines that are named after their calls were recorded', () => {
  test('bring their calls to the department, those of the queue, of the told line and of the number', async () => {
    await record(
      missed('early queue', { legs: [queue('Queue-Late')] }),
      missed('early line', { line: 'queue-late' }),
      missed('early talk', { line: 'queue-late', legs: [{ ...ring('nobody'), answeredAt: later, endedAt: later }] }),
      missed('early number', { ourAddress: '+78005553535' }),
    )
    await own('queue-late', 'service')
    await own('+78005553535', 'windows')
    expect(await rematch()).toBe(4)
    expect(await rematch()).toBe(0)
    const calls = ['early queue', 'early line', 'early talk', 'early number']
    expect(await Promise.all(calls.map(departmentOf))).toEqual(['service', 'service', 'service', 'windows'])
  })

  test('leave calls that have a department where they are, until a person is found for them', async () => {
    await own('queue-kept', 'windows')
    await record(missed('kept', { legs: [queue('queue-kept'), ring('777')] }))
    await own('queue-kept', 'service')
    expect(await rematch()).toBe(0)
    expect(await ownerOf('kept')).toEqual({ department: 'windows', person: null })
    await db.query(sql`insert into employee_lines (workspace_id, line, employee_id)
      values (${company.id}, '777', ${company.otherManager.id})`)
    expect(await rematch()).toBe(1)
    expect(await ownerOf('kept')).toEqual({ department: 'service', person: company.otherManager.name })
  })
})
