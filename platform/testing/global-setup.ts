/** One PostgreSQL for a whole run of tests, in a temporary folder of its own, with a migrated template database. */
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { migrations } from '../../app/migrations.ts'
import { openDatabase, sql } from '../database/database.ts'
import { migrate } from '../migrations/migrations.ts'
import { openEmbeddedPostgres } from '../postgres/embedded.ts'
import { testSettings } from '../postgres/settings.ts'
import { lockHolder, tryLock } from '../process/lock.ts'
import { templateName, withDatabaseName } from './names.ts'

const prefix = 'lidoskop-test-'

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await removeLeftovers()
  const folder = mkdtempSync(join(tmpdir(), prefix))
  // Open to pass through: as root the database runs as an account of its own.
  chmodSync(folder, 0o711)
  tryLock(join(folder, 'run.lock'))
  const postgres = await openEmbeddedPostgres({ dataFolder: folder, settings: testSettings })
  const server = openDatabase(postgres.url, { max: 1 })
  await server.query(sql`create database template_lidoskop`)
  await server.close()
  const template = openDatabase(withDatabaseName(postgres.url, templateName), { max: 1 })
  await migrate(template, migrations)
  await template.close()
  project.provide('postgresUrl', postgres.url)
  return async () => {
    await postgres.release()
    rmSync(folder, { recursive: true, force: true })
  }
}

// A run that begins this very moment has its folder before its lock.
const isYoung = (folder: string): boolean =>
  Date.now() - (statSync(folder, { throwIfNoEntry: false })?.birthtimeMs ?? Date.now()) < 60_000

/** A run that was killed leaves its database behind. */
async function removeLeftovers(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    const folder = join(tmpdir(), name)
    if (!name.startsWith(prefix) || isYoung(folder) || lockHolder(join(folder, 'run.lock'))) continue
    try {
      const left = await openEmbeddedPostgres({ dataFolder: folder, settings: testSettings })
      await left.release()
      rmSync(folder, { recursive: true, force: true })
    } catch {
      // Another run cleans the same folder, or it belongs to somebody else.
    }
  }
}
