/** Asks an address that somebody else chose, and reads the answer within limits. */
import http from 'node:http'
import https from 'node:https'
import { isIP } from 'node:net'
import { isPrivateAddress, PrivateAddressError, publicLookup } from './addresses.ts'

export interface OutboundRequest {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Buffer
}

export interface OutboundLimits {
  /** Addresses of the own network may be called (LIDOSKOP_PRIVATE_HOOKS). */
  readonly allowPrivate: boolean
  /** Milliseconds until the whole answer must be there; 15,000 by default. */
  readonly timeoutMs?: number
  /** Bytes of answer that are read; 2 MB by default. */
  readonly maxBytes?: number
  readonly signal?: AbortSignal
}

export interface Answered {
  readonly status: number
  readonly headers: http.IncomingHttpHeaders
  readonly body: Buffer
}

export class AnswerTooLargeError extends Error {
  override readonly name = 'AnswerTooLargeError'
}

/**
 * One request without redirects (an address that redirects is not the one that was checked). Any status is an answer.
 * @throws PrivateAddressError, AnswerTooLargeError, an AbortError or TimeoutError, or the error of the connection
 */
export async function request(url: string, asked: OutboundRequest, limits: OutboundLimits): Promise<Answered> {
  const { allowPrivate, timeoutMs = 15_000, maxBytes = 2_000_000 } = limits
  const address = new URL(url)
  if (address.protocol !== 'https:' && address.protocol !== 'http:') throw new TypeError('only http and https')
  // A literal address is not looked up, so the lookup can't refuse it.
  const host = address.hostname.replace(/^\[|\]$/g, '')
  if (!allowPrivate && isIP(host) && isPrivateAddress(host)) throw new PrivateAddressError(host)
  const timeout = AbortSignal.timeout(timeoutMs)
  const signal = limits.signal ? AbortSignal.any([limits.signal, timeout]) : timeout
  return new Promise((resolve, reject) => {
    const sent = (address.protocol === 'https:' ? https : http).request(
      address,
      {
        method: asked.method ?? 'GET',
        headers: {
          ...asked.headers,
          ...(asked.body !== undefined && { 'content-length': String(Buffer.byteLength(asked.body)) }),
        },
        signal,
        agent: false,
        ...(!allowPrivate && { lookup: publicLookup }),
      },
      (response) => {
        const chunks: Buffer[] = []
        let size = 0
        response.on('data', (chunk: Buffer) => {
          size += chunk.length
          if (size > maxBytes) response.destroy(new AnswerTooLargeError(`an answer of more than ${maxBytes} bytes`))
          else chunks.push(chunk)
        })
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
        )
        response.on('error', reject)
      },
    )
    sent.on('error', (error) => reject(signal.aborted ? signal.reason : error))
    sent.end(asked.body)
  })
}
