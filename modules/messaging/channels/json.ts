/** Reading what messengers send. Nothing here throws but `parseEvent`. */
import { sha256Hex } from '../../../kernel/hash.ts'

export type Json = Readonly<Record<string, unknown>>

export const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** JSON in which whole numbers beyond 2^53 (identities of accounts) come as text: as numbers their last digits would be others. */
export function parseExact(text: string): unknown {
  return JSON.parse(
    text.replace(/"(?:[^"\\]|\\.)*"|-?\d{16,}(?![\d.eE])/g, (token) => (token.startsWith('"') ? token : `"${token}"`)),
  )
}

/** The object of an event. @throws SyntaxError, TypeError */
export function parseEvent(body: Buffer): Json {
  const value = parseExact(body.toString('utf8'))
  if (!isJson(value)) throw new TypeError('the event is no object')
  return value
}

export const objectAt = (value: unknown, ...path: readonly string[]): Json => {
  const found = path.reduce<unknown>((at, name) => (isJson(at) ? at[name] : undefined), value)
  return isJson(found) ? found : {}
}

export const listAt = (value: Json, name: string): readonly Json[] => {
  const found = value[name]
  return Array.isArray(found) ? found.filter(isJson) : []
}

/** A text, or a number as text. */
export const textAt = (value: Json, name: string): string => {
  const found = value[name]
  return typeof found === 'string' ? found : typeof found === 'number' ? String(found) : ''
}

export const numberAt = (value: Json, name: string): number | null => {
  const found = value[name]
  return typeof found === 'number' && Number.isFinite(found) ? found : null
}

/** Unix time in seconds or milliseconds, as a number or text. @throws RangeError where it is none */
export function momentAt(value: Json, name: string): Date {
  const found = Number(value[name])
  if (!Number.isFinite(found) || found <= 0) throw new RangeError(`${name}: ${String(value[name])}`)
  return new Date(found > 1e11 ? found : found * 1_000)
}

/** A number of 31 bits that is always the same for the same text: the identity of a message where a number is wanted. */
export const numberOf = (text: string): number => Number.parseInt(sha256Hex(text).slice(0, 8), 16) & 0x7fffffff
