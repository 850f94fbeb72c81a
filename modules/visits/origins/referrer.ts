/** What the page that a visitor came from tells of the way: a pure look into the lists. */
import matomo from './lists/matomo.json' with { type: 'json' }
import { ourSites, webmailHost } from './lists/ours.ts'
import type { Medium } from './medium.ts'

export interface KnownReferrer {
  readonly medium: Medium
  /** As marketing calls it: «Яндекс», «ВКонтакте», a host where nobody knows the site. */
  readonly name: string
  /** What was searched for, where the engine still tells it. */
  readonly term: string | null
}

interface Entry {
  readonly medium: Medium
  readonly name: string
  /** Begins with `/`; empty: the whole host. */
  readonly path: string
  readonly params: readonly string[]
  /** Whether subdomains belong to it. */
  readonly wide: boolean
  readonly ours: boolean
}

const usualParams = ['text', 'q', 'query', 'p', 'words', 'kw', 'searchfor']

/** Host, its ending written `{}` where any country's will do → entries. */
const index = build()

function build(): ReadonlyMap<string, readonly Entry[]> {
  const entries = new Map<string, Entry[]>()
  const add = (pattern: string, entry: Omit<Entry, 'path'>) => {
    const slash = pattern.indexOf('/')
    const host = (slash < 0 ? pattern : pattern.slice(0, slash)).replace(/^www\./, '')
    const path = slash < 0 ? '' : pattern.slice(slash)
    const known = entries.get(host) ?? []
    // The first to claim a page keeps it: ours are asked before the public list.
    if (!known.some((other) => other.path === path)) entries.set(host, [...known, { ...entry, path }])
  }
  for (const [medium, sites] of Object.entries(ourSites)) {
    for (const [name, patterns] of sites) {
      for (const pattern of patterns) {
        add(pattern, { medium: medium as Medium, name, params: usualParams, wide: medium !== 'search', ours: true })
      }
    }
  }
  for (const [medium, lists] of [['ai', matomo.ai] as const, ['social', matomo.social] as const]) {
    for (const [name, patterns] of Object.entries(lists)) {
      for (const pattern of patterns) add(pattern, { medium, name, params: [], wide: true, ours: false })
    }
  }
  for (const { name, urls, params } of matomo.search) {
    for (const url of urls)
      add(url, { medium: 'search', name, params: [...params, ...usualParams], wide: false, ours: false })
  }
  return entries
}

/** Endings of two parts under which companies are registered: `co.uk`, `com.tr`. */
const doubleEnding = /\.(?:com|co|org|net|edu|it|msk|spb)\.[a-z]{2}$/

/** The host with its ending, and the part before it, left open. */
function* spellings(host: string): Generator<string> {
  yield host
  const ending = doubleEnding.exec(host)?.[0] ?? /\.[a-z]{2,6}$/.exec(host)?.[0]
  if (ending) yield `${host.slice(0, -ending.length)}.{}`
  const country = /^[a-z]{2}\.(.+)$/.exec(host)?.[1]
  if (country) yield `{}.${country}`
}

function find(host: string, path: string): Entry | null {
  for (let name = host; name.includes('.'); name = name.slice(name.indexOf('.') + 1)) {
    const [best] = [...spellings(name)]
      .flatMap((spelling) => index.get(spelling) ?? [])
      .filter((entry) => path.startsWith(entry.path) && (name === host || entry.wide || isServerOf(host, name)))
      .sort((a, b) => b.path.length - a.path.length || Number(b.ours) - Number(a.ours))
    if (best) return best
  }
  return null
}

/** Search engines answer under these names too; what else stands before theirs (a shop, a disk) is another service. */
const isServerOf = (host: string, site: string): boolean =>
  /^(?:m|www\d*|wap|search|suche|s\d[\w-]*|[a-z]{2}(?:\.[\w-]+)?|images|video|r)$/.test(host.slice(0, -site.length - 1))

/**
 * The kind and name of the site that a referrer names, or null where it names none. A site that nobody knows is a `referral` under
 * its own host. `android-app://com.example` is an application.
 */
export function readReferrer(referrer: string): KnownReferrer | null {
  const url = parse(referrer)
  if (!url) return null
  const host = url.hostname
    .toLowerCase()
    .replace(/^www\d*\./, '')
    .replace(/\.$/, '')
  if (!host) return null
  const entry = find(host, url.pathname)
  if (!entry?.ours && webmailHost.test(host)) return { medium: 'email', name: mailOf(host), term: null }
  return entry
    ? { medium: entry.medium, name: entry.name, term: termOf(url, entry.params) }
    : { medium: 'referral', name: host, term: null }
}

/** `lightmailer-bs.gmx.net` is mail of gmx.net; `deref-gmx.net` too. */
const mailOf = (host: string): string =>
  host
    .replace(/^deref-/, '')
    .split('.')
    .slice(doubleEnding.test(host) ? -3 : -2)
    .join('.')

function parse(referrer: string): URL | null {
  try {
    return new URL(referrer.replace(/^android-app:\/\//, 'https://'))
  } catch {
    return null
  }
}

function termOf({ searchParams }: URL, params: readonly string[]): string | null {
  for (const param of params) {
    const term = searchParams.get(param)?.trim()
    if (term) return term.slice(0, 300)
  }
  return null
}
