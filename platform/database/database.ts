import pg from 'pg'
import sql, { empty, join, raw, type Sql } from 'sql-template-tag'

export { empty, join, raw, type Sql, sql }

// bigint counts and money stay below 2^53; dates of a company's calendar stay text (YYYY-MM-DD), never an instant.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number)
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text)

/** Something that answers SQL: the pool or one transaction. */
export interface Queryable {
  /** Runs one statement and returns its rows. Rows are plain objects; name every column that is read. */
  query<Row = Record<string, unknown>>(statement: Sql): Promise<Row[]>
}

export interface Transaction extends Queryable {
  /** The connection itself, for COPY and cursors. */
  readonly client: pg.PoolClient
}

export interface Database extends Queryable {
  readonly pool: pg.Pool
  /** Runs `work` in one transaction: all of it, or nothing and an error. */
  transaction<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result>
  close(): Promise<void>
}

/** Opens a pool. The database is not touched until the first query. */
export function openDatabase(url: string, options: { max?: number; applicationName?: string } = {}): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max ?? 10,
    application_name: options.applicationName ?? 'lidoskop',
    options: '-c timezone=UTC',
    // A connection that only listens would never notice that the other machine is gone.
    keepAlive: true,
  })
  // An idle connection that breaks (the database restarts) must not take the server down; the next query reconnects.
  pool.on('error', () => undefined)
  return {
    pool,
    query: async <Row>(statement: Sql) => (await pool.query(statement)).rows as Row[],
    transaction: async (work) => {
      const client = await pool.connect()
      let broken: Error | undefined
      const onError = (error: Error) => {
        broken = error
      }
      client.on('error', onError)
      try {
        await client.query('begin')
        const result = await work({ client, query: async (statement) => (await client.query(statement)).rows })
        const { command } = await client.query('commit')
        // Where an error within was swallowed the server answers COMMIT with a rollback, and nothing else tells of it.
        if (command !== 'COMMIT') throw new Error('the transaction had failed before its end and was rolled back')
        return result
      } catch (error) {
        await client.query('rollback').catch((failure: Error) => {
          broken = failure
        })
        throw error
      } finally {
        client.off('error', onError)
        client.release(broken)
      }
    },
    close: () => pool.end(),
  }
}
