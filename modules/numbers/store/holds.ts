/** Who holds which number. Slots are the pool's present, holds its history; both change in the transaction of the assignment. */
import { newId } from '../../../kernel/ids.ts'
import { type Queryable, type Sql, sql, type Transaction } from '../../../platform/database/database.ts'

/** A visitor's visit, with the way on which it came, as visits told it. */
export interface Visitor {
  readonly workspaceId: string
  readonly visitorId: string
  readonly visitId: string
  readonly origin: HeldOrigin | null
}

export interface HeldOrigin {
  readonly source: string
  readonly campaign?: string | null
  readonly placement?: string | null
  readonly keyword?: string | null
  readonly certain?: boolean
}

export interface CurrentHold {
  readonly id: string
  readonly number: string
  readonly visitId: string
  readonly startedAt: Date
  readonly seenAt: Date
  readonly until: Date
  readonly shared: boolean
}

/** Assignments of one visitor in one pool come one after another: two tabs that open at once get one number. */
export const lockVisitor = (tx: Transaction, poolId: string, visitorId: string): Promise<unknown> =>
  tx.query(sql`select pg_advisory_xact_lock(hashtextextended(${`number:${poolId}:${visitorId}`}, 0))`)

/** The visitor's newest hold in the pool, running or over. */
export async function lastHold(
  db: Queryable,
  workspaceId: string,
  poolId: string,
  visitorId: string,
): Promise<CurrentHold | null> {
  const [row] = await db.query<CurrentHold>(sql`
    select id, number, visit_id as "visitId", started_at as "startedAt", seen_at as "seenAt", until, shared from number_holds
    where workspace_id = ${workspaceId} and visitor_id = ${visitorId} and pool_id = ${poolId}
    order by started_at desc, id desc limit 1`)
  return row ?? null
}

/**
 * Keeps a number for its visitor until `until`. False where it was given to somebody else since `since`, or has left the pool:
 * then it is the visitor's no more.
 */
export async function keepSlot(
  tx: Transaction,
  slot: { workspaceId: string; poolId: string; number: string; since: Date; until: Date },
): Promise<boolean> {
  const kept = await tx.query(sql`
    update number_slots set held_until = greatest(held_until, ${slot.until})
    where workspace_id = ${slot.workspaceId} and pool_id = ${slot.poolId} and number = ${slot.number} and given_at <= ${slot.since}
    returning number`)
  return kept.length > 0
}

/** Takes one particular number where it is free: a visitor who comes back sees the number that they saw before. */
export async function takeSlot(
  tx: Transaction,
  slot: { workspaceId: string; poolId: string; number: string; at: Date; until: Date },
): Promise<boolean> {
  const taken = await tx.query(sql`
    update number_slots set held_until = ${slot.until}, given_at = ${slot.at}, shown_at = ${slot.at}, sharers = 0
    where workspace_id = ${slot.workspaceId} and pool_id = ${slot.poolId} and number = ${slot.number} and held_until <= ${slot.at}
    returning number`)
  return taken.length > 0
}

interface Wanted {
  readonly workspaceId: string
  readonly poolId: string
  readonly at: Date
  readonly until: Date
}

/**
 * Takes the number that has been free for longest, so that a late call is least likely to meet somebody else. Null where none is free.
 * Nobody waits: a number that another assignment is taking at this moment is passed over.
 */
export async function takeFree(tx: Transaction, { workspaceId, poolId, at, until }: Wanted): Promise<string | null> {
  const [row] = await tx.query<{ number: string }>(sql`
    update number_slots set held_until = ${until}, given_at = ${at}, shown_at = ${at}, sharers = 0
    where workspace_id = ${workspaceId} and pool_id = ${poolId} and number = (
      select number from number_slots
      where workspace_id = ${workspaceId} and pool_id = ${poolId} and held_until <= ${at}
      order by held_until, number limit 1 for update skip locked)
    returning number`)
  return row?.number ?? null
}

/**
 * Shares the number that was shown least recently; its holder keeps it as well. In a rush those that others are sharing at this moment are
 * passed over; where that leaves none, any is waited for. Null for a pool without numbers.
 */
export const shareLeastRecent = async (tx: Transaction, visitorId: string, wanted: Wanted): Promise<string | null> =>
  (await share(tx, wanted, sql`order by shown_at, sharers, number limit 1 for update skip locked`)) ??
  (await share(tx, wanted, sql`order by hashtext(number || ${visitorId}) limit 1 for update`))

async function share(tx: Transaction, { workspaceId, poolId, at, until }: Wanted, which: Sql): Promise<string | null> {
  const [row] = await tx.query<{ number: string }>(sql`
    update number_slots set held_until = greatest(held_until, ${until}), shown_at = greatest(shown_at, ${at}), sharers = sharers + 1
    where workspace_id = ${workspaceId} and pool_id = ${poolId} and number = (
      select number from number_slots where workspace_id = ${workspaceId} and pool_id = ${poolId} ${which})
    returning number`)
  return row?.number ?? null
}

/** Begins a hold. */
export async function insertHold(
  db: Queryable,
  visitor: Visitor,
  hold: { poolId: string; number: string; at: Date; until: Date; shared: boolean; toldAt: Date },
): Promise<string> {
  const { workspaceId, visitorId, visitId, origin } = visitor
  const id = newId()
  await db.query(sql`
    insert into number_holds (workspace_id, number, started_at, id, pool_id, visitor_id, visit_id, seen_at, until, shared,
      source, campaign, placement, keyword, certain, told_at)
    values (${workspaceId}, ${hold.number}, ${hold.at}, ${id}, ${hold.poolId}, ${visitorId}, ${visitId}, ${hold.at}, ${hold.until},
      ${hold.shared}, ${origin?.source ?? null}, ${origin?.campaign ?? null}, ${origin?.placement ?? null}, ${origin?.keyword ?? null},
      ${origin ? origin.certain !== false : null}, ${hold.toldAt})`)
  return id
}

/** The visitor was seen again: the hold lasts longer, never shorter. */
export const renewHold = (
  db: Queryable,
  workspaceId: string,
  hold: Pick<CurrentHold, 'id' | 'number' | 'startedAt'>,
  times: { seenAt: Date; until: Date; toldAt: Date },
): Promise<unknown> =>
  db.query(sql`
    update number_holds set seen_at = greatest(seen_at, ${times.seenAt}), until = greatest(until, ${times.until}), told_at = ${times.toldAt}
    where workspace_id = ${workspaceId} and number = ${hold.number} and started_at = ${hold.startedAt} and id = ${hold.id}`)

/** Ends a hold where the next one of the same visitor begins. */
export const endHold = (
  db: Queryable,
  workspaceId: string,
  hold: Pick<CurrentHold, 'id' | 'number' | 'startedAt'>,
  at: Date,
): Promise<unknown> =>
  db.query(sql`
    update number_holds set until = least(until, ${at}), told_at = ${at}
    where workspace_id = ${workspaceId} and number = ${hold.number} and started_at = ${hold.startedAt} and id = ${hold.id}`)

/** Counts a visit that found the pool dry, once. */
export const noteMiss = (db: Queryable, visitor: Visitor, poolId: string, at: Date): Promise<unknown> =>
  db.query(sql`
    insert into number_misses (workspace_id, pool_id, at, visit_id)
    values (${visitor.workspaceId}, ${poolId}, ${at}, ${visitor.visitId})
    on conflict (workspace_id, pool_id, visit_id) do nothing`)
