import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type Application, compose } from '../../../app/compose.ts'
import { newId } from '../../../kernel/ids.ts'
import { readConfig } from '../../../platform/config/config.ts'
import { sql } from '../../../platform/database/database.ts'
import { createLog } from '../../../platform/log/log.ts'
import { createCompany, type TestCompany, type TestDatabase, testDatabase } from '../../../platform/testing/index.ts'
import { createImportEngine } from './index.ts'
import { insertImport, moveImport } from './store.ts'

const root = resolve(import.meta.dirname, '../../..')
const folder = mkdtempSync(join(tmpdir(), 'lidoskop-kill-'))
// Open to pass through: as root the database runs as an account of its own.
chmodSync(folder, 0o711)
// Tens of thousands of rows: quick alone, and slow on a machine that does much else.
vi.setConfig({ testTimeout: 240_000 })

let db: TestDatabase
let company: TestCompany
beforeAll(async () => {
  db = await testDatabase()
  company = await createCompany(db)
})
afterAll(async () => {
  await db.close()
  rmSync(folder, { recursive: true, force: true })
})

const rowsInFile = 40_000
const linesFrom = (day: string): string =>
  `Дата;Номер телефона;Сотрудник;Разговор\n${Array.from({ length: rowsInFile }, (_, i) => {
    const at = new Date(Date.parse(`${day}T00:00:00Z`) + i * 60_000).toISOString().slice(0, 19).replace('T', ' ')
    return `${at};8916${1_000_000 + (i % 5_000)};101;${i % 90}\n`
  }).join('')}`
const file = join(folder, 'calls.csv')
writeFileSync(file, linesFrom('2026-01-01'))

const importAtCommandLine = (): ChildProcess =>
  spawn(
    process.execPath,
    ['--import', 'tsx', 'app/cli.ts', 'import', 'calls', file, '--workspace', company.slug, '--json'],
    {
      cwd: root,
      env: { ...process.env, DATABASE_URL: db.url, LIDOSKOP_DATA: folder, LIDOSKOP_DEMO: '0' },
      stdio: 'ignore',
    },
  )

const progress = async () => {
  const [row] = await db.query<{ state: string; rows: number; imported: number }>(sql`
    select state, rows, imported from imports where workspace_id = ${company.id} order by id desc limit 1`)
  return row ?? { state: 'none', rows: 0, imported: 0 }
}
const until = async (reached: (now: Awaited<ReturnType<typeof progress>>) => boolean) => {
  for (;;) {
    const now = await progress()
    if (reached(now)) return now
    await new Promise((later) => setTimeout(later, 25))
  }
}

/** A server's background work on the same database, until `work` is done. */
async function whileServing(work: (app: Application) => Promise<void>): Promise<void> {
  const config = readConfig({ LIDOSKOP_DATA: folder, LIDOSKOP_DEMO: '0', PORT: '0', LOG_LEVEL: 'silent' })
  const app = compose(config, db.url, createLog('silent'))
  const stop = await app.start()
  try {
    await work(app)
  } finally {
    await stop()
    await app.close()
  }
}
const finishes = async () => {
  const whole = { state: 'done', rows: rowsInFile, imported: rowsInFile }
  expect(await until(({ state }) => state !== 'running' && state !== 'queued')).toEqual(whole)
}
const talkInFile = Array.from({ length: rowsInFile }, (_, i) => i % 90).reduce((sum, seconds) => sum + seconds, 0)
const record = async () => {
  const [row] = await db.query(sql`
    select count(*) as n, count(distinct external_id) as names, sum(talk_seconds) as talk
    from interactions where workspace_id = ${company.id}`)
  return row
}

test('an import whose process is killed goes on where it stood when a server starts, and no row is there twice', async () => {
  const child = importAtCommandLine()
  await until(({ rows }) => rows > 0)
  child.kill('SIGKILL')
  await new Promise((ended) => child.once('exit', ended))
  const left = await progress()
  expect(left).toMatchObject({ state: 'running' })
  expect(left.rows).toBeLessThan(rowsInFile)

  await whileServing(finishes)
  expect(await record()).toEqual({ n: rowsInFile, names: rowsInFile, talk: talkInFile })
})

test('a server that stops leaves an import between two batches, and the next one finishes it', async () => {
  await whileServing(async ({ services, recorder }) => {
    const { files } = createImportEngine(services, recorder)
    const id = newId()
    const stored = await files.keep(id, Readable.from([Buffer.from(linesFrom('2026-03-01'))]))
    const row = await insertImport(db, {
      ...{ workspaceId: company.id, id, fileName: 'calls.csv', fileBytes: stored.bytes, fileHash: stored.hash },
      ...{ createdBy: { kind: 'system', id: null, name: 'test' }, createdAt: new Date() },
    })
    await moveImport(db, row, 'queued')
    await services.jobs.add('imports.run', { workspaceId: company.id, id })
    await until(({ rows }) => rows > 0)
  })
  const left = await progress()
  expect(left).toMatchObject({ state: 'running' })
  expect(left.rows).toBeLessThan(rowsInFile)

  await whileServing(finishes)
  expect(await record()).toEqual({ n: 2 * rowsInFile, names: 2 * rowsInFile, talk: 2 * talkInFile })
})
