import { newId } from '../../kernel/ids.ts'
import { sql, type Transaction } from '../database/database.ts'
import type { Notice } from './notice.ts'

/** Heard by whoever passes notices on; the payload is the company's id. */
export const noticesChannel = 'lidoskop_notices'

/**
 * Writes a notice in the transaction of the change that it tells of: a change that is rolled back is told to nobody, and one
 * that is committed is told even when the server dies the next moment. A key that was announced before changes nothing.
 */
export async function announce(tx: Transaction, notice: Notice, now: Date): Promise<void> {
  const [written] = await tx.query(sql`
    insert into notices (workspace_id, id, type, interaction_id, concerns, facts, path, key, created_at)
    values (${notice.workspaceId}, ${newId()}, ${notice.type}, ${notice.interactionId}, ${JSON.stringify(notice.to)},
      ${storable(notice.facts)}, ${notice.path}, ${notice.key}, ${now})
    on conflict (workspace_id, key) do nothing
    returning id`)
  if (written) await tx.query(sql`select pg_notify(${noticesChannel}, ${notice.workspaceId})`)
}

/** Facts as JSON that PostgreSQL takes: what people wrote may hold NUL and halves of characters. */
const storable = (facts: Notice['facts']): string =>
  JSON.stringify(facts, (_, value: unknown) =>
    typeof value === 'string' ? value.replaceAll('\u0000', '').replace(/\p{Surrogate}/gu, '\ufffd') : value,
  )
