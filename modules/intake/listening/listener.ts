/** Providers that we go to: a mailbox, an exchange's socket, a CRM that is asked again and again. */
import type { Kept, Provider, SecretValues, Settings } from '../adapters/adapter.ts'
import type { FailureCode } from '../reasons.ts'

/** One connection, as its listener sees it. */
export interface Source {
  readonly workspaceId: string
  readonly endpointId: string
  readonly secrets: SecretValues
  readonly settings: Settings
  /** Where the provider's requests come in, as the world sees it; null where the server was not told its own address. */
  readonly address: string | null
  /** What `saveCursor` was last given, by this listener or the one before it; null at first. */
  readonly cursor: unknown
  /** Remembers how far the provider was read; JSON. Save it after `keep`: an event read twice is one event. */
  saveCursor(cursor: unknown): Promise<void>
  /** Durable first: resolves when the events are in the inbox. */
  keep(events: readonly Kept[]): Promise<void>
  /** The connection works (again). Cheap to say at every turn. */
  ok(): Promise<void>
  /** Nothing is to be gone for, the provider calls us: waits until the connection is changed or looked at again. */
  idle(): Promise<void>
}

/**
 * Runs until `signal` is aborted or the connection ends; whether it resolves or throws then, it is started again after a
 * while. A polling listener loops by itself and throws where the provider does not answer.
 */
export type Listener = (source: Source, signal: AbortSignal) => Promise<void>
export type Listeners = Readonly<Partial<Record<Provider, Listener>>>

/** A failure with a name. `detail` is shown to people as it is: the provider's own words, never a secret. */
export class ConnectionFailure extends Error {
  readonly code: FailureCode
  readonly detail: string | null

  constructor(code: FailureCode, detail?: string, options?: ErrorOptions) {
    super(detail ? `${code}: ${detail}` : code, options)
    this.name = 'ConnectionFailure'
    this.code = code
    this.detail = detail ?? null
  }
}
