import { isId } from '../../../kernel/ids.ts'
import { Problem, type ProblemCode } from '../../../kernel/problem.ts'
import { type Language, problemText } from '../../../kernel/problem-texts.ts'
import type { Member, RequestContext } from '../../../platform/api/context.ts'
import { access, implement } from '../../../platform/api/implement.ts'
import type { Choices } from './choices.ts'
import { readCompany, readingOf } from './company.ts'
import { contract, type Import } from './contract.ts'
import type { ImportEngine } from './engine.ts'
import { mustBeClear, planImport, signatureOf } from './plan.ts'
import { describePlan } from './recognition.ts'
import { rehearse, spokenProblem } from './rehearse.ts'
import { lasting, settled, unlessProblem } from './settle.ts'
import { stateAfter } from './states.ts'
import {
  type ImportRow,
  listImports,
  listProblems,
  moveImport,
  readImport,
  recallMapping,
  rememberMapping,
} from './store.ts'

/** An import as the API tells of it. */
export const shownImport = (row: ImportRow, language: Language): Import => {
  const { workspaceId: _, fileHash: __, choices: ___, signature: ____, createdBy, error, ...rest } = row
  return {
    ...rest,
    createdBy: createdBy.name,
    error: error && { code: error.code, message: problemText(error.code as ProblemCode, language, error.values) },
  }
}

/** The operations on imports. `queue` hands an import to the background. */
export function createImportApi(engine: ImportEngine, queue: (workspaceId: string, id: string) => Promise<void>) {
  const { db, files } = engine
  const api = implement(contract).$context<RequestContext>().use(access)

  const existing = async (member: Member, id: string): Promise<ImportRow> => {
    const row = await readImport(db, member.workspaceId, id)
    if (!row) throw new Problem('not_found', { field: 'id' })
    return row
  }
  const waiting = async (member: Member, id: string): Promise<ImportRow> => {
    const row = await existing(member, id)
    if (row.state !== 'uploaded') throw new Problem('import_over', { field: 'id' })
    return row
  }
  const planFor = async (member: Member, id: string, choices: Choices, now: Date) =>
    planImport(files.pathOf(id), choices, readingOf(await readCompany(db, member.workspaceId), now))

  const act = async (member: Member, id: string, act: 'cancel' | 'undo', language: Language): Promise<Import> => {
    const row = await existing(member, id)
    const state = stateAfter(act, row.state)
    const moved = state && (await moveImport(db, row, state))
    if (!moved) throw new Problem('import_over', { field: 'id' })
    if (state === 'cancelled') await files.remove(id)
    else await queue(member.workspaceId, id)
    return shownImport(moved, language)
  }

  return api.router({
    upload: api.upload.handler(() => {
      throw new Problem(
        'invalid_input',
        { field: 'body' },
        { detail: 'send the bytes of the file as application/octet-stream' },
      )
    }),
    list: api.list.handler(async ({ context, input }) =>
      (await listImports(db, context.member.workspaceId, input)).map((row) => shownImport(row, context.language)),
    ),
    read: api.read.handler(async ({ context, input }) =>
      shownImport(await existing(context.member, input.id), context.language),
    ),
    recognise: api.recognise.handler(async ({ context: { member, now }, input: { id, choices, remembered } }) => {
      await waiting(member, id)
      const plan = await planFor(member, id, choices, now)
      const recalled = remembered ? await recallMapping(db, member.workspaceId, plan.context.signature) : null
      if (!recalled) return describePlan(plan, choices, false)
      const together = { ...recalled, ...choices }
      const again = await unlessProblem(planFor(member, id, together, now))
      return again ? describePlan(again, together, true) : describePlan(plan, choices, false)
    }),
    rehearse: api.rehearse.handler(async ({ context: { member, language, now }, input: { id, choices, rows } }) => {
      await waiting(member, id)
      const plan = await planFor(member, id, choices, now)
      mustBeClear(plan)
      return rehearse(db, { workspaceId: member.workspaceId, path: files.pathOf(id), plan, limit: rows, language })
    }),
    start: api.start.handler(async ({ context: { member, language, now }, input: { id, choices, remember } }) => {
      const row = await waiting(member, id)
      const plan = await planFor(member, id, choices, now)
      mustBeClear(plan)
      const queued = await moveImport(db, row, 'queued', {
        // What was recognised is kept as chosen: the file is read the same way whenever it is read.
        choices: settled(plan, choices),
        profile: plan.profile.name,
        signature: signatureOf(plan.records.shape),
        rowsExpected: plan.records.shape.estimatedRows,
      })
      if (!queued) throw new Problem('import_over', { field: 'id' })
      if (remember) {
        await rememberMapping(db, {
          workspaceId: member.workspaceId,
          signature: plan.context.signature,
          choices: lasting(choices),
          now,
        })
      }
      await queue(member.workspaceId, id)
      return shownImport(queued, language)
    }),
    cancel: api.cancel.handler(({ context, input }) => act(context.member, input.id, 'cancel', context.language)),
    undo: api.undo.handler(({ context, input }) => act(context.member, input.id, 'undo', context.language)),
    problems: api.problems.handler(async ({ context, input }) => {
      if (!isId(input.id)) return []
      await existing(context.member, input.id)
      const rows = await listProblems(db, context.member.workspaceId, input.id, input)
      return rows.map((problem) => spokenProblem(problem, context.language))
    }),
  })
}
