import { isTransient } from '../../../platform/database/transient.ts'
import type { SecretValues } from '../adapters/adapter.ts'
import type { FailureCode } from '../reasons.ts'
import { ConnectionFailure } from './listener.ts'

export interface Failure {
  readonly code: FailureCode
  readonly detail: string | null
}

/** Node's names of what can happen to a connection. */
const byErrorCode: Readonly<Record<string, FailureCode>> = {
  ECONNREFUSED: 'unreachable',
  ENOTFOUND: 'unreachable',
  EAI_AGAIN: 'unreachable',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  ETIMEDOUT: 'timeout',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  ECONNRESET: 'ended',
  EPIPE: 'ended',
  UND_ERR_SOCKET: 'ended',
  CERT_HAS_EXPIRED: 'certificate',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'certificate',
  SELF_SIGNED_CERT_IN_CHAIN: 'certificate',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'certificate',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'certificate',
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificate',
}

const longestDetail = 300

/** Why a listener ended, without the connection's secrets in whatever form they stood in the error's text. */
export function failureOf(error: unknown, secrets: SecretValues): Failure {
  const { code, detail } = named(error)
  return { code, detail: detail && withoutSecrets(detail, secrets).slice(0, longestDetail) }
}

function named(error: unknown): Failure {
  if (error instanceof ConnectionFailure) return error
  if (!(error instanceof Error)) return { code: 'other', detail: String(error) }
  // `fetch` hides the socket's error behind "fetch failed".
  const inner = error.cause instanceof Error ? error.cause : error
  const code = (inner as { code?: unknown }).code
  const known = typeof code === 'string' ? byErrorCode[code] : undefined
  if (known) return { code: known, detail: inner.message }
  if (error.name === 'PrivateAddressError') return { code: 'forbidden_address', detail: error.message }
  if (error.name === 'AnswerTooLargeError') return { code: 'protocol', detail: error.message }
  if (error.name === 'TimeoutError') return { code: 'timeout', detail: null }
  return { code: 'other', detail: isTransient(error) ? 'database' : inner.message }
}

/** Replaces secrets, also as they stand in addresses and in Base64. Values shorter than four characters are no secrets. */
export function withoutSecrets(text: string, secrets: SecretValues): string {
  const forms = Object.values(secrets)
    .filter((value) => value.length >= 4)
    .flatMap((value) => [value, encodeURIComponent(value), Buffer.from(value).toString('base64')])
  return forms.sort((a, b) => b.length - a.length).reduce((kept, form) => kept.replaceAll(form, '•••'), text)
}
