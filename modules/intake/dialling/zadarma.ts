/**
 * Zadarma: `GET /v1/request/callback/`, signed in `Authorization: <key>:<base64 of the hexadecimal HMAC-SHA1>` of the path, the sorted
 * query and the query's MD5.
 */
import { createHash, createHmac } from 'node:crypto'
import { isObject } from '../adapters/body.ts'
import { askExchange, reasonIn } from './ask.ts'
import { type Dialler, digitsOf, extensionFirst, refused } from './dialler.ts'

const path = '/v1/request/callback/'

/** The header that proves who asks. `query` is what stands behind the `?`, its names in order. */
export function zadarmaAuthorization(key: string, secret: string, query: string): string {
  const signed = `${path}${query}${createHash('md5').update(query).digest('hex')}`
  const hex = createHmac('sha1', secret).update(signed).digest('hex')
  return `${key}:${Buffer.from(hex).toString('base64')}`
}

export const createZadarmaDialler = (base = 'https://api.zadarma.com'): Dialler => ({
  lineOf: extensionFirst,
  place({ secrets }, { line, phone, callerId }, asking) {
    const { key = '', secret = '' } = secrets
    if (!key) return Promise.resolve(refused('not_set_up', 'key'))
    // `sip`: whose outgoing number the client sees, where one is to be chosen.
    const query = new URLSearchParams({
      from: digitsOf(line),
      ...(callerId && { sip: digitsOf(callerId) }),
      to: digitsOf(phone),
    })
    query.sort()
    const text = query.toString()
    return askExchange(
      `${base}${path}?${text}`,
      { headers: { authorization: zadarmaAuthorization(key, secret, text) } },
      asking,
      secrets,
      ({ said }) => {
        if (isObject(said) && said.status === 'success') return { kind: 'ringing', callId: null }
        return isObject(said) && said.status === 'error'
          ? refused(/authori[sz]/i.test(String(said.message)) ? 'credentials' : 'other', reasonIn(said))
          : { kind: 'unknown', detail: reasonIn(said) }
      },
    )
  },
})
