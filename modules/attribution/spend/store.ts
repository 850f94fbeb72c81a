import { Problem } from '../../../kernel/problem.ts'
import { type Actor, type AuditEntry, appendAudit } from '../../../platform/audit/audit.ts'
import { type Queryable, type Sql, sql, type Transaction } from '../../../platform/database/database.ts'
import { tellLive } from '../../../platform/live/tell-live.ts'
import { lockWriters, type OriginObservation, resolveOrigins } from '../../interactions/index.ts'
import { originLevels } from '../contract.ts'
import { readAncestors, type Tree } from '../figures/tree.ts'
import type { SpendEntry } from './contract.ts'
import { removePeriod, writeStretch } from './periods.ts'

interface Period {
  readonly from: string
  readonly to: string
}

/** Who changes something, where and when. */
export interface Change {
  readonly workspaceId: string
  readonly currency: string
  readonly actor: Actor
  readonly now: Date
}

/** Money spent within the period, by what it was entered for. */
export const spendByOrigin = (
  db: Queryable,
  workspaceId: string,
  period: Period,
): Promise<{ originId: string | null; amount: number; entries: number }[]> =>
  db.query(sql`
    select s.origin_id as "originId", sum(s.amount)::bigint as amount, count(*)::int as entries from spend s
    where s.workspace_id = ${workspaceId} and s.replaced_by is null
      and s.day between ${period.from}::date and ${period.to}::date group by 1`)

/** Money spent by day. */
export const spendByDay = (
  db: Queryable,
  workspaceId: string,
  period: Period,
): Promise<{ day: string; amount: number }[]> =>
  db.query(sql`
    select s.day, sum(s.amount)::bigint as amount from spend s
    where s.workspace_id = ${workspaceId} and s.replaced_by is null
      and s.day between ${period.from}::date and ${period.to}::date group by 1 order by 1`)

/** Spend by origin, most first, with the money that no source is named for, and by day. */
export async function summariseSpend(db: Queryable, workspaceId: string, currency: string, period: Period) {
  const [amounts, days] = await Promise.all([
    spendByOrigin(db, workspaceId, period),
    spendByDay(db, workspaceId, period),
  ])
  const tree = await readAncestors(
    db,
    workspaceId,
    amounts.flatMap(({ originId }) => originId ?? []),
  )
  return {
    currency,
    total: amounts.reduce((sum, { amount }) => sum + amount, 0),
    unassigned: amounts.find(({ originId }) => originId === null)?.amount ?? 0,
    rows: amounts
      .map((row) => ({ ...row, origin: pathIn(tree, row.originId) }))
      .sort((a, b) => b.amount - a.amount || a.origin.join().localeCompare(b.origin.join(), 'ru')),
    days,
  }
}

interface SpendRow extends Omit<SpendEntry, 'origin'> {
  readonly periodId: string | null
}

const columnsOf = (
  workspaceId: string,
): Sql => sql`s.id, s.day, s.origin_id as "originId", s.amount, s.currency, s.note, s.import_id as "importId",
  s.system, s.kind, s.period_id as "periodId", s.updated_at as "updatedAt",
  (select jsonb_build_object('from', p.first_day, 'to', p.last_day, 'amount', p.amount) from spend_periods p
    where p.workspace_id = ${workspaceId} and p.id = s.period_id) as period`

/** Names from the source inward. */
export const pathIn = (tree: Tree, originId: string | null): string[] => {
  const lineage = tree.lineageOf(originId)
  return originLevels.flatMap((level) => tree.byId.get(lineage[level] ?? '')?.name ?? [])
}

const named = async (db: Queryable, workspaceId: string, rows: readonly SpendRow[]): Promise<SpendEntry[]> => {
  const tree = await readAncestors(
    db,
    workspaceId,
    rows.flatMap(({ originId }) => originId ?? []),
  )
  return rows.map(({ periodId: _, ...row }) => ({ ...row, origin: pathIn(tree, row.originId) }))
}

