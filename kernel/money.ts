/**
 * Money is a whole number of minor units (kopecks, cents) and never a fraction of a double.
 * Sums stay far below 2^53, so a number holds them exactly; reading and dividing go through bigint.
 */

const symbols: Readonly<Record<string, string>> = {
  '₽': 'RUB',
  р: 'RUB',
  руб: 'RUB',
  рублей: 'RUB',
  рубля: 'RUB',
  рубль: 'RUB',
  rur: 'RUB',
  '€': 'EUR',
  $: 'USD',
  '₸': 'KZT',
  тг: 'KZT',
  '₴': 'UAH',
  byn: 'BYN',
}

/** Decimals of the currencies that have other than two (ISO 4217). */
const decimals: Readonly<Record<string, number>> = { JPY: 0, KRW: 0, VND: 0, CLP: 0, KWD: 3, BHD: 3 }
/** How many decimals a currency has. */
export const decimalsOf = (currency: string): number => decimals[currency] ?? 2

export type ReadMoney =
  | { readonly kind: 'money'; readonly minor: number; readonly currency: string | null }
  | { readonly kind: 'wrong'; readonly why: 'no_number' | 'too_precise' | 'too_large' }

const largest = BigInt(Number.MAX_SAFE_INTEGER)
// Whatever programs put between thousands: spaces of every width, apostrophes.
const gaps = /[\s\u00a0\u2000-\u200b\u202f\u205f\u3000'’`]/g

/**
 * Reads an amount as people and programs write it: `1 234,56`, `1 234.5 ₽`, `1,234.56`, `1.234,56 р.`, `-15000`, `(500,00)`.
 * `currency` of the answer is the one that is written with it, or null. `assumed` decides how many decimals are allowed.
 * Digits beyond the minor unit must be zeros: nothing is rounded away. `decimal`: the decimal mark of the column, where it
 * is known; a lone other mark before three digits then divides thousands. `digits`: decimals of the answer, where they are to be
 * more than the currency's own (6: millionths).
 */
export function readMoney(
  text: string,
  options: { assumed?: string; decimal?: '.' | ','; digits?: number } = {},
): ReadMoney {
  const { assumed = 'RUB', decimal } = options
  const plain = text.normalize('NFKC').replace(gaps, '').replace(/[−–—]/g, '-')
  const bracketed = /^\((.*)\)$/.exec(plain)
  const match = /^(-?)([^\d,.-]*)(-?)(\d[\d.,]*|[.,]\d+)([^\d]*)$/.exec(bracketed?.[1] ?? plain)
  if (!match) return { kind: 'wrong', why: 'no_number' }
  const [, minus = '', before = '', laterMinus = '', number = '', after = ''] = match
  const currency = currencyOf(before, after)
  if (currency === 'unreadable') return { kind: 'wrong', why: 'no_number' }
  const parts = splitDecimals(number, decimal)
  if (!parts) return { kind: 'wrong', why: 'no_number' }
  const digits = options.digits ?? decimalsOf(currency ?? assumed)
  const fraction = parts.fraction.replace(/0+$/, '')
  if (fraction.length > digits) return { kind: 'wrong', why: 'too_precise' }
  const size = BigInt(parts.whole + fraction.padEnd(digits, '0'))
  if (size > largest) return { kind: 'wrong', why: 'too_large' }
  const negative = minus !== '' || laterMinus !== '' || bracketed !== null
  return { kind: 'money', minor: Number(size) * (negative && size > 0n ? -1 : 1), currency }
}

function currencyOf(before: string, after: string): string | null | 'unreadable' {
  const word = (before || after).replace(/\.$/, '').toLowerCase()
  if (before && after && after !== '.') return 'unreadable'
  if (word === '') return null
  const known = symbols[word]
  if (known) return known
  return /^[a-z]{3}$/.test(word) ? word.toUpperCase() : 'unreadable'
}

/**
 * Which of comma and point divides the fraction: the last of two different ones; a single one unless exactly three
 * digits follow a comma-grouped or point-grouped row of them (`1,234,567`). A lone `1,234` is read as a fraction,
 * as Russian programs mean it, and then refused as too precise rather than taken for a thousand.
 */
function splitDecimals(number: string, decimal?: '.' | ','): { whole: string; fraction: string } | null {
  if (decimal && /^\d{1,3}[.,]\d{3}$/.test(number) && !number.includes(decimal)) {
    return { whole: number.replace(/[.,]/, ''), fraction: '' }
  }
  const marks = [...number.matchAll(/[.,]/g)].map((mark) => ({ mark: mark[0], at: mark.index }))
  const last = marks.at(-1)
  if (!last) return { whole: number, fraction: '' }
  const same = marks.filter(({ mark }) => mark === last.mark).length
  const grouping = same > 1 ? last.mark : (marks.find(({ mark }) => mark !== last.mark)?.mark ?? null)
  if (same > 1 && marks.length !== same) return null
  const whole = same > 1 ? number : number.slice(0, last.at)
  if (grouping && !new RegExp(`^\\d{1,3}(\\${grouping}\\d{3})+$`).test(whole)) return null
  return { whole: whole.replace(/[.,]/g, ''), fraction: same > 1 ? '' : number.slice(last.at + 1) }
}

/** An amount shared among `among`, in minor units, rounded half away from zero; null where there is nobody to share. */
export function divideMoney(minor: number, among: number): number | null {
  if (among <= 0) return null
  const doubled = BigInt(Math.abs(minor)) * 2n + BigInt(among)
  return Number(doubled / (BigInt(among) * 2n)) * (minor < 0 ? -1 : 1)
}

/**
 * Each amount × `numerator` / `denominator` as whole minor units, so that they add up to the rounded product of their sum: what
 * rounding takes from one is given to another (largest remainders first, earlier ones first among equals). Nothing is lost.
 */
export function scaleMoney(amounts: readonly number[], numerator: bigint, denominator: bigint): number[] {
  const products = amounts.map((amount) => BigInt(amount) * numerator)
  const floors = products.map((product) => floorDivide(product, denominator))
  const whole = products.reduce((sum, product) => sum + product, 0n)
  const negative = whole < 0n
  const size = ((negative ? -whole : whole) * 2n + denominator) / (denominator * 2n)
  const missing = Number((negative ? -size : size) - floors.reduce((sum, floor) => sum + floor, 0n))
  const byRemainder = products
    .map((product, index) => ({ index, rest: product - (floors[index] ?? 0n) * denominator }))
    .sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1))
  const raised = new Set(byRemainder.slice(0, missing).map(({ index }) => index))
  return floors.map((floor, index) => Number(floor) + (raised.has(index) ? 1 : 0))
}

const floorDivide = (a: bigint, b: bigint): bigint => (a % b !== 0n && a < 0n ? a / b - 1n : a / b)

/** An amount in `parts` parts that are as even as whole minor units allow and add up to it; the first ones take the rest. */
export const splitMoney = (minor: number, parts: number): number[] =>
  scaleMoney(new Array<number>(parts).fill(1), BigInt(minor), BigInt(parts))

/** The amount as plain text with a point, for files: `1234.50`. */
export function moneyText(minor: number, currency: string): string {
  const digits = decimalsOf(currency)
  const text = String(Math.abs(minor)).padStart(digits + 1, '0')
  const cut = text.length - digits
  return `${minor < 0 ? '-' : ''}${text.slice(0, cut)}${digits ? `.${text.slice(cut)}` : ''}`
}
