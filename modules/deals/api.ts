import type { Language } from '../../kernel/problem-texts.ts'
import type { Member, RequestContext } from '../../platform/api/context.ts'
import { access, implement } from '../../platform/api/implement.ts'
import { withUpload } from '../../platform/files/upload.ts'
import type { ServerModule } from '../../platform/services/server-module.ts'
import type { Services } from '../../platform/services/services.ts'
import { contract } from './contract.ts'
import { type DealFileChange, importDeals, listDealImports, previewDeals, undoDealImport } from './import.ts'
import { readDeal } from './store/card.ts'
import { listDeals } from './store/list.ts'
import { findClients, matchDeal } from './store/match.ts'

/** The server part of deals. */
export function createDeals({ db }: Services): ServerModule {
  const api = implement(contract).$context<RequestContext>().use(access)
  const router = api.router({
    list: api.list.handler(({ context, input }) => listDeals(db, context.member, input)),
    read: api.read.handler(({ context, input }) => readDeal(db, context.member, input.id)),
    clients: api.clients.handler(({ context, input }) => findClients(db, context.member, input.text)),
    match: api.match.handler(async ({ context: { member, now }, input: { workspace: _, ...wanted } }) => {
      await db.transaction((tx) => matchDeal(tx, member, wanted, now))
      return { ok: true as const }
    }),
    preview: api.preview.handler(({ context, input: { file, mapping, system } }) =>
      withUpload(file, (path) => previewDeals(db, { path, name: nameOf(file), mapping, system }, change(context))),
    ),
    import: api.import.handler(({ context, input: { file, mapping, system } }) =>
      withUpload(file, (path) => importDeals(db, { path, name: nameOf(file), mapping, system }, change(context))),
    ),
    imports: api.imports.handler(({ context }) => listDealImports(db, context.member.workspaceId)),
    undo: api.undo.handler(({ context, input }) =>
      db.transaction((tx) => undoDealImport(tx, change(context), input.id)),
    ),
  })
  return { router }
}

const nameOf = (file: File): string => file.name.slice(0, 200)

const change = (context: { member: Member; now: Date; language: Language }): DealFileChange => {
  const { workspaceId, currency, timezone, country, actor } = context.member
  return { workspaceId, currency, timezone, country, actor, now: context.now, language: context.language }
}
