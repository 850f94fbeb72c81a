import type { Reach, Role } from '../../../kernel/access.ts'
import { newId } from '../../../kernel/ids.ts'
import { Problem } from '../../../kernel/problem.ts'
import { appendAudit } from '../../../platform/audit/audit.ts'
import { type Queryable, type Sql, sql, type Transaction } from '../../../platform/database/database.ts'
import type { Employee } from '../contract.ts'
import { changedFields, distinctLines, losesLastKeeper } from '../rules.ts'
import { type By, lockPeople } from './by.ts'
import { requireDepartment } from './departments.ts'
import { replaceLines } from './lines.ts'

export interface EmployeeFields {
  readonly name: string
  readonly email: string | null
  readonly role: Role
  readonly departmentId: string | null
  /** Extensions, logins and numbers by which channels name the person. */
  readonly lines: readonly string[]
  readonly hiredOn: string | null
  readonly active: boolean
}

type Partially<Fields> = { readonly [Name in keyof Fields]?: Fields[Name] | undefined }

/** The condition on employees `e` that a reach gives: whose work, and therefore whose name, the member may see. */
function withinReach(reach: Reach): Sql {
  switch (reach.kind) {
    case 'all':
      return sql`true`
    case 'department':
      return sql`e.department_id = ${reach.departmentId}`
    case 'own':
      return sql`e.id = ${reach.employeeId}`
    case 'assigned':
      return sql`false`
  }
}

const selectEmployees = (workspaceId: string, where: Sql): Sql => sql`
  select e.id, e.name, e.email, e.role, e.department_id as "departmentId", e.hired_on as "hiredOn", e.active,
    e.user_id is not null as "signsIn",
    array(select l.line from employee_lines l where l.workspace_id = ${workspaceId} and l.employee_id = e.id order by l.line collate "C") as lines
  from employees e where e.workspace_id = ${workspaceId} and ${where} order by e.active desc, e.name, e.id`

/** The people within a reach: those who work there first, by name. */
export const listEmployees = (db: Queryable, workspaceId: string, reach: Reach): Promise<Employee[]> =>
  db.query(selectEmployees(workspaceId, withinReach(reach)))

/** Names alone, for lists and filters. */
export const listNames = (
  db: Queryable,
  workspaceId: string,
  reach: Reach,
): Promise<{ id: string; name: string; departmentId: string | null; active: boolean }[]> =>
  db.query(sql`
    select e.id, e.name, e.department_id as "departmentId", e.active from employees e
    where e.workspace_id = ${workspaceId} and ${withinReach(reach)} order by e.active desc, e.name, e.id`)

/** @throws Problem `not_found` where the company has no such person */
export async function requireEmployee(db: Queryable, workspaceId: string, id: string): Promise<Employee> {
  const [found] = await db.query<Employee>(selectEmployees(workspaceId, sql`e.id = ${id}`))
  if (!found) throw new Problem('not_found', { field: 'employeeId' })
  return found
}

const audited = ({ id: _, signsIn: __, ...fields }: Employee) => fields

/**
 * Adds a person; `userId` gives them an account to sign in with.
 * @throws Problem `email_taken`, `line_taken` (both name the owner), `not_found` for an unknown department
 */
export async function insertEmployee(
  tx: Transaction,
  workspaceId: string,
  person: Pick<EmployeeFields, 'name' | 'role'> & Partially<EmployeeFields> & { readonly userId?: string | null },
  by: By,
): Promise<Employee> {
  await lockPeople(tx, workspaceId)
  const employee: Employee = {
    id: newId(),
    name: person.name,
    email: person.email?.trim().toLowerCase() || null,
    role: person.role,
    departmentId: person.departmentId ?? null,
    lines: distinctLines(person.lines ?? []),
    hiredOn: person.hiredOn ?? null,
    active: person.active ?? true,
    signsIn: !!person.userId,
  }
  if (employee.departmentId) await requireDepartment(tx, workspaceId, employee.departmentId)
  await refuseTakenEmail(tx, workspaceId, employee)
  await tx.query(sql`
    insert into employees (workspace_id, id, name, email, role, department_id, user_id, hired_on, active, created_at)
    values (${workspaceId}, ${employee.id}, ${employee.name}, ${employee.email}, ${employee.role}, ${employee.departmentId},
      ${person.userId ?? null}, ${employee.hiredOn}, ${employee.active}, ${by.now})`)
  await replaceLines(tx, workspaceId, { kind: 'employee', id: employee.id }, employee.lines, [])
  await appendAudit(tx, workspaceId, [
    {
      at: by.now,
      actor: by.actor,
      action: 'employee.created',
      objectType: 'employee',
      objectId: employee.id,
      after: audited(employee),
    },
  ])
  return employee
}

