import type { Site } from '../live/site.ts'

export interface Guarded {
  readonly site: Site
  readonly origin: string
}

/** Lets a page of the site's own read the answer. Never with cookies: a visitor is known by a token alone. */
export const allowOrigin = (_: Site, origin: string): Record<string, string> => ({
  'access-control-allow-origin': origin,
  vary: 'origin',
})
