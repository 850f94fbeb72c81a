import { sourcesReport } from '../modules/attribution/index.ts'
import { callsReport } from '../modules/calls/index.ts'
import { findJunk } from '../modules/classification/junk/find.ts'
import { dealsOfOrigins } from '../modules/deals/index.ts'
import type { Recorder } from '../modules/interactions/index.ts'
import type { Member } from '../platform/api/context.ts'
import { type Database, raw } from '../platform/database/database.ts'
import { openDuck } from './duckdb.ts'
import { atMost, type Line, medianMs } from './measure.ts'
import { plainIndexes, questions } from './questions.ts'
import { type BenchCompany, makeCompany } from './rows.ts'

const asDirector = ({ id }: BenchCompany): Member => ({
  workspaceId: id,
  slug: 'bench',
  timezone: 'Europe/Moscow',
  country: 'RU',
  currency: 'RUB',
  role: 'director',
  employeeId: null,
  departmentId: null,
  reach: { kind: 'all' },
  seesPersonalData: true,
  actor: { kind: 'system', id: null, name: 'bench' },
})

/** Each report's median over a company of `rows` interactions, beside plain PostgreSQL and DuckDB on the same rows. */
export async function benchReports(
  db: Database,
  recorder: Recorder,
  options: { readonly rows: number; readonly folder: string; readonly tell: (message: string) => void },
): Promise<Line[]> {
  const { rows, folder, tell } = options
  const company = await makeCompany(db, recorder, rows, tell)
  const member = asDirector(company)
  const size = rows >= 1e6 ? `${rows / 1e6}M` : `${rows / 1e3}k`
  const period = { from: company.from, to: company.to }
  const lines: Line[] = []
  const whole = async (name: string, work: () => Promise<unknown>, targetMs = 150) => {
    const value = await medianMs(work)
    lines.push({ part: 'reports', name: `${size}: ${name}`, value, unit: 'ms', ...atMost(value, targetMs) })
  }
  await whole('screen “People: calls”, whole', () =>
    callsReport(db, member, { filter: period, by: 'calls', mark: 0.25 }),
  )
  await whole('screen “Sources × classes”, whole', () =>
    sourcesReport(db, member, { filter: period, level: 'source' }, dealsOfOrigins),
  )
  for (const level of ['placement', 'keyword'] as const) {
    await whole(`the same by ${level}`, () => sourcesReport(db, member, { filter: period, level }, dealsOfOrigins))
  }

  await whole('sources × classes as marketing said', () =>
    sourcesReport(db, member, { filter: { ...period, said: 'marketing' }, level: 'source' }, dealsOfOrigins),
  )
  // Four reports of sources and two passes over the period: asked for some times a day, not while one moves a filter.
  await whole('junk finder, everywhere at once', () => findJunk(db, member, period), 1000)

  tell('copying into DuckDB')
  const duck = await openDuck(db, company.id, folder)
  try {
    const asked = questions(db, duck, company, member)
    const ours = new Map<string, number>()
    for (const question of asked) ours.set(question.name, await medianMs(question.ours))
    tell('indexes of the plain tables')
    for (const index of plainIndexes) await db.query(raw(index))
    await db.query(raw('vacuum analyze interactions'))
    for (const question of asked) {
      const answers = [await question.ours(), await question.plain(), await question.duck()]
      if (new Set(answers).size > 1) throw new Error(`${question.name}: the answers differ: ${answers.join(', ')}`)
      const value = ours.get(question.name) ?? 0
      const plain = await medianMs(question.plain)
      const duckMs = await medianMs(question.duck)
      lines.push({
        part: 'reports',
        name: `${size}: ${question.name}`,
        value,
        unit: 'ms',
        target: `≤ ${question.targetMs}, ≤ DuckDB`,
        met: value <= question.targetMs && value <= duckMs,
        others: { 'plain PostgreSQL': plain, DuckDB: duckMs },
      })
    }
    for (const name of ['sources', 'people', 'hours']) await db.query(raw(`drop index bench_plain_${name}`))
  } finally {
    duck.close()
  }
  return lines
}
