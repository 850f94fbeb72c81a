import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from '../../../platform/database/database.ts'
import { createCompany, type TestCompany, type TestDatabase, testDatabase } from '../../../platform/testing/index.ts'
import { readCustomer } from '../../customers/index.ts'
import type { Observation } from '../observation.ts'
import type { Change } from '../projection.ts'
import { createRecorder } from './recorder.ts'

let db: TestDatabase
let company: TestCompany
const heard: Change[] = []
const now = new Date('2026-03-10T12:00:00Z')
const recorder = createRecorder([
  { name: 'listener', apply: async (_, __, changes) => void heard.push(...changes), rebuild: async () => undefined },
])
beforeAll(async () => {
  db = await testDatabase()
  company = await createCompany(db)
})
afterAll(() => db.close())

let last = 0
const tell = (...parties: (Observation['party'] & { externalId?: string; direction?: Observation['direction'] })[]) =>
  db.transaction((tx) =>
    recorder.record(tx, {
      workspace: company,
      now,
      observations: parties.map(({ externalId, direction, ...party }) => {
        last += 1
        return {
          ...{ provider: 'test', kind: 'call', externalId: externalId ?? `auto ${last}`, at: now, party },
          ...(direction ? { direction } : {}),
        } as const
      }),
    }),
  )

const customerOf = async (value: string) => {
  const [row] = await db.query<{ id: string; name: string | null; interactions: number }>(sql`
    select c.id, c.name, (select count(*) from interactions i where i.workspace_id = ${company.id} and i.customer_id = c.id) as interactions
    from customer_contacts k join customers c on c.workspace_id = ${company.id} and c.id = k.customer_id
    where k.workspace_id = ${company.id} and k.value = ${value}`)
  return row
}

test('one number in every spelling is one client', async () => {
  await tell({ phone: '8 (916) 000-00-01' }, { phone: '+79160000001' }, { phone: '79160000001' })
  expect(await customerOf('+79160000001')).toMatchObject({ interactions: 3 })
})

test('what one visitor of the site did is one client’s, who never has the visitor for an address', async () => {
  const visitor = '019a0000-0000-7000-8000-000000000045'
  await tell({ phone: '+79160000045', visitor }, { email: 'visit@example.com', visitor })
  const [byPhone, byEmail] = [await customerOf('+79160000045'), await customerOf('visit@example.com')]
  expect(byPhone).toEqual({ ...byEmail, interactions: 2 })
  const customer = await readCustomer(db, company.id, byPhone?.id ?? '')
  expect(customer?.contacts.map(({ kind }) => kind)).toEqual(['phone', 'email'])
})

test('a client goes by the fullest name that was given', async () => {
  await tell({ phone: '+79160000002', name: 'Анна' })
  await tell({ phone: '+79160000002', name: 'Анна Петрова' })
  await tell({ phone: '+79160000002', name: 'Аня' })
  expect(await customerOf('+79160000002')).toMatchObject({ name: 'Анна Петрова' })
})

test('an interaction that names contacts of two clients makes them one, and their past moves along', async () => {
  await tell({ phone: '+79160000003', name: 'Пётр' }, { email: 'petr@example.com' })
  const [older, younger] = [await customerOf('+79160000003'), await customerOf('petr@example.com')]
  expect(older?.id).not.toBe(younger?.id)
  heard.length = 0
  await tell({ phone: '+79160000003', email: 'Petr@Example.com' })
  expect(await customerOf('petr@example.com')).toEqual({ ...older, interactions: 3 })
  // Whoever keeps figures by client hears of the one that moved.
  expect(heard.map(({ before, after }) => [before?.customerId ?? null, after?.customerId])).toEqual([
    [null, older?.id],
    [younger?.id, older?.id],
  ])
  const [gone] = await db.query(sql`select 1 from customers where workspace_id = ${company.id} and id = ${younger?.id}`)
  expect(gone).toBeUndefined()
})

test('a chain of shared contacts within one batch is one client', async () => {
  await tell(
    { phone: '+79160000004', email: 'a@example.com' },
    { phone: '+79160000005', messenger: 'tg:5' },
    { email: 'a@example.com', messenger: 'tg:5' },
  )
  expect(await customerOf('+79160000004')).toEqual(await customerOf('+79160000005'))
  expect(await customerOf('tg:5')).toMatchObject({ interactions: 3 })
})

test('the address of a reception does not make one client of everybody', async () => {
  for (let i = 0; i < 40; i++) await tell({ phone: `+7916111${String(1000 + i)}`, email: 'info@example.com' })
  await tell({ phone: '+79169990000' })
  const apart = await customerOf('+79169990000')
  await tell({ phone: '+79169990000', email: 'info@example.com' })
  expect((await customerOf('+79169990000'))?.id).toBe(apart?.id)
  expect((await customerOf('info@example.com'))?.id).not.toBe(apart?.id)
})

test('colleagues and hidden numbers are no clients', async () => {
  const before = await db.query(sql`select count(*) as n from customers where workspace_id = ${company.id}`)
  await tell({ phone: '101' }, { phone: 'anonymous' }, { phone: '+79160000009', direction: 'internal' })
  expect(await db.query(sql`select count(*) as n from customers where workspace_id = ${company.id}`)).toEqual(before)
})
