/** `POST /site/<key>/hits`: what the sites' script sends is checked, kept, and only then answered 2xx. */
import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context, Hono } from 'hono'
import { isbot } from 'isbot'
import type { Database } from '../../../platform/database/database.ts'
import { clientAddress } from '../../../platform/http/client-address.ts'
import type { Log } from '../../../platform/log/log.ts'
import { type CountedThing, isOwnOrigin } from '../rules.ts'
import type { SiteLookup } from '../sites/lookup.ts'
import type { OpenSite } from '../sites/store.ts'
import type { HitAnswer } from './answer.ts'
import type { Counts } from './counts.ts'
import type { FloodGuard } from './flood.ts'
import type { Keeper } from './keep.ts'
import { type Packet, readPackets } from './packet.ts'
import { tellVisit, type VisitTold } from './told.ts'

/** Paths that read bodies under a limit of their own. */
export const hitPaths = /^\/site\/[^/]+\/hits$/

/** Bytes: browsers themselves send no more when a page is closed. */
export const largestBody = 64 * 1024

export interface Door {
  readonly db: Database
  readonly log: Log
  readonly sites: SiteLookup
  readonly keeper: Keeper
  readonly counts: Counts
  /** Requests of one address, behind which a whole office may sit. */
  readonly byAddress: FloodGuard
  /** Hits of one visitor. */
  readonly byVisitor: FloodGuard
  readonly answers: readonly HitAnswer[]
  readonly publicUrl: string | undefined
  readonly now: () => Date
}

/** Opens the door on the server. */
export function openDoor(http: Hono, door: Door): void {
  http.post('/site/:key/hits', (c) => receive(door, c, c.req.param('key')))
  http.options('/site/:key/hits', async (c) => {
    const found = await door.sites.find(c.req.param('key'))
    const origin = c.req.header('origin') ?? ''
    if (found.kind !== 'site' || !isOwnOrigin(origin, found.site.domains)) return refusal(403)
    return new Response(null, {
      status: 204,
      headers: {
        ...allowing(origin),
        'access-control-allow-methods': 'POST',
        'access-control-allow-headers': 'content-type',
        'access-control-max-age': '7200',
      },
    })
  })
}

async function receive(door: Door, c: Context, key: string): Promise<Response> {
  const { headers } = c.req.raw
  const receivedAt = door.now()
  const address = clientAddress(headers, getConnInfo(c).remote.address, door.publicUrl)
  const flooded = !door.byAddress.admits(address, 1, receivedAt.getTime())
  // Whoever floods is not worth a question to the database.
  const found = flooded ? await door.sites.remembered(key) : await door.sites.find(key)
  if (found?.kind === 'forged') door.counts.note({ workspaceId: found.workspaceId, id: found.workspaceId }, 'forged')
  if (found?.kind !== 'site') return refusal(flooded ? 429 : 404)
  const { site } = found
  const turnAway = (status: number, what: CountedThing, more: Record<string, string> = {}): Response => {
    door.counts.note(site, what)
    return refusal(status, more)
  }
  if (!site.active) return turnAway(404, 'paused')
  const origin = headers.get('origin') ?? ''
  if (!isOwnOrigin(origin, site.domains)) return turnAway(403, 'origin')
  const cors = allowing(origin)
  if (flooded) return turnAway(429, 'flood_address', cors)
  const userAgent = headers.get('user-agent') ?? ''
  // A robot learns nothing of being recognised.
  if (isbot(userAgent) || userAgent === '') return turnAway(204, 'bot', cors)
  const body = await readBody(c.req.raw)
  if (body === null) return turnAway(413, 'too_large', cors)
  const packets = readPackets(body)
  if (!packets) return turnAway(400, 'malformed', cors)
  for (const { visitor, visit, hits } of packets) {
    if (door.byVisitor.admits(visitor ?? visit, Math.max(1, hits.length), receivedAt.getTime())) continue
    return turnAway(429, 'flood_visitor', cors)
  }
  const sender = { userAgent, region: regionOf(headers), receivedAt }
  return take(
    door,
    site,
    packets,
    packets.map((packet) => tellVisit(packet, site, sender)),
    cors,
  )
}

async function take(
  door: Door,
  site: OpenSite,
  packets: readonly Packet[],
  visits: readonly VisitTold[],
  cors: Record<string, string>,
): Promise<Response> {
  try {
    const told = visits.filter(({ hits }) => hits.length > 0)
    const fresh = (await Promise.all(told.map((visit) => door.keeper.keep(visit)))).reduce((sum, n) => sum + n, 0)
    const repeated = told.reduce((sum, { hits }) => sum + hits.length, 0) - fresh
    if (fresh > 0) door.counts.note(site, 'hits', fresh)
    if (repeated > 0) door.counts.note(site, 'repeated', repeated)
  } catch {
    // Nothing is acknowledged that is not on disk: the script keeps it and comes again.
    return refusal(503, cors)
  }
  const asking = packets.findLastIndex(({ ask }) => ask)
  const visit = visits[asking]
  if (!visit) return new Response(null, { status: 204, headers: cors })
  return Response.json(await answerTo(door, visit), { headers: cors })
}

async function answerTo({ answers, log, now }: Door, visit: VisitTold): Promise<Record<string, unknown>> {
  const asking = {
    workspaceId: visit.workspaceId,
    siteId: visit.siteId,
    visitId: visit.id,
    visitorId: visit.visitorId,
    origin: visit.origin,
    at: now(),
  }
  const said = await Promise.all(
    answers.map((answer) =>
      answer(asking).catch((error: unknown) => {
        log.warn({ err: error }, 'a part of the answer to a page failed')
        return {}
      }),
    ),
  )
  return Object.assign({}, ...said)
}

/** Never with cookies: a visitor is known by what the script says alone. */
const allowing = (origin: string): Record<string, string> => ({
  'access-control-allow-origin': origin,
  vary: 'origin',
})

const refusal = (status: number, headers: Record<string, string> = {}): Response =>
  new Response(null, { status, headers })

/** Where a proxy before us says from which country a request comes, it is kept; we guess nothing ourselves. */
function regionOf(headers: Headers): string | null {
  const code = headers.get('cf-ipcountry') ?? headers.get('x-country-code')
  return code && /^[A-Za-z]{2}$/.test(code) && code !== 'XX' ? code.toUpperCase() : null
}

/** The body as text, or null where it is too long: that is not read to its end. */
async function readBody(request: Request): Promise<string | null> {
  const announced = request.headers.get('content-length')
  if (Number(announced ?? 0) > largestBody) return null
  // Not through `request.body`: making a web stream costs more than everything else here.
  if (announced !== null) return request.text()
  if (!request.body) return ''
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength
    if (size > largestBody) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
