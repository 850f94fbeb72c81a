import { isId } from '../../../kernel/ids.ts'
import { Problem } from '../../../kernel/problem.ts'

/** The place in a list after which the next page begins: the value that it is sorted by, and the id that settles ties. */
export interface Cursor {
  /** A moment as ISO 8601 in UTC, or a whole number of seconds. */
  readonly value: string | number
  readonly id: string
}

export const writeCursor = ({ value, id }: Cursor): string =>
  Buffer.from(JSON.stringify([value, id])).toString('base64url')

const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?Z$/

const isValue = (value: unknown): value is string | number =>
  typeof value === 'string' ? moment.test(value) && !Number.isNaN(Date.parse(value)) : Number.isSafeInteger(value)

/** @throws Problem invalid_value where the text is no cursor of ours */
export function readCursor(text: string | undefined): Cursor | null {
  if (text === undefined) return null
  try {
    const parsed: unknown = JSON.parse(Buffer.from(text, 'base64url').toString())
    if (Array.isArray(parsed) && parsed.length === 2 && isId(parsed[1]) && isValue(parsed[0])) {
      return { value: parsed[0], id: parsed[1] }
    }
  } catch {
    // Falls through: whatever it was, it is no cursor.
  }
  throw new Problem('invalid_value', { field: 'cursor' }, { value: text.slice(0, 40) })
}
