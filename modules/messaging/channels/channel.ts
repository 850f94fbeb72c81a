/** What a way to clients must be able to do: say what came in, and send. One file each beside this. */
import type { Answered, OutboundRequest } from '../../../platform/outbound/request.ts'
import type { Connection, Settings, StoredEvent } from '../../intake/index.ts'
import type { OriginObservation } from '../../interactions/index.ts'
import type { Client } from '../conversation.ts'
import type { Attempt, SendFailureCode } from '../rules.ts'
import type { LetterFacts } from '../store.ts'

/** Asks the provider over HTTP, within limits; the own network is refused unless the administrator allows it. */
export type Ask = (
  url: string,
  asked: OutboundRequest,
  limits?: { readonly timeoutMs?: number; readonly maxBytes?: number; readonly signal?: AbortSignal },
) => Promise<Answered>

export interface OutgoingFile {
  readonly name: string
  readonly mime: string
  readonly content: Buffer
}

/** An answer that a person wrote. */
export interface Outgoing {
  /** The same at every attempt. */
  readonly id: string
  readonly createdAt: Date
  readonly text: string
  readonly authorName: string
  readonly answerTo: Readonly<Record<string, unknown>>
  /** Of a letter: its headers, fixed before the first attempt. */
  readonly letter: OutgoingLetter | null
  readonly files: readonly OutgoingFile[]
}

export interface OutgoingLetter extends LetterFacts {
  /** The last letter of the client, to be quoted below the answer. */
  readonly quoted: { readonly at: string; readonly name: string; readonly text: string } | null
}

export interface Sent {
  /** The provider's identity of the message, as its own echo of it has; null where it tells none. */
  readonly messageId: string | null
}

/** A failure with a name. `detail` is the provider's own words, never a secret. */
export class SendFailure extends Error {
  readonly attempt: Exclude<Attempt, { kind: 'sent' }>
  readonly code: SendFailureCode
  readonly detail: string | null

  constructor(attempt: Exclude<Attempt, { kind: 'sent' }>, code: SendFailureCode, detail?: string) {
    super(detail ?? code)
    this.name = 'SendFailure'
    this.attempt = attempt
    this.code = code
    this.detail = detail?.slice(0, 300) ?? null
  }
}

/** A file that a messenger keeps for us. */
export interface IncomingFile {
  readonly name: string
  readonly mime: string
  readonly size: number | null
  /** What `fetchFile` needs to find it: never a secret. */
  readonly source: Readonly<Record<string, unknown>>
}

/** What a messenger told, in words of our own. */
export type Incoming =
  | {
      readonly kind: 'message'
      readonly chat: string
      /** The messenger's identity of the message within the chat; equal ones are one message. */
      readonly id: string
      readonly at: Date
      /** `employee`: written by the company elsewhere (the messenger's own application). */
      readonly author: 'client' | 'employee' | 'bot' | 'system'
      readonly text: string
      readonly client: Client
      readonly answerTo: Readonly<Record<string, unknown>>
      readonly origin?: OriginObservation
      readonly subject?: string
      readonly files?: readonly IncomingFile[]
    }
  | { readonly kind: 'edited'; readonly chat: string; readonly id: string; readonly at: Date; readonly text: string }
  /** How far an answer of ours has come. */
  | {
      readonly kind: 'receipt'
      readonly chat: string | null
      readonly id: string
      readonly at: Date
      readonly state: 'delivered' | 'read' | 'failed'
      readonly detail?: string
    }

export interface Channel {
  /** The channel's name in the record and in `providers`. */
  readonly provider: string
  /** The other side knows a message again by the identity that we gave it: what is sent twice is seen once. */
  readonly repeatable: boolean
  /** What an answer may be. */
  readonly limits: { readonly text: number; readonly files: boolean }
  /** Days after which a finished dialogue is not gone on with, where the settings say nothing. */
  readonly reopenDays: number
  /** Pure: what an event tells. Nothing: understood, and no matter of ours. @throws where it can't be read */
  read(event: StoredEvent, settings: Settings): readonly Incoming[]
  /** @throws SendFailure */
  send(connection: Connection, outgoing: Outgoing, ask: Ask): Promise<Sent>
  /** The bytes of a file that a message named; null where the messenger no longer has it. */
  fetchFile?(connection: Connection, source: Readonly<Record<string, unknown>>, ask: Ask): Promise<Buffer | null>
}

/** Letters are read by a way of their own (`mail/`): only the sending half is a channel. */
export type SendingChannel = Pick<Channel, 'provider' | 'repeatable' | 'limits' | 'send'>
