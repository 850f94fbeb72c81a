/**
 * Phone numbers for people. Browser-safe: a few rules of grouping instead of a library's metadata,
 * so a foreign number may be grouped otherwise than its owner would.
 */

const twoDigitCodes = new Set(
  '20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98'.split(
    ' ',
  ),
)

function callingCode(digits: string): string {
  if (digits.startsWith('7') || digits.startsWith('1')) return digits.slice(0, 1)
  return digits.slice(0, twoDigitCodes.has(digits.slice(0, 2)) ? 2 : 3)
}

/** Group lengths by the number of national digits; the rest falls into threes. */
const groupings: Readonly<Record<number, readonly number[]>> = {
  7: [3, 2, 2],
  8: [2, 2, 2, 2],
  9: [2, 3, 2, 2],
  10: [3, 3, 2, 2],
  11: [3, 4, 4],
}

function groups(national: string, code: string): string[] {
  const lengths = code === '1' ? [3, 3, 4] : (groupings[national.length] ?? [])
  const result: string[] = []
  let at = 0
  for (const length of lengths) {
    result.push(national.slice(at, at + length))
    at += length
  }
  for (; at < national.length; at += 3) result.push(national.slice(at, at + 3))
  return result.filter(Boolean)
}

const split = (e164: string): { code: string; parts: string[] } | null => {
  if (!/^\+\d{7,15}$/.test(e164)) return null
  const code = callingCode(e164.slice(1))
  return { code, parts: groups(e164.slice(1 + code.length), code) }
}

const join = (code: string, [area = '', ...rest]: readonly string[]): string => `+${code} ${area} ${rest.join('-')}`

/** `+7 916 123-45-67`. Free Russian numbers as everybody knows them: `8 800 555-35-35`. Anything but E.164 stays as it is. */
export function formatPhone(e164: string): string {
  const number = split(e164)
  if (!number) return e164
  const text = join(number.code, number.parts)
  return text.startsWith('+7 800 ') ? `8${text.slice(2)}` : text
}

/**
 * `+7 916 ***-**-67`: enough to recognise a number that one already knows, too little to call it.
 * Internal numbers (up to six digits) are nobody's personal data and stay.
 */
export function maskPhone(e164: string): string {
  const number = split(e164)
  if (!number) return maskOther(e164)
  const [area = '', ...rest] = number.parts
  const hidden = rest.join('-').replace(/\d(?=(?:\D*\d){2})/g, '*')
  // A short number with its area code shown would leave too few digits to guess.
  const shown = rest.join('').length >= 5 ? area : '*'.repeat(area.length)
  return `+${number.code} ${shown} ${hidden}`
}

function maskOther(text: string): string {
  const digits = text.replace(/\D/g, '').length
  return digits <= 6 ? text : text.replace(/\d(?=(?:\D*\d){2})/g, '*')
}