/** A page of amounts, newest day first, with how many there are and their sum. `origin` takes in everything below it. */
export async function listSpend(
  db: Queryable,
  workspaceId: string,
  asked: Period & {
    origin?: string | undefined
    import?: string | undefined
    after?: string | undefined
    limit: number
  },
): Promise<{ entries: SpendEntry[]; count: number; total: number; next: string | null }> {
  const below = sql`
    select s.origin_id from (
      with recursive down as (
        select o.id from origins o where o.workspace_id = ${workspaceId} and o.id = ${asked.origin === 'none' ? null : (asked.origin ?? null)}::uuid
        union all
        select o.id from down d join origins o on o.workspace_id = ${workspaceId} and o.parent_id = d.id
      ) select id as origin_id from down) s`
  const place =
    asked.origin === undefined
      ? sql`true`
      : asked.origin === 'none'
        ? sql`s.origin_id is null`
        : sql`s.origin_id in (${below})`
  const where = sql`s.workspace_id = ${workspaceId} and s.replaced_by is null and s.day between ${asked.from}::date and ${asked.to}::date and ${place}
    and (${asked.import ?? null}::uuid is null or s.import_id = ${asked.import ?? null}::uuid)`
  const [day, id] = asked.after?.split('/') ?? []
  const rows = await db.query<SpendRow>(sql`
    select ${columnsOf(workspaceId)} from spend s where ${where}
      and (${day ?? null}::date is null or (s.day, s.id) < (${day ?? null}::date, ${id ?? null}::uuid))
    order by s.day desc, s.id desc limit ${asked.limit + 1}`)
  const [whole] = await db.query<{ count: number; total: number }>(
    sql`select count(*)::int as count, coalesce(sum(s.amount), 0)::bigint as total from spend s where ${where}`,
  )
  const page = rows.slice(0, asked.limit)
  const last = page.at(-1)
  return {
    entries: await named(db, workspaceId, page),
    count: whole?.count ?? 0,
    total: whole?.total ?? 0,
    next: rows.length > asked.limit && last ? `${last.day}/${last.id}` : null,
  }
}

async function readEntry(db: Queryable, workspaceId: string, id: string): Promise<SpendRow> {
  const [row] = await db.query<SpendRow>(
    sql`select ${columnsOf(workspaceId)} from spend s where s.workspace_id = ${workspaceId} and s.id = ${id} and s.replaced_by is null`,
  )
  if (!row) throw new Problem('not_found', { field: 'id' })
  return row
}

/** Names from the source inward as an origin of the record; null for none. */
export const originOf = (names: readonly (string | undefined)[]): OriginObservation | null => {
  const [source, campaign, placement, keyword] = names
  return source
    ? { source, ...(campaign && { campaign }), ...(placement && { placement }), ...(keyword && { keyword }) }
    : null
}

/** The ids of origins by name, made where they are new, so that money may be known before the first contact comes. */
export async function findOrigins(
  tx: Transaction,
  workspaceId: string,
  origins: readonly OriginObservation[],
  now: Date,
): Promise<(origin: OriginObservation | null) => string | null> {
  await lockWriters(tx, workspaceId)
  const idsOf = await resolveOrigins(tx, workspaceId, origins, now)
  return (origin) => {
    const ids = idsOf(origin)
    return ids.keywordId ?? ids.placementId ?? ids.campaignId ?? ids.sourceId
  }
}

interface NewSpend {
  readonly day: string
  /** The last day of an amount for several; it is spread evenly. */
  readonly until?: string | null | undefined
  readonly origin: readonly string[]
  readonly amount: number
  readonly note: string | null
}

/** Enters an amount by hand. @throws Problem spend_period_wrong */
export async function addSpend(tx: Transaction, change: Change, entry: NewSpend): Promise<SpendEntry> {
  const origin = originOf(entry.origin)
  const idOf = await findOrigins(tx, change.workspaceId, origin ? [origin] : [], change.now)
  const { day, until = null, amount, note } = entry
  const id = await writeStretch(tx, change, { day, until, amount, note, originId: idOf(origin) })
  return audited(tx, change, 'spend.added', null, id)
}

