import { type Queryable, sql } from '../database/database.ts'
import { type LiveEvent, liveChannel } from './live.ts'

/** Tells open screens of a change; within a transaction they hear of it when it commits. */
export const tellLive = (db: Queryable, event: LiveEvent): Promise<unknown> =>
  db.query(sql`select pg_notify(${liveChannel}, ${JSON.stringify(event)})`)
