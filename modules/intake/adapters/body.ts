/** Reading the bodies that providers send. Nothing here throws on bad input. */

export type Fields = Readonly<Record<string, string>>

const utf8 = new TextDecoder('utf-8')

export const textOf = (body: Buffer): string => utf8.decode(body)

/** Media type without parameters, in lower case. */
export const mediaType = (header: string | null): string => (header ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''

const formFields = (text: string): Fields => Object.fromEntries(new URLSearchParams(text))

/**
 * Parts of multipart/form-data, found by their headers and not by the boundary: Zadarma has been seen to announce
 * another boundary than it writes. Files are not expected.
 */
function multipartFields(text: string): Fields {
  const fields: Record<string, string> = {}
  const part = /content-disposition:[^\r\n]*\bname="([^"\r\n]*)"[^\r\n]*\r?\n(?:[^\r\n]+\r?\n)*\r?\n([\s\S]*?)\r?\n--/gi
  for (const [, name = '', value = ''] of text.matchAll(part)) fields[name] = value
  return fields
}

/** The fields of a form, or of a flat JSON object (values as text; null and missing are left out). */
export function readFields(contentType: string, body: Buffer): Fields | null {
  const text = textOf(body)
  if (contentType === 'multipart/form-data') return multipartFields(text)
  if (contentType !== 'application/json' && contentType !== 'text/plain') return formFields(text)
  const parsed = parseJson(text)
  return isObject(parsed) ? textFields(parsed) : null
}

/** Scalars of an object as text; lists of scalars are joined by commas. */
export function textFields(value: Readonly<Record<string, unknown>>): Fields {
  const fields: Record<string, string> = {}
  for (const [name, item] of Object.entries(value)) {
    if (item === null || item === undefined) continue
    if (Array.isArray(item)) fields[name] = item.filter((one) => typeof one !== 'object').join(',')
    else if (typeof item !== 'object') fields[name] = String(item)
  }
  return fields
}

/** The value of JSON text, or undefined where it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
