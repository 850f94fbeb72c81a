/** How long the pages of visits are kept, and what the last cleaning did. */
import { type Queryable, sql, type Transaction } from '../../../platform/database/database.ts'

/** Two years, where the company says nothing else. */
const usualDays = 730

export interface Keeping {
  /** Days; null: for ever. */
  readonly days: number | null
  /** When a cleaning last ended, and how many hits it deleted. */
  readonly lastRunAt: Date | null
  readonly lastDeleted: number | null
  /** Of the cleaning under way; null where none is. */
  readonly runningSince: Date | null
  readonly deleted: number
  /** Visits that began before have no pages any more. */
  readonly cleanedTo: Date | null
}

const unset: Keeping = {
  ...{ days: usualDays, lastRunAt: null, lastDeleted: null, runningSince: null, deleted: 0, cleanedTo: null },
}

const columns = sql`k.days, k.last_run_at as "lastRunAt", k.last_deleted as "lastDeleted", k.running_since as "runningSince",
  k.deleted, k.cleaned_to as "cleanedTo"`

export async function readKeeping(db: Queryable, workspaceId: string): Promise<Keeping> {
  const [row] = await db.query<Keeping>(
    sql`select ${columns} from visit_keeping k where k.workspace_id = ${workspaceId}`,
  )
  return row ?? unset
}

/** The same, held until the transaction ends; made where it is not there yet. */
export async function lockKeeping(tx: Transaction, workspaceId: string): Promise<Keeping> {
  await tx.query(sql`
    insert into visit_keeping (workspace_id, days, deleted) values (${workspaceId}, ${usualDays}, 0) on conflict do nothing`)
  const [row] = await tx.query<Keeping>(
    sql`select ${columns} from visit_keeping k where k.workspace_id = ${workspaceId} for update`,
  )
  return row ?? unset
}

export const writeKeeping = (tx: Transaction, workspaceId: string, keeping: Keeping): Promise<unknown> =>
  tx.query(sql`
    update visit_keeping set days = ${keeping.days}, last_run_at = ${keeping.lastRunAt}, last_deleted = ${keeping.lastDeleted},
      running_since = ${keeping.runningSince}, deleted = ${keeping.deleted}, cleaned_to = ${keeping.cleanedTo}
    where workspace_id = ${workspaceId}`)

/** Companies with sites where it is night (from three o'clock on by their own clock) and nobody has cleaned yet that day. */
export const companiesToClean = (db: Queryable, now: Date): Promise<{ id: string }[]> =>
  db.query(sql`
    select w.id from workspaces w left join visit_keeping k on k.workspace_id = w.id
    where (k.workspace_id is null or k.days is not null)
      and exists (select from sites s where s.workspace_id = w.id)
      and extract(hour from ${now}::timestamptz at time zone w.timezone) >= 3
      and (k.last_run_at is null
        or (k.last_run_at at time zone w.timezone)::date < (${now}::timestamptz at time zone w.timezone)::date)`)

const visitsAtOnce = 2_000

/**
 * Deletes the hits of the next visits that began from `from` on and before `to`, oldest first. Visits themselves stay with their
 * counts, so no report changes.
 */
export async function deleteHits(
  tx: Transaction,
  workspaceId: string,
  { from, to }: { readonly from: Date | null; readonly to: Date },
): Promise<{ readonly deleted: number; readonly cleanedTo: Date; readonly done: boolean }> {
  const visits = await tx.query<{ id: string; startedAt: Date }>(sql`
    select v.id, v.started_at as "startedAt" from visits v
    where v.workspace_id = ${workspaceId} and v.started_at < ${to} and (${from}::timestamptz is null or v.started_at >= ${from}::timestamptz)
    order by v.started_at, v.id limit ${visitsAtOnce}`)
  const last = visits.at(-1)
  const hits = await tx.query(sql`
    delete from hits h where h.workspace_id = ${workspaceId} and h.visit_id = any(${visits.map(({ id }) => id)}::uuid[]) returning 1`)
  const done = visits.length < visitsAtOnce
  // The next batch begins with the last moment again: several visits may share it. Where all of a batch do, it goes past it.
  const stuck = last !== undefined && visits[0]?.startedAt.getTime() === last.startedAt.getTime()
  const next = last && new Date(last.startedAt.getTime() + (stuck ? 1 : 0))
  return { deleted: hits.length, cleanedTo: done || !next ? to : next, done }
}
