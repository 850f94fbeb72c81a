import { createHmac, timingSafeEqual } from 'node:crypto'

const cookieName = /(?:^|;\s*)(?:__Secure-)?lidoskop\.session_token=([^;]+)/

/**
 * The session token in a Cookie header whose signature is ours, or null. The library signs as `token.base64(HMAC-SHA256)`; a cookie
 * that is not of this form is left to the library itself.
 */
export function readSessionToken(cookies: string, secret: string): string | null {
  const found = cookieName.exec(cookies)?.[1]
  if (!found) return null
  const value = decode(found)
  const dot = value.lastIndexOf('.')
  const token = value.slice(0, dot)
  const given = Buffer.from(value.slice(dot + 1), 'base64')
  const right = createHmac('sha256', secret).update(token).digest()
  return dot > 0 && given.length === right.length && timingSafeEqual(given, right) ? token : null
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}
