/** From what exchanges and people write in a phone column to bare digits. Knows habits, not numbering plans. */

export type CleanPhone =
  | { readonly kind: 'digits'; readonly plus: boolean; readonly digits: string; readonly whole: boolean }
  | { readonly kind: 'hidden' }

const simple = /^\+?\d+$/
const plainPunctuation = /^\s*[+\d(][\d\s().\-\u2010-\u2015\u2212]*$/
const beyondAscii = /[^\x20-\x7e]/

// Invisible marks come along with a number copied from a messenger or a page in Arabic or Hebrew.
const invisible = /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g

const callerId = /<([^<>]*)>\s*$/
const scheme = /^\s*(?:sips?|tel|callto|h323):\/*/i
const channel = /^\s*(?:(?:sip|pjsip|iax2?|local|dahdi|zap|sccp|skinny|h323|user|dongle)\/|sofia\/[^/]+\/)/i
const channelSerial = /-[0-9a-f]{6,8}(?:;\d)?$/i

const hiddenWords =
  /^\W*(?:anonymous|restricted|unknown|private|withheld|unavailable|hidden|blocked|not available|no (?:number|caller ?id)|n\/?a|null|none)(?:\W|$)|скрыт|аноним|не ?извест|не ?определ|без номера|нет номера/i
// Nobody's number: the word ANONYMOUS on a telephone keypad, which some exchanges send in place of a number.
const anonymousOnKeypad = '266696687'

const extension =
  /(?:[,;]?\s*(?:доб(?:авочный)?|вн(?:утр)?(?:енний)?|ext(?:ension)?|[xх#*])[.:=№\s]*|[,;]+\s*)\d{1,6}\D*$/i
const shortestOutside = 5
const longestE164 = 15
const between = /[,;/|\n]|\s(?:и|или|and|or)\s/i

const digitsOf = (text: string): string => text.replace(/\D+/g, '')

/**
 * The digits of a raw number. `plus` says that it is written in international form; `whole` that the digits stand
 * together, as an internal number does and a city number such as 12-34-56 does not.
 */
export function cleanPhone(raw: string): CleanPhone {
  if (simple.test(raw)) return digits(raw, raw)
  if (plainPunctuation.test(raw)) return digits(raw, digitsOf(raw))
  return cleanSlowly(beyondAscii.test(raw) ? raw.normalize('NFKC').replace(invisible, '') : raw)
}

function digits(text: string, found: string): CleanPhone {
  const plus = found.charCodeAt(0) === 43 || /^\D*\+/.test(text)
  const bare = found.charCodeAt(0) === 43 ? found.slice(1) : found
  if (bare === '' || bare === anonymousOnKeypad) return { kind: 'hidden' }
  return { kind: 'digits', plus, digits: bare, whole: standsAlone(text, bare) }
}

function standsAlone(text: string, bare: string): boolean {
  if (bare.length > 6) return false
  const at = text.indexOf(bare)
  return at >= 0 && !/[a-z_]/i.test(`${text[at - 1] ?? ''}${text[at + bare.length] ?? ''}`)
}

function cleanSlowly(text: string): CleanPhone {
  const address = withoutChannel(callerId.exec(text)?.[1] ?? text)
  const all = digitsOf(address)
  if (all === '' && (hiddenWords.test(address) || !/[\p{L}]/u.test(address))) return { kind: 'hidden' }
  if (all === '') return { kind: 'digits', plus: false, digits: '', whole: false }
  const one = all.length > longestE164 ? firstOfSeveral(address) : address
  const main = withoutExtension(one)
  return digits(main, digitsOf(main))
}

function withoutChannel(text: string): string {
  let address = text.replace(scheme, '')
  if (channel.test(address)) address = address.replace(channel, '').replace(channelSerial, '')
  const host = address.indexOf('@')
  return host > 0 ? address.slice(0, host) : address
}

const firstOfSeveral = (text: string): string => text.split(between).find((part) => digitsOf(part).length >= 10) ?? text

function withoutExtension(text: string): string {
  const main = text.replace(extension, '')
  return digitsOf(main).length >= shortestOutside ? main : text
}
