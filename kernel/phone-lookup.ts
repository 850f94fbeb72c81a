import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { LRUCache } from 'lru-cache'

/**
 * What kind of number it is, by libphonenumber's full metadata, remembered because an import asks the same thing
 * a million times: the library alone answers some 100 000 numbers a second, this file several million.
 */

export type PhoneKind = 'mobile' | 'landline' | 'toll_free' | 'other'

/** A valid number. `country` is ISO 3166 alpha-2, empty for numbers of no country (satellite, +800). */
export interface KnownPhone {
  readonly valid: true
  readonly e164: string
  readonly kind: PhoneKind
  readonly country: string
}

/** The number in international form (`+` and digits) as the library sees it, or null when no such number can exist. */
export function askLibrary(e164: string): KnownPhone | null {
  return known(parsePhoneNumberFromString(e164))
}

/** A number as dialled inside `country`, with its trunk prefix or without. Null for an unknown country too. */
function askLibraryFrom(digits: string, country: string): KnownPhone | null {
  return isSupportedCountry(country) ? known(parsePhoneNumberFromString(digits, country as CountryCode)) : null
}

function known(number: ReturnType<typeof parsePhoneNumberFromString>): KnownPhone | null {
  if (!number?.isValid()) return null
  return { valid: true, e164: number.number, kind: kindOf(number.getType()), country: number.country ?? '' }
}

function kindOf(type: string | undefined): PhoneKind {
  switch (type) {
    case 'MOBILE':
      return 'mobile'
    case 'FIXED_LINE':
      return 'landline'
    case 'TOLL_FREE':
      return 'toll_free'
    default:
      // FIXED_LINE_OR_MOBILE too: in North America nobody can tell the two apart, and we don't guess.
      return 'other'
  }
}

/**
 * Within +7 the first six national digits decide everything (the narrowest rule of the metadata is a block of mobile
 * numbers 9300 xx), so a byte per prefix remembers all answers: one megabyte, no eviction. A test compares it with the library.
 */
const prefixDigits = 6
const remembered = new Uint8Array(10 ** prefixDigits)
const notANumber = 1
const answers: (Pick<KnownPhone, 'kind' | 'country'> | null)[] = [null, null]

function remember(answer: KnownPhone | null): number {
  if (!answer) return notANumber
  const at = answers.findIndex((one) => one?.kind === answer.kind && one.country === answer.country)
  return at > notANumber ? at : answers.push({ kind: answer.kind, country: answer.country }) - 1
}

/** A number of +7 by its ten national digits, or null when no such number can exist. */
export function lookUpPlus7(national: string): KnownPhone | null {
  if (national.length !== 10) return null
  const e164 = `+7${national}`
  const prefix = Number(national.slice(0, prefixDigits))
  let code = remembered[prefix]
  if (!code) {
    code = remember(askLibrary(e164))
    remembered[prefix] = code
  }
  const answer = answers[code]
  return answer ? { valid: true, e164, kind: answer.kind, country: answer.country } : null
}

const others = new LRUCache<string, { answer: KnownPhone | null }>({ max: 20_000 })

function cached(key: string, ask: () => KnownPhone | null): KnownPhone | null {
  const hit = others.get(key)
  if (hit) return hit.answer
  const answer = ask()
  others.set(key, { answer })
  return answer
}

/** A number by its international digits, calling code first, without `+`. */
export function lookUp(digits: string): KnownPhone | null {
  if (digits.length < 7 || digits.length > 15) return null
  if (digits.length === 11 && digits.startsWith('7')) return lookUpPlus7(digits.slice(1))
  return cached(digits, () => askLibrary(`+${digits}`))
}

/** A number as dialled inside a country that is not of +7. */
export function lookUpFrom(digits: string, country: string): KnownPhone | null {
  if (digits.length < 5 || digits.length > 17) return null
  return cached(`${country}${digits}`, () => askLibraryFrom(digits, country))
}
