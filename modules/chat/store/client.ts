import { type Queryable, sql, type Transaction } from '../../../platform/database/database.ts'

/** Writes down who a client is, as the operator learned it; an empty text takes it away. */
export async function describeClient(
  tx: Transaction,
  workspaceId: string,
  place: { readonly dialogueId: string; readonly visitorId: string },
  told: {
    readonly name?: string | undefined
    readonly phone?: string | undefined
    readonly email?: string | undefined
  },
  now: Date,
): Promise<void> {
  const set = (value: string | undefined, column: 'name' | 'phone' | 'email') =>
    value === undefined
      ? null
      : tx.query(
          column === 'name'
            ? sql`update chat_visitors set name = ${value || null} where workspace_id = ${workspaceId} and id = ${place.visitorId}`
            : column === 'phone'
              ? sql`update chat_visitors set phone = ${value || null} where workspace_id = ${workspaceId} and id = ${place.visitorId}`
              : sql`update chat_visitors set email = ${value || null} where workspace_id = ${workspaceId} and id = ${place.visitorId}`,
        )
  await set(told.name, 'name')
  await set(told.phone, 'phone')
  await set(told.email, 'email')
  await tx.query(sql`
    update chat_dialogues set record_due = ${now}
    where workspace_id = ${workspaceId} and id = ${place.dialogueId}`)
}

/** Takes nothing more from a visitor, or lets them write again. */
export const blockClient = (
  db: Queryable,
  workspaceId: string,
  visitorId: string,
  blockedAt: Date | null,
): Promise<unknown> =>
  db.query(sql`
    update chat_visitors set blocked_at = ${blockedAt} where workspace_id = ${workspaceId} and id = ${visitorId}`)

/** Refusals of a company since a day (UTC), by site. */
export async function readRefusals(
  db: Queryable,
  workspaceId: string,
  since: string,
): Promise<Map<string, Record<string, number>>> {
  const rows = await db.query<{ site: string; reason: string; count: number }>(sql`
    select site_id as site, reason, sum(count)::bigint as count from chat_refusals
    where workspace_id = ${workspaceId} and day >= ${since}::date group by site_id, reason`)
  const bySite = new Map<string, Record<string, number>>()
  for (const { site, reason, count } of rows) bySite.set(site, { ...bySite.get(site), [reason]: count })
  return bySite
}
