/** Undoing an import. */
import { type Actor, appendAudit } from '../../../platform/audit/audit.ts'
import { raw, sql, type Transaction } from '../../../platform/database/database.ts'
import type { Projection } from '../projection.ts'
import { type InteractionRow, selectList } from '../row.ts'
import { lockWriters, project } from './record.ts'

const batchSize = 2000

export interface RemovedImport {
  /** Interactions that the import had created and that are gone. */
  readonly removed: number
  /** Of them, those to which a person had given a class. */
  readonly classified: number
}

/**
 * Takes back what an import created, in batches of bounded memory, and brings every projection in step.
 * What it only changed stays: facts that were told twice can't be told apart again, and an interaction of which anything
 * else told as well has stopped being the import's alone (its `importId` is null). Customers stay: other
 * records may know them.
 */
export async function removeImport(
  tx: Transaction,
  options: {
    readonly workspaceId: string
    readonly importId: string
    readonly projections: readonly Projection[]
    readonly actor: Actor
    readonly now: Date
  },
): Promise<RemovedImport> {
  const { workspaceId, importId, projections, actor, now } = options
  await lockWriters(tx, workspaceId)
  let removed = 0
  let classified = 0
  for (;;) {
    const rows = await tx.query<InteractionRow>(sql`
      select ${raw(selectList('i'))} from interactions i
      where i.workspace_id = ${workspaceId} and i.import_id = ${importId} limit ${batchSize}`)
    if (rows.length === 0) break
    const ids = rows.map((row) => row.id)
    for (const table of ['interaction_legs', 'interaction_messages']) {
      await tx.query(
        sql`delete from ${raw(table)} where workspace_id = ${workspaceId} and interaction_id = any(${ids}::uuid[])`,
      )
    }
    await tx.query(sql`delete from interactions where workspace_id = ${workspaceId} and id = any(${ids}::uuid[])`)
    await project(
      tx,
      workspaceId,
      projections,
      rows.map((before) => ({ before, after: null })),
    )
    removed += rows.length
    classified += rows.filter((row) => row.classSetBy !== null).length
  }
  await appendAudit(tx, workspaceId, [
    {
      at: now,
      actor,
      action: 'import.removed',
      objectType: 'import',
      objectId: importId,
      before: { interactions: removed, classifiedByPerson: classified },
    },
  ])
  return { removed, classified }
}
