import { type ChildProcess, spawn } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { openDatabase, sql } from '../database/database.ts'
import { identify, isAlive } from '../process/identity.ts'
import { type Account, canReach } from './account.ts'
import { type EmbeddedPostgres, openEmbeddedPostgres } from './embedded.ts'

const isRoot = process.getuid?.() === 0
let folder: string
let opened: EmbeddedPostgres[]
let children: ChildProcess[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lidoskop-embedded-'))
  chmodSync(folder, 0o711)
  opened = []
  children = []
})
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL')
  for (const postgres of opened) await postgres.release()
  const pointer = join(folder, 'postgres-is-at')
  if (existsSync(pointer)) rmSync(readFileSync(pointer, 'utf8').trim(), { recursive: true })
  rmSync(folder, { recursive: true })
})

async function open(options: { supervise?: boolean } = {}): Promise<EmbeddedPostgres> {
  const postgres = await openEmbeddedPostgres({ dataFolder: folder, ...options })
  opened.push(postgres)
  return postgres
}

/** Asks once; a connection that breaks is an error. */
async function ask<Row>(url: string, statement = sql`select 1 as one`): Promise<Row[]> {
  const db = openDatabase(url, { max: 1 })
  try {
    return await db.query<Row>(statement)
  } finally {
    await db.close()
  }
}

const lives = (pid: number): boolean => identify(pid) !== null

/** Another process that holds the database until it is killed. */
async function openElsewhere(
  account: Partial<Account> = {},
): Promise<{ child: ChildProcess; pid: number; url: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'test-holder.ts'), folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
    ...account,
    env: { PATH: process.env.PATH, HOME: folder },
  })
  children.push(child)
  let said = ''
  child.stdout?.on('data', (text) => {
    said += text
  })
  return vi.waitFor(() => ({ child, ...(JSON.parse(said) as { pid: number; url: string }) }), { timeout: 30_000 })
}

describe('a fresh database', () => {
  test('keeps what was acknowledged, understands Russian, and lets nobody in without its password', async () => {
    const { url, how } = await open()
    expect(how).toBe('started')
    const [settings] = await ask<Record<string, string>>(
      url,
      sql`select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit,
        current_setting('jit') as jit, current_setting('server_encoding') as encoding, lower('ЁЖ') as lower`,
    )
    expect(settings).toEqual({ fsync: 'on', commit: 'on', jit: 'off', encoding: 'UTF8', lower: 'ёж' })
    const stranger = new URL(url)
    stranger.password = 'guess'
    await expect(ask(stranger.toString())).rejects.toThrow('password authentication failed')
  })

  test('its folder and password are closed to everybody else', async () => {
    await open()
    expect(statSync(join(folder, 'postgres')).mode & 0o077).toBe(0)
    expect(statSync(join(folder, 'postgres/password')).mode & 0o077).toBe(0)
  })

  test.runIf(isRoot)('never runs as root', async () => {
    const postgres = await open()
    expect(statSync(`/proc/${postgres.pid()}`).uid).not.toBe(0)
  })

  test.runIf(isRoot)('lies elsewhere where root’s folder is closed to its account, and is found again', async () => {
    chmodSync(folder, 0o700)
    const first = await open()
    await ask(first.url, sql`create table kept (id int)`)
    await first.release()
    const second = await open()
    expect(await ask(second.url, sql`select count(*) as count from kept`)).toEqual([{ count: 0 }])
    expect(readFileSync(join(folder, 'postgres-is-at'), 'utf8')).toContain('/var/lib/lidoskop/')
  })

  const nobody = { uid: 65_534, gid: 65_534 }
  test.runIf(isRoot && canReach(nobody, resolve(import.meta.dirname)))(
    'runs for an ordinary user as that user',
    async () => {
      chownSync(folder, nobody.uid, nobody.gid)
      const { pid, url } = await openElsewhere(nobody)
      expect(statSync(`/proc/${pid}`).uid).toBe(nobody.uid)
      expect(await ask(url)).toEqual([{ one: 1 }])
      const asRoot = await open()
      expect(asRoot.how).toBe('adopted')
      children[0]?.kill('SIGKILL')
    },
  )
})

