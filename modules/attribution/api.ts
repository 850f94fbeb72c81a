import { Problem } from '../../kernel/problem.ts'
import type { Member, RequestContext } from '../../platform/api/context.ts'
import { access, implement } from '../../platform/api/implement.ts'
import { withUpload } from '../../platform/files/upload.ts'
import type { ServerModule } from '../../platform/services/server-module.ts'
import type { Services } from '../../platform/services/services.ts'
import { contract } from './contract.ts'
import { fileOf } from './export.ts'
import { listOrigins } from './figures/tree.ts'
import { sourcesReport } from './report.ts'
import type { SpendMapping } from './spend/contract.ts'
import { importSpend, listSpendImports, previewSpend, type SpendChange, undoSpendImport } from './spend/import.ts'
import { amountOf } from './spend/read-file.ts'
import { addSpend, changeSpend, listSpend, removeSpend, summariseSpend } from './spend/store.ts'

interface Asking {
  readonly member: Member
  readonly now: Date
  readonly language: SpendChange['language']
}

/** The server part of sources and spend. */
export function createAttribution({ db }: Services): ServerModule {
  const api = implement(contract).$context<RequestContext>().use(access)

  const router = api.router({
    reports: {
      sources: api.reports.sources.handler(({ context, input: { workspace: _, level, ...filter } }) =>
        sourcesReport(db, context.member, { filter, level }),
      ),
      sourcesFile: api.reports.sourcesFile.handler(
        async ({ context, input: { workspace: _, level, format, language, ...filter } }) =>
          fileOf(await sourcesReport(db, context.member, { filter, level }), format, language),
      ),
    },
    origins: {
      list: api.origins.list.handler(({ context, input }) => listOrigins(db, context.member.workspaceId, input)),
    },
    spend: {
      list: api.spend.list.handler(({ context, input }) => listSpend(db, context.member.workspaceId, input)),
      summary: api.spend.summary.handler(({ context: { member }, input }) =>
        summariseSpend(db, member.workspaceId, member.currency, input),
      ),
      create: api.spend.create.handler(({ context, input }) =>
        db.transaction((tx) =>
          addSpend(tx, change(context), {
            day: input.day,
            origin: input.origin,
            amount: minorOf(input.amount, context.member),
            note: input.note ?? null,
          }),
        ),
      ),
      update: api.spend.update.handler(({ context, input: { id, day, origin, amount, note } }) =>
        db.transaction((tx) =>
          changeSpend(tx, change(context), id, {
            day,
            origin,
            note,
            amount: amount === undefined ? undefined : minorOf(amount, context.member),
          }),
        ),
      ),
      remove: api.spend.remove.handler(async ({ context, input }) => {
        await db.transaction((tx) => removeSpend(tx, change(context), input.id))
        return { ok: true } as const
      }),
      preview: api.spend.preview.handler(({ context, input }) =>
        withUpload(input.file, (path) => previewSpend(db, fileIn(path, input), change(context))),
      ),
      import: api.spend.import.handler(({ context, input }) =>
        withUpload(input.file, (path) => importSpend(db, fileIn(path, input), change(context))),
      ),
      imports: api.spend.imports.handler(({ context }) => listSpendImports(db, context.member.workspaceId)),
      undo: api.spend.undo.handler(({ context, input }) =>
        db.transaction((tx) => undoSpendImport(tx, change(context), input.id)),
      ),
    },
  })
  return { router }
}

const change = ({ member, now, language }: Asking): SpendChange => ({
  workspaceId: member.workspaceId,
  currency: member.currency,
  timezone: member.timezone,
  actor: member.actor,
  now,
  language,
})

const fileIn = (
  path: string,
  input: {
    readonly file: File
    readonly mapping?: SpendMapping | undefined
    readonly source?: string | undefined
    readonly dateForm?: 'ymd' | 'dmy' | 'mdy' | undefined
  },
) => ({
  path,
  name: input.file.name.slice(0, 200),
  mapping: input.mapping,
  source: input.source,
  dateForm: input.dateForm,
})

/** The amount that a person typed. @throws Problem money_… with the field `amount` */
function minorOf(text: string, { currency }: Member): number {
  const amount = amountOf(text, undefined, undefined, currency)
  if (typeof amount !== 'number') throw new Problem(amount.code, { field: 'amount' }, { value: text, currency })
  return amount
}
