import type { Database } from '../../../platform/database/database.ts'

/** Runs `work` unless some process works on the same import already. The lock ends with the connection, so a killed process holds none. */
export async function alone(db: Database, id: string, work: () => Promise<void>): Promise<void> {
  const client = await db.pool.connect()
  let broken: Error | undefined
  const onError = (error: Error) => {
    broken = error
  }
  client.on('error', onError)
  try {
    const key = `import:${id}`
    const { rows } = await client.query('select pg_try_advisory_lock(hashtextextended($1, 0)) as mine', [key])
    if (rows[0]?.mine !== true) return
    try {
      await work()
    } finally {
      await client.query('select pg_advisory_unlock(hashtextextended($1, 0))', [key]).catch(onError)
    }
  } finally {
    client.off('error', onError)
    client.release(broken)
  }
}
