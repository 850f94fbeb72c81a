/**
 * From an address and a referrer to the way on which a visitor came. Marks of a click beat UTM, UTM beats the referrer, a referrer
 * beats nothing at all.
 */
import { defaultRules, mediumOf, type OriginRule, ruleFor } from './company-rules.ts'
import type { Medium, VisitOrigin } from './medium.ts'
import { type KnownReferrer, readReferrer } from './referrer.ts'
import { type Mark, type Marks, readMarks, readOpenstat } from './tags.ts'

/** What a visit began with. */
export interface Touch {
  /** Whole address of the first page. */
  readonly url: string
  /** Address of the page before it, empty where there was none. */
  readonly referrer: string
}

/** The one name of visits that nobody sent. */
export const directName = 'Прямые заходы'

/** Clicks on advertisements: where two of different systems stand in one address, or UTM names another system, one of them lies. */
const clicks: Readonly<Partial<Record<Mark, string>>> = {
  yclid: 'Яндекс Директ',
  gclid: 'Google Ads',
  gbraid: 'Google Ads',
  wbraid: 'Google Ads',
  rb_clickid: 'VK Реклама',
  vkclid: 'VK Реклама',
  msclkid: 'Microsoft Ads',
  ttclid: 'TikTok Ads',
}

/** Decides the origin of a visit. `ownHosts` are the company's: coming from there is coming from nowhere. */
export function decideOrigin(
  touch: Touch,
  options: { readonly rules?: readonly OriginRule[]; readonly ownHosts?: readonly string[] } = {},
): VisitOrigin {
  const marks = readMarks(touch.url)
  const rules = options.rules ?? defaultRules
  const referrer = foreignReferrer(marks.utm_referrer ?? touch.referrer, options.ownHosts ?? [])
  return byMarks(marks, rules, referrer) ?? byFreeMarks(marks) ?? byReferrer(referrer)
}

function byMarks(marks: Marks, rules: readonly OriginRule[], referrer: KnownReferrer | null): VisitOrigin | null {
  const rule = ruleFor(rules, marks)
  const openstat = marks._openstat ? readOpenstat(marks._openstat) : null
  const below = {
    campaign: marks.utm_campaign ?? marks.gad_campaignid ?? (openstat?.campaign || null),
    placement: marks.utm_placement ?? marks.utm_content ?? (openstat?.placement || null),
    keyword: marks.utm_term ?? null,
  }
  if (rule) return { medium: rule.medium, source: rule.name, ...below, certain: !contradicts(marks, rules) }
  if (openstat?.service.startsWith('direct.yandex')) {
    return { medium: 'ad', source: 'Яндекс Директ', ...below, certain: true }
  }
  if (marks.utm_source) {
    return { medium: mediumOf(marks.utm_medium), source: marks.utm_source, ...below, certain: true }
  }
  // A campaign without a source: the referrer says whose it is.
  if (marks.utm_campaign && referrer) {
    return { medium: referrer.medium, source: sourceName(referrer), ...below, certain: true }
  }
  return null
}

/** Marks that systems add to links nobody paid for. */
function byFreeMarks(marks: Marks): VisitOrigin | null {
  const free = (medium: Medium, source: string): VisitOrigin => ({
    ...nothingBelow,
    medium,
    source,
    certain: true,
  })
  if (marks.ysclid || marks.etext) return free('search', 'Яндекс (поиск)')
  if (marks.srsltid) return free('search', 'Google (поиск)')
  if (marks.fbclid) return free('social', 'Facebook')
  return null
}

const nothingBelow = { campaign: null, placement: null, keyword: null } as const

function byReferrer(referrer: KnownReferrer | null): VisitOrigin {
  if (!referrer) return { ...nothingBelow, medium: 'direct', source: directName, certain: true }
  return {
    ...nothingBelow,
    medium: referrer.medium,
    source: sourceName(referrer),
    keyword: referrer.medium === 'search' ? referrer.term : null,
    certain: true,
  }
}

/** «Яндекс» is many things: its search says so. */
const sourceName = ({ medium, name }: KnownReferrer): string => (medium === 'search' ? `${name} (поиск)` : name)

/** The referrer, unless it is a page of the company itself. */
function foreignReferrer(referrer: string, ownHosts: readonly string[]): KnownReferrer | null {
  const known = readReferrer(referrer)
  if (!known) return null
  const host = hostOf(referrer)
  return ownHosts.some((own) => host === own || host.endsWith(`.${own}`)) ? null : known
}

const hostOf = (url: string): string => {
  try {
    return new URL(url).hostname.toLowerCase().replace(/^www\./, '')
  } catch {
    return ''
  }
}

/** Whether a click and the UTM marks beside it speak of different systems. */
function contradicts(marks: Marks, rules: readonly OriginRule[]): boolean {
  const clicked = new Set(Object.entries(clicks).flatMap(([mark, name]) => (marks[mark as Mark] ? [name] : [])))
  if (clicked.size > 1) return true
  const { utm_source, utm_medium } = marks
  const [click] = clicked
  if (!click || !utm_source) return false
  const told = ruleFor(rules, { utm_source, utm_medium: utm_medium ?? 'cpc' })
  return told !== null && told.medium === 'ad' && told.name !== click
}
