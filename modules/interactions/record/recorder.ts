import { productName } from '../../../kernel/product.ts'
import type { Actor } from '../../../platform/audit/audit.ts'
import type { Transaction } from '../../../platform/database/database.ts'
import type { Observation } from '../observation.ts'
import type { Projection } from '../projection.ts'
import type { RecordingWorkspace } from './derive.ts'
import { type HeardBatch, hearAll } from './hear.ts'
import { type Afresh, lockWriters, type Recorded, recordInteractions } from './record.ts'
import { recordAsNew } from './record-as-new.ts'
import { type Rematched, rematch, type Searched } from './rematch.ts'
import { type RemovedImport, removeImport } from './remove-import.ts'
import { reorigin } from './reorigin.ts'
import type { OriginResolver } from './way.ts'

/** The door to the record, with everybody's projections behind it. Made once in app/compose.ts. */
export interface Recorder {
  readonly projections: readonly Projection[]
  /**
   * Folds observations into the record; any order, any repetition and any cut into batches give the same record.
   * @throws Problem invalid_value with `row`, the place in `observations` of the one that names an impossible date
   */
  record(
    tx: Transaction,
    options: {
      readonly workspace: RecordingWorkspace
      /** What is told, or the same heard already. */
      readonly observations: readonly Observation[] | HeardBatch
      /** Nothing of it is expected to be known, as in a file that was never read: cheaper if so, slower if not, the same record. */
      readonly likelyNew?: boolean
      readonly importId?: string
      readonly afresh?: Afresh
      readonly now: Date
    },
  ): Promise<Recorded>
  /** Takes back what an import created. What it only changed stays as it is. */
  removeImport(
    tx: Transaction,
    options: {
      readonly workspace: Pick<RecordingWorkspace, 'id'>
      readonly importId: string
      /** Who undoes it; the system where nobody is named. */
      readonly actor?: Actor
      readonly now: Date
    },
  ): Promise<RemovedImport>
  /**
   * Gives a batch of interactions without an employee to the people or departments whose lines they carry; returns how far it
   * came, and with how many. Call it in one transaction after another, each from where the last came to, until it has seen all.
   */
  rematch(tx: Transaction, workspaceId: string, from: Searched): Promise<Rematched>
  /**
   * Finds anew how the clients of some interactions came, where more has become known since; returns how many came otherwise
   * than was thought. Up to some thousand ids in one transaction.
   */
  reorigin(tx: Transaction, workspaceId: string, ids: readonly string[], now: Date): Promise<number>
  /** Computes every projection of a workspace anew from the facts. */
  rebuild(tx: Transaction, workspaceId: string): Promise<void>
}

const system: Actor = { kind: 'system', id: null, name: productName }

const isHeard = (told: readonly Observation[] | HeardBatch): told is HeardBatch => told instanceof Map

/** Creates the recorder of an application whose modules keep the given projections; `originOf` knows the numbers that were dialled. */
export const createRecorder = (
  projections: readonly Projection[],
  originOf: OriginResolver | null = null,
): Recorder => ({
  projections,
  record: async (tx, { observations, likelyNew, ...options }) => {
    const heard = isHeard(observations) ? observations : hearAll(observations, options.workspace.country)
    const work = { ...options, heard, projections, originOf }
    return (likelyNew ? await recordAsNew(tx, work) : null) ?? (await recordInteractions(tx, work))
  },
  removeImport: (tx, { workspace, importId, actor, now }) =>
    removeImport(tx, { workspaceId: workspace.id, importId, projections, actor: actor ?? system, now }),
  rematch: (tx, workspaceId, from) => rematch(tx, workspaceId, projections, from),
  reorigin: (tx, workspaceId, ids, now) => reorigin(tx, { workspaceId, ids, projections, originOf, now }),
  rebuild: async (tx, workspaceId) => {
    await lockWriters(tx, workspaceId)
    for (const projection of projections) await projection.rebuild(tx, workspaceId)
  },
})
