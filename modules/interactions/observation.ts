/**
 * What any channel tells about an interaction: one fact, possibly partial, possibly late, possibly told twice.
 * Adapters and file profiles produce observations; `recordInteractions` folds them into interactions.
 * Folding is commutative and idempotent, so order and repetition do not matter (see rules.ts).
 */

export const interactionKinds = ['call', 'chat', 'callback', 'form', 'email', 'messenger'] as const
export type InteractionKind = (typeof interactionKinds)[number]

/** Seen from the company: a client came in, we went out, or colleagues talked. */
export const directions = ['inbound', 'outbound', 'internal'] as const
export type Direction = (typeof directions)[number]

/** What one ring or one talk came to. */
export const legOutcomes = ['answered', 'no_answer', 'busy', 'failed', 'cancelled', 'machine'] as const
export type LegOutcome = (typeof legOutcomes)[number]

/** One person, queue or machine that was rung or talked. Times are instants (UTC). */
export interface LegObservation {
  /** Identity within the interaction; the same leg told twice has the same key. */
  readonly key: string
  /** Extension, line or login that was rung; employees are matched by it. */
  readonly line?: string
  readonly role?: 'person' | 'queue' | 'menu' | 'machine'
  readonly startedAt?: Date
  readonly answeredAt?: Date
  readonly endedAt?: Date
  readonly outcome?: LegOutcome
  /** Seconds that were really talked, where the provider says so. */
  readonly talkSeconds?: number
  /** The provider's own reason code, kept for the card. */
  readonly reason?: string
}

export interface MessageObservation {
  readonly key: string
  readonly at: Date
  readonly author: 'client' | 'employee' | 'bot' | 'system'
  /** Login, extension or e-mail of the employee. */
  readonly line?: string
  readonly text: string
}

/** Advertising source as names; unknown levels are left out. `certain: false` where the source is a guess. */
export interface OriginObservation {
  readonly source: string
  readonly campaign?: string
  readonly placement?: string
  readonly keyword?: string
  readonly certain?: boolean
}

/** What an origin that nobody told follows from: the number that was dialled, shown to one source or held for one visitor. */
export const originBases = ['static_number', 'held_number', 'shared_number', 'released_number'] as const
export type OriginBasis = (typeof originBases)[number]

export interface Observation {
  /** mango, uis, zadarma, generic, or the profile of a file ("csv:freepbx"). */
  readonly provider: string
  /** The provider's identity of the whole interaction (linked id, entry id, session id), whatever its legs. */
  readonly externalId: string
  readonly kind: InteractionKind
  /** When the provider says that this happened. */
  readonly at: Date
  readonly direction?: Direction
  readonly startedAt?: Date
  readonly answeredAt?: Date
  readonly endedAt?: Date
  /** The provider said that nothing more will come of it. */
  readonly finished?: boolean
  /** The other end, as the provider writes it: it is normalised on the way in. */
  readonly party?: {
    readonly phone?: string
    readonly email?: string
    readonly messenger?: string
    /** Id of the visitor of the company's site: it joins what one person did, and is no address. */
    readonly visitor?: string
    readonly name?: string
  }
  /** The company's own number, mailbox or site that the client came to (or we called from), as written. */
  readonly ourAddress?: string
  /** Extension, login or name of the employee, where the channel names one for the whole interaction. */
  readonly line?: string
  readonly legs?: readonly LegObservation[]
  readonly messages?: readonly MessageObservation[]
  readonly origin?: OriginObservation
  /** Id of the visit to a site that led to it, where the channel knows it. */
  readonly visit?: string
  /** Whole-interaction figures from a final summary; they overrule what the legs add up to. Seconds ≥ 0. */
  readonly waitSeconds?: number
  readonly talkSeconds?: number
  readonly durationSeconds?: number
  /** The provider's verdict on the whole, where it gives one. */
  readonly outcome?: LegOutcome
  readonly recordingUrl?: string
  /** Key of the class (interaction_classes.key), where a file brings it. */
  readonly classKey?: string
  readonly subject?: string
  /** A test contact: kept in the record and out of every conversion figure. */
  readonly isTest?: boolean
}
