import { createHash } from 'node:crypto'

/** JSON with sorted keys: equal values give equal text, so that hashes can be recomputed. Undefined and NaN are refused. */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError('canonicalJson: a number must be finite')
    return JSON.stringify(value)
  }
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value === 'object') {
    if (value instanceof Date) return JSON.stringify(value)
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`
  }
  throw new TypeError(`canonicalJson: ${typeof value} has no JSON form`)
}

/** SHA-256 of UTF-8 text, lower-case hexadecimal. */
export const sha256Hex = (text: string): string => createHash('sha256').update(text).digest('hex')
