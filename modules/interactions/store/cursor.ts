import { isId } from '../../../kernel/ids.ts'
import { Problem } from '../../../kernel/problem.ts'

/** The place in a list after which the next page begins: the value that it is sorted by, and the id that settles ties. */
export interface Cursor {
  readonly value: string | number
  readonly id: string
}

export const writeCursor = ({ value, id }: Cursor): string =>
  Buffer.from(JSON.stringify([value, id])).toString('base64url')

/** @throws Problem invalid_value where the text is no cursor of ours */
export function readCursor(text: string | undefined): Cursor | null {
  if (text === undefined) return null
  try {
    const parsed: unknown = JSON.parse(Buffer.from(text, 'base64url').toString())
    if (Array.isArray(parsed) && parsed.length === 2 && isId(parsed[1])) {
      const value: unknown = parsed[0]
      if (typeof value === 'number' && Number.isFinite(value)) return { value, id: parsed[1] }
      if (typeof value === 'string' && !Number.isNaN(Date.parse(value))) return { value, id: parsed[1] }
    }
  } catch {
    // Falls through: whatever it was, it is no cursor.
  }
  throw new Problem('invalid_value', { field: 'cursor' }, { value: text.slice(0, 40) })
}
