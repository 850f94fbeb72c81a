import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from '../../../platform/database/database.ts'
import { type TestServer, testServer } from '../../../platform/testing/index.ts'
import type { Observation } from '../observation.ts'
import type { CustomerJoin } from './contract.ts'

let server: TestServer
beforeAll(async () => {
  server = await testServer()
})
afterAll(() => server.close())

type Who = Parameters<TestServer['api']>[0]
const at = (path: string) => `/workspaces/${server.company.slug}${path}`
const ask = async <Answer>(who: Who, path: string, body?: unknown): Promise<Answer> =>
  (await (await server.api(who)(at(path), body === undefined ? {} : { body })).json()) as Answer
const refused = async (who: Who, path: string, body: unknown) => {
  const answer = await server.api(who)(at(path), { body })
  return [answer.status, ((await answer.json()) as { data?: { code?: string } }).data?.code]
}

let last = 0
const tell = (party: Observation['party'], externalId = `identity-${last++}`) =>
  ask('admin', '/interactions', {
    observations: [
      {
        provider: 'pbx',
        externalId,
        kind: 'call',
        at: '2026-03-10T09:00:00Z',
        finished: true,
        outcome: 'answered',
        party,
      },
    ],
  })

const customerOf = async (value: string): Promise<string> => {
  const [row] = await server.db.query<{ id: string }>(sql`
    select customer_id as id from customer_contacts where workspace_id = ${server.company.id} and value = ${value}`)
  return row?.id ?? ''
}
const countOf = async (value: string): Promise<number> => {
  const [row] = await server.db.query<{ n: number }>(sql`
    select count(*) as n from interactions i
    where i.workspace_id = ${server.company.id} and i.customer_id = ${await customerOf(value)}`)
  return row?.n ?? 0
}
const joinsOf = async (value: string) =>
  ask<(Omit<CustomerJoin, 'at'> & { at: string })[]>('director', `/customers/${await customerOf(value)}/joins`)
const idOf = async (externalId: string) => {
  const [row] = await server.db.query<{ id: string }>(
    sql`select id from interactions where workspace_id = ${server.company.id} and external_id = ${externalId}`,
  )
  return row?.id
}

test('two who turned out to be one are told with the reason, and parted again with what names only one of them', async () => {
  await tell({ phone: '+79161110001', name: 'Анна' })
  await tell({ email: 'anna@example.com', name: 'А. Петрова' })
  await tell({ email: 'anna@example.com' })
  await tell({ phone: '+79161110001', email: 'anna@example.com' }, 'the-joining-one')
  expect(await countOf('+79161110001')).toBe(4)

  const [join] = await joinsOf('anna@example.com')
  expect(join).toMatchObject({
    name: 'А. Петрова',
    contacts: [{ kind: 'email', value: 'anna@example.com' }],
    because: { kind: 'told', interactionId: await idOf('the-joining-one') },
    parted: null,
  })

  const parted = await ask<{ interactions: number }>('director', `/customers/joins/${join?.id}/part`, {
    reason: 'Общая почта семьи',
  })
  expect(parted.interactions).toBe(2)
  expect(await countOf('anna@example.com')).toBe(2)
  expect(await countOf('+79161110001')).toBe(2)
  expect((await joinsOf('+79161110001'))[0]?.parted).toMatchObject({ reason: 'Общая почта семьи' })
  expect(await refused('director', `/customers/joins/${join?.id}/part`, { reason: 'ещё раз' })).toEqual([
    422,
    'customers_parted',
  ])

  // What is told later, or told again, does not join them by itself.
  await tell({ phone: '+79161110001', email: 'anna@example.com' }, 'the-joining-one')
  await tell({ phone: '+79161110001', email: 'anna@example.com' })
  expect(await customerOf('+79161110001')).not.toBe(await customerOf('anna@example.com'))
  expect(await countOf('anna@example.com')).toBe(2)
})

test('a person joins two by a contact in any spelling; it is in the log and can be undone', async () => {
  await tell({ phone: '+79161110002', name: 'Иван' })
  await tell({ phone: '+79161110003' })
  await ask('director', `/customers/${await customerOf('+79161110003')}/join`, {
    contact: '8 (916) 111-00-02',
    reason: 'Личный и рабочий телефон',
  })
  expect(await customerOf('+79161110002')).toBe(await customerOf('+79161110003'))
  expect(await countOf('+79161110002')).toBe(2)
  const [join] = await joinsOf('+79161110002')
  expect(join?.because).toMatchObject({ kind: 'person', reason: 'Личный и рабочий телефон' })
  const actions = await server.db.query<{ action: string }>(sql`
    select action from audit_log where workspace_id = ${server.company.id} and object_id = ${await customerOf('+79161110002')}`)
  expect(actions).toEqual([{ action: 'customer.joined' }])
  await ask('director', `/customers/joins/${join?.id}/part`, { reason: 'Ошибка' })
  expect(await customerOf('+79161110002')).not.toBe(await customerOf('+79161110003'))
  expect(await countOf('+79161110003')).toBe(1)
})

test('who was joined twice is parted to where they stand now, and those kept apart stay so through further joins', async () => {
  await tell({ phone: '+79161110004' })
  await tell({ phone: '+79161110005' })
  await tell({ phone: '+79161110006' })
  const join = async (one: string, other: string) =>
    ask('director', `/customers/${await customerOf(one)}/join`, { contact: other, reason: 'один человек' })
  await join('+79161110005', '+79161110006')
  await join('+79161110004', '+79161110005')
  const inner = (await joinsOf('+79161110004')).find(({ contacts }) => contacts.length === 1)
  await ask('director', `/customers/joins/${inner?.id}/part`, { reason: 'другой' })
  expect(await customerOf('+79161110006')).not.toBe(await customerOf('+79161110004'))
  expect(await customerOf('+79161110005')).toBe(await customerOf('+79161110004'))
  await tell({ phone: '+79161110006', email: 'six@example.com' })
  await tell({ phone: '+79161110004', email: 'six@example.com' })
  expect(await customerOf('+79161110006')).not.toBe(await customerOf('+79161110004'))
})

test('one client can’t be joined with themselves, nor with a contact that nobody has', async () => {
  await tell({ phone: '+79161110007' })
  const join = `/customers/${await customerOf('+79161110007')}/join`
  expect(await refused('director', join, { contact: '+79161110007', reason: 'x' })).toEqual([422, 'customers_same'])
  expect(await refused('director', join, { contact: '+79169990000', reason: 'x' })).toEqual([422, 'contact_unknown'])
})

test('numbers are masked for those who do not see personal data', async () => {
  await tell({ phone: '+79161110008', name: 'Олег' })
  await tell({ email: 'oleg@example.com', name: 'Олег С.' })
  await tell({ phone: '+79161110008', email: 'oleg@example.com' })
  const joins = JSON.stringify(await ask('marketing', `/customers/${await customerOf('+79161110008')}/joins`))
  expect(joins).not.toContain('oleg@example.com')
  expect(joins).not.toContain('Олег')
})
