/** Decisions about sites and visits that the server and the screens share. Pure. */
export type { OriginRule } from './origins/company-rules.ts'
export { type Medium, mediums, type VisitOrigin } from './origins/medium.ts'
export { keptMarks } from './origins/tags.ts'

/** A visit that nobody sent is counted for the visitor's last one that somebody did, no longer than this many days ago. */
export const lookbackDays = 90

export const hitKinds = ['page', 'goal', 'form', 'phone', 'email', 'consent'] as const
export type HitKind = (typeof hitKinds)[number]

/** What came to a site and what became of it; all but the first two were turned away. */
export const countedThings = [
  'hits',
  'repeated',
  'bot',
  'origin',
  'flood_address',
  'flood_visitor',
  'malformed',
  'too_large',
  'paused',
  'forged',
] as const
export type CountedThing = (typeof countedThings)[number]

/** A domain as it is compared: no scheme, port, path or `www.`; null where the text is no domain. */
export function readDomain(text: string): string | null {
  const host = /^(?:https?:\/\/)?([^/:?#\s]+)/i.exec(text.trim())?.[1]
  if (!host) return null
  try {
    const { hostname } = new URL(`http://${host}`)
    const domain = hostname.replace(/^www\./, '').replace(/\.$/, '')
    return domain.includes('.') || domain === 'localhost' ? domain : null
  } catch {
    return null
  }
}

/** Whether a page's origin (`https://shop.example.ru:8443`) is of one of the domains or below one. */
export function isOwnOrigin(origin: string, domains: readonly string[]): boolean {
  const host = readDomain(origin)
  return host !== null && domains.some((domain) => host === domain || host.endsWith(`.${domain}`))
}
