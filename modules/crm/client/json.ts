/** Reading values that a foreign API calls what it likes. Nothing here throws. */
import { decimalsOf } from '../../../kernel/money.ts'

export type Fields = Readonly<Record<string, unknown>>

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const fieldsOf = (value: unknown): Fields => (isFields(value) ? value : {})

/** The objects of a list; PHP writes lists as objects keyed by place now and then. */
export const listOf = (value: unknown): Fields[] =>
  (Array.isArray(value) ? value : isFields(value) ? Object.values(value) : []).filter(isFields)

/** A scalar as text; null where it is none or empty. */
export function textOf(value: unknown): string | null {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null
}

/** A number that was written as one or as text. */
export function numberOf(value: unknown): number | null {
  const text = textOf(value)
  const number = text === null ? Number.NaN : Number(text)
  return Number.isFinite(number) ? number : null
}

/** An amount in whole units of a currency, as number or text, in minor units; null where it is none. */
export function minorOf(value: unknown, currency: string): number | null {
  const number = numberOf(value)
  const minor = number === null ? Number.NaN : Math.round(number * 10 ** decimalsOf(currency))
  return Number.isSafeInteger(minor) ? minor : null
}

/** Unix seconds, or a time with its offset. */
export function timeOf(value: unknown): Date | null {
  if (typeof value === 'number') return value > 0 && value < 8e12 ? new Date(value * 1_000) : null
  const text = textOf(value)
  if (text === null) return null
  const at = new Date(text)
  return Number.isNaN(at.getTime()) ? null : at
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** An id of ours that was written into a field of the CRM. */
export const idOf = (value: unknown): string | null => {
  const text = textOf(value)
  return text && uuid.test(text) ? text.toLowerCase() : null
}
