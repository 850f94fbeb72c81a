/** How a company calls what its advertisements' marks say: a table that marketing can read and change. */
import type { Medium } from './medium.ts'
import type { Mark, Marks } from './tags.ts'

/**
 * When all that is asked for holds, the visit is of this source. Values are compared without case and surrounding space; `*` at
 * the end stands for any ending.
 */
export interface OriginRule {
  readonly name: string
  readonly medium: Medium
  /** utm_source is one of these. */
  readonly sources?: readonly string[]
  /** utm_medium is one of these. */
  readonly mediums?: readonly string[]
  /** utm_campaign is one of these. */
  readonly campaigns?: readonly string[]
  /** Any of these marks stands in the address. */
  readonly marks?: readonly Mark[]
  /** The page before is of one of these hosts or below them. A rule that asks for nothing else gives way to any mark of the address. */
  readonly referrers?: readonly string[]
  /** What the campaign is called where the address names none. */
  readonly campaign?: string
}

/** What a rule is asked of: the marks of the address, and the host of the page before, empty where there was none or it is our own. */
export interface RuleTouch {
  readonly marks: Marks
  readonly host: string
}

const paid = [
  'cpc',
  'ppc',
  'cpm',
  'cpa',
  'cpv',
  'paid*',
  'ads',
  'ad',
  'display',
  'banner',
  'target*',
  'retarget*',
  'social_cpc',
  'cpc_social',
  'social_paid',
  'ppc_social',
  'search',
  'context*',
  'rsy*',
  'rsya*',
  'performance*',
]

/** The rules of a company that has made none of its own. The first that holds decides. */
export const defaultRules: readonly OriginRule[] = [
  { name: 'Яндекс Директ', medium: 'ad', marks: ['yclid'] },
  { name: 'Google Ads', medium: 'ad', marks: ['gclid', 'gbraid', 'wbraid', 'dclid'] },
  { name: 'VK Реклама', medium: 'ad', marks: ['rb_clickid', 'vkclid'] },
  { name: 'Microsoft Ads', medium: 'ad', marks: ['msclkid'] },
  { name: 'TikTok Ads', medium: 'ad', marks: ['ttclid'] },
  { name: 'Яндекс Маркет', medium: 'ad', marks: ['ymclid'] },
  {
    name: 'Яндекс Директ',
    medium: 'ad',
    sources: [
      'yandex',
      'ya',
      'yandex.ru',
      'yd',
      'direct',
      'ya_direct',
      'yandex_direct',
      'yandex-direct',
      'yandexdirect',
      'ydirect',
      'rsya',
    ],
    mediums: paid,
  },
  {
    name: 'Google Ads',
    medium: 'ad',
    sources: ['google', 'google.ru', 'google.com', 'adwords', 'google_ads', 'googleads', 'google-ads', 'gads'],
    mediums: paid,
  },
  {
    name: 'VK Реклама',
    medium: 'ad',
    sources: [
      'vk',
      'vk.com',
      'vkontakte',
      'vk_ads',
      'vkads',
      'vk-ads',
      'vkreklama',
      'mytarget',
      'my_target',
      'target',
      'ok',
      'odnoklassniki',
    ],
    mediums: paid,
  },
  {
    name: 'Telegram Ads',
    medium: 'ad',
    sources: ['telegram', 'tg', 'tgads', 'telegram_ads', 'telegramads'],
    mediums: paid,
  },
  { name: 'Meta Ads', medium: 'ad', sources: ['facebook', 'fb', 'instagram', 'ig', 'meta'], mediums: paid },
  { name: 'Авито', medium: 'ad', sources: ['avito', 'avito.ru'] },
  { name: '2ГИС', medium: 'maps', sources: ['2gis', '2gis.ru', 'dgis', 'doublegis'] },
  {
    name: 'Яндекс Карты',
    medium: 'maps',
    sources: ['yandex_maps', 'yamaps', 'ymaps', 'yandexmaps', 'yandex-maps', 'geoadv*'],
  },
  { name: 'Google Карты', medium: 'maps', sources: ['google_maps', 'gmb', 'googlemaps', 'gmaps'] },
  { name: 'ChatGPT', medium: 'ai', sources: ['chatgpt.com', 'chatgpt', 'openai'] },
  { name: 'Perplexity', medium: 'ai', sources: ['perplexity', 'perplexity.ai'] },
  { name: 'Яндекс (поиск)', medium: 'search', sources: ['yandex', 'ya', 'yandex.ru'], mediums: ['organic'] },
  { name: 'Google (поиск)', medium: 'search', sources: ['google'], mediums: ['organic'] },
  { name: 'ВКонтакте', medium: 'social', sources: ['vk', 'vk.com', 'vkontakte'] },
  { name: 'Telegram', medium: 'messenger', sources: ['telegram', 'tg', 't.me'] },
]

