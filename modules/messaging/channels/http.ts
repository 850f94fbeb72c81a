/** Asking a messenger's API: what went wrong, and whether asking again may double a message. */
import { PrivateAddressError } from '../../../platform/outbound/addresses.ts'
import type { Answered, OutboundRequest } from '../../../platform/outbound/request.ts'
import { ConnectionFailure, type Settings } from '../../intake/index.ts'
import { type Ask, SendFailure } from './channel.ts'
import { isJson, type Json, parseExact } from './json.ts'

/** Failures in which nothing had left yet. */
const neverLeft = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'])

export interface JsonAnswer {
  readonly status: number
  readonly headers: Answered['headers']
  readonly json: Json
}

/** Sends something; a connection that breaks in the middle leaves it open whether it arrived. @throws SendFailure */
export async function post(ask: Ask, url: string, asked: OutboundRequest): Promise<JsonAnswer> {
  try {
    return read(await ask(url, { method: 'POST', ...asked }))
  } catch (error) {
    if (error instanceof PrivateAddressError) throw new SendFailure({ kind: 'never' }, 'forbidden_address')
    const { code, message } = error as { code?: string; message?: string }
    const left = !neverLeft.has(code ?? '')
    throw new SendFailure({ kind: left ? 'unsure' : 'again' }, 'unreachable', message ?? code ?? '')
  }
}

/** Asks as a listener does. @throws ConnectionFailure where the address is forbidden, else the connection's error */
export async function get(
  ask: Ask,
  url: string,
  asked: OutboundRequest = {},
  limits?: Parameters<Ask>[2],
): Promise<JsonAnswer> {
  try {
    return read(await ask(url, asked, limits))
  } catch (error) {
    throw error instanceof PrivateAddressError ? new ConnectionFailure('forbidden_address', new URL(url).host) : error
  }
}

function read({ status, headers, body }: Answered): JsonAnswer {
  try {
    const json = parseExact(body.toString('utf8'))
    return { status, headers, json: isJson(json) ? json : {} }
  } catch {
    return { status, headers, json: {} }
  }
}

export const jsonBody = (value: unknown, headers: Readonly<Record<string, string>> = {}): OutboundRequest => ({
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(value),
})

/** What an HTTP status means where a provider says nothing better: too often, not us, not them, or their own trouble. */
export function statusFailure(status: number, detail: string, retryAfterSeconds?: number): SendFailure {
  if (status === 429) {
    const afterMs = retryAfterSeconds ? retryAfterSeconds * 1_000 : 5_000
    return new SendFailure({ kind: 'again', afterMs }, 'rate_limited', detail)
  }
  if (status === 401) return new SendFailure({ kind: 'again', afterMs: 300_000 }, 'credentials', detail)
  if (status === 403) return new SendFailure({ kind: 'never' }, 'blocked', detail)
  if (status >= 500) return new SendFailure({ kind: 'unsure' }, 'unreachable', detail)
  return new SendFailure({ kind: 'never' }, 'refused', detail)
}

/** The provider's address, unless the connection goes by another (a proxy, a server of one's own). */
export function baseOf(settings: Settings, usual: string): string {
  const own = typeof settings.apiUrl === 'string' ? settings.apiUrl.trim() : ''
  return (own || usual).replace(/\/+$/, '')
}

/** Bytes of a file that messengers keep for bots; larger ones can't be fetched (Telegram's own limit). */
export const fetchedFile = { timeoutMs: 60_000, maxBytes: 25_000_000 } as const

/** The bytes behind an address, or null where they are gone for good. @throws what may pass by */
export async function fetchBytes(
  ask: Ask,
  url: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Buffer | null> {
  const { status, body } = await ask(url, { headers }, fetchedFile)
  if (status === 200) return body
  if (status >= 500 || status === 429) throw new Error(`status ${status}`)
  return null
}
