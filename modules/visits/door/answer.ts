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

const rememberMs = 10_000

/** Tells a page whether to load the widget: where `offers` says so of its site. What it said is remembered for ten seconds. */
export function widgetWhere(offers: (workspaceId: string, siteId: string) => Promise<boolean>): HitAnswer {
  const known = new Map<string, { readonly at: number; readonly offered: Promise<boolean> }>()
  return async ({ workspaceId, siteId }) => {
    let remembered = known.get(siteId)
    if (!remembered || performance.now() - remembered.at > rememberMs) {
      const offered = offers(workspaceId, siteId)
      offered.catch(() => known.delete(siteId))
      remembered = { at: performance.now(), offered }
      known.set(siteId, remembered)
    }
    return (await remembered.offered) ? { widget: true } : {}
  }
}
