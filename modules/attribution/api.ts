import type { RequestContext } from '../../platform/api/context.ts'
import { access, implement } from '../../platform/api/implement.ts'
import { openSecretBox } from '../../platform/secrets/secret-box.ts'
import type { ServerModule } from '../../platform/services/server-module.ts'
import type { Services } from '../../platform/services/services.ts'
import { contract } from './contract.ts'
import { fileOf } from './export.ts'
import type { DealsOfOrigins } from './figures/deals.ts'
import { listOrigins } from './figures/tree.ts'
import { sourcesReport } from './report.ts'
import { createSpendRouter } from './spend/api.ts'
import { createHttp } from './spend/connectors/http.ts'
import { connectors } from './spend/connectors/index.ts'
import { createPolling } from './spend/connectors/poll.ts'

/** The server part of sources and spend. `dealsOf`: how to ask for the deals of origins. */
export function createAttribution(services: Services, dealsOf: DealsOfOrigins): ServerModule {
  const { db, jobs, log, now } = services
  const { dataFolder, privateHooks } = services.config
  const reading = { db, now, connectors, box: openSecretBox(dataFolder), http: createHttp(privateHooks) }
  const polling = createPolling(reading, jobs, log)
  const api = implement(contract).$context<RequestContext>().use(access)

  const router = api.router({
    reports: {
      sources: api.reports.sources.handler(({ context, input: { workspace: _, level, ...filter } }) =>
        sourcesReport(db, context.member, { filter, level }, dealsOf),
      ),
      sourcesFile: api.reports.sourcesFile.handler(
        async ({ context, input: { workspace: _, level, format, language, ...filter } }) =>
          fileOf(await sourcesReport(db, context.member, { filter, level }, dealsOf), format, language),
      ),
    },
    origins: {
      list: api.origins.list.handler(({ context, input }) => listOrigins(db, context.member.workspaceId, input)),
    },
    spend: createSpendRouter(services, { ...reading, queue: polling.queue }),
  })
  return { router, start: async () => polling.start() }
}
