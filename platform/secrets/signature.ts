import { createHmac, timingSafeEqual } from 'node:crypto'

/** Compares two texts in a time that does not tell how much of them agrees; only their lengths may show. */
export function sameText(a: string, b: string): boolean {
  const left = Buffer.from(a)
  const right = Buffer.from(b)
  return left.length === right.length && timingSafeEqual(left, right)
}

/**
 * The signature of our own webhooks, in and out: `v1=` and the hexadecimal HMAC-SHA256 of the timestamp (unix seconds),
 * a dot, and the bytes of the body. The timestamp is signed, so that an old message can't be sent again as a new one.
 */
export const signMessage = (secret: string, timestamp: string, body: string | Buffer): string =>
  `v1=${createHmac('sha256', secret).update(timestamp).update('.').update(body).digest('hex')}`

export const timestampHeader = 'x-lidoskop-timestamp'
export const signatureHeader = 'x-lidoskop-signature'
