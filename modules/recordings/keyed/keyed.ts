/** Recordings that a provider gives only to whoever holds the keys of a connection. */
import type { Answered, OutboundLimits } from '../../../platform/outbound/request.ts'
import type { Connection, Provider } from '../../intake/index.ts'
import type { Fetched } from '../fetch/fetch.ts'

/** Where it can be had without keys, once or for a while. */
export interface Lent {
  readonly kind: 'lent'
  readonly url: string
}

/** One provider's way to give a recording out. A new one is a file beside this and a line in index.ts. */
export interface KeyedRecordings {
  readonly provider: Provider
  /** Whether nothing but keys opens an address of this provider's interactions. */
  isKeyed(url: string): boolean
  /** What to ask a connection for, or null where its keys have nothing to do with the address. */
  nameOf(url: string, connection: Connection): string | null
  /** Whether the connection was given what the provider wants for it. */
  hasKeys(connection: Connection): boolean
  /** Asks the provider's own host, which alone sees the keys. Throws the errors of the connection. */
  ask(name: string, connection: Connection, limits: OutboundLimits): Promise<Fetched | Lent>
}

/** The name in an address of our own form, `zadarma:1458313316.343456`. */
export const nameAfter = (scheme: string, url: string): string | null =>
  url.startsWith(`${scheme}:`) ? url.slice(scheme.length + 1) || null : null

/** What the status of an answer says by itself: the sound, an address that leads on, a refusal, or "later". */
export function ofStatus({ status, headers, body }: Answered): Fetched | Lent {
  if (status === 200) return { kind: 'got', bytes: body }
  if (status >= 300 && status < 400 && headers.location) return { kind: 'lent', url: headers.location }
  const detail = `HTTP ${status}`
  if (status === 401 || status === 403) return { kind: 'later', reason: 'keys_refused', detail }
  return { kind: 'later', reason: status < 500 && status !== 429 ? 'not_ready' : 'unreachable', detail }
}
