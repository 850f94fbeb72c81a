import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { setClass } from '../modules/interactions/classes/set-class.ts'
import { observation } from '../modules/interactions/testing/arbitrary.ts'
import type { Member } from '../platform/api/context.ts'
import { raw, sql } from '../platform/database/database.ts'
import { createCompany, type TestCompany, type TestServer, testServer } from '../platform/testing/index.ts'

let server: TestServer
const now = new Date('2026-03-11T12:00:00Z')
beforeAll(async () => {
  server = await testServer()
})
afterAll(() => server.close())

/** Roll-ups of every module, with their sums; rows whose sums are all zero say nothing. */
const figures = {
  call_days: ['calls', 'inbound', 'outbound', 'internal', 'missed', 'talked', 'talks', 'talk_seconds', 'mobile'],
  call_hours: ['inbound', 'missed'],
  origin_figures: ['interactions', 'missed'],
} as const

async function snapshot({ id }: TestCompany) {
  const result: Record<string, string[]> = {}
  for (const [table, sums] of Object.entries(figures)) {
    const said = raw(sums.map((column) => `t.${column} <> 0`).join(' or '))
    result[table] = (
      await server.db.query<{ row: string }>(sql`
        select to_jsonb(t)::text as row from ${raw(table)} t where t.workspace_id = ${id} and (${said}) order by 1`)
    ).map(({ row }) => row)
  }
  return result
}

const director = (company: TestCompany): Member => ({
  ...{ workspaceId: company.id, slug: company.slug, timezone: company.timezone, country: company.country },
  ...{ currency: company.currency, role: 'director', employeeId: company.people.director.id, departmentId: null },
  ...{ reach: { kind: 'all' }, seesPersonalData: true, actor: { kind: 'system', id: null, name: 'test' } },
})

const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ tell: fc.array(observation, { minLength: 1, maxLength: 8 }), imported: fc.boolean() }),
  },
  { weight: 2, arbitrary: fc.record({ classify: fc.constantFrom('lead', 'spam', null) }) },
  { weight: 1, arbitrary: fc.constant('undo' as const) },
)

test('after any story of facts, classes and undone imports every figure of every module equals its rebuild', async () => {
  const { recorder } = server.app
  let said = 0
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (story) => {
      const company = await createCompany(server.db)
      const importId = company.people.admin.id
      for (const part of story) {
        await server.db.transaction(async (tx) => {
          if (part === 'undo') return recorder.removeImport(tx, { workspace: company, importId, now })
          if ('tell' in part) {
            const imported = part.imported ? { importId } : {}
            return recorder.record(tx, { workspace: company, observations: part.tell, now, ...imported })
          }
          const items = await tx.query<{ id: string }>(
            sql`select id from interactions where workspace_id = ${company.id} order by external_id limit 3`,
          )
          const classId = part.classify && (company.classes[part.classify] ?? null)
          if (items.length === 0) return
          return setClass(tx, { member: director(company), items, classId, projections: recorder.projections, now })
        })
      }
      const kept = await snapshot(company)
      said += Object.values(kept).flat().length
      await server.db.transaction((tx) => recorder.rebuild(tx, company.id))
      expect(await snapshot(company)).toEqual(kept)
    }),
    { numRuns: 25 },
  )
  expect(said).toBeGreaterThan(100)
})
