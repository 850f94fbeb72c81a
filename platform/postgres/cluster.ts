/** One PostgreSQL data folder: where it lies, and how it is made. */
import { execFileSync } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Account, canReach, databaseAccount } from './account.ts'
import { type Binaries, findBinaries, makeCommonFolder } from './binaries.ts'

export interface Cluster {
  readonly account: Account
  readonly binaries: Binaries
  /** Holds everything below; readable by the database's account alone. */
  readonly home: string
  /** PGDATA. */
  readonly data: string
  readonly log: string
  /** Folder of the unix socket, or null where the path would be too long for one (or the system has none). */
  readonly socketFolder: string | null
  readonly password: string
}

export const superuser = 'lidoskop'

/** Where root puts what its account must reach: the programs, and clusters of folders that are closed to it. */
const commonHome = '/var/lib/lidoskop'
// The address of a unix socket holds 107 bytes on Linux and 103 on macOS; PostgreSQL adds `/.s.PGSQL.5432.lock`.
const longestSocketFolder = 80

/** Finds or makes the cluster of a data folder. `tell` hears of steps that take a moment. */
export function openCluster(dataFolder: string, tell: (message: string) => void = () => undefined): Cluster {
  mkdirSync(dataFolder, { recursive: true })
  const wanted = join(dataFolder, 'postgres')
  const pointer = join(dataFolder, 'postgres-is-at')
  const placed = existsSync(pointer) ? readFileSync(pointer, 'utf8').trim() : wanted
  const account = databaseAccount(join(placed, 'data'))
  const home = placed === wanted && !canReach(account, dataFolder) ? join(commonHome, randomUUID()) : placed
  if (home !== placed) {
    writeFileSync(pointer, `${home}\n`)
    tell(`${dataFolder} is closed to the database's account, so its files lie in ${home}`)
  }
  ownFolder(home, account)
  const binaries = findBinaries(account, account.uid === undefined ? home : commonHome)
  const socket = join(home, 'socket')
  // PostgreSQL takes a list of folders here, so a comma in the path would split it.
  const hasSocket =
    process.platform !== 'win32' && Buffer.byteLength(socket) <= longestSocketFolder && !/[,"]/.test(socket)
  if (hasSocket) ownFolder(socket, account)
  const data = join(home, 'data')
  const passwordFile = join(home, 'password')
  if (!existsSync(data)) {
    tell('creating the database')
    initialise(binaries, account, data, passwordFile)
  }
  requireSameVersion(data, binaries)
  return {
    account,
    binaries,
    home,
    data,
    log: join(home, 'postgres.log'),
    socketFolder: hasSocket ? socket : null,
    password: readFileSync(passwordFile, 'utf8'),
  }
}

function requireSameVersion(data: string, { version }: Binaries): void {
  const made = readFileSync(join(data, 'PG_VERSION'), 'utf8').trim()
  if (version.split('.')[0] === made) return
  throw new Error(
    `The data in ${data} were made by PostgreSQL ${made}, and this is ${version}. Start the Lidoskop that made them, or move them with the tools of PostgreSQL.`,
  )
}

function ownFolder(path: string, account: Account): void {
  if (existsSync(path)) return
  if (dirname(path) === commonHome) makeCommonFolder(commonHome)
  mkdirSync(path, { recursive: true, mode: 0o700 })
  own(path, account)
}

function own(path: string, { uid, gid }: Account): void {
  if (uid !== undefined && gid !== undefined) chownSync(path, uid, gid)
}

// Made aside and put in place whole: a start that is cut short begins anew. Sorting and word rules come from PostgreSQL
// itself (builtin C.UTF-8), so they do not depend on which languages the system has.
function initialise(binaries: Binaries, account: Account, data: string, passwordFile: string): void {
  const fresh = `${data}.new`
  rmSync(fresh, { recursive: true, force: true })
  rmSync(passwordFile, { force: true })
  writeFileSync(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 })
  own(passwordFile, account)
  try {
    execFileSync(
      binaries.initdb,
      [
        ...['-D', fresh, '-U', superuser, `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '-E', 'UTF8'],
        ...['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', '--no-instructions'],
        // One call for the whole file system: 0.9 s where a thousand files one by one took 3.7 s on a busy disk.
        ...(process.platform === 'linux' ? ['--sync-method=syncfs'] : []),
      ],
      { uid: account.uid, gid: account.gid, cwd: dirname(data), stdio: 'pipe', env: databaseEnvironment() },
    )
  } catch (error) {
    const said = (error as { stderr?: Buffer }).stderr?.toString().trim()
    throw new Error(`The database could not be created in ${data}: ${said || String(error)}`)
  }
  renameSync(fresh, data)
}

/** The database needs nothing of our environment, secrets least of all. */
export const databaseEnvironment = (): NodeJS.ProcessEnv => ({ PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' })
