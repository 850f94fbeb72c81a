/** Which column means what, told from its heading. */

/** Lower case, ё as е, anything but letters and digits as one space: `Дата_звонка (МСК)` → `дата звонка мск`. */
export const headingKey = (heading: string): string =>
  heading
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** A name for files with these headings, whatever their order: a saved mapping is found again by it. */
export const headingSignature = (columns: readonly string[]): string => columns.map(headingKey).sort().join('|')

/**
 * Finds a column for each field. `vocabulary` lists headings that a field is known by, best first. An equal heading wins over one that
 * merely begins with the words, that one over one that contains them; a column serves one field only.
 */
export function matchHeadings<Field extends string>(
  columns: readonly string[],
  vocabulary: Readonly<Record<Field, readonly string[]>>,
): Partial<Record<Field, number>> {
  const keys = columns.map(headingKey)
  const found: Partial<Record<Field, number>> = {}
  const taken = new Set<number>()
  const fields = Object.keys(vocabulary) as Field[]
  const ways: ((key: string, word: string) => boolean)[] = [
    (key, word) => key === word,
    (key, word) => key.startsWith(`${word} `),
    // A single English word inside a heading says little: `daily_caller` is no caller's number.
    (key, word) => /[ а-я]/.test(word) && ` ${key} `.includes(` ${word} `),
  ]
  for (const way of ways) {
    for (const field of fields) {
      if (found[field] !== undefined) continue
      for (const word of vocabulary[field].map(headingKey)) {
        const column = keys.findIndex((key, index) => !taken.has(index) && way(key, word))
        if (column < 0) continue
        found[field] = column
        taken.add(column)
        break
      }
    }
  }
  return found
}
