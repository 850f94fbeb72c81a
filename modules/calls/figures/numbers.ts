/**
 * Exact unique numbers of any period, without reading the calls.
 *
 * A number counts once in a period if one day on which it was talked to has no earlier such day within the period. So each day
 * keeps, per person, how many numbers there were and, of those met before, how many days before: the different distances, ascending
 * (`gaps`), and how many numbers had been met so recently (`met`, running totals). For a period that begins on F, day D adds
 * `numbers − met[gaps not longer than D − F]`, which is one binary search in a short array (`width_bucket`). 90 days of 300
 * people are 27,000 such rows instead of millions of calls.
 *
 * The list changes when an earlier call is told later. So days are sealed when they are over, and a change of a sealed day
 * breaks the seal from there on. Unsealed days are counted from the calls themselves: figures are exact at every moment,
 * sealing only makes them fast.
 */
import { newId } from '../../../kernel/ids.ts'
import {
  type Database,
  type Queryable,
  raw,
  type Sql,
  sql,
  type Transaction,
} from '../../../platform/database/database.ts'
import type { Change, InteractionRow, Projection } from '../../interactions/index.ts'
import { countedWhere, isCounted } from './measures.ts'
import { type Scope, scopeSql, scopes } from './scopes.ts'

const neverSealed = '1970-01-01'

const isNumbered = (row: InteractionRow | null): row is InteractionRow =>
  row !== null && isCounted(row) && row.partyHash !== null

const sameOwner = (a: InteractionRow, b: InteractionRow): boolean =>
  a.partyHash === b.partyHash &&
  a.localDay === b.localDay &&
  a.employeeId === b.employeeId &&
  a.departmentId === b.departmentId

/** The earliest day whose unique numbers a change may move; null where it moves none. */
export function earliestMoved(changes: readonly Change[]): string | null {
  let earliest: string | null = null
  for (const { before, after } of changes) {
    const rows = [before, after].filter(isNumbered)
    const [first, second] = rows
    if (first && second && sameOwner(first, second)) continue
    for (const row of rows) if (earliest === null || row.localDay < earliest) earliest = row.localDay
  }
  return earliest
}

/** Breaks the seal where a change reaches behind it. */
export const callNumbers: Projection = {
  name: 'call_number_days',
  async apply(tx, workspaceId, changes) {
    const day = earliestMoved(changes)
    const now = new Date(Math.max(...changes.map(({ before, after }) => (after ?? before)?.updatedAt.getTime() ?? 0)))
    if (day !== null) await breakSeal(tx, workspaceId, day, now)
  },
  async rebuild(tx, workspaceId) {
    const [last] = await tx.query<{ day: string | null }>(sql`
      select max(i.local_day) as day from interactions i where i.workspace_id = ${workspaceId} and ${raw(countedWhere)}`)
    await writeDays(tx, workspaceId, neverSealed, last?.day ?? neverSealed)
    await tx.query(sql`
      insert into call_number_seals (workspace_id, sealed_through, changed_at)
      values (${workspaceId}, ${last?.day ?? neverSealed}::date, ${new Date(0)})
      on conflict (workspace_id) do update
      set sealed_through = excluded.sealed_through, sealing_id = null, sealing_through = null, broken_from = null`)
  },
}

/**
 * Days from `day` on are counted from the calls until they are sealed again. Old days move `changed_at`, so that sealing
 * waits for the end of an import. The row is locked even where nothing changes: who seals waits for who records.
 */
const breakSeal = (tx: Transaction, workspaceId: string, day: string, now: Date): Promise<unknown> =>
  tx.query(sql`
    insert into call_number_seals as s (workspace_id, sealed_through, changed_at)
    values (${workspaceId}, ${neverSealed}::date, ${now})
    on conflict (workspace_id) do update set
      sealed_through = least(s.sealed_through, ${day}::date - 1),
      broken_from = case when s.sealing_through >= ${day}::date then least(s.broken_from, ${day}::date) else s.broken_from end,
      changed_at = excluded.changed_at
    where s.sealed_through >= ${day}::date or s.sealing_through >= ${day}::date
      or ${day}::date < ${now.toISOString().slice(0, 10)}::date - 2`)

