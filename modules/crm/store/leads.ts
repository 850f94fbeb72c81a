/** Interactions on their way into a CRM. */
import { newId } from '../../../kernel/ids.ts'
import { type Queryable, sql, type Transaction } from '../../../platform/database/database.ts'
import type { SentLead } from '../crm.ts'
import { type LeadState, markOf } from '../rules.ts'
import type { Place } from './directory.ts'

/**
 * Puts interactions on their way; those that are there already stay as they are, except one that the CRM had refused and that a
 * person (`by`) sends again.
 */
export async function queueLeads(
  tx: Transaction,
  { workspaceId, endpointId }: Place,
  interactionIds: readonly string[],
  by: string | null,
  now: Date,
): Promise<void> {
  for (const interactionId of [...interactionIds].sort()) {
    await tx.query(sql`
      insert into crm_leads as l (workspace_id, id, endpoint_id, interaction_id, mark, state, by_name, next_at, created_at)
      values (${workspaceId}, ${newId(now)}, ${endpointId}, ${interactionId}, ${markOf(interactionId)}, 'waiting', ${by}, ${now}, ${now})
      on conflict (workspace_id, endpoint_id, interaction_id) do update
        set state = 'waiting', next_at = excluded.next_at, attempts = 0, by_name = excluded.by_name, failure = null, detail = null
        where l.state = 'failed' and excluded.by_name is not null`)
  }
}

export interface WaitingLead {
  readonly id: string
  readonly interactionId: string
  readonly mark: string
  readonly attempts: number
  /** An attempt was begun and not acknowledged. */
  readonly begunAt: Date | null
}

/** Leads whose time has come, oldest first. */
export const dueLeads = (db: Queryable, { workspaceId, endpointId }: Place, now: Date): Promise<WaitingLead[]> =>
  db.query<WaitingLead>(sql`
    select id, interaction_id as "interactionId", mark, attempts, begun_at as "begunAt" from crm_leads
    where workspace_id = ${workspaceId} and endpoint_id = ${endpointId} and state = 'waiting' and next_at <= ${now} order by id limit 20`)

/** When the next lead is due that waits for a later moment; null where none does. */
export async function nextLeadAt(db: Queryable, { workspaceId, endpointId }: Place): Promise<Date | null> {
  const [row] = await db.query<{ at: Date | null }>(sql`
    select min(next_at) as at from crm_leads
    where workspace_id = ${workspaceId} and endpoint_id = ${endpointId} and state = 'waiting'`)
  return row?.at ?? null
}

/** Written before the CRM is asked: whatever happens then, the next attempt knows to look first. */
export const beginLead = (db: Queryable, workspaceId: string, id: string, now: Date): Promise<unknown> =>
  db.query(sql`
    update crm_leads set begun_at = coalesce(begun_at, ${now}), attempts = attempts + 1 where workspace_id = ${workspaceId} and id = ${id}`)

export const leadSent = (db: Queryable, workspaceId: string, id: string, sent: SentLead, now: Date): Promise<unknown> =>
  db.query(sql`
    update crm_leads set state = 'sent', sent_at = ${now}, failure = null, detail = null, external_kind = ${sent.kind},
      external_id = ${sent.externalId}, external_uid = ${sent.uid}, url = ${sent.url}
    where workspace_id = ${workspaceId} and id = ${id}`)

/** `again`: when it is tried next; null where the CRM will not have it as it is, so nothing of it is on its way there. */
export const leadFailed = (
  db: Queryable,
  workspaceId: string,
  id: string,
  failure: { readonly code: string; readonly detail: string | null; readonly again: Date | null },
): Promise<unknown> =>
  db.query(sql`
    update crm_leads set state = ${failure.again ? 'waiting' : 'failed'}, failure = ${failure.code},
      detail = ${failure.detail?.slice(0, 500) ?? null}, next_at = coalesce(${failure.again}::timestamptz, next_at),
      begun_at = case when ${failure.again === null} then null else begun_at end
    where workspace_id = ${workspaceId} and id = ${id}`)

export interface LeadOfInteraction {
  readonly endpointId: string
  readonly state: LeadState
  readonly failure: string | null
  readonly detail: string | null
  readonly url: string | null
  readonly kind: SentLead['kind'] | null
  readonly mark: string
  readonly by: string | null
  readonly createdAt: Date
  readonly sentAt: Date | null
  readonly retryAt: Date | null
}

export const leadsOf = (db: Queryable, workspaceId: string, interactionId: string): Promise<LeadOfInteraction[]> =>
  db.query<LeadOfInteraction>(sql`
    select endpoint_id as "endpointId", state, failure, detail, url, external_kind as kind, mark, by_name as by,
      created_at as "createdAt", sent_at as "sentAt", case when state = 'waiting' and attempts > 0 then next_at end as "retryAt"
    from crm_leads where workspace_id = ${workspaceId} and interaction_id = ${interactionId}`)

/** Interactions by what a CRM's deal may name of ours. */
export async function interactionsBehind(
  db: Queryable,
  { workspaceId, endpointId }: Place,
  named: { readonly marks: readonly string[]; readonly leadIds: readonly string[] },
): Promise<{ byMark: ReadonlyMap<string, string>; byLead: ReadonlyMap<string, string> }> {
  const rows = await db.query<{ mark: string; externalId: string | null; interactionId: string }>(sql`
    select mark, external_id as "externalId", interaction_id as "interactionId" from crm_leads
    where workspace_id = ${workspaceId} and endpoint_id = ${endpointId}
      and (mark = any(${[...named.marks]}::text[]) or external_id = any(${[...named.leadIds]}::text[]))`)
  return {
    byMark: new Map(rows.map(({ mark, interactionId }) => [mark, interactionId])),
    byLead: new Map(rows.flatMap(({ externalId, interactionId }) => (externalId ? [[externalId, interactionId]] : []))),
  }
}

export interface LeadCounts {
  readonly endpointId: string
  readonly waiting: number
  readonly failed: number
  readonly sent: number
}

export const countLeads = (db: Queryable, workspaceId: string): Promise<LeadCounts[]> =>
  db.query<LeadCounts>(sql`
    select endpoint_id as "endpointId", (count(*) filter (where state = 'waiting'))::int as waiting,
      (count(*) filter (where state = 'failed'))::int as failed, (count(*) filter (where state = 'sent'))::int as sent
    from crm_leads where workspace_id = ${workspaceId} group by 1`)
