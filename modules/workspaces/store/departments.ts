import { newId } from '../../../kernel/ids.ts'
import { numberOf } from '../../../kernel/phone-spellings.ts'
import { Problem } from '../../../kernel/problem.ts'
import { appendAudit } from '../../../platform/audit/audit.ts'
import { type Queryable, type Sql, sql, type Transaction } from '../../../platform/database/database.ts'
import type { Department } from '../contract.ts'
import { changedFields, distinctLines } from '../rules.ts'
import { type By, lockPeople } from './by.ts'
import { countryOf, replaceLines } from './lines.ts'

interface DepartmentFields {
  readonly name: string
  /** Queues, ring groups and the company's own numbers, in any way a number is written. */
  readonly lines?: readonly string[] | undefined
}

const selectDepartments = (workspaceId: string, where: Sql): Sql => sql`
  select d.id, d.name,
    array(select l.line from department_lines l where l.workspace_id = ${workspaceId} and l.department_id = d.id order by l.line collate "C") as lines
  from departments d where d.workspace_id = ${workspaceId} and ${where} order by d.name, d.id`

/** The company's departments by name. */
export const listDepartments = (db: Queryable, workspaceId: string): Promise<Department[]> =>
  db.query(selectDepartments(workspaceId, sql`true`))

/** @throws Problem `not_found` where the company has no such department */
export async function requireDepartment(db: Queryable, workspaceId: string, id: string): Promise<Department> {
  const [found] = await db.query<Department>(selectDepartments(workspaceId, sql`d.id = ${id}`))
  if (!found) throw new Problem('not_found', { field: 'departmentId' })
  return found
}

async function refuseTakenName(tx: Transaction, workspaceId: string, name: string): Promise<void> {
  const taken = await tx.query(sql`select 1 from departments where workspace_id = ${workspaceId} and name = ${name}`)
  if (taken.length > 0) throw new Problem('conflict', { field: 'name' })
}

/** Lines as they are kept: numbers as E.164, so that every spelling of a number is one line; in order. */
async function keptLines(tx: Transaction, workspaceId: string, lines: readonly string[]): Promise<string[]> {
  const country = await countryOf(tx, workspaceId)
  return distinctLines(lines.map((line) => numberOf(line, country) ?? line)).sort()
}

const audited = ({ id: _, ...fields }: Department) => fields

/** Adds a department. @throws Problem `conflict` where the name is taken, `line_taken` (names the owner) */
export async function addDepartment(
  tx: Transaction,
  workspaceId: string,
  fields: DepartmentFields,
  by: By,
): Promise<Department> {
  await lockPeople(tx, workspaceId)
  await refuseTakenName(tx, workspaceId, fields.name)
  const lines = await keptLines(tx, workspaceId, fields.lines ?? [])
  const department: Department = { id: newId(), name: fields.name, lines }
  await tx.query(
    sql`insert into departments (workspace_id, id, name, created_at) values (${workspaceId}, ${department.id}, ${fields.name}, ${by.now})`,
  )
  await replaceLines(tx, workspaceId, { kind: 'department', id: department.id }, lines, [])
  await appendAudit(tx, workspaceId, [
    {
      at: by.now,
      actor: by.actor,
      action: 'department.created',
      objectType: 'department',
      objectId: department.id,
      after: audited(department),
    },
  ])
  return department
}

/**
 * Changes a department; fields that are left out stay. Interactions that have a department already keep it.
 * @throws Problem `not_found`, `conflict` where the name is taken, `line_taken` (names the owner)
 */
export async function updateDepartment(
  tx: Transaction,
  workspaceId: string,
  id: string,
  change: Partial<DepartmentFields>,
  by: By,
): Promise<Department> {
  await lockPeople(tx, workspaceId)
  const before = await requireDepartment(tx, workspaceId, id)
  const after: Department = {
    id,
    name: change.name ?? before.name,
    lines: change.lines === undefined ? before.lines : await keptLines(tx, workspaceId, change.lines),
  }
  const changed = changedFields(audited(before), audited(after))
  if (!changed) return before
  if (after.name !== before.name) await refuseTakenName(tx, workspaceId, after.name)
  await tx.query(sql`update departments set name = ${after.name} where workspace_id = ${workspaceId} and id = ${id}`)
  await replaceLines(tx, workspaceId, { kind: 'department', id }, after.lines, before.lines)
  await appendAudit(tx, workspaceId, [
    { at: by.now, actor: by.actor, action: 'department.changed', objectType: 'department', objectId: id, ...changed },
  ])
  return after
}
