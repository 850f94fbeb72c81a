/** Interactions that were recorded before the company said whose line it was. */
import { raw, sql, type Transaction } from '../../../platform/database/database.ts'
import type { Change, Projection } from '../projection.ts'
import { type InteractionRow, selectList } from '../row.ts'
import { departmentByLines } from './department.ts'
import { type Directory, lineKey, readDirectory } from './directory.ts'
import { recall } from './load.ts'
import { lockWriters, project } from './record.ts'

const batchSize = 2000

/**
 * Gives up to a batch of interactions that have nobody to the people whose lines they carry, with their legs and messages, and
 * up to a batch of those that have no department either to the departments whose lines they carry; brings every projection
 * in step. What has its employee or department already keeps it: a line may have changed hands since.
 * Returns how many it gave; the caller goes on in another transaction until there are none.
 */
export async function rematch(
  tx: Transaction,
  workspaceId: string,
  projections: readonly Projection[],
): Promise<number> {
  await lockWriters(tx, workspaceId)
  const directory = await readDirectory(tx, workspaceId)
  const given = await giveToPeople(tx, workspaceId, directory)
  given.push(...(await giveToDepartments(tx, workspaceId, directory)))
  await project(tx, workspaceId, projections, given)
  // Counted are those that were given: one that the two ways of lower-casing read differently must not be tried for ever.
  return given.length
}

async function giveToPeople(tx: Transaction, workspaceId: string, { employeeByLine }: Directory): Promise<Change[]> {
  const owners = [...employeeByLine].map(([line, { id }]) => ({ line, id }))
  const lines = owners.map(({ line }) => line)
  const rows = await tx.query<InteractionRow>(sql`
    select ${raw(selectList('i'))} from interactions i
    where i.workspace_id = ${workspaceId} and i.employee_id is null and lower(btrim(i.line)) = any(${lines}::text[])
    limit ${batchSize}`)
  const given = rows.flatMap((before) => {
    const owner = before.line ? employeeByLine.get(lineKey(before.line)) : undefined
    return owner ? { before, after: { ...before, employeeId: owner.id, departmentId: owner.departmentId } } : []
  })
  if (given.length === 0) return given
  await writeOwners(tx, workspaceId, given)
  const people = JSON.stringify(owners)
  const ids = given.map(({ after }) => after.id)
  for (const table of ['interaction_legs', 'interaction_messages']) {
    await tx.query(sql`
      update ${raw(table)} d set employee_id = w.id
      from jsonb_to_recordset(${people}::jsonb) as w(line text, id uuid)
      where d.workspace_id = ${workspaceId} and d.interaction_id = any(${ids}::uuid[])
        and d.employee_id is null and lower(btrim(d.line)) = w.line`)
  }
  return given
}

/** Finds by any of the lines that `departmentByLines` looks at, and lets it decide. */
async function giveToDepartments(
  tx: Transaction,
  workspaceId: string,
  { departmentByLine }: Directory,
): Promise<Change[]> {
  if (departmentByLine.size === 0) return []
  const lines = [...departmentByLine.keys()]
  const rows = await tx.query<InteractionRow>(sql`
    select ${raw(selectList('i'))} from interactions i
    where i.workspace_id = ${workspaceId} and i.employee_id is null and i.department_id is null and (
      lower(btrim(i.line)) = any(${lines}::text[]) or lower(btrim(i.told ->> 'line')) = any(${lines}::text[])
      or lower(btrim(i.our_address)) = any(${lines}::text[])
      or exists (select 1 from interaction_legs l where l.workspace_id = ${workspaceId} and l.interaction_id = i.id
        and lower(btrim(l.line)) = any(${lines}::text[])))
    limit ${batchSize}`)
  const given = (await recall(tx, workspaceId, rows)).flatMap(({ row, told }) => {
    const departmentId = departmentByLines(told, departmentByLine)
    return departmentId ? { before: row, after: { ...row, departmentId } } : []
  })
  await writeOwners(tx, workspaceId, given)
  return given
}

async function writeOwners(
  tx: Transaction,
  workspaceId: string,
  given: readonly { readonly after: InteractionRow }[],
): Promise<void> {
  if (given.length === 0) return
  const owners = JSON.stringify(
    given.map(({ after: { id, employeeId, departmentId } }) => ({ id, employeeId, departmentId })),
  )
  await tx.query(sql`
    update interactions i set employee_id = w."employeeId", department_id = w."departmentId"
    from jsonb_to_recordset(${owners}::jsonb) as w(id uuid, "employeeId" uuid, "departmentId" uuid)
    where i.workspace_id = ${workspaceId} and i.id = w.id`)
}
