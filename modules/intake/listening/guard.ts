import { setTimeout as pauseFor } from 'node:timers/promises'
import type { PoolClient } from 'pg'
import type { Database } from '../../../platform/database/database.ts'

/** The channel on which processes hear that a connection was made, changed, paused or is to be looked at now. */
export const listeningChannel = 'lidoskop_listening'

const answerMs = 10_000

/** The right to run listeners: as long as it is not `lost`, no other process runs one whose lock we hold. */
export interface Guard {
  /** Aborted when the connection that holds the locks breaks: the locks are gone then. */
  readonly lost: AbortSignal
  /** Whether the listener of this endpoint is ours now. */
  tryLock(endpointId: string): Promise<boolean>
  unlock(endpointId: string): Promise<void>
  /** Rejects where the connection does not answer: its server side may have ended without a word, and the locks with it. */
  check(): Promise<void>
  /** Gives every lock back. */
  close(): void
}

/**
 * Opens the one connection on which this process holds its advisory locks: PostgreSQL gives them back by itself when
 * the process dies. It hears of changes as well.
 */
export async function openGuard(db: Database, onChange: (payload: string) => void): Promise<Guard> {
  const client: PoolClient = await db.pool.connect()
  const lost = new AbortController()
  let released = false
  const release = (): void => {
    if (released) return
    released = true
    lost.abort()
    client.release(true)
  }
  client.on('error', release)
  client.on('end', release)
  client.on('notification', ({ payload }) => onChange(payload ?? ''))
  try {
    // A machine that loses its power says no goodbye: the server finds that out in half a minute, and its locks are free.
    await client.query('set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3')
    await client.query(`listen ${listeningChannel}`)
  } catch (error) {
    release()
    throw error
  }
  const ask = async (call: string, endpointId: string): Promise<boolean> => {
    const { rows } = await client.query<{ done: boolean }>(`select ${call}(hashtextextended($1, 0)) as done`, [
      `listening:${endpointId}`,
    ])
    return rows[0]?.done ?? false
  }
  return {
    lost: lost.signal,
    tryLock: (endpointId) => ask('pg_try_advisory_lock', endpointId),
    async unlock(endpointId) {
      if (!released) await ask('pg_advisory_unlock', endpointId)
    },
    async check() {
      const answered = await Promise.race([client.query('select 1'), pauseFor(answerMs, null, { ref: false })])
      if (!answered) throw new Error('the connection that holds the locks of listeners does not answer')
    },
    close: release,
  }
}
