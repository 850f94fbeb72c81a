/** Calls on tracking numbers: which have to be joined anew, and how many there were of each kind. */
import { type Queryable, raw, sql, type Transaction } from '../../../platform/database/database.ts'
import type { MatchKind } from '../rules.ts'

const batchSize = 2_000

/** Where a page of interactions ended. */
export interface Mark {
  readonly at: Date
  readonly id: string
}

/** Inbound calls on any of the addresses since a moment, oldest first, some thousand at a time. */
export const callsOn = (
  db: Queryable,
  workspaceId: string,
  addresses: readonly string[],
  after: Mark,
): Promise<Mark[]> =>
  db.query<Mark>(sql`
    select i.started_at as at, i.id from interactions i
    where i.workspace_id = ${workspaceId} and (i.started_at, i.id) > (${after.at}, ${after.id}::uuid)
      and i.kind = 'call' and i.direction = 'inbound' and lower(btrim(i.our_address)) = any(${addresses}::text[])
    order by i.started_at, i.id limit ${batchSize}`)

/** Holds and calls that are written at the same time do not see each other: looked at once more. */
const overlap = '30 seconds'

/** Calls since a moment whose number's holds were told or renewed after the call was joined. */
export const staleCalls = async (
  db: Queryable,
  workspaceId: string,
  window: { readonly since: Date; readonly now: Date },
): Promise<string[]> =>
  (
    await db.query<{ id: string }>(sql`
      select c.interaction_id as id from number_calls c
      where c.workspace_id = ${workspaceId} and c.started_at >= ${window.since} and exists (
        select 1 from number_holds h
        where h.workspace_id = ${workspaceId} and h.number = c.number
          and h.started_at <= c.started_at + interval '1 minute' and h.started_at > c.started_at - interval '14 hours'
          and h.told_at > c.matched_at - interval ${raw(`'${overlap}'`)} and h.told_at <= ${window.now})
      order by c.started_at limit ${batchSize}`)
  ).map(({ id }) => id)

/** Notes that calls were joined with all that is known now, and keeps those of numbers that were named only now. */
export async function noteMatched(
  tx: Transaction,
  workspaceId: string,
  ids: readonly string[],
  now: Date,
): Promise<void> {
  await tx.query(sql`
    insert into number_calls (workspace_id, interaction_id, number, started_at, kind, confidence, visit_id, outcome, is_test, matched_at)
    select ${workspaceId}::uuid, i.id, n.number, i.started_at,
      coalesce(i.origin_basis, case when i.source_id is null then 'none' else 'told' end), i.origin_confidence, i.visit_id,
      i.outcome, i.is_test, ${now}::timestamptz
    from interactions i
    join lateral (
      (select n.number from tracking_numbers n where n.workspace_id = ${workspaceId} and n.number = i.our_address)
      union all
      (select n.number from tracking_numbers n where n.workspace_id = ${workspaceId} and n.line_key = lower(btrim(i.our_address)))
      limit 1) n on true
    where i.workspace_id = ${workspaceId} and i.id = any(${ids}::uuid[]) and i.kind = 'call' and i.direction = 'inbound'
    on conflict (workspace_id, interaction_id) do update set matched_at = excluded.matched_at, kind = excluded.kind`)
}

export interface NumberCallCount {
  readonly number: string
  readonly calls: number
  readonly missed: number
  readonly lastAt: Date
  readonly kinds: Readonly<Partial<Record<MatchKind, number>>>
}

/** Calls of a period by number, tests left out. */
export async function countCalls(
  db: Queryable,
  workspaceId: string,
  period: { readonly from: Date; readonly to: Date },
): Promise<NumberCallCount[]> {
  const rows = await db.query<{ number: string; kind: MatchKind; calls: number; missed: number; lastAt: Date }>(sql`
    select c.number, c.kind, count(*) as calls, count(*) filter (where c.outcome <> 'talked') as missed, max(c.started_at) as "lastAt"
    from number_calls c
    where c.workspace_id = ${workspaceId} and c.started_at >= ${period.from} and c.started_at < ${period.to} and not c.is_test
    group by c.number, c.kind`)
  const counts = new Map<string, { -readonly [Field in keyof NumberCallCount]: NumberCallCount[Field] }>()
  for (const { number, kind, calls, missed, lastAt } of rows) {
    const count = counts.get(number) ?? { number, calls: 0, missed: 0, lastAt, kinds: {} }
    count.calls += calls
    count.missed += missed
    if (lastAt > count.lastAt) count.lastAt = lastAt
    count.kinds = { ...count.kinds, [kind]: calls }
    counts.set(number, count)
  }
  return [...counts.values()].sort((a, b) => b.calls - a.calls)
}