describe('paths', () => {
  test('with spaces, Cyrillic letters and signs are as good as others', async () => {
    const top = folder
    folder = join(folder, 'Мои данные 100%')
    const { url } = await open()
    expect(await ask(url)).toEqual([{ one: 1 }])
    folder = top
  })

  test('too long for a socket are reached over loopback, by password too', async () => {
    const top = folder
    folder = join(folder, 'a-rather-long-name-of-a-folder'.repeat(3))
    const { url } = await open()
    expect(new URL(url).hostname).toBe('127.0.0.1')
    expect(await ask(url)).toEqual([{ one: 1 }])
    const stranger = new URL(url)
    stranger.password = 'guess'
    await expect(ask(stranger.toString())).rejects.toThrow('password authentication failed')
    folder = top
  })
})

describe('several processes', () => {
  test('share one database; the last to go stops it', async () => {
    const first = await open()
    const second = await open()
    expect(second.how).toBe('adopted')
    await first.release()
    expect(await ask(second.url)).toEqual([{ one: 1 }])
    const pid = second.pid()
    await second.release()
    expect(lives(pid)).toBe(false)
  })

  test('a process that was killed leaves its database to the next, which stops it in the end', async () => {
    const { child, pid, url } = await openElsewhere()
    await ask(url, sql`create table kept as select 7 as id`)
    child.kill('SIGKILL')
    await expect.poll(() => isAlive({ pid: child.pid ?? 0, started: '' })).toBe(false)
    expect(lives(pid)).toBe(true)
    const next = await open()
    expect(next.how).toBe('adopted')
    expect(next.pid()).toBe(pid)
    expect(await ask(next.url, sql`select id from kept`)).toEqual([{ id: 7 }])
    await next.release()
    expect(lives(pid)).toBe(false)
  })
})

describe('crashes', () => {
  test('a database that was killed starts again by itself, at the same address, with everything acknowledged', async () => {
    const postgres = await open({ supervise: true })
    await ask(postgres.url, sql`create table kept as select 7 as id`)
    const before = postgres.pid()
    process.kill(before, 'SIGKILL')
    await vi.waitFor(async () => expect(await ask(postgres.url, sql`select id from kept`)).toEqual([{ id: 7 }]), {
      timeout: 30_000,
      interval: 100,
    })
    await expect.poll(() => postgres.pid()).not.toBe(before)
  })

  test('when both were killed, the next start recovers', async () => {
    const { child, pid, url } = await openElsewhere()
    await ask(url, sql`create table kept as select 7 as id`)
    process.kill(pid, 'SIGKILL')
    child.kill('SIGKILL')
    const next = await open()
    expect(await ask(next.url, sql`select id from kept`)).toEqual([{ id: 7 }])
  })

  test('the number of a dead database that went to a stranger neither stops the start nor hurts the stranger', async () => {
    const first = await open()
    await first.release()
    const stranger = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
    children.push(stranger)
    const data = join(folder, 'postgres/data')
    writeFileSync(join(data, 'postmaster.pid'), `${stranger.pid}\n${data}\n1\n5432\n\n\n`)
    const next = await open()
    expect(next.how).toBe('started')
    expect(lives(stranger.pid ?? 0)).toBe(true)
  })

  test('data of another major version are left alone, with a word on what to do', async () => {
    const first = await open()
    await first.release()
    writeFileSync(join(folder, 'postgres/data/PG_VERSION'), '17\n')
    await expect(open()).rejects.toThrow('made by PostgreSQL 17')
  })

  test('a creation that was cut short begins anew', async () => {
    const first = await open()
    await first.release()
    rmSync(join(folder, 'postgres/data/PG_VERSION'))
    renameSync(join(folder, 'postgres/data'), join(folder, 'postgres/data.new'))
    const next = await open()
    expect(await ask(next.url)).toEqual([{ one: 1 }])
  })
})
