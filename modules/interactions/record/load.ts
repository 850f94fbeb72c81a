import { groupBy } from '../../../kernel/collections.ts'
import { raw, sql, type Transaction } from '../../../platform/database/database.ts'
import type { Leg, Told } from '../fold.ts'
import type { MessageObservation } from '../observation.ts'
import { type InteractionRow, selectList } from '../row.ts'
import { recallTold } from '../told.ts'

export interface Known {
  readonly row: InteractionRow
  readonly told: Told
}

export const identityKey = (provider: string, externalId: string): string => `${provider}\u0000${externalId}`

/** Reads the interactions of a batch that are known already, with everything that was told about them. */
export async function loadKnown(
  tx: Transaction,
  workspaceId: string,
  heard: ReadonlyMap<string, { readonly told: { readonly provider: string; readonly externalId: string } }>,
): Promise<Map<string, Known>> {
  const known = new Map<string, Known>()
  for (const [provider, group] of groupBy(heard.values(), ({ told }) => told.provider)) {
    const ids = JSON.stringify(group.map(({ told }) => told.externalId))
    const rows = await tx.query<InteractionRow>(sql`
      select ${raw(selectList('i'))} from interactions i
      where i.workspace_id = ${workspaceId} and i.provider = ${provider}
        and i.external_id = any(array(select jsonb_array_elements_text(${ids}::jsonb)))`)
    for (const entry of await recall(tx, workspaceId, rows)) {
      known.set(identityKey(entry.row.provider, entry.row.externalId), entry)
    }
  }
  return known
}

/** Puts rows together with their legs and messages, and with what was told. */
export async function recall(tx: Transaction, workspaceId: string, rows: readonly InteractionRow[]): Promise<Known[]> {
  if (rows.length === 0) return []
  const ids = rows.map((row) => row.id)
  const legs = await tx.query<Leg & { interactionId: string }>(sql`
    select interaction_id as "interactionId", key, role, line, started_at as "startedAt", answered_at as "answeredAt",
      ended_at as "endedAt", outcome, talk_seconds as "talkSeconds", reason
    from interaction_legs where workspace_id = ${workspaceId} and interaction_id = any(${ids}::uuid[])
    order by interaction_id, key`)
  const messages = await tx.query<MessageObservation & { interactionId: string; line: string | null }>(sql`
    select interaction_id as "interactionId", key, at, author, line, text
    from interaction_messages where workspace_id = ${workspaceId} and interaction_id = any(${ids}::uuid[])
    order by interaction_id, key`)
  const legsOf = groupBy(legs, (leg) => leg.interactionId)
  const messagesOf = groupBy(messages, (message) => message.interactionId)
  return rows.map((row) => ({
    row,
    told: recallTold(
      row,
      (legsOf.get(row.id) ?? []).map(({ interactionId: _, ...leg }) => leg),
      (messagesOf.get(row.id) ?? []).map(({ interactionId: _, line, ...message }) =>
        line ? { ...message, line } : message,
      ),
    ),
  }))
}
