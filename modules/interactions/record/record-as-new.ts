import { sql, type Transaction } from '../../../platform/database/database.ts'
import { type Recorded, type Recording, recordInteractions } from './record.ts'

/**
 * Records a batch without looking what is known of it: looking thousands of identities up costs a tenth of an import. Where
 * one is known after all, the database refuses the batch; then nothing of it is there and null comes back.
 */
export async function recordAsNew(tx: Transaction, recording: Recording): Promise<Recorded | null> {
  await tx.query(sql`savepoint as_new`)
  try {
    const recorded = await recordInteractions(tx, { ...recording, asNew: true })
    await tx.query(sql`release savepoint as_new`)
    return recorded
  } catch (error) {
    if (!isIdentityTaken(error)) throw error
    await tx.query(sql`rollback to savepoint as_new`)
    return null
  }
}

const isIdentityTaken = (error: unknown): boolean =>
  error instanceof Error &&
  (error as { code?: unknown }).code === '23505' &&
  (error as { table?: unknown }).table === 'interactions'
