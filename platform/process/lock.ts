import { randomUUID } from 'node:crypto'
import { existsSync, linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { identify, isAlive, type ProcessIdentity } from './identity.ts'

export interface Lock {
  release(): void
}

export type LockResult = { readonly kind: 'held'; readonly lock: Lock } | Taken
interface Taken {
  readonly kind: 'taken'
  readonly by: ProcessIdentity
  readonly note: string
}

interface Content extends ProcessIdentity {
  /** Tells apart two locks of one process. */
  readonly mark: string
  readonly note: string
}

/**
 * Takes the lock file unless a living process holds it. The file of a process that died, even with its number given to
 * another since, is taken over. `note` is what others read about the holder (its address, say).
 */
export function tryLock(path: string, note = ''): LockResult {
  const me = identify(process.pid) ?? { pid: process.pid, started: '' }
  const content: Content = { ...me, mark: randomUUID(), note }
  for (;;) {
    if (create(path, content)) return { kind: 'held', lock: { release: () => release(path, content) } }
    const holder = read(path)
    if (holder && isAlive(holder)) return { kind: 'taken', by: holder, note: holder.note }
    // Released this very moment: what stands there now may be a living process's, so it is not taken away unseen.
    if (!holder && !existsSync(path)) continue
    takeAway(path, holder)
  }
}

/** Takes the lock file, waiting for its holder. Throws after `timeoutMs`. */
export async function waitForLock(path: string, timeoutMs: number): Promise<Lock> {
  const deadline = Date.now() + timeoutMs
  for (;;) {
    const result = tryLock(path)
    if (result.kind === 'held') return result.lock
    if (Date.now() > deadline) throw new Error(`process ${result.by.pid} has held ${path} for too long`)
    await pause(50)
  }
}

/** Who holds the lock file now, or null. */
export function lockHolder(path: string): { readonly pid: number; readonly note: string } | null {
  const holder = read(path)
  return holder && isAlive(holder) ? { pid: holder.pid, note: holder.note } : null
}

/** Replaces the note of a lock that this process holds. */
export function noteLock(path: string, note: string): void {
  const holder = read(path)
  if (holder?.pid !== process.pid) return
  const fresh = `${path}.${randomUUID()}`
  writeFileSync(fresh, JSON.stringify({ ...holder, note }))
  renameSync(fresh, path)
}

// A link either appears whole or not at all, so nobody ever reads a half-written lock.
function create(path: string, content: Content): boolean {
  const fresh = `${path}.${content.mark}`
  writeFileSync(fresh, JSON.stringify(content))
  try {
    linkSync(fresh, path)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(fresh, { force: true })
  }
}

function read(path: string): Content | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Content
  } catch {
    return null
  }
}

/** Removes a dead holder's file; a file that somebody else put there meanwhile is put back. */
function takeAway(path: string, dead: Content | null): void {
  const aside = `${path}.${randomUUID()}`
  try {
    renameSync(path, aside)
  } catch {
    return
  }
  if (read(aside)?.mark !== dead?.mark) {
    try {
      linkSync(aside, path)
    } catch {
      // A third process was quicker: its lock stands.
    }
  }
  rmSync(aside, { force: true })
}

function release(path: string, content: Content): void {
  if (read(path)?.mark === content.mark) rmSync(path, { force: true })
}
