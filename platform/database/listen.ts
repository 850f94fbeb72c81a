import type { PoolClient } from 'pg'
import type { Database } from './database.ts'

const firstPauseMs = 200
const longestPauseMs = 5_000

/**
 * Hears notifications of `channel` until the returned function is called. Holds one connection of the pool; a connection
 * that breaks is opened again, and `onReconnect` is called then, because anything may have been told meanwhile.
 */
export function listen(
  db: Database,
  channel: string,
  onMessage: (payload: string) => void,
  onReconnect: () => void,
): () => Promise<void> {
  let stopped = false
  let client: PoolClient | undefined
  let pause = firstPauseMs
  let timer: NodeJS.Timeout | undefined

  const lost = (failed: PoolClient): void => {
    if (client !== failed) return
    client = undefined
    failed.release(true)
    later()
  }
  const later = (): void => {
    if (stopped) return
    timer = setTimeout(() => void open(true), pause)
    pause = Math.min(pause * 2, longestPauseMs)
  }
  const open = async (again: boolean): Promise<void> => {
    let fresh: PoolClient | undefined
    try {
      fresh = await db.pool.connect()
      const opened = fresh
      // First of all: an error that nobody listens to would take the process down.
      opened.on('error', () => lost(opened))
      opened.on('end', () => lost(opened))
      await opened.query(`listen ${channel}`)
      if (stopped) return opened.release(true)
      client = opened
      pause = firstPauseMs
      opened.on('notification', ({ payload }) => onMessage(payload ?? ''))
      if (again) onReconnect()
    } catch {
      fresh?.release(true)
      later()
    }
  }

  const opening = open(false)
  return async () => {
    stopped = true
    clearTimeout(timer)
    await opening
    const held = client
    client = undefined
    held?.release(true)
  }
}
