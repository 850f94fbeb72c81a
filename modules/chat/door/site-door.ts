import { upgradeWebSocket } from '@hono/node-server'
import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context, Hono } from 'hono'
import { Problem } from '../../../kernel/problem.ts'
import { clientAddress } from '../../../platform/http/client-address.ts'
import type { Availability } from '../live/availability.ts'
import type { Hub } from '../live/hub.ts'
import { createBucket, createBuckets, type Refusals } from '../live/limits.ts'
import type { Site, Sites } from '../live/site.ts'
import type { Present, VisitorDesk } from '../live/visitor-desk.ts'
import { say } from '../live/visitor-lines.ts'
import { readSmallJson } from './body.ts'
import { allowOrigin, type Guarded } from './origins.ts'
import { socketLine, textOf } from './socket-line.ts'
import { sseLine } from './sse-line.ts'

/** Lines of one address at a time, behind which a whole office may sit, and of one site. */
const mostLinesOfAddress = 200
const mostLinesOfSite = 20_000
/** A page that says nothing at all is not waited for. */
const helloMs = 15_000

export interface SiteDoorParts {
  readonly sites: Sites
  readonly desk: VisitorDesk
  readonly hub: Hub
  readonly availability: Availability
  readonly refusals: Refusals
  readonly publicUrl: string | undefined
}