/** The last sealed day of the company; the first day of 1970 where none is. */
export async function sealedThrough(db: Queryable, workspaceId: string): Promise<string> {
  const [row] = await db.query<{ day: string }>(
    sql`select sealed_through as day from call_number_seals where workspace_id = ${workspaceId}`,
  )
  return row?.day ?? neverSealed
}

/** Companies whose days before `day` are not all sealed and have not been changed since `quietSince`. */
export const unsealed = (db: Queryable, day: string, quietSince: Date): Promise<{ workspaceId: string }[]> =>
  db.query(sql`
    select workspace_id as "workspaceId" from call_number_seals
    where sealed_through < ${day}::date and changed_at < ${quietSince}`)

/**
 * Seals every day up to `through` without holding up who records: first the intention is noted, then the days are computed,
 * then as many are sealed as were not touched meanwhile.
 */
export async function sealDays(db: Database, workspaceId: string, through: string): Promise<void> {
  const sealingId = newId()
  await db.query(sql`
    update call_number_seals set sealing_id = ${sealingId}, sealing_through = ${through}::date, broken_from = null
    where workspace_id = ${workspaceId}`)
  await db.transaction(async (tx) => {
    const [lock] = await tx.query<{ free: boolean }>(
      sql`select pg_try_advisory_xact_lock(hashtextextended(${`seal:${workspaceId}`}, 0)) as free`,
    )
    const after = await sealedThrough(tx, workspaceId)
    if (!lock?.free || after >= through) return
    await writeDays(tx, workspaceId, after, through)
    // Somebody else who began later has taken over the id, and this one's days stay unsealed: slow, never wrong.
    await tx.query(sql`
      update call_number_seals set sealing_id = null, sealing_through = null, broken_from = null,
        sealed_through = greatest(sealed_through, least(${through}::date, coalesce(broken_from - 1, ${through}::date)))
      where workspace_id = ${workspaceId} and sealing_id = ${sealingId}`)
  })
}

async function writeDays(tx: Transaction, workspaceId: string, after: string, through: string): Promise<void> {
  await tx.query(sql`delete from call_number_days where workspace_id = ${workspaceId} and local_day > ${after}::date`)
  for (const scope of scopes) await tx.query(sealScope(workspaceId, scope, after, through))
}

function sealScope(workspaceId: string, scope: Scope, after: string, through: string): Sql {
  const { owner, has } = scopeSql[scope]
  const numbered = sql`i.workspace_id = ${workspaceId} and ${raw(countedWhere)} and i.party_hash is not null`
  const met =
    after === neverSealed
      ? sql`true`
      : sql`i.party_hash in (select n.party_hash from interactions n where n.workspace_id = ${workspaceId}
          and n.kind = 'call' and not n.is_test and n.party_hash is not null
          and n.local_day > ${after}::date and n.local_day <= ${through}::date
          and n.started_at > ${after}::date - interval '1 day' and n.started_at < ${through}::date + interval '3 days')`
  return sql`
    insert into call_number_days (workspace_id, scope, local_day, employee_id, department_id, numbers, gaps, met)
    select ${workspaceId}::uuid, ${scope}, g.local_day, g.employee_id, g.department_id, sum(g.many),
      coalesce(array_agg(g.gap order by g.gap) filter (where g.gap is not null), '{}'),
      coalesce(array_agg(g.running order by g.gap) filter (where g.gap is not null), '{}')
    from (
      select m.local_day, m.employee_id, m.department_id, m.gap, count(*) as many,
        sum(count(*)) over (partition by m.local_day, m.employee_id, m.department_id order by m.gap nulls last)::int as running
      from (
        select d.employee_id, d.department_id, d.local_day, least(d.local_day - lag(d.local_day)
          over (partition by d.party_hash, d.employee_id, d.department_id order by d.local_day), 32767)::smallint as gap
        from (
          select distinct i.party_hash, i.local_day, ${owner('i')} from interactions i
          where ${numbered} and ${has('i')} and ${met} and i.local_day <= ${through}::date
        ) d
      ) m
      where m.local_day > ${after}::date
      group by m.local_day, m.employee_id, m.department_id, m.gap
    ) g
    group by g.local_day, g.employee_id, g.department_id`
}
