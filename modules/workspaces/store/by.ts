import { productName } from '../../../kernel/product.ts'
import type { Actor } from '../../../platform/audit/audit.ts'
import { sql, type Transaction } from '../../../platform/database/database.ts'

/** On whose behalf something is changed, and when. */
export interface By {
  readonly actor: Actor
  readonly now: Date
}

/** The product itself: commands on the server, the demo company. */
export const system = (now: Date): By => ({ actor: { kind: 'system', id: null, name: productName }, now })

const peopleLock = 7_215_002

/**
 * Changes of a company's people happen one after another until commit: they are rare, and rules such as "the last administrator
 * stays" or "a line has one owner" look at several people at once.
 */
export const lockPeople = (tx: Transaction, workspaceId: string): Promise<unknown> =>
  tx.query(sql`select pg_advisory_xact_lock(${peopleLock}, hashtext(${workspaceId}))`)