const asksForMarks = ({ sources, mediums, campaigns, marks }: OriginRule): boolean =>
  Boolean(sources?.length || mediums?.length || campaigns?.length || marks?.length)

/** Where in the list the first rule stands that asks for marks and holds; null where none does. */
export const ruleByMarks = (rules: readonly OriginRule[], touch: RuleTouch): number | null =>
  placeOf(rules, (rule) => asksForMarks(rule) && holds(rule, touch))

/** The same of the rules that ask for the page before alone. */
export const ruleByReferrer = (rules: readonly OriginRule[], touch: RuleTouch): number | null =>
  placeOf(rules, (rule) => !asksForMarks(rule) && holds(rule, touch))

function placeOf(rules: readonly OriginRule[], fits: (rule: OriginRule) => boolean): number | null {
  const place = rules.findIndex(fits)
  return place < 0 ? null : place
}

/** Whether all that a rule asks for is there. One that asks for nothing never holds. */
export function holds(rule: OriginRule, { marks, host }: RuleTouch): boolean {
  const { sources, mediums, campaigns, referrers, marks: asked } = rule
  if (asked?.length && !asked.some((mark) => marks[mark])) return false
  if (sources?.length && !isOneOf(marks.utm_source, sources)) return false
  if (mediums?.length && !isOneOf(marks.utm_medium, mediums)) return false
  if (campaigns?.length && !isOneOf(marks.utm_campaign, campaigns)) return false
  if (referrers?.length && !referrers.some((one) => isBelow(host, one))) return false
  return asksForMarks(rule) || Boolean(referrers?.length)
}

/** People paste addresses where a host is asked for. */
function isBelow(host: string, pattern: string): boolean {
  const wanted = pattern
    .trim()
    .toLowerCase()
    .replace(/^[a-z+-]+:\/\//, '')
    .replace(/^www\./, '')
    .replace(/[/?#].*$/s, '')
  return wanted !== '' && (host === wanted || host.endsWith(`.${wanted}`))
}

function isOneOf(value: string | undefined, patterns: readonly string[]): boolean {
  if (value === undefined) return false
  const text = value.trim().toLowerCase()
  return patterns.some((pattern) => {
    const wanted = pattern.trim().toLowerCase()
    return wanted.endsWith('*') ? text.startsWith(wanted.slice(0, -1)) : text === wanted
  })
}

/** What utm_medium says of the kind where no rule knows the source. */
export function mediumOf(utmMedium: string | undefined): Medium {
  if (isOneOf(utmMedium, paid)) return 'ad'
  if (isOneOf(utmMedium, ['email', 'e-mail', 'mail', 'newsletter', 'rassylka', 'mailing'])) return 'email'
  if (isOneOf(utmMedium, ['social', 'smm', 'social-media', 'post', 'stories', 'social_network'])) return 'social'
  if (isOneOf(utmMedium, ['messenger', 'sms', 'whatsapp', 'telegram', 'viber', 'push', 'bot'])) return 'messenger'
  if (isOneOf(utmMedium, ['organic'])) return 'search'
  if (isOneOf(utmMedium, ['maps', 'map', 'catalog'])) return 'maps'
  if (isOneOf(utmMedium, ['referral', 'partner*', 'affiliate'])) return 'referral'
  return 'other'
}
