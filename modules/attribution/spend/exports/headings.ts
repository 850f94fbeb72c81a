/** Headings of exports, compared without what changes from one to the next: currency, VAT, spaces, look-alike letters. */

export type Vat = 'with' | 'without'

export interface Heading {
  readonly key: string
  /** What the heading says about VAT. */
  readonly vat: Vat | null
  /** Currency that the heading names. */
  readonly currency: string | null
}

/** Latin letters that look like Cyrillic ones: «Расход c НДС» is met with a Latin c. */
const lookAlikes: Readonly<Record<string, string>> = {
  ...{ a: 'а', c: 'с', e: 'е', o: 'о', p: 'р', x: 'х', y: 'у', k: 'к', m: 'м', t: 'т', h: 'н', b: 'в' },
}
const cyrillic = /[а-я]/

/** Text in lower case and one spelling: ё as е, spaces of every width as one, look-alike Latin letters of Russian words as Cyrillic. */
export function plainText(text: string): string {
  const lower = text
    .replace(/[\s\u00a0\u2000-\u200b\u202f\u205f\u3000\ufeff]+/g, ' ')
    .trim()
    .toLowerCase()
    .replaceAll('ё', 'е')
  if (!cyrillic.test(lower)) return lower
  return lower.replace(/[a-zа-я]+/g, (word) =>
    cyrillic.test(word) || [...word].every((letter) => letter in lookAlikes)
      ? word.replace(/[a-z]/g, (letter) => lookAlikes[letter] ?? letter)
      : word,
  )
}

const currencies: readonly (readonly [RegExp, string])[] = [
  [/₽|^руб|^rub$|^р\.?$|^p\.?$/, 'RUB'],
  [/\$|^usd$|^долл/, 'USD'],
  [/€|^eur$|^евро$/, 'EUR'],
  [/₸|^kzt$|^тенге$|^тг\.?$/, 'KZT'],
  [/^byn$|^бел/, 'BYN'],
]

const currencyOf = (word: string): string | null => currencies.find(([form]) => form.test(word.trim()))?.[1] ?? null

/** The heading taken apart. `Расход c НДС (руб.)` → key «расход», with VAT, RUB. */
export function headingOf(text: string): Heading {
  let currency: string | null = null
  const key = plainText(text)
    .replace(vatWords, '')
    .replace(/\(([^()]*)\)|,\s*([^,]+)$/g, (whole, bracketed?: string, after?: string) => {
      const found = currencyOf(bracketed ?? after ?? '')
      if (!found) return whole
      currency ??= found
      return ''
    })
  return {
    key: key
      .replace(/[\s,]+$/, '')
      .replace(/\s+/g, ' ')
      .trim(),
    vat: vatIn(text),
    currency,
  }
}

const vatWords =
  /\(?,?\s*(?:без\s+(?:уч[её]та\s+)?ндс|с\s+(?:уч[её]том\s+)?ндс|(?:incl|excl)\w*\.?\s+vat|with(?:out)?\s+vat)\)?/g

/** What a text says about VAT. */
export function vatIn(text: string): Vat | null {
  const plain = plainText(text)
  if (/без\s+(?:учета\s+)?ндс|excl\w*\.?\s+vat|without\s+vat/.test(plain)) return 'without'
  return /(?:^|[^а-я])с\s+(?:учетом\s+)?ндс|incl\w*\.?\s+vat|with\s+vat/.test(plain) ? 'with' : null
}