/**
 * Changes a person; fields that are left out stay. Interactions already recorded keep the person they were recorded with.
 * @throws Problem `last_admin` where nobody would be left to manage people; `email_taken`, `line_taken`, `not_found`
 */
export async function updateEmployee(
  tx: Transaction,
  workspaceId: string,
  id: string,
  change: Partially<EmployeeFields>,
  by: By,
): Promise<Employee> {
  await lockPeople(tx, workspaceId)
  const before = await requireEmployee(tx, workspaceId, id)
  const after: Employee = {
    ...before,
    name: change.name ?? before.name,
    email: change.email === undefined ? before.email : change.email?.trim().toLowerCase() || null,
    role: change.role ?? before.role,
    departmentId: change.departmentId === undefined ? before.departmentId : change.departmentId,
    lines: change.lines === undefined ? before.lines : distinctLines(change.lines).sort(),
    hiredOn: change.hiredOn === undefined ? before.hiredOn : change.hiredOn,
    active: change.active ?? before.active,
  }
  const changed = changedFields(audited(before), audited(after))
  if (!changed) return before
  if (losesLastKeeper(before, after, await otherKeepers(tx, workspaceId, id))) throw new Problem('last_admin')
  if (after.departmentId && after.departmentId !== before.departmentId) {
    await requireDepartment(tx, workspaceId, after.departmentId)
  }
  if (after.email !== before.email) await refuseTakenEmail(tx, workspaceId, after)
  await tx.query(sql`
    update employees set name = ${after.name}, email = ${after.email}, role = ${after.role},
      department_id = ${after.departmentId}, hired_on = ${after.hiredOn}, active = ${after.active}
    where workspace_id = ${workspaceId} and id = ${id}`)
  if (changed.after.lines) await replaceLines(tx, workspaceId, { kind: 'employee', id }, after.lines, before.lines)
  await appendAudit(tx, workspaceId, [
    { at: by.now, actor: by.actor, action: 'employee.changed', objectType: 'employee', objectId: id, ...changed },
  ])
  return after
}

async function otherKeepers(tx: Transaction, workspaceId: string, id: string): Promise<number> {
  const [row] = await tx.query<{ count: number }>(sql`
    select count(*) as count from employees
    where workspace_id = ${workspaceId} and role = 'admin' and active and user_id is not null and id <> ${id}`)
  return row?.count ?? 0
}

async function refuseTakenEmail(tx: Transaction, workspaceId: string, person: Employee): Promise<void> {
  if (!person.email) return
  const [owner] = await tx.query<{ name: string }>(sql`
    select name from employees where workspace_id = ${workspaceId} and email = ${person.email} and id <> ${person.id}`)
  if (owner) throw new Problem('email_taken', { field: 'email' }, { email: person.email, name: owner.name })
}

/** The employment of an account, ended ones too, or null. */
export async function employeeOfAccount(db: Queryable, workspaceId: string, userId: string): Promise<Employee | null> {
  const [found] = await db.query<Employee>(selectEmployees(workspaceId, sql`e.user_id = ${userId}`))
  return found ?? null
}

/** The person of an e-mail, or null. */
export async function employeeOfEmail(db: Queryable, workspaceId: string, email: string): Promise<Employee | null> {
  const [found] = await db.query<Employee>(selectEmployees(workspaceId, sql`e.email = ${email}`))
  return found ?? null
}

/** Lets a person sign in with an account, in the role that their invitation named. */
export async function joinEmployee(
  tx: Transaction,
  workspaceId: string,
  id: string,
  account: { readonly userId: string; readonly email: string; readonly role: Role },
  by: By,
): Promise<void> {
  await lockPeople(tx, workspaceId)
  const before = await requireEmployee(tx, workspaceId, id)
  if (before.signsIn && before.active) throw new Problem('already_member')
  const after = { ...before, email: account.email, role: account.role, active: true }
  await refuseTakenEmail(tx, workspaceId, after)
  await tx.query(sql`
    update employees set user_id = ${account.userId}, email = ${account.email}, role = ${account.role}, active = true
    where workspace_id = ${workspaceId} and id = ${id}`)
  await appendAudit(tx, workspaceId, [
    {
      at: by.now,
      actor: by.actor,
      action: 'employee.joined',
      objectType: 'employee',
      objectId: id,
      ...(changedFields(audited(before), audited(after)) ?? {}),
    },
  ])
}
