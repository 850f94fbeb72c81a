/** From a packet to rows: what is kept of a visit, and what of an address is thrown away. */
import { createHash } from 'node:crypto'
import { localDay } from '../../../kernel/time.ts'
import { decideOrigin } from '../origins/decide.ts'
import type { VisitOrigin } from '../origins/medium.ts'
import { readMarks } from '../origins/tags.ts'
import type { HitKind } from '../rules.ts'
import type { OpenSite } from '../sites/store.ts'
import type { Hit, Packet } from './packet.ts'

export interface OriginRow extends VisitOrigin {
  readonly id: string
}

export interface VisitTold {
  readonly workspaceId: string
  readonly siteId: string
  readonly id: string
  readonly visitorId: string | null
  readonly number: number
  readonly localDay: string
  readonly origin: OriginRow
  readonly first: { readonly at: Date; readonly origin: OriginRow }
  readonly landing: string
  readonly referrer: string | null
  readonly marks: object | null
  readonly device: string
  readonly region: string | null
  readonly hits: readonly HitTold[]
}

export interface HitTold {
  readonly id: string
  readonly visitId: string
  readonly at: Date
  readonly kind: HitKind
  readonly page: string
  readonly name: string | null
  readonly value: number | null
  /** What a submitted form said of its sender; null where it said nothing. */
  readonly contact: {
    readonly phone: string | null
    readonly email: string | null
    readonly name: string | null
  } | null
}

/** What is known of the browser beside the packet. */
export interface Sender {
  readonly userAgent: string
  /** Of a header that a proxy before us sets, two letters; null where there is none. */
  readonly region: string | null
  readonly receivedAt: Date
}

/** The rows of one packet. */
export function tellVisit(packet: Packet, site: OpenSite, sender: Sender): VisitTold {
  const { receivedAt } = sender
  const origin = originRow(site, packet)
  const clock = { now: packet.now, receivedAt }
  const hits = packet.hits.map((hit) => tellHit(hit, packet.visit, clock, site.settings.forms))
  const startedAt = new Date(Math.min(...hits.map(({ at }) => at.getTime())))
  const marks = readMarks(packet.url)
  return {
    workspaceId: site.workspaceId,
    siteId: site.id,
    id: packet.visit,
    visitorId: packet.visitor ?? null,
    number: packet.number,
    localDay: localDay(startedAt, site.timezone),
    origin,
    first: packet.first
      ? {
          at: new Date(Math.min(startedAt.getTime(), momentOf(packet.first.at, clock, longestMemory).getTime())),
          origin: originRow(site, packet.first),
        }
      : { at: startedAt, origin },
    landing: pageOf(packet.url),
    referrer: packet.referrer ? pageOf(packet.referrer, true) || null : null,
    marks: Object.keys(marks).length > 0 ? marks : null,
    device: deviceOf(sender.userAgent),
    region: sender.region,
    hits,
  }
}

const day = 86_400_000
/** A hit that waited longer for the network is told as if it had waited as long. */
const longestWait = 7 * day
const longestMemory = 730 * day

interface Clock {
  /** The visitor's clock at the moment of sending. */
  readonly now: number
  readonly receivedAt: Date
}

const momentOf = (at: number, { now, receivedAt }: Clock, most: number): Date =>
  new Date(receivedAt.getTime() - Math.min(Math.max(now - at, 0), most))

const tellHit = (hit: Hit, visitId: string, clock: Clock, forms: boolean): HitTold => ({
  id: hit.id,
  visitId,
  at: momentOf(hit.at, clock, longestWait),
  kind: hit.kind,
  page: pageOf(hit.url),
  name: hit.name?.trim() || null,
  value: hit.value !== undefined && Number.isFinite(hit.value) ? hit.value : null,
  contact: hit.kind === 'form' && forms && (hit.phone || hit.email) ? contactOf(hit) : null,
})

const contactOf = ({ phone, email, person }: Hit) => ({
  phone: phone?.trim() || null,
  email: email?.trim() || null,
  name: person?.trim() || null,
})

function originRow({ rules, domains }: OpenSite, touch: { url: string; referrer: string }): OriginRow {
  const origin = decideOrigin(touch, { rules, ownHosts: domains })
  const { medium, source, campaign, placement, keyword, certain } = origin
  const hash = createHash('sha256')
    .update([medium, source, campaign, placement, keyword, certain].map((part) => part ?? '').join('\u0000'))
    .digest('hex')
  const id = `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`
  return { id, ...origin }
}

/** The page without its query, which may hold anything about anybody; a route behind `#/` belongs to the page. */
function pageOf(address: string, withHost = false): string {
  try {
    const { hostname, pathname, hash } = new URL(address)
    const route = /^#!?\//.test(hash) ? (hash.split('?')[0] ?? '') : ''
    return `${withHost ? hostname : ''}${decode(pathname)}${route}`.slice(0, 500)
  } catch {
    return ''
  }
}

const decode = (path: string): string => {
  try {
    const text = decodeURI(path)
    return text.includes('\u0000') ? path : text
  } catch {
    return path
  }
}

/** Telephone, tablet or computer, by what the browser calls itself. */
export function deviceOf(userAgent: string): 'phone' | 'tablet' | 'desktop' {
  if (/iPad|Tablet|PlayBook|Silk|Android(?!.*Mobile)/i.test(userAgent)) return 'tablet'
  return /Mobi|iPhone|iPod|Android|Windows Phone/i.test(userAgent) ? 'phone' : 'desktop'
}
