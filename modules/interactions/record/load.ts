import { groupBy } from '../../../kernel/collections.ts'
import { recordset } from '../../../platform/database/bulk.ts'
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
  identities: readonly { provider: string; externalId: string }[],
): Promise<Map<string, Known>> {
  const rows = await tx.query<InteractionRow>(sql`
    select ${raw(selectList('i'))} from ${recordset('w', { provider: 'text', externalId: 'text' }, identities)}
    join interactions i on i.workspace_id = ${workspaceId} and i.provider = w.provider and i.external_id = w."externalId"`)
  if (rows.length === 0) return new Map()
  const ids = rows.map((row) => row.id)
  const legs = await tx.query<Leg & { interactionId: string }>(sql`
    select interaction_id as "interactionId", key, role, line, started_at as "startedAt", answered_at as "answeredAt",
      ended_at as "endedAt", outcome, talk_seconds as "talkSeconds", reason
    from interaction_legs where workspace_id = ${workspaceId} and interaction_id = any(${ids}::uuid[])`)
  const messages = await tx.query<MessageObservation & { interactionId: string; line: string | null }>(sql`
    select interaction_id as "interactionId", key, at, author, line, text
    from interaction_messages where workspace_id = ${workspaceId} and interaction_id = any(${ids}::uuid[])`)
  const legsOf = groupBy(legs, (leg) => leg.interactionId)
  const messagesOf = groupBy(messages, (message) => message.interactionId)
  return new Map(
    rows.map((row) => [
      identityKey(row.provider, row.externalId),
      {
        row,
        told: recallTold(
          { provider: row.provider, external_id: row.externalId, kind: row.kind },
          row.told,
          (legsOf.get(row.id) ?? []).map(({ interactionId: _, ...leg }) => leg),
          (messagesOf.get(row.id) ?? []).map(({ interactionId: _, line, ...message }) =>
            line ? { ...message, line } : message,
          ),
        ),
      },
    ]),
  )
}
