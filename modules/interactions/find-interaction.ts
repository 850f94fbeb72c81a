import { type Queryable, sql } from '../../platform/database/database.ts'

/** The interaction of a provider's identity, or null. Asks nobody's reach: for those who see the whole record. */
export async function findInteraction(
  db: Queryable,
  workspaceId: string,
  provider: string,
  externalId: string,
): Promise<string | null> {
  const [row] = await db.query<{ id: string }>(sql`
    select id from interactions
    where workspace_id = ${workspaceId} and provider = ${provider} and external_id = ${externalId}`)
  return row?.id ?? null
}
