import type { Context, MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { languageOf, Problem, problemResponse } from './problem-response.ts'

/** No operation of ours takes more; files come in through routes that read them as a stream. */
export const largestBody = 10 * 1024 * 1024

const tooLarge = (c: Context): Response =>
  problemResponse(
    new Problem('too_large', {}, { limit: `${largestBody / 1024 / 1024} MB` }),
    languageOf(c.req.raw.headers),
  )

/** Refuses large bodies before they are read, except on the paths of `streams`. */
export function limitBodies(streams: readonly RegExp[]): MiddlewareHandler {
  const limited = bodyLimit({ maxSize: largestBody, onError: tooLarge })
  return async (c, next) => {
    if (c.req.method === 'GET' || c.req.method === 'HEAD' || streams.some((path) => path.test(c.req.path)))
      return next()
    return limited(c, next)
  }
}
