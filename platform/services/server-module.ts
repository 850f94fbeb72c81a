import type { AnyRouter } from '@orpc/server'
import type { Hono } from 'hono'

/**
 * What one capability adds to the server. Each module's index.ts exports a function that takes services (and what it
 * needs of lower modules) and returns this; app/compose.ts puts them together.
 */
export interface ServerModule {
  /** The module's implemented contract: it appears in the API under the module's name. */
  readonly router?: AnyRouter
  /**
   * HTTP that is no API operation: webhooks, downloads, uploads. `await c.get('request')()` tells who asks
   * (platform/http/variables.ts); a thrown Problem becomes the answer.
   */
  readonly routes?: (http: Hono) => void
  /** Paths of routes that read bodies of any size as a stream; every other body is limited. */
  readonly streams?: readonly RegExp[]
  /** Figures for /metrics, read when somebody looks. */
  readonly gauges?: readonly Gauge[]
  /** Starts background work and returns how to stop it; stopping waits for what is under way. */
  readonly start?: () => Promise<() => Promise<void>>
}

export interface Gauge {
  /** `lidoskop_…`, in Prometheus' manner. */
  readonly name: string
  readonly help: string
  readonly read: () => Promise<number>
}
