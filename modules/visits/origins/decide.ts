/**
 * From an address and a referrer to the way on which a visitor came. Marks of a click beat UTM, UTM beats the referrer, a referrer
 * beats nothing at all.
 */
import {
  defaultRules,
  mediumOf,
  type OriginRule,
  type RuleTouch,
  ruleByMarks,
  ruleByReferrer,
} from './company-rules.ts'
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

export interface Options {
  readonly rules?: readonly OriginRule[]
  /** Hosts of the company: coming from there is coming from nowhere. */
  readonly ownHosts?: readonly string[]
}

/** What decided: a rule (its place in the list), a mark that needs none, the page before, or nothing at all. */
export type Because =
  | { readonly kind: 'rule'; readonly rule: number }
  | { readonly kind: 'openstat' | 'utm' | 'campaign_of_referrer' | 'free_mark' | 'referrer' | 'own_site' | 'nothing' }

export interface Explained {
  readonly origin: VisitOrigin
  readonly because: Because
}

/** Decides the origin of a visit. */
export const decideOrigin = (touch: Touch, options: Options = {}): VisitOrigin => explainOrigin(touch, options).origin

/** Decides the origin of a visit and says what decided. */
export const explainOrigin = ({ url, referrer }: Touch, options: Options = {}): Explained =>
  explainBy(readMarks(url), referrer, options)

/** The same from the marks that were kept of an address. */
export function explainBy(marks: Marks, before: string, { rules = defaultRules, ownHosts = [] }: Options): Explained {
  const from = marks.utm_referrer ?? before
  const host = foreignHost(from, ownHosts)
  const referrer = host === '' ? null : readReferrer(from)
  return (
    byMarks({ marks, host }, rules, referrer) ??
    byRuleOfReferrer({ marks, host }, rules) ??
    byFreeMarks(marks) ??
    byReferrer(referrer, from !== '' && readReferrer(from) !== null)
  )
}

function byMarks(touch: RuleTouch, rules: readonly OriginRule[], referrer: KnownReferrer | null): Explained | null {
  const { marks } = touch
  const place = ruleByMarks(rules, touch)
  const rule = place === null ? undefined : rules[place]
  const openstat = marks._openstat ? readOpenstat(marks._openstat) : null
  const below = {
    campaign: marks.utm_campaign ?? marks.gad_campaignid ?? (openstat?.campaign || null),
    placement: marks.utm_placement ?? marks.utm_content ?? (openstat?.placement || null),
    keyword: marks.utm_term ?? null,
  }
  if (rule && place !== null) {
    const campaign = below.campaign ?? rule.campaign ?? null
    const origin = { ...below, medium: rule.medium, source: rule.name, campaign, certain: !contradicts(marks, rules) }
    return { origin, because: { kind: 'rule', rule: place } }
  }
  const told = (kind: 'openstat' | 'utm' | 'campaign_of_referrer', medium: Medium, source: string): Explained => ({
    origin: { medium, source, ...below, certain: true },
    because: { kind },
  })
  if (openstat?.service.startsWith('direct.yandex')) return told('openstat', 'ad', 'Яндекс Директ')
  if (marks.utm_source) return told('utm', mediumOf(marks.utm_medium), marks.utm_source)
  // A campaign without a source: the referrer says whose it is, in the company's words where it has any.
  const named = ruleByReferrer(rules, touch)
  if (marks.utm_campaign && referrer && named === null) {
    return told('campaign_of_referrer', referrer.medium, sourceName(referrer))
  }
  return null
}

/** The company's own word for a page that visitors come from. */
function byRuleOfReferrer(touch: RuleTouch, rules: readonly OriginRule[]): Explained | null {
  const place = ruleByReferrer(rules, touch)
  const rule = place === null ? undefined : rules[place]
  if (!rule || place === null) return null
  const { utm_campaign, utm_content, utm_term } = touch.marks
  return {
    origin: {
      ...{ medium: rule.medium, source: rule.name, campaign: utm_campaign ?? rule.campaign ?? null },
      ...{ placement: utm_content ?? null, keyword: utm_term ?? null, certain: true },
    },
    because: { kind: 'rule', rule: place },
  }
}

/** Marks that systems add to links nobody paid for. */
function byFreeMarks(marks: Marks): Explained | null {
  const free = (medium: Medium, source: string): Explained => ({
    origin: { ...nothingBelow, medium, source, certain: true },
    because: { kind: 'free_mark' },
  })
  if (marks.ysclid || marks.etext) return free('search', 'Яндекс (поиск)')
  if (marks.srsltid) return free('search', 'Google (поиск)')
  if (marks.fbclid) return free('social', 'Facebook')
  return null
}

const nothingBelow = { campaign: null, placement: null, keyword: null } as const

function byReferrer(referrer: KnownReferrer | null, isOwn: boolean): Explained {
  if (!referrer) {
    const origin = { ...nothingBelow, medium: 'direct', source: directName, certain: true } as const
    return { origin, because: { kind: isOwn ? 'own_site' : 'nothing' } }
  }
  const keyword = referrer.medium === 'search' ? referrer.term : null
  const origin = { ...nothingBelow, medium: referrer.medium, source: sourceName(referrer), keyword, certain: true }
  return { origin, because: { kind: 'referrer' } }
}

/** «Яндекс» is many things: its search says so. */
const sourceName = ({ medium, name }: KnownReferrer): string => (medium === 'search' ? `${name} (поиск)` : name)

/** The host of the page before; empty where there was none, or it is a page of the company itself. */
export function foreignHost(referrer: string, ownHosts: readonly string[]): string {
  if (!readReferrer(referrer)) return ''
  const host = hostOf(referrer)
  return ownHosts.some((own) => host === own || host.endsWith(`.${own}`)) ? '' : host
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
  const place = ruleByMarks(rules, { marks: { utm_source, utm_medium: utm_medium ?? 'cpc' }, host: '' })
  const told = place === null ? undefined : rules[place]
  return told !== undefined && told.medium === 'ad' && told.name !== click
}
