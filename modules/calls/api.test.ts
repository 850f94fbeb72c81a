import readExcel from 'read-excel-file/node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays } from '../../kernel/time.ts'
import { type TestServer, testServer } from '../../platform/testing/server.ts'
import type { Observation } from '../interactions/index.ts'
import type { CallsReport } from './contract.ts'

const from = '2026-03-02'
const to = '2026-03-29'
let server: TestServer

/** Four weeks: the second manager makes half of what the first makes; some calls ring at nobody. */
function calls(): Observation[] {
  const { manager, head } = server.company.people
  const told: Observation[] = []
  for (let day = 0; day < 28; day++) {
    const add = (line: string | undefined, count: number) => {
      for (let n = 0; n < count; n++) {
        const startedAt = new Date(`${addDays(from, day)}T0${6 + (n % 4)}:${String(10 + n)}:00Z`)
        told.push({
          provider: 'generic',
          externalId: `${day} ${line ?? 'nobody'} ${n}`,
          kind: 'call',
          at: startedAt,
          startedAt,
          direction: line && n % 3 > 0 ? 'outbound' : 'inbound',
          finished: true,
          outcome: line ? 'answered' : 'no_answer',
          talkSeconds: line ? 60 : 0,
          party: { phone: `+7916${2_000_000 + ((day * 31 + n) % 60)}` },
          ...(line && { line }),
        })
      }
    }
    add(manager.line, 20 + (day % 3))
    add(server.company.secondManager.line, 10 + (day % 2))
    add(head.line, 5)
    add(undefined, 2)
  }
  return told
}

beforeAll(async () => {
  server = await testServer()
  await server.db.transaction((tx) =>
    server.app.recorder.record(tx, {
      workspace: server.company,
      observations: calls(),
      now: new Date('2026-04-01T00:00:00Z'),
    }),
  )
})
afterAll(() => server.close())

const path = (more = '') => `/workspaces/${server.company.slug}/reports/calls?from=${from}&to=${to}${more}`

describe('the report over HTTP', () => {
  it('proves a growth zone where one makes half of what another makes, and compares nobody with the head', async () => {
    const answer = await server.api('director')(path())
    expect(answer.status).toBe(200)
    const report = (await answer.json()) as CallsReport
    const comparison = report.comparisons.find((one) => one.role === 'manager')
    expect(comparison?.period).toMatchObject({
      verdict: 'proven',
      best: { name: server.company.people.manager.name },
      worst: { name: server.company.secondManager.name },
    })
    const [best, worst] = [report.people[0]?.calls ?? 0, report.people[1]?.calls ?? 1]
    expect(comparison?.period?.gap).toBeCloseTo(best / worst - 1, 9)
    expect(report.people.find((row) => row.role === 'head')?.compared).toBe(false)
    expect(report.nobody).toMatchObject({ calls: 56, missed: 56 })
  })

  it('reads the company’s own mark', async () => {
    const changed = await server.api('admin')(`/workspaces/${server.company.slug}`, {
      method: 'PATCH',
      body: { settings: { gapThreshold: 1 } },
    })
    expect(changed.status).toBe(200)
    const report = (await (await server.api('director')(path())).json()) as CallsReport
    expect(report.mark).toBe(1)
    expect(report.comparisons[0]?.period?.verdict).not.toBe('proven')
  })

  it.each([
    ['manager', 1],
    ['head', 3],
    ['director', 3],
    ['marketing', 3],
  ] as const)('shows a %s %i people', async (role, people) => {
    const report = (await (await server.api(role)(path())).json()) as CallsReport
    expect(report.people).toHaveLength(people)
  })

  it.each(['agency', 'auditor'] as const)('is not for an %s', async (role) => {
    expect((await server.api(role)(path())).status).toBe(403)
  })

  it('says what is wrong with a period that ends before it begins', async () => {
    const answer = await server.api('director')(
      `/workspaces/${server.company.slug}/reports/calls?from=2026-03-29&to=2026-03-02`,
    )
    expect(answer.status).toBe(422)
  })

  it('is a file too, with the same totals and in the language of the reader', async () => {
    const report = (await (await server.api('director')(path())).json()) as CallsReport
    const file = (more: string) =>
      server.api('director')(`/workspaces/${server.company.slug}/reports/calls/file?from=${from}&to=${to}${more}`)
    const csv = await file('&format=csv&language=ru')
    expect(csv.headers.get('content-type')).toContain('text/csv')
    const lines = (await csv.text()).trim().split('\r\n')
    expect(lines[0]).toContain('Сотрудник,Отдел,Звонки')
    expect(lines.at(-1)).toMatch(new RegExp(`^Итого,,${report.total.calls},`))
    const xlsx = await file('&format=xlsx&language=en')
    const sheets = await readExcel(Buffer.from(await xlsx.arrayBuffer()))
    const rows = (
      Array.isArray(sheets) && 'data' in (sheets[0] ?? {})
        ? (sheets[0] as unknown as { data: unknown[][] }).data
        : sheets
    ) as unknown[][]
    expect(rows[0]?.slice(0, 3)).toEqual(['Person', 'Department', 'Calls'])
    expect(rows.at(-1)?.[2]).toBe(report.total.calls)
  })
})
