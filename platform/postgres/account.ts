/** PostgreSQL refuses to run as root, so root lends it an account that may do nothing else. */
import { execFileSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

/** Whom the database runs as; ids are undefined where it simply runs as ourselves. */
export interface Account {
  readonly uid: number | undefined
  readonly gid: number | undefined
}

const ourselves: Account = { uid: undefined, gid: undefined }
const accountName = 'lidoskop'

/**
 * Ourselves, unless we are root: then the owner of the cluster that is already there, else the account `lidoskop`, which
 * is created where the system has the means, else `nobody`.
 */
export function databaseAccount(clusterFolder: string): Account {
  if (process.getuid?.() !== 0) return ourselves
  const owner = ownerOf(clusterFolder)
  if (owner && owner.uid !== 0) return owner
  return named(accountName) ?? create() ?? named('nobody') ?? fail()
}

function ownerOf(folder: string): { uid: number; gid: number } | null {
  try {
    const { uid, gid } = statSync(folder)
    return { uid, gid }
  } catch {
    return null
  }
}

// The accounts of a directory service are not in this file; ours and `nobody` always are.
function named(name: string): Account | null {
  for (const line of readFileSync('/etc/passwd', 'utf8').split('\n')) {
    const [entry, , uid, gid] = line.split(':')
    if (entry === name) return { uid: Number(uid), gid: Number(gid) }
  }
  return null
}

function create(): Account | null {
  const attempts: [string, string[]][] = [
    ['useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', accountName]],
    ['adduser', ['-S', '-D', '-H', accountName]],
  ]
  for (const [program, parameters] of attempts) {
    try {
      execFileSync(program, parameters, { stdio: 'ignore' })
      const made = named(accountName)
      if (made) return made
    } catch {
      // Not on this system, or somebody made the account this very moment.
      const made = named(accountName)
      if (made) return made
    }
  }
  return null
}

function fail(): never {
  throw new Error(
    'PostgreSQL does not run as root and no other account could be made. Start Lidoskop as an ordinary user.',
  )
}

/** True when the account can enter a folder: every folder on the way to it lets it pass. */
export function canReach(account: Account, folder: string): boolean {
  if (account.uid === undefined) return true
  for (let step = resolve(folder); ; step = dirname(step)) {
    const entry = statSync(step, { throwIfNoEntry: false })
    if (entry) {
      const shift = entry.uid === account.uid ? 6 : entry.gid === account.gid ? 3 : 0
      if (((entry.mode >> shift) & 1) === 0) return false
    }
    if (step === dirname(step)) return true
  }
}
