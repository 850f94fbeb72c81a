import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from '../../../platform/database/database.ts'
import { type TestServer, testServer } from '../../../platform/testing/index.ts'

let server: TestServer
beforeAll(async () => {
  server = await testServer()
})
afterAll(() => server.close())

test('calls that came before their line had an owner find them as soon as the line is named', async () => {
  const { db, company } = server
  const base = `/workspaces/${company.slug}`
  const at = '2026-03-10T09:00:00Z'
  const legs = [
    { key: '1', line: '301', startedAt: at, outcome: 'no_answer' },
    { key: '2', line: '302', startedAt: at, answeredAt: '2026-03-10T09:00:10Z', endedAt: '2026-03-10T09:01:00Z' },
  ]
  const call = { provider: 'test', externalId: '1', kind: 'call', at, direction: 'inbound', finished: true, legs }
  await server.api('admin')(`${base}/interactions`, { body: { observations: [call] } })
  const employeeOf = async () =>
    (
      await db.query<{ call: string | null; leg: string | null; department: string | null }>(sql`
        select i.employee_id as call, i.department_id as department, l.employee_id as leg from interactions i
        join interaction_legs l on l.workspace_id = ${company.id} and l.interaction_id = i.id and l.line = '302'
        where i.workspace_id = ${company.id}`)
    )[0]
  expect(await employeeOf()).toEqual({ call: null, department: null, leg: null })

  const body = { name: 'Новый', role: 'manager', departmentId: company.departments.service, lines: ['302'] }
  const person = (await (await server.api('admin')(`${base}/employees`, { body })).json()) as { id: string }
  await expect.poll(employeeOf, { timeout: 20_000 }).toEqual({
    call: person.id,
    department: company.departments.service,
    leg: person.id,
  })
})

test('a head sees the missed calls of the department’s queue as soon as the queue is the department’s', async () => {
  const { company } = server
  const base = `/workspaces/${company.slug}`
  const at = '2026-03-11T09:00:00.000Z'
  const legs = [{ key: '1', role: 'queue', line: 'queue-windows', startedAt: at, outcome: 'cancelled' }]
  const call = { provider: 'test', externalId: '2', kind: 'call', at, direction: 'inbound', finished: true, legs }
  await server.api('admin')(`${base}/interactions`, { body: { observations: [call] } })
  const ask = async <Answer>(path: string) => (await (await server.api('head')(base + path)).json()) as Answer
  const day = 'from=2026-03-11&to=2026-03-11'
  const seen = async () => {
    const { items } = await ask<{ items: { startedAt: string; employee: object | null }[] }>(`/interactions?${day}`)
    return items.map(({ startedAt, employee }) => ({ startedAt, employee }))
  }
  const missedByNobody = async () =>
    (await ask<{ nobody: { missed: number } | null }>(`/reports/calls?${day}`)).nobody?.missed ?? 0
  expect(await seen()).toEqual([])
  expect(await missedByNobody()).toBe(0)

  const path = `${base}/departments/${company.departments.windows}`
  await server.api('admin')(path, { method: 'PATCH', body: { lines: ['queue-windows'] } })
  await expect.poll(seen, { timeout: 20_000 }).toEqual([{ startedAt: at, employee: null }])
  expect(await missedByNobody()).toBe(1)
})
