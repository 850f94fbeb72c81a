/**
 * The embedded PostgreSQL of a data folder, shared by every process that asks for it: the first starts it (or adopts the
 * one that a killed process left behind), the last to release it stops it.
 */

import { randomUUID } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { identify, isAlive, type ProcessIdentity } from '../process/identity.ts'
import { waitForLock } from '../process/lock.ts'
import { type Cluster, openCluster, superuser } from './cluster.ts'
import { type Endpoint, findPostmaster, isGone, lastWords, spawnPostmaster, stopPostmaster } from './postmaster.ts'
import { productionSettings, type Settings } from './settings.ts'

export interface EmbeddedPostgres {
  /** Connection string, password included: never log it. */
  readonly url: string
  /** Whether this process started the database or found it running. */
  readonly how: 'started' | 'adopted'
  /** The database's main process right now. */
  readonly pid: () => number
  /** Says that this process needs the database no more; the last one stops it. */
  release(): Promise<void>
}

export interface EmbeddedOptions {
  /** Parent of the cluster's folder. */
  readonly dataFolder: string
  readonly settings?: Settings
  /** Start the database again when it dies under us. */
  readonly supervise?: boolean
  readonly tell?: (message: string) => void
}

const databaseName = 'lidoskop'
const startPatienceMs = 30_000
const recoveryPatienceMs = 600_000

/** Starts or adopts the database of a data folder and returns when it answers. */
export async function openEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const { dataFolder, tell = () => undefined, settings = productionSettings() } = options
  const cluster = await guarded(dataFolder, async () => openCluster(dataFolder, tell))
  const users = usersOf(cluster)
  let running = await guarded(dataFolder, async () => {
    users.join()
    try {
      const up = await bringUp(cluster, settings, tell)
      await ensureDatabase(cluster, up.endpoint)
      return up
    } catch (error) {
      users.leave()
      throw error
    }
  })
  const how = running.how
  const endpoint = running.endpoint
  let released = false

  const supervisor = async (): Promise<void> => {
    while (!released) {
      if (isAlive(running.identity)) {
        await pause(250, undefined, { ref: false })
        continue
      }
      try {
        await guarded(dataFolder, async () => {
          if (released) return
          tell('the database stopped unexpectedly, starting it again')
          running = await bringUp(cluster, settings, tell, endpoint)
          tell('the database runs again')
        })
      } catch (error) {
        tell(`the database does not start: ${error instanceof Error ? error.message : String(error)}`)
        await pause(2000, undefined, { ref: false })
      }
    }
  }
  if (options.supervise) void supervisor()

  return {
    url: connectionString(cluster, endpoint, databaseName),
    how,
    pid: () => running.identity.pid,
    release: async () => {
      if (released) return
      released = true
      await guarded(dataFolder, async () => {
        users.leave()
        if (!users.anybody()) await stopPostmaster(running.identity)
      })
    },
  }
}

interface Running {
  readonly identity: ProcessIdentity
  readonly endpoint: Endpoint
  readonly how: 'started' | 'adopted'
}

// One process at a time decides whether to start or stop the database of a folder.
async function guarded<Result>(dataFolder: string, work: () => Promise<Result>): Promise<Result> {
  mkdirSync(dataFolder, { recursive: true })
  const lock = await waitForLock(join(dataFolder, 'postgres.lock'), recoveryPatienceMs)
  try {
    return await work()
  } finally {
    lock.release()
  }
}

async function bringUp(
  cluster: Cluster,
  settings: Settings,
  tell: (message: string) => void,
  wanted?: Endpoint,
): Promise<Running> {
  return (await adopt(cluster, wanted)) ?? start(cluster, settings, tell, wanted)
}

/** A postmaster that a killed process left behind: used as it is, or seen to its end where it is stopping or sits elsewhere. */
async function adopt(cluster: Cluster, wanted?: Endpoint): Promise<Running | null> {
  const found = findPostmaster(cluster)
  if (!found) return null
  const elsewhere = wanted && (wanted.host !== found.endpoint.host || wanted.port !== found.endpoint.port)
  if (!elsewhere && (await answers(cluster, found.endpoint, () => isAlive(found.identity)))) {
    return { ...found, how: 'adopted' }
  }
  await stopPostmaster(found.identity)
  return null
}

// After a crash the last processes of the old postmaster may hold its shared memory for some seconds more.
async function start(
  cluster: Cluster,
  settings: Settings,
  tell: (message: string) => void,
  wanted?: Endpoint,
): Promise<Running> {
  const deadline = Date.now() + startPatienceMs
  for (;;) {
    const { child, endpoint, identity } = await spawnPostmaster(cluster, settings, wanted)
    const lives = () => child.exitCode === null && child.signalCode === null
    if (identity && (await answers(cluster, endpoint, lives))) return { identity, endpoint, how: 'started' }
    if (Date.now() > deadline) throw new Error(`The database does not start. It said:\n${lastWords(cluster)}`)
    if (identity) await isGone(identity, 1000)
    tell('the database is not ready to start yet, trying again')
    await pause(500)
  }
}

/** Waits until the database answers (recovery after a crash takes its time) or `lives` turns false. */
async function answers(cluster: Cluster, endpoint: Endpoint, lives: () => boolean): Promise<boolean> {
  const deadline = Date.now() + recoveryPatienceMs
  for (let wait = 25; lives() && Date.now() < deadline; wait = Math.min(250, wait * 1.3)) {
    try {
      await withClient(cluster, endpoint, 'postgres', (client) => client.query('select 1'))
      return true
    } catch (error) {
      // A password that does not fit will not fit later either.
      if ((error as { code?: string }).code === '28P01') throw error
      await pause(wait)
    }
  }
  return false
}

async function ensureDatabase(cluster: Cluster, endpoint: Endpoint): Promise<void> {
  await withClient(cluster, endpoint, 'postgres', async (client) => {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [databaseName])
    if (rowCount === 0) await client.query(`create database ${databaseName}`)
  })
}

async function withClient<Result>(
  cluster: Cluster,
  endpoint: Endpoint,
  database: string,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({
    connectionString: connectionString(cluster, endpoint, database),
    connectionTimeoutMillis: 5000,
  })
  client.on('error', () => undefined)
  try {
    await client.connect()
    return await work(client)
  } finally {
    await client.end().catch(() => undefined)
  }
}

function connectionString({ password }: Cluster, { host, port }: Endpoint, database: string): string {
  const server = host.startsWith('/') ? 'localhost' : host
  const socket = host.startsWith('/') ? `?host=${encodeURIComponent(host)}` : ''
  return `postgresql://${superuser}:${password}@${server}:${port}/${database}${socket}`
}

/** Who needs the database now, one small file each; the files of the dead do not count. */
function usersOf(cluster: Cluster) {
  const folder = join(cluster.home, 'users')
  const mine = join(folder, `${process.pid}-${randomUUID()}`)
  return {
    join() {
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      writeFileSync(mine, JSON.stringify(identify(process.pid)))
    },
    leave: () => rmSync(mine, { force: true }),
    anybody: () => readdirSync(folder).some((name) => lives(join(folder, name))),
  }
}

function lives(path: string): boolean {
  try {
    if (isAlive(JSON.parse(readFileSync(path, 'utf8')) as ProcessIdentity)) return true
  } catch {
    // Unreadable is as good as gone.
  }
  rmSync(path, { force: true })
  return false
}
