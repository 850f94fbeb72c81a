/** What the database knows of the numbers that calls came in on: a few rows per call, each by its index. */
import { groupBy } from '../../../kernel/collections.ts'
import { recordset } from '../../../platform/database/bulk.ts'
import { type Queryable, type Sql, sql } from '../../../platform/database/database.ts'
import type { Hold } from '../rules.ts'
import type { NumberUse } from './numbers.ts'

/** A number of the company with everything that it ever stood for, the newest first. */
export interface KnownNumber {
  readonly number: string
  readonly uses: readonly KnownUse[]
}

export interface KnownUse extends Omit<NumberUse, 'replaces' | 'siteId' | 'offline'> {
  readonly holdSeconds: number | null
  readonly lateSeconds: number | null
}

/** Exchanges write their own names of lines in any case. */
const keyOf = (address: string): string => address.trim().toLowerCase()

/**
 * The tracking numbers among what was dialled, by what was dialled: E.164, or what the exchange calls the line. A company has few
 * numbers, however many calls: one look-up for a batch.
 */
export async function knownNumbers(
  db: Queryable,
  workspaceId: string,
  dialled: Iterable<string>,
): Promise<ReadonlyMap<string, KnownNumber>> {
  const addresses = [...new Set(dialled)]
  const known = new Map<string, KnownNumber>()
  if (addresses.length === 0) return known
  const rows = await db.query<{ number: string; lineKey: string | null } & KnownUse>(sql`
    select n.number, n.line_key as "lineKey", u.since, u.kind, u.pool_id as "poolId", u.source, u.campaign, u.placement, u.keyword,
      p.hold_seconds as "holdSeconds", p.late_seconds as "lateSeconds"
    from tracking_numbers n
    join number_uses u on u.workspace_id = ${workspaceId} and u.number_id = n.id
    left join number_pools p on p.workspace_id = ${workspaceId} and p.id = u.pool_id
    where n.workspace_id = ${workspaceId} and (n.number = any(${addresses}::text[]) or n.line_key = any(${addresses.map(keyOf)}::text[]))
    order by n.number, u.since desc`)
  const byNumber = groupBy(rows, ({ number }) => number)
  const byLine = new Map(rows.flatMap(({ lineKey, number }) => (lineKey ? [[lineKey, number] as const] : [])))
  for (const address of addresses) {
    const number = byNumber.has(address) ? address : byLine.get(keyOf(address))
    if (number) known.set(address, { number, uses: byNumber.get(number) ?? [] })
  }
  return known
}

/** What a number stood for at a moment; null where it was not the company's yet. */
export const standsFor = ({ uses }: KnownNumber, at: Date): KnownUse | null =>
  uses.find(({ since }) => since <= at) ?? null

export interface HeldNumber extends Hold {
  readonly i: number
  readonly visitorId: string
  readonly visitId: string
  readonly source: string | null
  readonly campaign: string | null
  readonly placement: string | null
  readonly keyword: string | null
  readonly certain: boolean | null
  /** When the caller first called this very number; null where never before, or where nobody knows who calls. */
  readonly knownSince: Date | null
}

/** A call whose number's holds are asked for: those that began by `before`. */
export interface AskedCall {
  readonly i: number
  readonly number: string
  readonly before: Date
  /** When it began. */
  readonly at: Date
  /** What was dialled, as it was told. */
  readonly address: string
  /** The caller, E.164; null where hidden. */
  readonly phone: string | null
}

/** More visitors than these never share one number at a time in a pool that is of any use. */
const mostHolds = 16

/** The statement behind `holdsAround`, for whoever wants to know how it is run. */
export const holdsAroundSql = (workspaceId: string, asked: readonly AskedCall[]): Sql => sql`
  select q.i, h.id, h.started_at as "startedAt", h.seen_at as "seenAt", h.until, h.visitor_id as "visitorId", h.visit_id as "visitId",
    h.source, h.campaign, h.placement, h.keyword, h.certain,
    k."knownSince"
  from ${recordset('q', { i: 'int', number: 'text', before: 'timestamptz', at: 'timestamptz', address: 'text', phone: 'text' }, asked)}
  left join lateral (
    select min(c.started_at) as "knownSince" from customer_contacts k
    join interactions c on c.workspace_id = ${workspaceId} and c.customer_id = k.customer_id
    where k.workspace_id = ${workspaceId} and k.kind = 'phone' and k.value = q.phone
      and c.started_at < q.at and c.our_address = q.address and c.kind = 'call' and c.direction = 'inbound') k on true
  join lateral (
    select * from number_holds h
    where h.workspace_id = ${workspaceId} and h.number = q.number and h.started_at <= q.before
    order by h.started_at desc limit ${mostHolds}) h on true`

/** The newest holds of each number that had begun by `before`. */
export const holdsAround = (db: Queryable, workspaceId: string, asked: readonly AskedCall[]): Promise<HeldNumber[]> =>
  db.query<HeldNumber>(holdsAroundSql(workspaceId, asked))
