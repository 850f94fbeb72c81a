import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from '../../../platform/database/database.ts'
import { type TestServer, testServer } from '../../../platform/testing/index.ts'
import { addSite, packet, page, send, type TestSite } from '../testing.ts'
import { cleanVisits } from './clean.ts'
import { companiesToClean } from './store.ts'

let server: TestServer
let site: TestSite
beforeAll(async () => {
  server = await testServer()
  site = await addSite(server)
})
afterAll(() => server.close())

const api = (path: string, role: 'marketing' | 'admin' | 'head' = 'marketing', more: object = {}) =>
  server.api(role)(`/workspaces/${server.company.slug}${path}`, more)
const read = async (path: string) => (await api(path)).json()
const going = new AbortController().signal
const clean = (now: Date) => cleanVisits({ db: server.db, now: () => now }, server.company.id, going)
const later = (days: number) => new Date(Date.now() + days * 86_400_000)
const hits = async () => (await server.db.query(sql`select from hits where workspace_id = ${server.company.id}`)).length

test('the pages of old visits go at night, a company’s figures stay, and the log says how many went', async () => {
  for (let i = 0; i < 5; i++) {
    await send(
      server,
      site.key,
      packet({ url: 'https://okna.example/?utm_source=avito', hits: [page('/'), page('/a')] }),
    )
  }
  const period = `from=2020-01-01&to=2199-01-01`
  const before = await read(`/visits/report?${period}`)
  expect(before.total).toMatchObject({ visits: 5, pages: 10 })
  const { visits } = await read('/visits')
  const [visit] = visits
  expect(await hits()).toBe(10)

  await clean(later(729))
  expect(await hits()).toBe(10)
  expect((await api('/visits/keeping', 'marketing', { method: 'PUT', body: { days: 90 } })).status).toBe(200)
  await clean(later(89))
  expect(await hits()).toBe(10)
  await clean(later(91))
  expect(await hits()).toBe(0)

  expect(await read(`/visits/report?${period}`)).toEqual(before)
  expect((await read('/visits')).visits).toEqual(visits)
  expect(await read(`/visits/${visit.id}`)).toMatchObject({ hits: [], pages: 2, pagesDeleted: true })
  expect(await read('/visits/keeping')).toMatchObject({ days: 90, lastDeleted: 10, runningSince: null })
  const entries = await (await api('/audit?limit=10', 'admin')).json()
  expect(entries.map(({ action }: { action: string }) => action)).toEqual(
    expect.arrayContaining(['visits.pages_deleted', 'visits.keeping']),
  )
})

test('who keeps for ever loses nothing, and whoever may not manage sites can’t change it', async () => {
  await send(server, site.key, packet())
  await api('/visits/keeping', 'admin', { method: 'PUT', body: { days: null } })
  await clean(later(9_000))
  expect(await hits()).toBe(1)
  expect((await api('/visits/keeping', 'head', { method: 'PUT', body: { days: 90 } })).status).toBe(403)
  expect((await api('/visits/keeping', 'admin', { method: 'PUT', body: { days: 3 } })).status).toBe(422)
})

test('a company is cleaned once a night, by its own clock', async () => {
  await api('/visits/keeping', 'admin', { method: 'PUT', body: { days: 30 } })
  const due = async (at: string) =>
    (await companiesToClean(server.db, new Date(at))).some(({ id }) => id === server.company.id)
  // Moscow is three hours ahead.
  expect(await due('2030-01-01T23:30:00Z')).toBe(false)
  expect(await due('2030-01-02T00:30:00Z')).toBe(true)
  await clean(new Date('2030-01-02T00:30:00Z'))
  expect(await due('2030-01-02T20:00:00Z')).toBe(false)
  expect(await due('2030-01-03T00:30:00Z')).toBe(true)
})
