/** A dry run: everything that an import does except writing. */
import type { Language } from '../../../kernel/problem-texts.ts'
import { problemText } from '../../../kernel/problem-texts.ts'
import { recordset } from '../../../platform/database/bulk.ts'
import { type Queryable, sql } from '../../../platform/database/database.ts'
import type { RowProblem } from '../../../platform/files/records.ts'
import { lineKey, type Observation, readDirectory } from '../../interactions/index.ts'
import { ahead, readBatches } from './batches.ts'
import type { ImportProblem, Rehearsal } from './contract.ts'
import type { ImportPlan } from './plan.ts'

const shownProblems = 200
const shownPeople = 200
/** Beyond so many interactions they are no longer told apart, so that memory stays bounded. */
const countedInteractions = 1_000_000

/** The problem with its message. */
export const spokenProblem = (problem: RowProblem, language: Language): ImportProblem => ({
  ...problem,
  message: problemText(problem.code, language, { value: problem.value }),
})

/** Reads up to `limit` rows and says what would become of them. */
export async function rehearse(
  db: Queryable,
  work: {
    readonly workspaceId: string
    readonly path: string
    readonly plan: ImportPlan
    readonly limit: number
    readonly language: Language
  },
): Promise<Rehearsal> {
  const { workspaceId, path, plan, limit, language } = work
  const { employeeByLine } = await readDirectory(db, workspaceId)
  const problems: RowProblem[] = []
  const reasons = new Map<string, { code: RowProblem['code']; field: string | null; rows: number; value: string }>()
  const people = new Map<string, number>()
  const directions: Record<string, number> = {}
  const interactions = new Set<string>()
  let rows = 0
  let wrong = 0
  let known = 0
  let first = Number.POSITIVE_INFINITY
  let last = Number.NEGATIVE_INFINITY
  let whole = true

  for await (const batch of ahead(readBatches(path, plan, { size: 2_000 }))) {
    const observations: Observation[] = []
    for (const item of batch) {
      if (rows === limit) break
      rows++
      if (item.problem) {
        wrong++
        if (problems.length < shownProblems) problems.push(item.problem)
        const { code, field, value } = item.problem
        const reason = reasons.get(`${code} ${field}`)
        if (reason) reason.rows++
        else reasons.set(`${code} ${field}`, { code, field, value, rows: 1 })
        continue
      }
      const told = item.observation
      observations.push(told)
      const time = (told.startedAt ?? told.at).getTime()
      first = Math.min(first, time)
      last = Math.max(last, time)
      directions[told.direction ?? 'inbound'] = (directions[told.direction ?? 'inbound'] ?? 0) + 1
      for (const line of linesOf(told))
        if (people.size < 10_000 || people.has(line)) people.set(line, (people.get(line) ?? 0) + 1)
      if (interactions.size < countedInteractions) interactions.add(told.externalId)
    }
    known += await countKnown(db, workspaceId, observations)
    if (rows === limit) {
      whole = rows >= plan.records.shape.estimatedRows
      break
    }
  }

  return {
    whole,
    rows,
    fresh: rows - wrong - known,
    known,
    wrong,
    interactions: interactions.size,
    firstAt: first <= last ? new Date(first) : null,
    lastAt: first <= last ? new Date(last) : null,
    reasons: [...reasons.values()]
      .sort((a, b) => b.rows - a.rows)
      .map(({ value, ...reason }) => ({ ...reason, message: problemText(reason.code, language, { value }) })),
    problems: problems.map((problem) => spokenProblem(problem, language)),
    people: [...people]
      .map(([line, count]) => ({ line, rows: count, employee: employeeByLine.get(lineKey(line))?.id ?? null }))
      .sort((a, b) => Number(a.employee !== null) - Number(b.employee !== null) || b.rows - a.rows)
      .slice(0, shownPeople),
    directions,
  }
}

/** Who of ours took part. */
function linesOf(told: Observation): Set<string> {
  const lines = (told.legs ?? []).flatMap((leg) => (leg.role === 'person' && leg.line ? [leg.line] : []))
  return new Set(lines.length > 0 ? lines : told.line ? [told.line] : [])
}

async function countKnown(db: Queryable, workspaceId: string, observations: readonly Observation[]): Promise<number> {
  if (observations.length === 0) return 0
  const identities = observations.map(({ provider, externalId }) => ({ provider, externalId }))
  const [row] = await db.query<{ count: number }>(sql`
    select count(*) as count from ${recordset('w', { provider: 'text', externalId: 'text' }, identities)}
    join interactions i on i.workspace_id = ${workspaceId} and i.provider = w.provider and i.external_id = w."externalId"`)
  return row?.count ?? 0
}
