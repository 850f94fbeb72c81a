/** One HTTP request to an exchange, told apart by the only question that matters: can somebody be ringing now? */
import { AnswerTooLargeError, type OutboundRequest, request } from '../../../platform/outbound/request.ts'
import type { SecretValues } from '../adapters/adapter.ts'
import { isObject, parseJson } from '../adapters/body.ts'
import { failureOf } from '../listening/failure.ts'
import { type Asking, type Placed, refused } from './dialler.ts'

export interface ExchangeAnswer {
  readonly status: number
  /** The parsed JSON; a text where it is none. */
  readonly said: unknown
}

/** Before these the request had not left: nobody was called. */
const unsent = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'ERR_TLS_CERT_ALTNAME_INVALID',
])

/** Asks and lets `read` say what the answer means. A server error (5xx) may have come after the call was placed. */
export async function askExchange(
  url: string,
  asked: OutboundRequest,
  { allowPrivate, signal, patienceMs = 15_000 }: Asking,
  secrets: SecretValues,
  read: (answer: ExchangeAnswer) => Placed,
): Promise<Placed> {
  try {
    const { status, body } = await request(url, asked, { allowPrivate, signal, timeoutMs: patienceMs })
    const text = body.toString('utf8')
    const said = parseJson(text) ?? text.slice(0, 300)
    if (status === 401 || status === 403) return refused('credentials', reasonIn(said) ?? `HTTP ${status}`)
    if (status === 429) return refused('limit', reasonIn(said) ?? `HTTP ${status}`)
    if (status >= 500) return { kind: 'unknown', detail: reasonIn(said) ?? `HTTP ${status}` }
    return read({ status, said })
  } catch (error) {
    return failed(error, secrets)
  }
}

/** What a failure of the network leaves open. */
export function failed(error: unknown, secrets: SecretValues): Placed {
  const { detail } = failureOf(error, secrets)
  if (error instanceof AnswerTooLargeError) return { kind: 'unknown', detail }
  const inner = error instanceof Error && error.cause instanceof Error ? error.cause : error
  const code = inner instanceof Error ? (inner as { code?: unknown }).code : undefined
  const never =
    (typeof code === 'string' && unsent.has(code)) ||
    error instanceof TypeError ||
    (error instanceof Error && error.name === 'PrivateAddressError')
  return never ? refused('unreachable', detail) : { kind: 'unknown', detail }
}

/** The provider's own words, wherever it puts them. */
export function reasonIn(said: unknown): string | null {
  if (typeof said === 'string') return said.trim().slice(0, 300) || null
  if (!isObject(said)) return null
  for (const name of ['message', 'description', 'resultMessage', 'error', 'error_description', 'errorCode']) {
    const value = said[name]
    if (typeof value === 'string' && value.trim() !== '') return value.trim().slice(0, 300)
    if (isObject(value)) return reasonIn(value)
  }
  return null
}
