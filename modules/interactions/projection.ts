import type { Transaction } from '../../platform/database/database.ts'
import type { InteractionRow } from './row.ts'

/** What happened to one interaction: recorded (before is null), changed, or removed (after is null). */
export interface Change {
  readonly before: InteractionRow | null
  readonly after: InteractionRow | null
}

/**
 * Something that a higher module keeps in step with the record, in the same transaction as every change of it.
 * `interactions` knows nobody above it: modules hand their projections to the application, which hands them here.
 */
export interface Projection {
  readonly name: string
  apply(tx: Transaction, workspaceId: string, changes: readonly Change[]): Promise<void>
  /** Computes everything anew from the facts of one workspace. */
  rebuild(tx: Transaction, workspaceId: string): Promise<void>
}
