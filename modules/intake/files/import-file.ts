/** One file into one company, at once and to the end: what the command line does, by the same steps as the screen. */
import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import { newId } from '../../../kernel/ids.ts'
import { Problem } from '../../../kernel/problem.ts'
import type { Language } from '../../../kernel/problem-texts.ts'
import type { Actor } from '../../../platform/audit/audit.ts'
import type { DateForm } from '../../../platform/files/dates.ts'
import { type Choices, choicesSchema } from './choices.ts'
import { readCompany, readingOf } from './company.ts'
import type { ImportProblem, Rehearsal } from './contract.ts'
import type { ImportEngine } from './engine.ts'
import { exampleDate, type ImportPlan, mustBeClear, planImport, signatureOf } from './plan.ts'
import { rehearse, spokenProblem } from './rehearse.ts'
import { runImport } from './run.ts'
import { settled, unlessProblem } from './settle.ts'
import { type ImportRow, insertImport, listProblems, moveImport, readImport, recallMapping } from './store.ts'

/** What could be read in several ways and was read in the one that is usual in the company's country. */
export interface Assumption {
  readonly field: 'dateForm'
  readonly example: string
  readonly assumed: DateForm
  readonly alternatives: readonly DateForm[]
}

interface FileWork {
  readonly workspaceId: string
  readonly path: string
  readonly choices: unknown
  readonly actor: Actor
  readonly language: Language
  readonly onProgress?: (done: { rows: number; wrong: number; expected: number }) => void
}

export interface FileImport {
  readonly import: ImportRow
  readonly assumptions: readonly Assumption[]
  /** The first wrong rows. */
  readonly problems: readonly ImportProblem[]
}

export type FileRehearsal = Rehearsal & {
  readonly profile: string
  readonly assumptions: readonly Assumption[]
}

/**
 * Imports a file to the end. Where dates can be read in several ways the usual one is taken and told: nobody can be asked.
 * @throws Problem where the file can't be read at all
 */
export async function importFile(engine: ImportEngine, work: FileWork): Promise<FileImport> {
  const { db, files, now } = engine
  const { workspaceId, path, language } = work
  const { plan, choices, assumptions } = await planFile(engine, work)
  const id = newId()
  const stored = await files.keep(id, createReadStream(path, { highWaterMark: 1 << 20 }))
  const row = await insertImport(db, {
    workspaceId,
    id,
    fileName: basename(path),
    fileBytes: stored.bytes,
    fileHash: stored.hash,
    createdBy: work.actor,
    createdAt: now(),
  })
  const expected = plan.records.shape.estimatedRows
  await moveImport(db, row, 'queued', {
    choices: settled(plan, choices),
    profile: plan.profile.name,
    signature: signatureOf(plan.records.shape),
    rowsExpected: expected,
  })
  await runImport(engine, workspaceId, id, { onProgress: (done) => work.onProgress?.({ ...done, expected }) })
  const finished = await readImport(db, workspaceId, id)
  if (!finished) throw new Problem('not_found')
  const problems = await listProblems(db, workspaceId, id, { after: 0, limit: 100 })
  return { import: finished, assumptions, problems: problems.map((problem) => spokenProblem(problem, language)) }
}

/** Says what importing the whole file would do. */
export async function rehearseFile(engine: ImportEngine, work: FileWork): Promise<FileRehearsal> {
  const { plan, assumptions } = await planFile(engine, work)
  const { workspaceId, path, language } = work
  const found = await rehearse(engine.db, { workspaceId, path, plan, limit: Number.POSITIVE_INFINITY, language })
  return { ...found, profile: plan.profile.name, assumptions }
}

async function planFile(
  { db, now }: ImportEngine,
  { workspaceId, path, choices: given }: FileWork,
): Promise<{ plan: ImportPlan; choices: Choices; assumptions: Assumption[] }> {
  const parsed = choicesSchema.safeParse(given)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw new Problem('invalid_input', { field: issue?.path.join('.') ?? '' }, { detail: issue?.message ?? '' })
  }
  const reading = readingOf(await readCompany(db, workspaceId), now())
  let choices = parsed.data
  let plan = await planImport(path, choices, reading)
  const remembered =
    Object.keys(choices.columns ?? {}).length === 0
      ? await recallMapping(db, workspaceId, plan.context.signature)
      : null
  const again = remembered && (await unlessProblem(planImport(path, { ...remembered, ...choices }, reading)))
  if (again) {
    choices = { ...remembered, ...choices }
    plan = again
  }
  const { form, alternatives } = plan.records.dates
  if (!form || alternatives.length === 0) {
    mustBeClear(plan)
    return { plan, choices, assumptions: [] }
  }
  const assumption: Assumption = { field: 'dateForm', example: exampleDate(plan.records), assumed: form, alternatives }
  choices = { ...choices, dateForm: form }
  plan = await planImport(path, choices, reading)
  mustBeClear(plan)
  return { plan, choices, assumptions: [assumption] }
}
