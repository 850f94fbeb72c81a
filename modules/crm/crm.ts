/** What a CRM must be able to do. One folder per system implements this; the rest of the module knows no system. */
import type { DealOutcome, DealProduct, DealSystem } from '../deals/index.ts'
import type { OriginObservation } from '../interactions/index.ts'

export interface StageTold {
  /** Identity of stage and pipeline together. */
  readonly key: string
  readonly pipelineId: string
  readonly pipeline: string
  readonly name: string
  readonly position: number
  readonly outcome: DealOutcome
}

export interface UserTold {
  readonly externalId: string
  readonly name: string
  readonly email: string | null
}

export interface Directory {
  readonly currency: string
  readonly stages: readonly StageTold[]
  readonly users: readonly UserTold[]
}

/** A deal in the CRM's own words. */
export interface DealTold {
  readonly externalId: string
  readonly name: string | null
  /** As written. */
  readonly phone: string | null
  readonly email: string | null
  readonly stageKey: string
  /** Where the CRM says it with the deal; otherwise the stage's. */
  readonly outcome: DealOutcome | null
  /** Minor units of `currency`. */
  readonly amount: number | null
  /** The account's where left out. */
  readonly currency: string | null
  readonly lostReason: string | null
  readonly url: string
  readonly userId: string | null
  readonly createdAt: Date
  readonly closedAt: Date | null
  readonly changedAt: Date
  readonly origin: OriginObservation | null
  /** What may name the interaction that it came of: its id, our mark, or the id of a lead that we made. */
  readonly ours: { readonly interactionId?: string; readonly mark?: string; readonly leadId?: string }
  readonly visitId: string | null
  readonly products?: readonly DealProduct[]
}

export interface StagePassed {
  readonly externalId: string
  readonly at: Date
  readonly stageKey: string
}

/** How far a CRM was read; its own JSON. Null at first. */
export type Cursor = unknown

/** Part of what was asked for. `cursor`: where to go on once the part is kept; null while nothing may be forgotten yet. */
export interface Part<Item> {
  readonly items: readonly Item[]
  readonly cursor: Cursor
}

/** An interaction as a CRM is told of it. */
export interface LeadToSend {
  readonly interactionId: string
  readonly mark: string
  readonly kind: string
  /** One line for people, with the mark. */
  readonly title: string
  readonly name: string | null
  /** E.164. */
  readonly phone: string | null
  readonly email: string | null
  /** What was said, for a comment or note. */
  readonly text: string
  readonly at: Date
  readonly origin: OriginObservation | null
  /** Its card here. */
  readonly url: string | null
}

export interface SentLead {
  readonly kind: 'lead' | 'unsorted' | 'deal'
  readonly externalId: string | null
  /** Identity of an unsorted one, whose lead's id is final only when somebody takes it. */
  readonly uid: string | null
  readonly url: string | null
}

export interface Crm {
  readonly system: Exclude<DealSystem, 'file'>
  /** Host of the account. */
  readonly account: string
  readDirectory(): Promise<Directory>
  /** Deals that changed since the cursor, in parts. */
  changed(cursor: Cursor, since: Date): AsyncIterable<Part<DealTold>>
  /** The deals that still exist among these; at most 50. */
  byIds(ids: readonly string[]): Promise<DealTold[]>
  /** Changes of stage since the cursor, in parts. */
  passed(cursor: Cursor, since: Date): AsyncIterable<Part<StagePassed>>
  /** @throws CrmRefusal where the CRM will never take it as it is */
  create(lead: LeadToSend): Promise<SentLead>
  /** Looks for a lead that an earlier attempt may have made. */
  find(lead: LeadToSend): Promise<SentLead | null>
}

/** The CRM understood and says no. `detail`: its own words. */
export class CrmRefusal extends Error {
  override readonly name = 'CrmRefusal'
  constructor(
    readonly status: number,
    readonly detail: string,
  ) {
    super(`${status}: ${detail}`)
  }
}
