import { createHash } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
import { languageOf, Problem, problemResponse } from './problem-response.ts'

const policy = (scripts: string): string =>
  [
    "default-src 'none'",
    `script-src 'self'${scripts}`,
    // Charts and the component kit set styles on elements; no style can carry a script.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    // Recordings of talks lie with the telephony provider.
    "media-src 'self' blob: https:",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')

/** The content security policy of a page: nothing from elsewhere, and of inline scripts only those that the page was built with. */
export function contentPolicy(html = ''): string {
  const inline = [...html.matchAll(/<script(?![^>]*\bsrc=)[^>]*>([\s\S]*?)<\/script>/g)].map(
    ([, script = '']) => ` 'sha256-${createHash('sha256').update(script).digest('base64')}'`,
  )
  return policy(inline.join(''))
}

const closed = policy('')

/** Headers that every answer carries. */
export const securityHeaders: MiddlewareHandler = async (c, next) => {
  await next()
  const { headers } = c.res
  headers.set('x-content-type-options', 'nosniff')
  headers.set('referrer-policy', 'same-origin')
  headers.set('cross-origin-opener-policy', 'same-origin')
  headers.set('x-frame-options', 'DENY')
  headers.set('permissions-policy', 'camera=(), microphone=(), geolocation=()')
  if (!headers.has('content-security-policy')) headers.set('content-security-policy', closed)
  if (!headers.has('cache-control')) headers.set('cache-control', 'no-store')
}

/** The addresses under which a request may find the web app: the one it was sent to, and the public one. */
export function ownOrigins(headers: Headers, publicUrl: string | undefined): string[] {
  const host = headers.get('host')
  return [...(host ? [`http://${host}`, `https://${host}`] : []), ...(publicUrl ? [new URL(publicUrl).origin] : [])]
}

/**
 * A request that changes something and rides on a session must come from our own pages: browsers tell the page's origin
 * with every such request. Requests with an API key carry nothing that another site could borrow.
 */
export function refuseForeignOrigins(publicUrl: string | undefined): MiddlewareHandler {
  return async (c, next) => {
    const { headers } = c.req.raw
    const origin = headers.get('origin')
    const changes = !['GET', 'HEAD', 'OPTIONS'].includes(c.req.method)
    if (changes && origin && headers.has('cookie') && !ownOrigins(headers, publicUrl).includes(origin)) {
      return problemResponse(new Problem('foreign_origin'), languageOf(headers))
    }
    return next()
  }
}
