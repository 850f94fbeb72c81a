/** Who owns which line: one line has one owner, a person or a department. */
import { numberOf, spellingsOf } from '../../../kernel/phone-spellings.ts'
import { Problem } from '../../../kernel/problem.ts'
import { raw, sql, type Transaction } from '../../../platform/database/database.ts'

interface LineOwner {
  readonly kind: 'employee' | 'department'
  readonly id: string
}

const places = {
  employee: { table: raw('employee_lines'), owner: raw('employee_id') },
  department: { table: raw('department_lines'), owner: raw('department_id') },
} as const

/** The company's country, whose habits numbers without a code follow. */
export async function countryOf(tx: Transaction, workspaceId: string): Promise<string> {
  const [row] = await tx.query<{ country: string }>(sql`select country from workspaces where id = ${workspaceId}`)
  return row?.country ?? 'RU'
}

/**
 * Gives an owner exactly these lines; `before` are those they have. Call it under the people lock.
 * @throws Problem `line_taken` with the line and its owner's name; other spellings of a number are the same line
 */
export async function replaceLines(
  tx: Transaction,
  workspaceId: string,
  owner: LineOwner,
  lines: readonly string[],
  before: readonly string[],
): Promise<void> {
  const gone = before.filter((line) => !lines.includes(line))
  const come = lines.filter((line) => !before.includes(line))
  await refuseTaken(tx, workspaceId, owner, come)
  const place = places[owner.kind]
  await tx.query(
    sql`delete from ${place.table} where workspace_id = ${workspaceId} and ${place.owner} = ${owner.id} and line = any(${gone}::text[])`,
  )
  for (const line of come) {
    await tx.query(
      sql`insert into ${place.table} (workspace_id, line, ${place.owner}) values (${workspaceId}, ${line}, ${owner.id})`,
    )
  }
}

async function refuseTaken(
  tx: Transaction,
  workspaceId: string,
  owner: LineOwner,
  lines: readonly string[],
): Promise<void> {
  if (lines.length === 0) return
  const country = await countryOf(tx, workspaceId)
  const spellings = lines.flatMap((line) => [line, ...spellingsOf(numberOf(line, country) ?? line)])
  const [taken] = await tx.query<{ line: string; name: string }>(sql`
    select l.line, l.name from (
      select p.line, p.employee_id as id, e.name from employee_lines p
      join employees e on e.workspace_id = ${workspaceId} and e.id = p.employee_id where p.workspace_id = ${workspaceId}
      union all
      select p.line, p.department_id, d.name from department_lines p
      join departments d on d.workspace_id = ${workspaceId} and d.id = p.department_id where p.workspace_id = ${workspaceId}
    ) l
    where l.line = any(${spellings}::text[]) and l.id <> ${owner.id} order by l.line limit 1`)
  if (taken) throw new Problem('line_taken', { field: 'lines' }, taken)
}
