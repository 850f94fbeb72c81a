/** Looks at a site from outside, as a visitor's browser would load it: is the script there, and may it run? */
import { request } from '../../../platform/outbound/request.ts'
import type { Site } from './store.ts'

export interface SiteCheck {
  readonly state: 'installed' | 'missing' | 'blocked' | 'unreachable'
  readonly page: string
  readonly detail: string | null
}

const mostRedirects = 3

/** Asks the first domain's first page, over https and, where that does not answer, http. Never throws. */
export async function checkSite(site: Site, options: { readonly allowPrivate: boolean }): Promise<SiteCheck> {
  const [domain = ''] = site.domains
  let last: SiteCheck = { state: 'unreachable', page: `https://${domain}/`, detail: null }
  for (const scheme of ['https', 'http']) {
    last = await look(`${scheme}://${domain}/`, site, options.allowPrivate)
    if (last.state !== 'unreachable') return last
  }
  return last
}

async function look(address: string, site: Site, allowPrivate: boolean): Promise<SiteCheck> {
  let page = address
  try {
    for (let hop = 0; hop <= mostRedirects; hop++) {
      const { status, headers, body } = await request(
        page,
        { headers: { 'user-agent': 'Mozilla/5.0 (compatible; Lidoskop site check)', accept: 'text/html' } },
        { allowPrivate, timeoutMs: 8_000 },
      )
      const { location } = headers
      if (status >= 300 && status < 400 && location) {
        page = new URL(location, page).href
        continue
      }
      if (status >= 400) return { state: 'unreachable', page, detail: String(status) }
      const html = body.toString('utf8')
      const found = html.includes(`/site/${site.key}/s.js`)
      if (!found) return { state: 'missing', page, detail: null }
      const script = new RegExp(`https?://[^"'\\s>]+(?=/site/${site.key}/s\\.js)`).exec(html)?.[0] ?? ''
      const blocked = blockedBy(String(headers['content-security-policy'] ?? ''), script, page)
      return blocked ? { state: 'blocked', page, detail: blocked } : { state: 'installed', page, detail: null }
    }
    return { state: 'unreachable', page, detail: 'redirects' }
  } catch (error) {
    return { state: 'unreachable', page, detail: error instanceof Error ? error.message.slice(0, 200) : null }
  }
}

/** The rule of a content security policy that keeps the script from loading or from sending, or null. */
export function blockedBy(policy: string, server: string, page: string): string | null {
  if (!policy || !server) return null
  const rules = new Map(
    policy.split(';').flatMap((rule) => {
      const [name, ...sources] = rule.trim().split(/\s+/)
      return name ? [[name.toLowerCase(), sources] as const] : []
    }),
  )
  const own = new URL(page).origin
  const { origin, host, protocol } = new URL(server)
  for (const name of ['script-src', 'connect-src']) {
    const sources = rules.get(name) ?? rules.get('default-src')
    const allowed = sources?.some(
      (source) =>
        source === '*' ||
        source === origin ||
        source === protocol ||
        (source === "'self'" && own === origin) ||
        source.replace(/^https?:\/\//, '').replace(/\/.*$/, '') === host ||
        (source.includes('*.') && host.endsWith(source.replace(/^(?:https?:\/\/)?\*/, ''))),
    )
    // A script that is let in by its hash or nonce is not told from one that is not: this only speaks of plain lists.
    if (sources && !allowed && !sources.some((source) => /^'(?:nonce|sha\d+|strict-dynamic)/.test(source))) return name
  }
  return null
}
