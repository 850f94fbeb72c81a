import { parsePhone } from '../../kernel/phone.ts'

export interface ListedNumber {
  /** E.164. */
  readonly number: string
  readonly line: string | null
  readonly label: string | null
}

export interface ReadList {
  readonly numbers: readonly ListedNumber[]
  /** Lines that are no number, by their place in the list, from 1. */
  readonly wrong: readonly { readonly row: number; readonly text: string }[]
}

/** E.164 of a number as people write it, or null. Extensions and short numbers can't be dialled from outside, so they are none. */
export function dialable(text: string, country: string): string | null {
  const parsed = parsePhone(text, { country })
  return parsed.valid ? parsed.e164 : null
}

/**
 * Reads a list as it is copied from a spreadsheet or a cabinet: one number a line; after `;` or a tab what the exchange calls it, and a
 * note. Empty lines and a heading line without digits say nothing; a number that stands twice counts once.
 */
export function readNumberList(list: string, country: string): ReadList {
  const numbers = new Map<string, ListedNumber>()
  const wrong: { row: number; text: string }[] = []
  for (const [index, text] of list.split(/\r\n|\r|\n/).entries()) {
    const [written = '', line = '', label = ''] = text
      .split(/[;\t]/)
      .map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'))
    if (!text.trim() || (index === 0 && !/\d/.test(text))) continue
    const number = dialable(written, country)
    if (!number) wrong.push({ row: index + 1, text: text.slice(0, 200) })
    else if (!numbers.has(number)) numbers.set(number, { number, line: line || null, label: label || null })
  }
  return { numbers: [...numbers.values()], wrong }
}