/**
 * Corrects an amount. Fields that are left out stay. Any day of an amount for several stands for the whole of it.
 * @throws Problem spend_period_wrong
 */
export async function changeSpend(
  tx: Transaction,
  change: Change,
  id: string,
  entry: { [Field in keyof NewSpend]?: NewSpend[Field] | undefined },
): Promise<SpendEntry> {
  await lockWriters(tx, change.workspaceId)
  const before = await readEntry(tx, change.workspaceId, id)
  const origin = entry.origin === undefined ? null : originOf(entry.origin)
  const idOf = await findOrigins(tx, change.workspaceId, origin ? [origin] : [], change.now)
  const originId = entry.origin === undefined ? before.originId : idOf(origin)
  const note = entry.note === undefined ? before.note : entry.note
  const until = entry.until === undefined ? (before.period?.to ?? null) : entry.until
  if (before.importId === null && (before.periodId || until)) {
    const day = entry.day ?? before.period?.from ?? before.day
    const amount = entry.amount ?? before.period?.amount ?? before.amount
    if (before.periodId) await removePeriod(tx, change.workspaceId, before.periodId)
    else await tx.query(sql`delete from spend where workspace_id = ${change.workspaceId} and id = ${id}`)
    await writeStretch(tx, change, { day, until, amount, note, originId }, id)
    return audited(tx, change, 'spend.changed', before, id)
  }
  // What a person corrected is no longer what the advertising system wrote.
  await tx.query(sql`
    update spend set day = ${entry.day ?? before.day}, origin_id = ${originId}, amount = ${entry.amount ?? before.amount},
      written = case when ${entry.amount !== undefined} then null else written end, note = ${note}, updated_at = ${change.now}
    where workspace_id = ${change.workspaceId} and id = ${id}`)
  return audited(tx, change, 'spend.changed', before, id)
}

/** Removes an amount; the log keeps it. */
export async function removeSpend(tx: Transaction, change: Change, id: string): Promise<void> {
  await lockWriters(tx, change.workspaceId)
  const before = await readEntry(tx, change.workspaceId, id)
  const [entry] = await named(tx, change.workspaceId, [before])
  if (before.periodId) await removePeriod(tx, change.workspaceId, before.periodId)
  else await tx.query(sql`delete from spend where workspace_id = ${change.workspaceId} and id = ${id}`)
  await logSpend(tx, change, { action: 'spend.removed', objectType: 'spend', objectId: id, before: told(entry) })
}

async function audited(
  tx: Transaction,
  change: Change,
  action: string,
  before: SpendRow | null,
  id: string,
): Promise<SpendEntry> {
  const after = await readEntry(tx, change.workspaceId, id)
  const entries = await named(tx, change.workspaceId, before ? [after, before] : [after])
  const [entry, old] = entries
  if (!entry) throw new Problem('not_found', { field: 'id' })
  await logSpend(tx, change, {
    ...{ action, objectType: 'spend', objectId: id, after: told(entry) },
    ...(old && { before: told(old) }),
  })
  return entry
}

/** Writes a change of spend into the log and tells open screens. */
export async function logSpend(
  tx: Transaction,
  { workspaceId, actor, now }: Change,
  entry: Omit<AuditEntry, 'at' | 'actor'>,
): Promise<void> {
  await appendAudit(tx, workspaceId, [{ at: now, actor, ...entry }])
  await tellLive(tx, { workspaceId, type: 'attribution' })
}

/** What the log keeps of an amount. */
const told = (entry: SpendEntry | undefined) =>
  entry && {
    day: entry.period?.from ?? entry.day,
    ...(entry.period && { until: entry.period.to }),
    origin: entry.origin,
    amount: entry.period?.amount ?? entry.amount,
    currency: entry.currency,
    note: entry.note,
  }
