/** The marks that advertisements leave in the address of the page. */

/** Marks that are worth keeping with a visit; everything else of an address is thrown away: it may hold personal data. */
export const keptMarks = [
  'utm_source',
  'utm_medium',
  'utm_campaign',
  'utm_content',
  'utm_term',
  'utm_placement',
  'utm_referrer',
  'yclid',
  'ysclid',
  'ymclid',
  'etext',
  'gclid',
  'gbraid',
  'wbraid',
  'dclid',
  'gad_source',
  'gad_campaignid',
  'srsltid',
  'rb_clickid',
  'vkclid',
  'mt_click_id',
  'fbclid',
  'msclkid',
  'ttclid',
  'twclid',
  'li_fat_id',
  '_openstat',
  'roistat',
  'calltouch_tm',
  'cm_id',
  'k50id',
] as const
export type Mark = (typeof keptMarks)[number]
export type Marks = Readonly<Partial<Record<Mark, string>>>

const kept: ReadonlySet<string> = new Set(keptMarks)
const isMark = (name: string): name is Mark => kept.has(name)
const longest = 300

/** The marks of an address, by name; the first of each, at most 300 characters. Marks behind a `#` count as well. */
export function readMarks(address: string): Marks {
  const marks: Partial<Record<Mark, string>> = {}
  const [beforeHash = '', hash = ''] = address.split(/#(.*)/s)
  const queries = [beforeHash.split(/\?(.*)/s)[1] ?? '', hash.includes('=') ? hash.replace(/^[^?]*\?/, '') : '']
  for (const query of queries) {
    for (const [name, value] of new URLSearchParams(query)) {
      const known = name.toLowerCase()
      const text = value.trim().slice(0, longest)
      if (isMark(known) && text && !isUnfilled(text) && marks[known] === undefined) marks[known] = text
    }
  }
  return marks
}

/** A macro that the advertising system did not replace (`{keyword}`, `{{banner_id}}`) says nothing. */
const isUnfilled = (text: string): boolean => /^\{+[\w.:-]+\}+$/.test(text)

export interface Openstat {
  readonly service: string
  readonly campaign: string
  readonly placement: string
}

/** Yandex' older mark: base64url of `service;campaign;ad;place`. Null where it is none. */
export function readOpenstat(mark: string): Openstat | null {
  try {
    const text = atob(mark.replaceAll('-', '+').replaceAll('_', '/'))
    const [service = '', campaign = '', , placement = ''] = text.split(';')
    return /^[\w.-]+\.[a-z]+$/.test(service) ? { service, campaign, placement } : null
  } catch {
    return null
  }
}
