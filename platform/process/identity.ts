import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** A process that can be told from a later one with the same number. */
export interface ProcessIdentity {
  readonly pid: number
  /** When it started, in whatever form the system tells it; empty where the system does not tell. */
  readonly started: string
}

const systemBoot = (): string => {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  } catch {
    return ''
  }
}

/** When a living process started, or null where there is no such process. A zombie counts as gone. */
function startOf(pid: number): string | null {
  if (process.platform === 'linux') {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      // The name in parentheses may hold anything, so fields are counted from its end: state is the 3rd, start the 22nd.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      return fields[0] === 'Z' || fields[0] === 'X' ? null : `${systemBoot()}/${fields[19] ?? ''}`
    } catch {
      return null
    }
  }
  if (!answers(pid)) return null
  if (process.platform === 'win32') return ''
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || null
  } catch {
    return null
  }
}

function answers(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** The identity of a living process, or null. */
export function identify(pid: number): ProcessIdentity | null {
  const started = startOf(pid)
  return started === null ? null : { pid, started }
}

/** True while that very process lives: a newcomer that was given its number does not count. */
export function isAlive(identity: ProcessIdentity): boolean {
  const started = startOf(identity.pid)
  return started !== null && (started === identity.started || started === '' || identity.started === '')
}

/** The command line of a living process where the system tells it, else empty. */
export function commandLineOf(pid: number): string {
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
    if (process.platform === 'win32') return ''
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).trim()
  } catch {
    return ''
  }
}
