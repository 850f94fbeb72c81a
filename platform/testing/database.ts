import { randomBytes } from 'node:crypto'
import { inject } from 'vitest'
import { type Database, openDatabase, raw } from '../database/database.ts'
import { templateName, withDatabaseName } from './names.ts'

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string
  }
}

/** A database that nobody else uses: migrated and empty. */
export interface TestDatabase extends Database {
  /** For what opens connections of its own. */
  readonly url: string
  /** Closes the connections and drops the database. */
  close(): Promise<void>
}

/** Clones the migrated template. Ask for one per test file, in `beforeAll`, and close it in `afterAll`. */
export async function testDatabase(options: { max?: number } = {}): Promise<TestDatabase> {
  const serverUrl = inject('postgresUrl')
  const name = `test_${randomBytes(6).toString('hex')}`
  await onServer(serverUrl, `create database ${name} template ${templateName} strategy file_copy`)
  const url = withDatabaseName(serverUrl, name)
  const db = openDatabase(url, { max: options.max ?? 5 })
  return {
    ...db,
    url,
    close: async () => {
      await db.close()
      await onServer(serverUrl, `drop database ${name} with (force)`)
    },
  }
}

async function onServer(url: string, statement: string): Promise<void> {
  const server = openDatabase(url, { max: 1 })
  try {
    await server.query(raw(statement))
  } finally {
    await server.close()
  }
}
