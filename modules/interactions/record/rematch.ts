/** Interactions that were recorded before the company said whose line it was. */
import { raw, sql, type Transaction } from '../../../platform/database/database.ts'
import type { Change, Projection } from '../projection.ts'
import { type InteractionRow, selectList } from '../row.ts'
import { departmentByLines } from './department.ts'
import { type Directory, lineKey, readDirectory } from './directory.ts'
import { recall } from './load.ts'
import { lockWriters, project } from './record.ts'

const batchSize = 2000
const first = '00000000-0000-0000-0000-000000000000'

/** How far the search has come: ids of interactions, or null where it has seen all. */
export interface Searched {
  readonly people: string | null
  readonly departments: string | null
}

export interface Rematched extends Searched {
  /** How many interactions found whose they are. */
  readonly given: number
}

export const fromTheBeginning: Searched = { people: first, departments: first }

/**
 * Gives up to a batch of interactions that have nobody to the people whose lines they carry, with their legs and messages, and
 * up to a batch of those that have no department either to the departments whose lines they carry; brings every projection
 * in step. What has its employee or department already keeps it: a line may have changed hands since.
 * Returns how far it came, and with how many; the caller goes on from there in another transaction until both have seen all.
 */
export async function rematch(
  tx: Transaction,
  workspaceId: string,
  projections: readonly Projection[],
  { people, departments }: Searched,
): Promise<Rematched> {
  await lockWriters(tx, workspaceId)
  const directory = await readDirectory(tx, workspaceId)
  const toPeople = people === null ? nothing : await giveToPeople(tx, workspaceId, directory, people)
  const toDepartments =
    departments === null ? nothing : await giveToDepartments(tx, workspaceId, directory, departments)
  const given = [...toPeople.given, ...toDepartments.given]
  await project(tx, workspaceId, projections, given)
  return { people: toPeople.last, departments: toDepartments.last, given: given.length }
}

interface Given {
  readonly given: readonly Change[]
  /** The last that was looked at, given or not: what nobody can be found for must not be looked at for ever. */
  readonly last: string | null
}

const nothing: Given = { given: [], last: null }

const lastOf = (rows: readonly InteractionRow[]): string | null =>
  rows.length < batchSize ? null : (rows.at(-1)?.id ?? null)

async function giveToPeople(
  tx: Transaction,
  workspaceId: string,
  { employeeByLine }: Directory,
  after: string,
): Promise<Given> {
  const owners = [...employeeByLine].map(([line, { id }]) => ({ line, id }))
  const lines = owners.map(({ line }) => line)
  const rows = await tx.query<InteractionRow>(sql`
    select ${raw(selectList('i'))} from interactions i
    where i.workspace_id = ${workspaceId} and i.employee_id is null and lower(btrim(i.line)) = any(${lines}::text[])
      and i.id > ${after}
    order by i.id limit ${batchSize}`)
  const given = rows.flatMap((before) => {
    const owner = before.line ? employeeByLine.get(lineKey(before.line)) : undefined
    return owner ? { before, after: { ...before, employeeId: owner.id, departmentId: owner.departmentId } } : []
  })
  const last = lastOf(rows)
  if (given.length === 0) return { given, last }
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
  return { given, last }
}

/** Finds by any of the lines that `departmentByLines` looks at, and lets it decide. */
async function giveToDepartments(
  tx: Transaction,
  workspaceId: string,
  { departmentByLine }: Directory,
  after: string,
): Promise<Given> {
  if (departmentByLine.size === 0) return nothing
  const lines = [...departmentByLine.keys()]
  const rows = await tx.query<InteractionRow>(sql`
    select ${raw(selectList('i'))} from interactions i
    where i.workspace_id = ${workspaceId} and i.id > ${after} and i.employee_id is null and i.department_id is null and (
      lower(btrim(i.line)) = any(${lines}::text[]) or lower(btrim(i.told ->> 'line')) = any(${lines}::text[])
      or lower(btrim(i.our_address)) = any(${lines}::text[])
      or exists (select 1 from interaction_legs l where l.workspace_id = ${workspaceId} and l.interaction_id = i.id
        and lower(btrim(l.line)) = any(${lines}::text[])))
    order by i.id limit ${batchSize}`)
  const given = (await recall(tx, workspaceId, rows)).flatMap(({ row, told }) => {
    const departmentId = departmentByLines(told, departmentByLine)
    return departmentId ? { before: row, after: { ...row, departmentId } } : []
  })
  await writeOwners(tx, workspaceId, given)
  return { given, last: lastOf(rows) }
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
