import { getConnInfo } from '@hono/node-server/conninfo'
import { Hono } from 'hono'
import { compress } from 'hono/compress'
import { Problem } from '../kernel/problem.ts'
import { apiPrefix, createApiHandler, describeApi } from '../platform/api/handler.ts'
import { asProblem } from '../platform/api/problems.ts'
import { sql } from '../platform/database/database.ts'
import { limitBodies } from '../platform/http/body-limit.ts'
import { clientAddress } from '../platform/http/client-address.ts'
import { serveDocs } from '../platform/http/docs.ts'
import { createLiveStreams } from '../platform/http/live-stream.ts'
import { createMetrics, metricsPage } from '../platform/http/metrics.ts'
import { operationNames } from '../platform/http/operation-names.ts'
import { languageOf, problemResponse } from '../platform/http/problem-response.ts'
import { logRequests } from '../platform/http/request-log.ts'
import { refuseForeignOrigins, securityHeaders } from '../platform/http/security.ts'
import type { StaticSite } from '../platform/http/static-files.ts'
import '../platform/http/variables.ts'
import packageFile from '../package.json' with { type: 'json' }
import { pendingMigrations } from '../platform/migrations/migrations.ts'
import type { Application } from './compose.ts'
import { contract } from './contract.ts'
import { migrations } from './migrations.ts'

export interface HttpServer {
  readonly fetch: Hono['fetch']
  /** Ends the streams that would otherwise keep the server from stopping. */
  endStreams(): void
}

/** One HTTP application for everything: API, accounts, live events, documents, the modules' own routes, the web app. */
export function createServer({ services, membership, modules }: Application, site: StaticSite | null): HttpServer {
  const { db, log, live, accounts, config } = services
  const parts = Object.values(modules)
  const http = new Hono()
  const streams = createLiveStreams(live)
  const gauges = [
    ...parts.flatMap((part) => part.gauges ?? []),
    { name: 'lidoskop_live_streams', help: 'Open screens that hear of changes', read: async () => streams.count() },
  ]
  const metrics = createMetrics(db, gauges, log)

  http.use(logRequests(log, metrics, operationNames(contract)))
  http.use(securityHeaders)
  http.use(`${apiPrefix}/*`, compress())
  http.use('/openapi.json', compress())
  http.use(refuseForeignOrigins(config.publicUrl))
  http.use(limitBodies(parts.flatMap((part) => part.streams ?? [])))
  http.use(async (c, next) => {
    let context: ReturnType<typeof membership.contextOf> | undefined
    c.set('request', () => {
      context ??= membership.contextOf(c.req.raw.headers)
      return context
    })
    c.set('requestAnew', () => membership.contextOf(c.req.raw.headers))
    return next()
  })

  http.get('/healthz', (c) => c.json({ ok: true }))
  http.get('/readyz', async (c) => {
    try {
      await db.query(sql`select 1`)
      const pending = await pendingMigrations(db, migrations)
      return c.json(
        { ok: pending.length === 0, database: true, pendingMigrations: pending },
        pending.length ? 503 : 200,
      )
    } catch {
      return c.json({ ok: false, database: false }, 503)
    }
  })
  http.get('/metrics', metricsPage(metrics))
  http.all('/api/auth/*', (c) =>
    accounts.handle(c.req.raw, clientAddress(c.req.raw.headers, getConnInfo(c).remote.address, config.publicUrl)),
  )
  http.get('/live', async (c) => {
    const request = await c.get('request')()
    if (request.caller.kind === 'nobody') throw new Problem('unauthorized')
    const member = await request.memberOf(c.req.query('workspace') ?? '')
    if (!member) throw new Problem('not_found', { field: 'workspace' })
    const mayStay = async () =>
      (await (await membership.contextOf(c.req.raw.headers)).memberOf(member.workspaceId)) !== null
    return streams.open(member.workspaceId, c.req.raw.signal, mayStay)
  })
  serveDocs(http, () => describeApi(contract, packageFile.version))
  for (const { routes } of parts) routes?.(http)

  const routers = Object.entries(modules).flatMap(([name, { router }]) => (router ? [[name, router] as const] : []))
  const api = createApiHandler(Object.fromEntries(routers), log)
  http.all(`${apiPrefix}/*`, async (c, next) => (await api(c.req.raw, await c.get('request')())) ?? next())
  if (site) http.use('*', site.serve)

  http.notFound((c) => problemResponse(new Problem('not_found'), languageOf(c.req.raw.headers)))
  http.onError((error, c) => problemResponse(asProblem(error, log), languageOf(c.req.raw.headers)))
  return { fetch: http.fetch, endStreams: streams.closeAll }
}
