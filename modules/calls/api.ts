import type { Member, RequestContext } from '../../platform/api/context.ts'
import { access, implement } from '../../platform/api/implement.ts'
import type { ServerModule } from '../../platform/services/server-module.ts'
import type { Services } from '../../platform/services/services.ts'
import { findWorkspace } from '../workspaces/index.ts'
import { contract } from './contract.ts'
import { callsFile } from './file.ts'
import { keepSealing } from './jobs.ts'
import { type CallsQuestion, callsReport } from './report.ts'

/** The server part of the report on calls. */
export function createCalls(services: Services): ServerModule {
  const { db } = services
  const api = implement(contract).$context<RequestContext>().use(access)

  const report = async (member: Member, { by, ...filter }: CallsQuestion['filter'] & Pick<CallsQuestion, 'by'>) => {
    const company = await findWorkspace(db, member.workspaceId)
    return callsReport(db, member, { filter, by, mark: company?.settings.gapThreshold ?? 0.25 })
  }

  const router = api.router({
    reports: {
      calls: api.reports.calls.handler(({ context, input: { workspace: _, ...question } }) =>
        report(context.member, question),
      ),
      callsFile: api.reports.callsFile.handler(
        async ({ context, input: { workspace: _, format, language, ...question } }) =>
          callsFile(await report(context.member, question), format, language),
      ),
    },
  })
  return { router, start: async () => keepSealing(services) }
}