/** The chat's address for visitors' pages: WebSocket, or events and posts with the same frames. */
export function serveSite(http: Hono, parts: SiteDoorParts): void {
  const { desk, hub, availability, refusals } = parts
  const guard = guardOf(parts)
  const linesOf = new Map<string, number>()
  const mayConnect = createBuckets(200, 10, () => performance.now())

  const addressOf = (c: Context): string =>
    clientAddress(c.req.raw.headers, getConnInfo(c).remote.address, parts.publicUrl)

  /** Takes one more line of an address and a site; returns how to give it back, or null where there are too many. */
  const take = (site: Site, address: string): (() => void) | null => {
    const keys = [`a ${address}`, `s ${site.siteId}`] as const
    const full = (linesOf.get(keys[0]) ?? 0) >= mostLinesOfAddress || (linesOf.get(keys[1]) ?? 0) >= mostLinesOfSite
    if (full || !mayConnect(address)) {
      refusals.count(site, full ? 'crowd' : 'flood')
      return null
    }
    for (const key of keys) linesOf.set(key, (linesOf.get(key) ?? 0) + 1)
    let given = false
    return () => {
      if (given) return
      given = true
      for (const key of keys) {
        const left = (linesOf.get(key) ?? 1) - 1
        if (left > 0) linesOf.set(key, left)
        else linesOf.delete(key)
      }
    }
  }

  // A refusal is an answer too: without this header the page could not read why.
  http.use('/site/:key/chat/*', async (c, next) => {
    await next()
    const origin = c.get('chatOrigin')
    if (origin) c.res.headers.set('access-control-allow-origin', origin)
  })

  http.options('/site/:key/chat/*', async (c) => {
    const { site, origin } = await guard(c)
    return new Response(null, {
      status: 204,
      headers: {
        ...allowOrigin(site, origin),
        'access-control-allow-methods': 'GET, POST',
        'access-control-allow-headers': 'authorization, content-type',
        'access-control-max-age': '7200',
      },
    })
  })

  http.get('/site/:key/chat/config', async (c) => {
    const { site, origin } = await guard(c)
    const settings = await availability.settings(site.workspaceId, site.siteId)
    const headers = { ...allowOrigin(site, origin), 'cache-control': 'no-cache' }
    if (!settings.enabled) return c.json({ enabled: false }, 200, headers)
    const { title, greeting, offlineText, contact, consent, files, rating, accent, side, scheme } = settings
    return c.json(
      {
        enabled: true,
        available: await availability.now(site.workspaceId, site.siteId),
        title: title || site.name,
        ...{ greeting, offlineText, contact, consent, files, rating, accent, side, scheme },
      },
      200,
      headers,
    )
  })

  http.get(
    '/site/:key/chat/socket',
    async (c, next) => {
      const { site } = await guard(c)
      await refuseSwitchedOff(site)
      const release = take(site, addressOf(c))
      if (!release) throw new Problem('chat_too_often')
      c.set('chatSite', { site, release })
      await next()
      // The handshake may still fail; then nobody opens it, and it is given back.
      setTimeout(() => {
        if (!c.get('chatSite')?.opened) release()
      }, helloMs).unref()
    },
    upgradeWebSocket((c) => {
      const taken = c.get('chatSite')
      let present: Present | undefined
      let close: (() => void) | undefined
      let over = false
      let work = Promise.resolve()
      const mayTalk = createBucket(60, 5, () => performance.now())
      return {
        onOpen(_, socket) {
          taken.opened = true
          setTimeout(() => {
            if (!present) socket.close(1008, 'say hello')
          }, helloMs).unref()
        },
        onMessage({ data }, socket) {
          if (!mayTalk()) {
            refusals.count(taken.site, 'flood')
            socket.close(1008, 'too much')
            return
          }
          const line = socketLine(socket)
          // One after another: a message must not overtake the one before it.
          work = work
            .then(async () => {
              if (over) return
              if (present) {
                const news = await desk.answer(present, textOf(data))
                if (news) say(line, news)
                return
              }
              const greeted = await desk.greet(taken.site, textOf(data))
              if (!greeted) {
                refusals.count(taken.site, 'frame')
                socket.close(1008, 'say hello first')
                return
              }
              present = greeted.present
              say(line, greeted.welcome)
              if (!over) close = hub.openVisitor(present, line, present.hello)
            })
            .catch(() => socket.close(1011, 'come back'))
        },
        onClose() {
          over = true
          close?.()
          taken.release()
        },
      }
    }),
  )

  http.post('/site/:key/chat/stream', async (c) => {
    const { site, origin } = await guard(c)
    await refuseSwitchedOff(site)
    const release = take(site, addressOf(c))
    if (!release) throw new Problem('chat_too_often')
    try {
      const greeted = await desk.greet(site, await readSmallJson(c))
      if (!greeted) throw new Problem('invalid_input', {}, { detail: 'hello' })
      let close: (() => void) | undefined
      const { line, response } = sseLine(() => {
        close?.()
        release()
      })
      c.req.raw.signal.addEventListener('abort', () => line.close())
      say(line, greeted.welcome)
      close = hub.openVisitor(greeted.present, line, greeted.present.hello)
      for (const [name, value] of Object.entries(allowOrigin(site, origin))) response.headers.set(name, value)
      return response
    } catch (error) {
      release()
      throw error
    }
  })

  http.post('/site/:key/chat/frames', async (c) => {
    const { site, origin } = await guard(c)
    await refuseSwitchedOff(site)
    const body = await readSmallJson(c)
    const { hello, frames } = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>
    const greeted = await desk.greet(site, hello)
    // Over posts a visitor is who the token says: without one every post would be somebody new.
    if (!greeted?.present.hello.token || !Array.isArray(frames) || frames.length > 20) {
      refusals.count(site, 'frame')
      throw new Problem('invalid_input', {}, { detail: 'frames' })
    }
    const news = []
    for (const frame of frames) news.push(await desk.answer(greeted.present, frame))
    return c.json({ news: news.filter((one) => one !== null) }, 200, allowOrigin(site, origin))
  })

  async function refuseSwitchedOff(site: Site): Promise<void> {
    const { enabled } = await availability.settings(site.workspaceId, site.siteId)
    if (!enabled) throw new Problem('not_found')
  }
}

/** Finds the site of a request and refuses pages that are not its own. Browsers alone tell an origin: who tells none is not refused for it. */
export function guardOf({
  sites,
  refusals,
}: Pick<SiteDoorParts, 'sites' | 'refusals'>): (c: Context) => Promise<Guarded> {
  return async (c) => {
    const site = await sites.byKey(c.req.param('key') ?? '')
    if (!site) {
      refusals.countForged()
      throw new Problem('not_found')
    }
    const origin = c.req.header('origin') ?? null
    if (!origin || !site.allows(origin)) {
      refusals.count(site, 'origin')
      throw new Problem('foreign_origin')
    }
    c.set('chatOrigin', origin)
    return { site, origin }
  }
}

declare module 'hono' {
  interface ContextVariableMap {
    /** The origin of a page that was found to be the site's own. */
    chatOrigin: string | undefined
    /** The site of a line that is being opened, and the place that it takes. */
    chatSite: { readonly site: Site; readonly release: () => void; opened?: boolean }
  }
}
