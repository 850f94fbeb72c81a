import { type Queryable, sql, type Transaction } from '../../../platform/database/database.ts'
import type { DryPolicy, PoolLevel } from '../rules.ts'

export interface PoolRow {
  readonly id: string
  readonly name: string
  /** The site that shows the numbers; every site of the company where null. */
  readonly siteId: string | null
  /** Numbers on the page in whose place the pool's stand. E.164. */
  readonly replaces: readonly string[]
  /** Only visitors of these sources see the pool; all where it is empty. */
  readonly sources: readonly string[]
  readonly holdSeconds: number
  readonly lateSeconds: number
  readonly whenDry: DryPolicy
  /** Shown where the pool is dry; the page's own number where null. E.164. */
  readonly fallback: string | null
  readonly acceptedLoss: number
  readonly level: PoolLevel
  readonly createdAt: Date
  readonly archivedAt: Date | null
}

const columns = sql`p.id, p.name, p.site_id as "siteId", p.replaces, p.sources, p.hold_seconds as "holdSeconds", p.late_seconds as "lateSeconds",
  p.when_dry as "whenDry", p.fallback, p.accepted_loss::float8 as "acceptedLoss", p.level, p.created_at as "createdAt", p.archived_at as "archivedAt"`

/** Pools that are in use, oldest first. */
export const listPools = (db: Queryable, workspaceId: string): Promise<PoolRow[]> =>
  db.query<PoolRow>(sql`
    select ${columns} from number_pools p where p.workspace_id = ${workspaceId} and p.archived_at is null order by p.created_at, p.id`)

/** One pool, archived or not; locked until the transaction ends where it is going to be changed. */
export async function readPool(
  db: Queryable,
  workspaceId: string,
  id: string,
  lock: 'lock' | 'look' = 'look',
): Promise<PoolRow | null> {
  const [row] = await db.query<PoolRow>(sql`
    select ${columns} from number_pools p where p.workspace_id = ${workspaceId} and p.id = ${id} ${lock === 'lock' ? sql`for update` : sql``}`)
  return row ?? null
}

export const insertPool = (tx: Transaction, workspaceId: string, pool: PoolRow): Promise<unknown> =>
  tx.query(sql`
    insert into number_pools (workspace_id, id, name, site_id, replaces, sources, hold_seconds, late_seconds, when_dry, fallback,
      accepted_loss, level, created_at)
    values (${workspaceId}, ${pool.id}, ${pool.name}, ${pool.siteId}, ${pool.replaces}, ${pool.sources}, ${pool.holdSeconds},
      ${pool.lateSeconds}, ${pool.whenDry}, ${pool.fallback}, ${pool.acceptedLoss}, ${pool.level}, ${pool.createdAt})`)

export const updatePool = (tx: Transaction, workspaceId: string, pool: PoolRow): Promise<unknown> =>
  tx.query(sql`
    update number_pools set name = ${pool.name}, site_id = ${pool.siteId}, replaces = ${pool.replaces}, sources = ${pool.sources},
      hold_seconds = ${pool.holdSeconds}, late_seconds = ${pool.lateSeconds}, when_dry = ${pool.whenDry}, fallback = ${pool.fallback},
      accepted_loss = ${pool.acceptedLoss}, archived_at = ${pool.archivedAt}
    where workspace_id = ${workspaceId} and id = ${pool.id}`)

/** Notes how the pool is doing; true where that is news. */
export async function noteLevel(db: Queryable, workspaceId: string, id: string, level: PoolLevel): Promise<boolean> {
  const changed = await db.query(sql`
    update number_pools set level = ${level} where workspace_id = ${workspaceId} and id = ${id} and level <> ${level} returning id`)
  return changed.length > 0
}

/** Companies that have pools. */
export const workspacesWithPools = async (db: Queryable): Promise<string[]> =>
  (
    await db.query<{ id: string }>(
      sql`select w.id from workspaces w where exists (select 1 from number_pools p where p.workspace_id = w.id)`,
    )
  ).map(({ id }) => id)
