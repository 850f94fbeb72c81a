/** Calls that the exchange of a connection makes for us: a colleague's telephone rings first, then the client's. */
import type { Connection } from '../endpoints/connections.ts'
import type { DialRefusal } from '../reasons.ts'

export interface CallToPlace {
  /** Ours, new for every attempt. */
  readonly id: string
  /** The colleague's line, as `lineOf` chose it. */
  readonly line: string
  /** The client, E.164. */
  readonly phone: string
  /** The number of the company that the client is to see, E.164 or digits; null: as the exchange does by itself. */
  readonly callerId: string | null
  /** How long the colleague's telephone rings, in seconds, where the exchange lets that be said. */
  readonly ringSeconds: number
}

/** What became of the wish. Nothing of it says that somebody talked: that comes from the telephony's events alone. */
export type Placed =
  /** The exchange took it and rings the colleague. `callId`: by what its events will name the call. */
  | { readonly kind: 'ringing'; readonly callId: string | null }
  /** The colleague has picked up and the client is being called. */
  | { readonly kind: 'answered'; readonly callId: string | null }
  /** The colleague did not pick up: nobody called the client. */
  | { readonly kind: 'unanswered'; readonly detail: string | null }
  /** Nobody was called at all. */
  | { readonly kind: 'refused'; readonly code: DialRefusal; readonly detail: string | null }
  /** The wish was sent and no answer came: whether somebody was called is not known. */
  | { readonly kind: 'unknown'; readonly detail: string | null }

export interface Asking {
  /** Exchanges of the own network may be called. */
  readonly allowPrivate: boolean
  readonly signal: AbortSignal
  /** Milliseconds until an answer must be there; 15,000 by default. */
  readonly patienceMs?: number
}

/** One provider's way to be asked for a call. A new one is a file beside this and a line in index.ts. */
export interface Dialler {
  /** By which of a person's lines this provider rings them; null where none fits. */
  lineOf(lines: readonly string[]): string | null
  /** Asks once. Never throws: what fails is a value. */
  place(connection: Connection, call: CallToPlace, asking: Asking): Promise<Placed>
}

/** An inner number, where the person has one; a telephone number else. */
export const extensionFirst = (lines: readonly string[]): string | null =>
  lines.find((line) => /^\d{1,6}$/.test(line)) ?? lines.find((line) => /^\+?\d{7,15}$/.test(line)) ?? null

/** E.164 as most providers want it: without the plus. */
export const digitsOf = (number: string): string => number.replace(/\D/g, '')

export const refused = (code: DialRefusal, detail: unknown = null): Placed => ({
  kind: 'refused',
  code,
  detail: detail === null || detail === undefined || detail === '' ? null : String(detail).slice(0, 300),
})
