import type { MiddlewareHandler } from 'hono'
import { routePath } from 'hono/route'
import { newId } from '../../kernel/ids.ts'
import type { Log } from '../log/log.ts'
import type { Metrics } from './metrics.ts'

/**
 * Names every request and tells of it once it is answered. Logged is the route, never the address itself: addresses carry
 * tokens, search words and telephone numbers. `nameOf` names the operation of an API path.
 */
export function logRequests(
  log: Log,
  metrics: Metrics,
  nameOf: (method: string, path: string) => string | null,
): MiddlewareHandler {
  return async (c, next) => {
    const started = performance.now()
    const requestId = newId()
    c.set('requestId', requestId)
    await next()
    c.res.headers.set('x-request-id', requestId)
    const { method, path } = c.req
    const route = nameOf(method, path) ?? (path.startsWith('/api/auth/') ? '/api/auth' : routePath(c))
    const ms = performance.now() - started
    metrics.observe(method, route, c.res.status, ms / 1000)
    const quiet = c.res.status < 400 && (quietRoutes.has(route) || route === '/*' || path.startsWith(webhooks))
    log[quiet ? 'debug' : c.res.status >= 500 ? 'error' : 'info'](
      { requestId, method, route, status: c.res.status, ms: Math.round(ms * 10) / 10 },
      'request',
    )
  }
}

// An accepted webhook stands in the inbox; a thousand lines a second would cost more than keeping it.
const webhooks = '/hooks/'
const quietRoutes = new Set(['/healthz', '/readyz', '/metrics', '/live'])
