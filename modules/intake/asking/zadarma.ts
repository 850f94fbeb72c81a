import { createHash, createHmac } from 'node:crypto'
import type { OutboundRequest } from '../../../platform/outbound/request.ts'
import type { SecretValues } from '../adapters/adapter.ts'

export const zadarmaBase = 'https://api.zadarma.com'

/**
 * The header that proves to Zadarma who asks: `<key>:<base64 of the hexadecimal HMAC-SHA1>` of the path, the query with its names in
 * order, and the query's MD5.
 */
export function zadarmaAuthorization(key: string, secret: string, path: string, query: string): string {
  const signed = `${path}${query}${createHash('md5').update(query).digest('hex')}`
  const hex = createHmac('sha1', secret).update(signed).digest('hex')
  return `${key}:${Buffer.from(hex).toString('base64')}`
}

/** A question to Zadarma. `path`: `/v1/statistics/pbx/`. */
export function zadarmaRequest(
  { key = '', secret = '' }: SecretValues,
  path: string,
  fields: Readonly<Record<string, string>>,
): { readonly target: string; readonly asked: OutboundRequest } {
  const query = new URLSearchParams(fields)
  query.sort()
  const text = query.toString()
  return {
    target: `${path}?${text}`,
    asked: { headers: { authorization: zadarmaAuthorization(key, secret, path, text) } },
  }
}
