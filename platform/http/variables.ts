import type { RequestContext } from '../api/context.ts'

declare module 'hono' {
  interface ContextVariableMap {
    /** Names this request in logs and in the header X-Request-Id. */
    requestId: string
    /** Who asks; looked up once per request, at the first call. */
    request: () => Promise<RequestContext>
    /** Who asks, looked up once more: a line that stays open asks whether it may. */
    requestAnew: () => Promise<RequestContext>
  }
}
