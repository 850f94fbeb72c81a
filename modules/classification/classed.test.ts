import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from '../../platform/database/database.ts'
import { type TestServer, testServer } from '../../platform/testing/index.ts'
import type { Observation } from '../interactions/index.ts'
import { findWorkspace } from '../workspaces/index.ts'
import { remindOfClasses } from './classed.ts'

let server: TestServer
let clock = new Date('2026-03-05T09:00:00Z')
const ended = new Date('2026-03-05T09:00:00Z')

beforeAll(async () => {
  server = await testServer({ now: () => clock })
  const { manager } = server.company.people
  await server.db.transaction((tx) =>
    server.app.recorder.record(tx, {
      workspace: server.company,
      now: clock,
      observations: Array.from({ length: 30 }, (_, n): Observation => {
        const startedAt = new Date(ended.getTime() - 60_000)
        return {
          ...{ provider: 'generic', externalId: `talk ${n}`, kind: 'call', at: startedAt, startedAt, endedAt: ended },
          ...{ direction: 'inbound', finished: true, outcome: 'answered', talkSeconds: 60, line: manager.line },
          party: { phone: `+7916${String(5_000_000 + n)}` },
        }
      }),
    }),
  )
})
afterAll(() => server.close())

const minutesLater = (minutes: number) => {
  clock = new Date(ended.getTime() + minutes * 60_000)
}
async function classify(from: number, to: number, key: string) {
  const rows = await server.db.query<{ id: string }>(sql`
    select id from interactions where workspace_id = ${server.company.id} order by external_id collate "C"`)
  const items = rows.slice(from, to).map(({ id }) => ({ id }))
  const body = { items, classId: server.company.classes[key] }
  const answer = await server.api('manager')(`/workspaces/${server.company.slug}/interactions/class`, { body })
  expect(answer.status).toBe(200)
}
const report = async () => {
  const answer = await server.api('head')(
    `/workspaces/${server.company.slug}/reports/classed?from=2026-03-05&to=2026-03-05`,
  )
  return (await answer.json()) as { people: { talks: number; inTime: number; never: number }[]; total: unknown }
}

test('a talk counts once its time is over or it has a class; a class that is corrected later was in time all the same', async () => {
  minutesLater(10)
  await classify(0, 20, 'lead')
  // Five minutes are left for the others.
  expect((await report()).total).toMatchObject({ talks: 20, inTime: 20, never: 0 })
  minutesLater(40)
  await classify(0, 5, 'spam')
  await classify(20, 24, 'lead')
  expect(await report()).toMatchObject({
    people: [{ name: server.company.people.manager.name, talks: 30, inTime: 20, never: 6, enough: true }],
  })
})

test('whose talk has no class in time is told of it, once, and nobody of those that have one', async () => {
  const company = await findWorkspace(server.db, server.company.id)
  if (!company) throw new Error('no company')
  await remindOfClasses(server.db, company, clock)
  await remindOfClasses(server.db, company, clock)
  const told = await server.db.query<{ concerns: unknown }>(sql`
    select concerns from notices where workspace_id = ${server.company.id} and type = 'class.late'`)
  expect(told).toHaveLength(6)
  expect(told[0]?.concerns).toMatchObject({ employees: [server.company.people.manager.id] })
})

test('the company may ask for the class within the day instead', async () => {
  const answer = await server.api('admin')(`/workspaces/${server.company.slug}`, {
    method: 'PATCH',
    body: { settings: { classMinutes: 0 } },
  })
  expect(answer.status).toBe(200)
  expect((await report()).total).toMatchObject({ talks: 24, inTime: 24 })
  clock = new Date('2026-03-05T21:00:00Z')
  expect((await report()).total).toMatchObject({ talks: 30, inTime: 24, never: 6 })
})
