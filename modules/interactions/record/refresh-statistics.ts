import { type Queryable, raw, sql } from '../../../platform/database/database.ts'

/**
 * Tells the planner what the record looks like now. After a large import it would plan with what was true before, for
 * a minute or more, until autovacuum comes by itself. Samples a fixed number of rows: about a second at ten million.
 */
export async function refreshStatistics(db: Queryable): Promise<void> {
  for (const table of ['interactions', 'interaction_legs', 'customers', 'customer_contacts']) {
    await db.query(sql`analyze ${raw(table)}`)
  }
}
