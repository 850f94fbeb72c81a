import type { VisitOrigin } from '../origins/medium.ts'

/** A page that asks what else it should show. */
export interface Asking {
  readonly workspaceId: string
  readonly siteId: string
  readonly visitId: string
  /** Null without consent. */
  readonly visitorId: string | null
  readonly origin: VisitOrigin
  readonly at: Date
}

/**
 * What a higher module adds to the answer of a page that asks: `numbers`, `widget: true`. A module that fails or is slow must not keep
 * the hit from being kept: it is asked after that, and what it throws is logged and left out.
 */
export type HitAnswer = (asking: Asking) => Promise<Readonly<Record<string, unknown>>>
