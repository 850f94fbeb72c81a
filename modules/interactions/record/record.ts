import { isDeepStrictEqual } from 'node:util'
import { groupBy } from '../../../kernel/collections.ts'
import { newId } from '../../../kernel/ids.ts'
import { sql, type Transaction } from '../../../platform/database/database.ts'
import { resolveCustomers } from '../../customers/index.ts'
import { fold, type Told } from '../fold.ts'
import type { Observation } from '../observation.ts'
import type { Change, Projection } from '../projection.ts'
import type { InteractionRow } from '../row.ts'
import { contactsOf, deriveRow, type RecordingWorkspace } from './derive.ts'
import { readDirectory, resolveOrigins } from './directory.ts'
import { identityKey, loadKnown } from './load.ts'
import { insertRows, updateRows, writeDetails } from './write.ts'

export interface Recorded {
  readonly created: readonly string[]
  readonly updated: readonly string[]
  /** Interactions about which nothing new was told. */
  readonly unchanged: number
}

/**
 * One writer at a time per workspace, until the transaction ends. Batches make it cheap, and it ends the fight for hot
 * roll-up rows, double customers and lost folds at once.
 */
export const lockWriters = (tx: Transaction, workspaceId: string): Promise<unknown> =>
  tx.query(sql`select pg_advisory_xact_lock(hashtextextended(${`record:${workspaceId}`}, 0))`)

/**
 * The one door through which everything enters the record. Within the given transaction it folds observations into
 * interactions, finds employees, customers and origins, and brings every projection in step.
 * Telling the same thing twice, late or in another order gives the same record.
 */
export async function recordInteractions(
  tx: Transaction,
  options: {
    readonly workspace: RecordingWorkspace
    readonly observations: readonly Observation[]
    readonly projections: readonly Projection[]
    readonly importId?: string
    readonly now: Date
  },
): Promise<Recorded> {
  const { workspace, observations, projections, now } = options
  if (observations.length === 0) return { created: [], updated: [], unchanged: 0 }
  await lockWriters(tx, workspace.id)

  const groups = groupBy(observations, (told) => identityKey(told.provider, told.externalId))
  const identities = [...groups.values()]
    .flatMap((group) => group[0] ?? [])
    .map(({ provider, externalId }) => ({ provider, externalId }))
  const known = await loadKnown(tx, workspace.id, identities)
  const directory = await readDirectory(tx, workspace.id)
  const folded = [...groups].map(([key, group]) => {
    const before = known.get(key)
    const told = group.reduce<Told | null>(fold, before?.told ?? null)
    return { told: told as Told, before: before?.row ?? null }
  })
  const originOf = await resolveOrigins(
    tx,
    workspace.id,
    folded.flatMap(({ told }) => told.origin ?? []),
    now,
  )

  const derived = folded.map(({ told, before }) => ({
    told,
    before,
    row: deriveRow(told, {
      workspace,
      directory,
      before,
      now,
      origin: originOf(told.origin),
      id: before?.id ?? newId(now),
      importId: options.importId ?? null,
    }),
  }))
  const customerIds = await resolveCustomers(
    tx,
    workspace.id,
    derived.map(({ row, told }) => contactsOf(row, told)),
    now,
  )
  const settled = derived.map((entry, i) => ({
    ...entry,
    row: { ...entry.row, customerId: entry.row.customerId ?? customerIds[i] ?? null },
  }))

  const fresh = settled.filter(({ before }) => before === null)
  const changed = settled.filter(
    ({ before, row, told }) => before !== null && (!sameRow(before, row) || hasNews(known, told)),
  )
  await insertRows(
    tx,
    fresh.map(({ row }) => row),
  )
  await updateRows(
    tx,
    workspace.id,
    changed.map(({ row }) => row),
  )
  await writeDetails(
    tx,
    workspace.id,
    [...fresh, ...changed].map(({ row, told }) => ({ id: row.id, told })),
    changed.map(({ row }) => row.id),
    directory,
  )
  await project(
    tx,
    workspace.id,
    projections,
    [...fresh, ...changed].map(({ before, row }) => ({ before, after: row })),
  )
  return {
    created: fresh.map(({ row }) => row.id),
    updated: changed.map(({ row }) => row.id),
    unchanged: settled.length - fresh.length - changed.length,
  }
}

/** Brings every projection in step with the changes and tells live listeners when the transaction commits. */
export async function project(
  tx: Transaction,
  workspaceId: string,
  projections: readonly Projection[],
  changes: readonly Change[],
): Promise<void> {
  if (changes.length === 0) return
  for (const projection of projections) await projection.apply(tx, workspaceId, changes)
  await tx.query(sql`select pg_notify('lidoskop_live', ${JSON.stringify({ workspaceId, type: 'interactions' })})`)
}

const sameRow = (a: InteractionRow, b: InteractionRow): boolean =>
  isDeepStrictEqual({ ...a, updatedAt: null, told: null }, { ...b, updatedAt: null, told: null })

/** Whether the fold knows more than before: legs, messages, or facts that do not show in the row. */
function hasNews(known: Awaited<ReturnType<typeof loadKnown>>, told: Told): boolean {
  const before = known.get(identityKey(told.provider, told.externalId))?.told
  if (!before) return true
  const sorted = (value: Told) => ({
    ...value,
    legs: [...value.legs].sort((a, b) => a.key.localeCompare(b.key)),
    messages: [...value.messages].sort((a, b) => a.key.localeCompare(b.key)),
  })
  return !isDeepStrictEqual(sorted(before), sorted(told))
}
