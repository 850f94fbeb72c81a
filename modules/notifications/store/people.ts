import type { Role } from '../../../kernel/access.ts'
import type { Language } from '../../../kernel/problem-texts.ts'
import { type Queryable, type Sql, sql } from '../../../platform/database/database.ts'
import type { Pace, Place, QuietHours } from '../rules.ts'

/** Somebody who can open what they are told of: an employee with an account. */
export interface Person {
  readonly id: string
  readonly name: string
  readonly role: Role
  readonly departmentId: string | null
  readonly email: string
  readonly language: Language
  /** IANA zone: their own, else the company's. */
  readonly zone: string
  readonly quiet: QuietHours | null
  /** False: no letters at all. */
  readonly mail: boolean
  /** Kind of notice → how soon by letter, where they chose it. */
  readonly paces: Readonly<Record<string, Pace>>
}

interface PersonRow extends Omit<Person, 'quiet' | 'language'> {
  readonly language: string
  readonly quietFrom: number | null
  readonly quietTo: number | null
}

const people = async (db: Queryable, workspaceId: string, where: Sql): Promise<Person[]> => {
  const rows = await db.query<PersonRow>(sql`
    select e.id, e.name, e.role, e.department_id as "departmentId", u.email, u.language, coalesce(p.timezone, w.timezone) as zone,
      p.quiet_from as "quietFrom", p.quiet_to as "quietTo", coalesce(p.mail, true) as mail, coalesce(p.paces, '{}') as paces
    from employees e
    join workspaces w on w.id = e.workspace_id
    join auth_users u on u.id = e.user_id
    left join notification_preferences p on p.workspace_id = ${workspaceId} and p.employee_id = e.id
    where e.workspace_id = ${workspaceId} and e.active and ${where} order by e.id`)
  return rows.map(({ quietFrom, quietTo, language, ...row }) => ({
    ...row,
    language: language === 'en' ? 'en' : 'ru',
    quiet: quietFrom === null || quietTo === null ? null : { from: quietFrom, to: quietTo },
  }))
}

export const listPeople = (db: Queryable, workspaceId: string): Promise<Person[]> => people(db, workspaceId, sql`true`)

export async function readPerson(db: Queryable, workspaceId: string, id: string): Promise<Person | null> {
  return (await people(db, workspaceId, sql`e.id = ${id}`))[0] ?? null
}

/** Where the interactions of some notices stand, by id; those that are gone are missing. */
export async function placesOf(
  db: Queryable,
  workspaceId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Place>> {
  if (ids.length === 0) return new Map()
  const rows = await db.query<Place & { readonly id: string }>(sql`
    select i.id, i.employee_id as "employeeId", i.department_id as "departmentId", i.source_id as "sourceId"
    from interactions i where i.workspace_id = ${workspaceId} and i.id = any(${[...ids]}::uuid[])`)
  return new Map(rows.map(({ id, ...place }) => [id, place]))
}
