import { type Role, roles } from '../../kernel/access.ts'
import { newId } from '../../kernel/ids.ts'
import { type Database, sql } from '../database/database.ts'

export interface TestEmployee {
  readonly id: string
  readonly name: string
  readonly role: Role
  /** The extension that calls of this person carry. */
  readonly line: string
  readonly departmentId: string | null
}

export interface TestCompany {
  readonly id: string
  readonly slug: string
  readonly timezone: string
  readonly country: string
  readonly currency: string
  readonly departments: { readonly windows: string; readonly service: string }
  /** One person per role. Manager, senior and head work in `windows`. */
  readonly people: Readonly<Record<Role, TestEmployee>>
  /** A second manager of `windows` and one of `service`. */
  readonly secondManager: TestEmployee
  readonly otherManager: TestEmployee
  /** Id of each default class by key. */
  readonly classes: Readonly<Record<string, string>>
}

/** Classes as every new company gets them: key, group, names. */
const defaultClasses = [
  ['lead', 'lead', 'Целевое обращение', 'Lead'],
  ['upsell', 'upsell', 'Допродажа', 'Upsell'],
  ['accompanying', 'accompanying', 'Сопутствующее', 'Accompanying'],
  ['spam', 'destructive', 'Спам', 'Spam'],
  ['wrong_number', 'destructive', 'Ошиблись номером', 'Wrong number'],
] as const

const createdAt = new Date('2026-01-01T00:00:00Z')

/** A company with two departments, one person per role, two more managers, and default classes. */
export async function createCompany(
  db: Database,
  options: { slug?: string; name?: string; timezone?: string; country?: string } = {},
): Promise<TestCompany> {
  const id = newId()
  const slug = options.slug ?? `company-${id.slice(-8)}`
  const timezone = options.timezone ?? 'Europe/Moscow'
  const country = options.country ?? 'RU'
  const departments = { windows: newId(), service: newId() }
  const employee = (role: Role, line: string, departmentId: string | null): TestEmployee => ({
    id: newId(),
    name: `${role} ${line}`,
    role,
    line,
    departmentId,
  })
  const inSales: readonly Role[] = ['manager', 'senior', 'head']
  const people = Object.fromEntries(
    roles.map((role, index) => [
      role,
      employee(role, String(101 + index), inSales.includes(role) ? departments.windows : null),
    ]),
  ) as Record<Role, TestEmployee>
  const secondManager = employee('manager', '201', departments.windows)
  const otherManager = employee('manager', '202', departments.service)
  const classes = Object.fromEntries(defaultClasses.map(([key]) => [key, newId()])) as Record<string, string>

  await db.transaction(async (tx) => {
    await tx.query(sql`
      insert into workspaces (id, slug, name, timezone, currency, country, created_at)
      values (${id}, ${slug}, ${options.name ?? 'Тестовые окна'}, ${timezone}, 'RUB', ${country}, ${createdAt})`)
    await tx.query(sql`
      insert into departments (workspace_id, id, name, created_at)
      values (${id}, ${departments.windows}, 'Окна', ${createdAt}), (${id}, ${departments.service}, 'Сервис', ${createdAt})`)
    for (const person of [...Object.values(people), secondManager, otherManager]) {
      await tx.query(sql`
        insert into employees (workspace_id, id, name, role, department_id, created_at)
        values (${id}, ${person.id}, ${person.name}, ${person.role}, ${person.departmentId}, ${createdAt})`)
      await tx.query(
        sql`insert into employee_lines (workspace_id, line, employee_id) values (${id}, ${person.line}, ${person.id})`,
      )
    }
    for (const [position, [key, group, ru, en]] of defaultClasses.entries()) {
      await tx.query(sql`
        insert into interaction_classes (workspace_id, id, key, name_ru, name_en, class_group, color, position)
        values (${id}, ${classes[key]}, ${key}, ${ru}, ${en}, ${group}, 'gray', ${position})`)
    }
  })
  return { id, slug, timezone, country, currency: 'RUB', departments, people, secondManager, otherManager, classes }
}
