/** The yardstick: the same rows in DuckDB. Its package is the bench's own and is installed when first asked for. */
import { execFileSync } from 'node:child_process'
import { createWriteStream, existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { to as copyTo } from 'pg-copy-streams'
import type { Database } from '../platform/database/database.ts'

export interface Duck {
  rows(statement: string): Promise<Record<string, unknown>[]>
  close(): void
}

interface Connection {
  runAndReadAll(statement: string): Promise<{ getRowObjectsJson(): Record<string, unknown>[] }>
  closeSync(): void
}

const columns = [
  'id uuid',
  'local_day date',
  'local_hour smallint',
  'started_at timestamptz',
  'kind text',
  'direction text',
  'outcome text',
  'employee_id uuid',
  'department_id uuid',
  'source_id uuid',
  'class_id uuid',
  'party_hash bigint',
  'party_kind text',
  'talk_seconds int',
  'is_test boolean',
]

/** Copies a company's interactions into a DuckDB file in `folder`. */
export async function openDuck(db: Database, companyId: string, folder: string): Promise<Duck> {
  if (!existsSync(join(import.meta.dirname, 'node_modules/@duckdb/node-api'))) {
    execFileSync('npm', ['install', '--no-audit', '--no-fund'], { cwd: import.meta.dirname, stdio: 'inherit' })
  }
  const name = '@duckdb/node-api'
  const { DuckDBInstance } = (await import(name)) as {
    DuckDBInstance: { create(path: string): Promise<{ connect(): Promise<Connection>; closeSync(): void }> }
  }
  const path = join(folder, `${companyId}.duckdb`)
  const known = existsSync(path)
  const instance = await DuckDBInstance.create(path)
  const connection = await instance.connect()
  const rows = async (statement: string) => (await connection.runAndReadAll(statement)).getRowObjectsJson()
  if (!known) {
    const file = join(folder, `${companyId}.csv`)
    await writeRows(db, companyId, file)
    await rows(`create table interactions (${columns.join(', ')})`)
    await rows(`copy interactions from '${file}' (format csv)`)
    rmSync(file)
  }
  return {
    rows,
    close: () => {
      connection.closeSync()
      instance.closeSync()
    },
  }
}

async function writeRows(db: Database, companyId: string, file: string): Promise<void> {
  const names = columns.map((column) => column.split(' ')[0]).join(', ')
  const client = await db.pool.connect()
  try {
    const rows = client.query(
      copyTo(
        `copy (select ${names} from interactions where workspace_id = '${companyId}') to stdout with (format csv)`,
      ),
    )
    await pipeline(rows, createWriteStream(file))
  } finally {
    client.release()
  }
}
