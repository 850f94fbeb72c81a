import type { Transaction } from '../../../platform/database/database.ts'
import type { RecordingWorkspace } from '../../interactions/index.ts'
import type { Provider, Settings, StoredEvent } from '../adapters/adapter.ts'
import type { Reason } from '../reasons.ts'

/** An event that the record does not take as it is: a letter, a message, a deal. */
export interface HandedEvent {
  readonly workspace: RecordingWorkspace
  readonly workspaceId: string
  readonly endpointId: string
  readonly event: StoredEvent
  readonly settings: Settings
  readonly now: Date
}

/**
 * Takes an event in the transaction that settles it: both happen or neither. An event may be replayed, so the same one
 * handed again must change nothing. What it throws becomes the event's reason. It may say that the event is not wanted after
 * all, and why.
 */
export type Handler = (tx: Transaction, handed: HandedEvent) => Promise<Unwanted | undefined>

export interface Unwanted {
  readonly ignored: Reason
}
export type Handlers = Readonly<Partial<Record<Provider, Handler>>>
