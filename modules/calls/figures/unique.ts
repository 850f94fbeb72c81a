/** Unique numbers per person, department and company: from sealed days where the filter allows, else from the calls. */
import { addDays, daysBetween } from '../../../kernel/time.ts'
import { join, type Queryable, raw, type Sql, sql } from '../../../platform/database/database.ts'
import { type InteractionFilter, type Viewer, whereInteractions } from '../../interactions/index.ts'
import { sealedThrough } from './numbers.ts'
import { type Scope, scopeSql } from './scopes.ts'
import { departmentsSeen, type Period } from './source.ts'

/** So many unsealed days are compared with the sealed ones number by number; of more, everything is counted anew. */
const longestTail = 3

interface UniqueRow {
  readonly scope: Scope
  readonly employeeId: string | null
  readonly departmentId: string | null
  readonly numbers: number
}

/** `numbers(scope, employee, department)`: 0 where nobody was called. */
export type UniqueNumbers = (scope: Scope, employeeId: string | null, departmentId: string | null) => number

export async function uniqueNumbers(
  db: Queryable,
  viewer: Viewer,
  options: {
    readonly filter: InteractionFilter
    readonly period: Period
    readonly fromRollups: boolean
    readonly scopes: readonly Scope[]
  },
): Promise<UniqueNumbers> {
  const { filter, period, scopes } = options
  const sealed = options.fromRollups ? await sealedThrough(db, viewer.workspaceId) : null
  const useful = sealed !== null && sealed >= period.from && daysBetween(sealed, period.to) <= longestTail
  const statements = scopes.flatMap((scope) =>
    useful && sealed !== null
      ? [
          sealedDays(viewer, scope, period, filter, sealed),
          ...(sealed < period.to ? [tail(viewer, scope, period, filter, sealed)] : []),
        ]
      : [fromCalls(viewer, scope, filter)],
  )
  const rows = await db.query<UniqueRow>(join(statements, ' union all '))
  const found = new Map<string, number>()
  const key = (...parts: (string | null)[]) => parts.join(' ')
  for (const row of rows) {
    const name = key(row.scope, row.employeeId, row.departmentId)
    found.set(name, (found.get(name) ?? 0) + row.numbers)
  }
  return (scope, employeeId, departmentId) => found.get(key(scope, employeeId, departmentId)) ?? 0
}

const named = raw('employee_id as "employeeId", department_id as "departmentId"')

/** What sealed days add: numbers not met before within the period (figures/numbers.ts). */
function sealedDays(
  viewer: Viewer,
  scope: Scope,
  { from, to }: Period,
  filter: InteractionFilter,
  sealed: string,
): Sql {
  const last = sealed < to ? sealed : to
  const departments = departmentsSeen(viewer, filter)
  const within = departments ? sql`and department_id = any(${departments}::uuid[])` : sql``
  return sql`
    select ${scope} as scope, ${named},
      sum(numbers - coalesce(met[width_bucket(least(local_day - ${from}::date, 32766)::smallint, gaps)], 0))::int as numbers
    from call_number_days
    where workspace_id = ${viewer.workspaceId} and scope = ${scope}
      and local_day >= ${from}::date and local_day <= ${last}::date ${within}
    group by employee_id, department_id`
}

/** What the days after the seal add: numbers that no sealed day of the period has. */
function tail(viewer: Viewer, scope: Scope, { from, to }: Period, filter: InteractionFilter, sealed: string): Sql {
  const { owner, has, same } = scopeSql[scope]
  const where = whereInteractions({ ...filter, from: addDays(sealed, 1), to }, viewer)
  return sql`
    select ${scope} as scope, ${named}, count(distinct party_hash)::int as numbers
    from (
      select i.party_hash, ${owner('i')} from interactions i
      where ${where} and i.party_hash is not null and ${has('i')} and not exists (
        select 1 from interactions e
        where e.workspace_id = ${viewer.workspaceId} and e.kind = 'call' and not e.is_test and e.party_hash is not null
          and e.party_hash = i.party_hash and ${same('i', 'e')}
          and e.local_day >= ${from}::date and e.local_day <= ${sealed}::date)
    ) fresh
    group by employee_id, department_id`
}

function fromCalls(viewer: Viewer, scope: Scope, filter: InteractionFilter): Sql {
  const { owner, has } = scopeSql[scope]
  return sql`
    select ${scope} as scope, ${named}, count(distinct party_hash)::int as numbers
    from (
      select i.party_hash, ${owner('i')} from interactions i
      where ${whereInteractions(filter, viewer)} and i.party_hash is not null and ${has('i')}
    ) called
    group by employee_id, department_id`
}
