import type { PoolClient } from 'pg'
import type { Database } from './database.ts'

const firstPauseMs = 200
const longestPauseMs = 5_000

export interface Hearing {
  /** Resolves after the first attempt to listen, whatever came of it. */
  readonly opened: Promise<void>
  stop(): Promise<void>
}

/**
 * Hears notifications of `channel` until it is stopped. Holds one connection of the pool; a connection
 * that breaks is opened again, and `onReconnect` is called then, because anything may have been told meanwhile.
 */
export function listen(
  db: Database,
  channel: string,
  onMessage: (payload: string) => void,
  onReconnect: () => void,
): Hearing {
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

  const opened = open(false)
  return {
    opened,
    async stop() {
      stopped = true
      clearTimeout(timer)
      await opened
      const held = client
      client = undefined
      held?.release(true)
    },
  }
}
