import { raw, type Sql } from '../../../platform/database/database.ts'

/** Whose unique numbers are counted. A number that two colleagues call is one number of their department. */
// `nobody` is the whole company's, `nobodyIn` a department's: the calls that came in on its lines and rang nobody.
export const scopes = ['person', 'nobody', 'nobodyIn', 'department', 'company'] as const
export type Scope = (typeof scopes)[number]

interface ScopeSql {
  /** `employee_id, department_id` of the one whose numbers they are, from table `alias`. */
  owner(alias: string): Sql
  /** Which rows have such an owner. */
  has(alias: string): Sql
  /** Rows of the same owner, where `row` and `other` both have one. */
  same(row: string, other: string): Sql
}

const nobody = `'00000000-0000-0000-0000-000000000000'::uuid`

export const scopeSql: Readonly<Record<Scope, ScopeSql>> = {
  person: {
    owner: (alias) => raw(`${alias}.employee_id, ${alias}.department_id`),
    has: (alias) => raw(`${alias}.employee_id is not null`),
    same: (row, other) =>
      raw(
        `${row}.employee_id = ${other}.employee_id and coalesce(${row}.department_id, ${nobody}) = coalesce(${other}.department_id, ${nobody})`,
      ),
  },
  nobody: {
    owner: () => raw('null::uuid as employee_id, null::uuid as department_id'),
    has: (alias) => raw(`${alias}.employee_id is null`),
    same: (row, other) => raw(`${row}.employee_id is null and ${other}.employee_id is null`),
  },
  nobodyIn: {
    owner: (alias) => raw(`null::uuid as employee_id, ${alias}.department_id`),
    has: (alias) => raw(`${alias}.employee_id is null and ${alias}.department_id is not null`),
    same: (row, other) =>
      raw(
        `${row}.employee_id is null and ${other}.employee_id is null and ${row}.department_id = ${other}.department_id`,
      ),
  },
  department: {
    owner: (alias) => raw(`null::uuid as employee_id, ${alias}.department_id`),
    has: () => raw('true'),
    same: (row, other) =>
      raw(`coalesce(${row}.department_id, ${nobody}) = coalesce(${other}.department_id, ${nobody})`),
  },
  company: {
    owner: () => raw('null::uuid as employee_id, null::uuid as department_id'),
    has: () => raw('true'),
    same: () => raw('true'),
  },
}
