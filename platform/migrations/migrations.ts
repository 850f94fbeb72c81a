import type { Database } from '../database/database.ts'
import { raw, sql } from '../database/database.ts'

/**
 * One step of a module's schema. Steps run once, in order, each module's in a list that only grows.
 * `distribute` tells how a table lives on Citus: `workspace` is sharded by workspace_id, `reference` is copied everywhere.
 * On plain PostgreSQL it changes nothing.
 */
export interface Migration {
  /** `module/0001-what`: unique, never renamed once released. */
  readonly id: string
  readonly create: readonly TableStep[]
  /** Foreign keys and other statements that must come after every table is distributed. */
  readonly finally?: readonly string[]
}

interface TableStep {
  readonly table: string
  readonly distribute: 'workspace' | 'reference' | 'local'
  /** Column and key definitions between the parentheses of CREATE TABLE. */
  readonly columns: string
  /** Storage parameters between the parentheses of WITH. */
  readonly storage?: string
  readonly indexes?: readonly string[]
}

const migrationLock = 7_215_001

/** Applies what is missing, all in one transaction, and returns the ids that it applied. Two servers may call it at once. */
export async function migrate(db: Database, migrations: readonly Migration[]): Promise<string[]> {
  return db.transaction(async (tx) => {
    await tx.query(sql`select pg_advisory_xact_lock(${migrationLock})`)
    await tx.query(
      sql`create table if not exists schema_migrations (id text primary key, applied_at timestamptz not null default now())`,
    )
    const done = new Set((await tx.query<{ id: string }>(sql`select id from schema_migrations`)).map((row) => row.id))
    const [citus] = await tx.query(sql`select 1 as present from pg_extension where extname = 'citus'`)
    const missing = migrations.filter((migration) => !done.has(migration.id))
    for (const migration of missing) {
      for (const step of migration.create) {
        await tx.query(
          raw(`create table ${step.table} (${step.columns})${step.storage ? ` with (${step.storage})` : ''}`),
        )
        if (citus) await distribute(tx.query, step)
        for (const index of step.indexes ?? []) await tx.query(raw(index))
      }
      for (const statement of migration.finally ?? []) await tx.query(raw(statement))
      await tx.query(sql`insert into schema_migrations (id) values (${migration.id})`)
    }
    return missing.map((migration) => migration.id)
  })
}

/** The migrations that a database lacks: what `doctor` and `readyz` tell. */
export async function pendingMigrations(db: Database, migrations: readonly Migration[]): Promise<string[]> {
  const [table] = await db.query<{ name: string | null }>(sql`select to_regclass('schema_migrations')::text as name`)
  if (!table?.name) return migrations.map((migration) => migration.id)
  const done = new Set((await db.query<{ id: string }>(sql`select id from schema_migrations`)).map((row) => row.id))
  return migrations.filter((migration) => !done.has(migration.id)).map((migration) => migration.id)
}

async function distribute(query: Database['query'], step: TableStep): Promise<void> {
  if (step.distribute === 'workspace') {
    await query(sql`select create_distributed_table(${step.table}::regclass, 'workspace_id')`)
  } else if (step.distribute === 'reference') {
    await query(sql`select create_reference_table(${step.table}::regclass)`)
  }
}
