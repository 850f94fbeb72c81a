/** The database's main process: found through postmaster.pid, started, asked to stop. */
import { type ChildProcess, spawn } from 'node:child_process'
import { chownSync, closeSync, openSync, readFileSync, rmSync, statSync, truncateSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { commandLineOf, identify, isAlive, type ProcessIdentity } from '../process/identity.ts'
import { type Cluster, databaseEnvironment } from './cluster.ts'
import { asParameters, type Settings } from './settings.ts'

/** Where a postmaster answers: a folder with a unix socket or a loopback address. */
export interface Endpoint {
  readonly host: string
  readonly port: number
}

export interface Postmaster {
  readonly identity: ProcessIdentity
  readonly endpoint: Endpoint
}

const socketPort = 5432

/** The living postmaster of a cluster, or null. The file of a dead one, or one whose number went to a stranger, is removed. */
export function findPostmaster(cluster: Cluster): Postmaster | null {
  const path = join(cluster.data, 'postmaster.pid')
  let lines: string[]
  try {
    lines = readFileSync(path, 'utf8').split('\n')
  } catch {
    return null
  }
  const identity = identify(Number(lines[0]))
  const command = identity ? commandLineOf(identity.pid) : ''
  if (!identity || (command && !command.includes('postgres'))) {
    rmSync(path, { force: true })
    return null
  }
  const [port, socketFolder, address] = [Number(lines[3]), lines[4], lines[5]]
  return { identity, endpoint: { host: socketFolder || address || '127.0.0.1', port: port || socketPort } }
}

/**
 * Starts the postmaster of a cluster that has none. It lives in a process group of its own, so that Ctrl-C in a terminal
 * reaches us first and the database is stopped last.
 */
export async function spawnPostmaster(
  cluster: Cluster,
  settings: Settings,
  wanted?: Endpoint,
): Promise<SpawnedPostmaster> {
  const { socketFolder } = cluster
  const endpoint = socketFolder
    ? { host: socketFolder, port: socketPort }
    : { host: '127.0.0.1', port: wanted?.port ?? (await freePort()) }
  const log = openLog(cluster)
  const child = spawn(
    cluster.binaries.postgres,
    [
      ...['-D', cluster.data, '-p', String(endpoint.port)],
      ...['-c', `listen_addresses=${socketFolder ? '' : '127.0.0.1'}`],
      ...['-c', `unix_socket_directories=${socketFolder ?? ''}`],
      ...asParameters(settings),
    ],
    {
      uid: cluster.account.uid,
      gid: cluster.account.gid,
      cwd: cluster.data,
      env: databaseEnvironment(),
      detached: true,
      stdio: ['ignore', log, log],
    },
  )
  closeSync(log)
  child.unref()
  await new Promise<void>((started, failed) => {
    child.once('spawn', started)
    child.once('error', failed)
  })
  return { child, endpoint, identity: identify(child.pid ?? 0) }
}

export interface SpawnedPostmaster {
  readonly child: ChildProcess
  readonly endpoint: Endpoint
  /** Null where it ended at once. */
  readonly identity: ProcessIdentity | null
}

const largestLog = 10_000_000

function openLog({ log, account }: Cluster): number {
  if ((statSync(log, { throwIfNoEntry: false })?.size ?? 0) > largestLog) truncateSync(log)
  const handle = openSync(log, 'a', 0o600)
  if (account.uid !== undefined && account.gid !== undefined) chownSync(log, account.uid, account.gid)
  return handle
}

/** The last lines of the database's log, for a message that says why it did not start. */
export function lastWords({ log }: Cluster): string {
  try {
    return readFileSync(log, 'utf8').trimEnd().split('\n').slice(-6).join('\n')
  } catch {
    return ''
  }
}

function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const server = createServer()
    server.once('error', failed)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => found(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

/** Asks a postmaster to stop: open transactions are rolled back, memory is written out. Harder after `patienceMs`. */
export async function stopPostmaster(identity: ProcessIdentity, patienceMs = 60_000): Promise<void> {
  if (!signal(identity, 'SIGINT')) return
  if (await isGone(identity, patienceMs)) return
  signal(identity, 'SIGQUIT')
  if (await isGone(identity, 10_000)) return
  signal(identity, 'SIGKILL')
  await isGone(identity, 10_000)
}

function signal(identity: ProcessIdentity, name: NodeJS.Signals): boolean {
  if (!isAlive(identity)) return false
  try {
    process.kill(identity.pid, name)
    return true
  } catch {
    return false
  }
}

/** Waits until a process is gone; false when it still lives after `timeoutMs`. */
export async function isGone(identity: ProcessIdentity, timeoutMs: number): Promise<boolean> {
  const deadline = Date.now() + timeoutMs
  while (isAlive(identity)) {
    if (Date.now() > deadline) return false
    await pause(20)
  }
  return true
}
