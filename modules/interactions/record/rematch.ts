/** Calls that were recorded before the company said whose line it was. */
import { raw, sql, type Transaction } from '../../../platform/database/database.ts'
import type { Projection } from '../projection.ts'
import { type InteractionRow, selectList } from '../row.ts'
import { readDirectory } from './directory.ts'
import { lockWriters, project } from './record.ts'

const batchSize = 2000

/**
 * Gives up to a batch of interactions that have nobody to the people whose lines they carry, with their legs and messages, and
 * brings every projection in step. What has its employee already keeps them: a line may have changed hands since.
 * Returns how many it gave; the caller goes on in another transaction until there are none.
 */
export async function rematch(
  tx: Transaction,
  workspaceId: string,
  projections: readonly Projection[],
): Promise<number> {
  await lockWriters(tx, workspaceId)
  const { employeeByLine } = await readDirectory(tx, workspaceId)
  const owners = [...employeeByLine].map(([line, { id, departmentId }]) => ({ line, id, departmentId }))
  const lines = owners.map(({ line }) => line)
  const rows = await tx.query<InteractionRow>(sql`
    select ${raw(selectList('i'))} from interactions i
    where i.workspace_id = ${workspaceId} and i.employee_id is null and lower(btrim(i.line)) = any(${lines}::text[])
    limit ${batchSize}`)
  if (rows.length === 0) return 0
  const after = rows.map((row) => {
    const owner = row.line ? employeeByLine.get(row.line.trim().toLowerCase()) : undefined
    return { ...row, employeeId: owner?.id ?? null, departmentId: owner?.departmentId ?? null }
  })
  const given = JSON.stringify(after.map(({ id, employeeId, departmentId }) => ({ id, employeeId, departmentId })))
  await tx.query(sql`
    update interactions i set employee_id = w."employeeId", department_id = w."departmentId"
    from jsonb_to_recordset(${given}::jsonb) as w(id uuid, "employeeId" uuid, "departmentId" uuid)
    where i.workspace_id = ${workspaceId} and i.id = w.id`)
  const people = JSON.stringify(owners)
  for (const table of ['interaction_legs', 'interaction_messages']) {
    await tx.query(sql`
      update ${raw(table)} d set employee_id = w.id
      from jsonb_to_recordset(${people}::jsonb) as w(line text, id uuid)
      where d.workspace_id = ${workspaceId} and d.interaction_id = any(${rows.map((row) => row.id)}::uuid[])
        and d.employee_id is null and lower(btrim(d.line)) = w.line`)
  }
  await project(
    tx,
    workspaceId,
    projections,
    rows.flatMap((before, i) => ({ before, after: after[i] ?? null })),
  )
  // Counted are those that were given: one that the two ways of lower-casing read differently must not be tried for ever.
  return after.filter((row) => row.employeeId !== null).length
}
