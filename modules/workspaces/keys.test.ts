import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from '../../platform/database/database.ts'
import { createApiKey, createMembership, system } from './index.ts'
import { type Client, type House, openHouse } from './test-house.ts'

let house: House
let admin: Client
let workspace: string
beforeAll(async () => {
  house = await openHouse()
  ;({ admin, id: workspace } = await house.found('okna'))
})
afterAll(() => house.db.close())

const withKey = (key: string) => house.as({ authorization: `Bearer ${key}` })
const problem = (code: string) => expect.objectContaining({ code })

test('a key acts in its role, in its company only', async () => {
  const { key } = await admin.keys.create({ workspace, name: 'отчёты', role: 'director' })
  const client = withKey(key)
  expect(await client.workspaces.read({ workspace: 'okna' })).toMatchObject({ id: workspace })
  await expect(client.employees.create({ workspace, name: 'x', role: 'manager' })).rejects.toEqual(problem('forbidden'))
  const { id: other } = await house.found('other')
  await expect(client.workspaces.read({ workspace: other })).rejects.toEqual(problem('not_found'))
  expect(await client.session.read()).toMatchObject({ person: null, workspaces: [{ id: workspace, role: 'director' }] })
  await expect(client.session.update({ name: 'ключ' })).rejects.toEqual(problem('forbidden'))
})

test('a key is shown once: neither the list nor the database holds it', async () => {
  const { key, prefix } = await admin.keys.create({ workspace, name: 'раз', role: 'admin' })
  expect(JSON.stringify(await admin.keys.list({ workspace }))).not.toContain(key.slice(8))
  expect(JSON.stringify(await house.db.query(sql`select * from api_keys`))).not.toContain(key.slice(8))
  expect(key.endsWith(prefix.slice(-4))).toBe(true)
})

test('a revoked, unknown or mangled key is nobody', async () => {
  const { key, id } = await admin.keys.create({ workspace, name: 'краткий', role: 'admin' })
  await withKey(key).workspaces.read({ workspace })
  await admin.keys.revoke({ workspace, id })
  const swapped = key.slice(0, -1) + (key.endsWith('A') ? 'B' : 'A')
  for (const wrong of [key, swapped, `${key}x`, key.slice(0, -1), 'lsk_', 'x']) {
    await expect(withKey(wrong).workspaces.read({ workspace })).rejects.toEqual(problem('unauthorized'))
  }
})

test('a wrong key is not helped by a session that is sent along', async () => {
  const session = await house.signIn('admin@okna.test')
  const client = house.as({ ...session, authorization: 'Bearer lsk_wrong' })
  await expect(client.workspaces.read({ workspace })).rejects.toEqual(problem('unauthorized'))
})

test('a key of a manager sees the work of the person it was made for', async () => {
  const person = await admin.employees.create({ workspace, name: 'Игорь', role: 'manager' })
  const make = (employeeId: string | null) =>
    house.db.transaction((tx) =>
      createApiKey(tx, workspace, { name: 'личный', role: 'manager', employeeId }, system(new Date())),
    )
  const own = withKey((await make(person.id)).key)
  expect((await own.employees.names({ workspace })).map((row) => row.id)).toEqual([person.id])
  const nobodys = withKey((await make(null)).key)
  expect(await nobodys.employees.names({ workspace })).toEqual([])
})

test('the last use of a key is noted, but not at every request', async () => {
  const { key, id } = await admin.keys.create({ workspace, name: 'частый', role: 'admin' })
  const lastUse = async () => (await admin.keys.list({ workspace })).find((row) => row.id === id)?.lastUsedAt ?? null
  expect(await lastUse()).toBeNull()
  await withKey(key).session.read()
  await expect.poll(lastUse).toBeInstanceOf(Date)
  const first = await lastUse()
  house.later(60_000)
  await withKey(key).session.read()
  house.later(6 * 60_000)
  await withKey(key).session.read()
  await expect.poll(lastUse).not.toEqual(first)
})

test('what another site makes the browser send is not in the name of whoever is signed in', async () => {
  const session = await house.signIn('admin@okna.test')
  const { contextOf } = createMembership(house.services)
  const kind = async (more: Record<string, string>) =>
    (await contextOf(new Headers({ ...session, ...more }))).caller.kind
  expect(await kind({})).toBe('person')
  expect(await kind({ 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors' })).toBe('person')
  expect(await kind({ 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' })).toBe('person')
  expect(await kind({ 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' })).toBe('nobody')
  expect(await kind({ 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'cors' })).toBe('nobody')
})

test('an answer is in the language of the account, and else in the one that the browser asks for', async () => {
  const { contextOf } = createMembership(house.services)
  const language = async (headers: Record<string, string>) => (await contextOf(new Headers(headers))).language
  const session = await house.signIn('admin@okna.test')
  expect(await language({ 'accept-language': 'en-GB,ru;q=0.5' })).toBe('en')
  expect(await language({ 'accept-language': 'de' })).toBe('ru')
  expect(await language({ ...session, 'accept-language': 'en' })).toBe('ru')
  await house.as(session).session.update({ language: 'en', name: 'Anna' })
  expect(await language({ ...session, 'accept-language': 'ru' })).toBe('en')
  expect((await house.as(session).session.read()).person).toMatchObject({ name: 'Anna', language: 'en' })
})
