import { newId } from '../../../kernel/ids.ts'
import { Problem } from '../../../kernel/problem.ts'
import { appendAudit } from '../../../platform/audit/audit.ts'
import { type Queryable, sql, type Transaction } from '../../../platform/database/database.ts'
import { type By, lockPeople } from './by.ts'

export interface Department {
  readonly id: string
  readonly name: string
}

/** The company's departments by name. */
export const listDepartments = (db: Queryable, workspaceId: string): Promise<Department[]> =>
  db.query(sql`select id, name from departments where workspace_id = ${workspaceId} order by name, id`)

/** @throws Problem `not_found` where the company has no such department */
export async function requireDepartment(db: Queryable, workspaceId: string, id: string): Promise<Department> {
  const [found] = await db.query<Department>(
    sql`select id, name from departments where workspace_id = ${workspaceId} and id = ${id}`,
  )
  if (!found) throw new Problem('not_found', { field: 'departmentId' })
  return found
}

async function refuseTakenName(tx: Transaction, workspaceId: string, name: string): Promise<void> {
  const taken = await tx.query(sql`select 1 from departments where workspace_id = ${workspaceId} and name = ${name}`)
  if (taken.length > 0) throw new Problem('conflict', { field: 'name' })
}

/** Adds a department. @throws Problem `conflict` where the name is taken */
export async function addDepartment(tx: Transaction, workspaceId: string, name: string, by: By): Promise<Department> {
  await lockPeople(tx, workspaceId)
  await refuseTakenName(tx, workspaceId, name)
  const id = newId()
  await tx.query(
    sql`insert into departments (workspace_id, id, name, created_at) values (${workspaceId}, ${id}, ${name}, ${by.now})`,
  )
  await appendAudit(tx, workspaceId, [
    {
      at: by.now,
      actor: by.actor,
      action: 'department.created',
      objectType: 'department',
      objectId: id,
      after: { name },
    },
  ])
  return { id, name }
}

/** Renames a department. @throws Problem `not_found`, or `conflict` where the name is taken */
export async function renameDepartment(
  tx: Transaction,
  workspaceId: string,
  id: string,
  name: string,
  by: By,
): Promise<Department> {
  await lockPeople(tx, workspaceId)
  const before = await requireDepartment(tx, workspaceId, id)
  if (before.name === name) return before
  await refuseTakenName(tx, workspaceId, name)
  await tx.query(sql`update departments set name = ${name} where workspace_id = ${workspaceId} and id = ${id}`)
  await appendAudit(tx, workspaceId, [
    {
      at: by.now,
      actor: by.actor,
      action: 'department.renamed',
      objectType: 'department',
      objectId: id,
      before: { name: before.name },
      after: { name },
    },
  ])
  return { id, name }
}
