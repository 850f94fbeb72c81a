/** The company's numbers and what each of them stood for, and when. */
import { newId } from '../../../kernel/ids.ts'
import { recordset } from '../../../platform/database/bulk.ts'
import { type Queryable, sql, type Transaction } from '../../../platform/database/database.ts'
import type { UseKind } from '../rules.ts'

export interface NumberUse {
  readonly since: Date
  readonly kind: UseKind
  readonly poolId: string | null
  readonly source: string | null
  readonly campaign: string | null
  readonly placement: string | null
  readonly keyword: string | null
  /** Printed, broadcast or painted: no site shows it. */
  readonly offline: boolean
  readonly siteId: string | null
  /** Numbers on the page in whose place it stands. E.164. */
  readonly replaces: readonly string[]
}

export interface TrackingNumber {
  readonly id: string
  /** E.164. */
  readonly number: string
  /** What the exchange calls it, where that is something else. */
  readonly line: string | null
  readonly label: string | null
  readonly createdAt: Date
  readonly use: NumberUse
}

const useColumns = sql`u.since, u.kind, u.pool_id as "poolId", u.source, u.campaign, u.placement, u.keyword, u.offline,
  u.site_id as "siteId", u.replaces`
const numberColumns = sql`n.id, n.number, n.line, n.label, n.created_at as "createdAt"`

type Flat = Omit<TrackingNumber, 'use'> & NumberUse

const toNumber = ({ id, number, line, label, createdAt, ...use }: Flat): TrackingNumber => ({
  ...{ id, number, line, label, createdAt },
  use,
})

/** Every number of the company with what it stands for at `at`. */
export const listNumbers = async (db: Queryable, workspaceId: string, at: Date): Promise<TrackingNumber[]> =>
  (
    await db.query<Flat>(sql`
      select ${numberColumns}, ${useColumns}
      from tracking_numbers n
      join lateral (
        select u.* from number_uses u where u.workspace_id = ${workspaceId} and u.number_id = n.id and u.since <= ${at}
        order by u.since desc limit 1) u on true
      where n.workspace_id = ${workspaceId} order by n.created_at, n.number`)
  ).map(toNumber)

/** One number, locked for whoever is going to change it. */
export async function lockNumber(tx: Transaction, workspaceId: string, id: string): Promise<TrackingNumber | null> {
  const [locked] = await tx.query(
    sql`select n.id from tracking_numbers n where n.workspace_id = ${workspaceId} and n.id = ${id} for update`,
  )
  if (!locked) return null
  const [row] = await tx.query<Flat>(sql`
    select ${numberColumns}, ${useColumns} from tracking_numbers n
    join number_uses u on u.workspace_id = ${workspaceId} and u.number_id = n.id
    where n.workspace_id = ${workspaceId} and n.id = ${id} order by u.since desc limit 1`)
  return row ? toNumber(row) : null
}

export interface NewNumber {
  readonly number: string
  readonly line: string | null
  readonly label: string | null
  readonly use: NumberUse
}

/** Exchanges' names of lines are compared without case. */
const lineKeyOf = (line: string | null): string | null => line?.trim().toLowerCase() || null

/** Adds numbers that the company did not have; the others are left alone. Returns the ids of those that are new. */
export async function insertNumbers(
  tx: Transaction,
  workspaceId: string,
  numbers: readonly NewNumber[],
  now: Date,
): Promise<string[]> {
  const rows = numbers.map(({ number, line, label }) => ({
    id: newId(now),
    number,
    line,
    lineKey: lineKeyOf(line),
    label,
  }))
  const types = { id: 'uuid', number: 'text', line: 'text', lineKey: 'text', label: 'text' }
  const added = await tx.query<{ id: string; number: string }>(sql`
    insert into tracking_numbers (workspace_id, id, number, line, line_key, label, created_at)
    select ${workspaceId}::uuid, w.id, w.number, w.line, w."lineKey", w.label, ${now}::timestamptz from ${recordset('w', types, rows)}
    on conflict (workspace_id, number) do nothing returning id, number`)
  const idOf = new Map(added.map(({ id, number }) => [number, id]))
  for (const { number, use } of numbers) {
    const id = idOf.get(number)
    if (id) await writeUse(tx, workspaceId, id, use)
  }
  return added.map(({ id }) => id)
}

export const updateNumber = (
  tx: Transaction,
  workspaceId: string,
  id: string,
  { line, label }: { line: string | null; label: string | null },
): Promise<unknown> =>
  tx.query(sql`
    update tracking_numbers set line = ${line}, line_key = ${lineKeyOf(line)}, label = ${label}
    where workspace_id = ${workspaceId} and id = ${id}`)

/** From `use.since` on the number stands for something else. What was said of later times is forgotten. */
export async function writeUse(tx: Transaction, workspaceId: string, numberId: string, use: NumberUse): Promise<void> {
  await tx.query(
    sql`delete from number_uses where workspace_id = ${workspaceId} and number_id = ${numberId} and since >= ${use.since}`,
  )
  await tx.query(sql`
    insert into number_uses (workspace_id, number_id, since, kind, pool_id, source, campaign, placement, keyword, offline, site_id, replaces)
    values (${workspaceId}, ${numberId}, ${use.since}, ${use.kind}, ${use.poolId}, ${use.source}, ${use.campaign}, ${use.placement},
      ${use.keyword}, ${use.offline}, ${use.siteId}, ${use.replaces})`)
}

/** Brings the slots of every pool in step with the numbers that are in it now. Held numbers stay held. */
export async function settleSlots(tx: Transaction, workspaceId: string, now: Date): Promise<void> {
  const current = sql`
    select n.number, u.pool_id from tracking_numbers n
    join lateral (
      select u.kind, u.pool_id from number_uses u where u.workspace_id = ${workspaceId} and u.number_id = n.id and u.since <= ${now}
      order by u.since desc limit 1) u on true
    where n.workspace_id = ${workspaceId} and u.kind = 'pool'`
  await tx.query(sql`
    delete from number_slots s where s.workspace_id = ${workspaceId}
      and not exists (select 1 from (${current}) c where c.number = s.number and c.pool_id = s.pool_id)`)
  await tx.query(sql`
    insert into number_slots (workspace_id, pool_id, number, held_until, given_at, shown_at)
    select ${workspaceId}::uuid, c.pool_id, c.number, ${now}::timestamptz, ${now}::timestamptz, ${now}::timestamptz from (${current}) c
    on conflict (workspace_id, pool_id, number) do nothing`)
}
