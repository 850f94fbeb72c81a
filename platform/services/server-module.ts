import type { AnyRouter } from '@orpc/server'
import type { Hono } from 'hono'

/**
 * What one capability adds to the server. Each module's index.ts exports a function that takes services (and what it
 * needs of lower modules) and returns this; app/compose.ts puts them together.
 */
export interface ServerModule {
  /** The module's implemented contract: it appears in the API under the module's name. */
  readonly router?: AnyRouter
  /** HTTP that is no API operation: webhooks, downloads, live events. */
  readonly routes?: (http: Hono) => void
  /** Starts background work and returns how to stop it; stopping waits for what is under way. */
  readonly start?: () => Promise<() => Promise<void>>
}
