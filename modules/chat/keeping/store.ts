/** How long files of chats are kept, and what the last night deleted. */
import { type Queryable, sql, type Transaction } from '../../../platform/database/database.ts'

/** Two years, where the company says nothing else. */
const usualDays = 730

export interface Keeping {
  /** Days; null: for ever. */
  readonly days: number | null
  /** When a night's work last ended, and how many files it deleted. */
  readonly lastRunAt: Date | null
  readonly lastDeleted: number | null
}

const unset: Keeping = { days: usualDays, lastRunAt: null, lastDeleted: null }
const columns = sql`k.days, k.last_run_at as "lastRunAt", k.last_deleted as "lastDeleted"`

export async function readKeeping(db: Queryable, workspaceId: string): Promise<Keeping> {
  const [row] = await db.query<Keeping>(
    sql`select ${columns} from chat_keeping k where k.workspace_id = ${workspaceId}`,
  )
  return row ?? unset
}

/** The same, held until the transaction ends; made where it is not there yet. */
export async function lockKeeping(tx: Transaction, workspaceId: string): Promise<Keeping> {
  await tx.query(
    sql`insert into chat_keeping (workspace_id, days) values (${workspaceId}, ${usualDays}) on conflict do nothing`,
  )
  const [row] = await tx.query<Keeping>(
    sql`select ${columns} from chat_keeping k where k.workspace_id = ${workspaceId} for update`,
  )
  return row ?? unset
}

export const writeKeeping = (tx: Transaction, workspaceId: string, keeping: Keeping): Promise<unknown> =>
  tx.query(sql`
    update chat_keeping set days = ${keeping.days}, last_run_at = ${keeping.lastRunAt}, last_deleted = ${keeping.lastDeleted}
    where workspace_id = ${workspaceId}`)

/** Companies with files where it is night (from three o'clock on by their own clock) and nobody has cleaned yet that day. */
export const companiesToClean = (db: Queryable, now: Date): Promise<{ id: string }[]> =>
  db.query(sql`
    select w.id from workspaces w left join chat_keeping k on k.workspace_id = w.id
    where (k.workspace_id is null or k.days is not null)
      and exists (select from chat_files f where f.workspace_id = w.id and f.deleted_at is null)
      and extract(hour from ${now}::timestamptz at time zone w.timezone) >= 3
      and (k.last_run_at is null
        or (k.last_run_at at time zone w.timezone)::date < (${now}::timestamptz at time zone w.timezone)::date)`)

/** Files that came before a moment and are still there, oldest first. */
export const oldFiles = (
  db: Queryable,
  workspaceId: string,
  before: Date,
  limit: number,
): Promise<{ readonly id: string; readonly size: number }[]> =>
  db.query(sql`
    select f.id, f.size from chat_files f
    where f.workspace_id = ${workspaceId} and f.deleted_at is null and f.created_at < ${before}
    order by f.created_at, f.id limit ${limit}`)

/** Notes that the content of files is gone. Their names stay: a dialogue reads as it was. */
export const noteDeleted = (tx: Transaction, workspaceId: string, ids: readonly string[], at: Date): Promise<unknown> =>
  tx.query(sql`
    update chat_files set deleted_at = ${at} where workspace_id = ${workspaceId} and id = any(${[...ids]}::uuid[])`)
