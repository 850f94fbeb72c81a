/** Whose deal it is, where the CRM's number does not tell or tells wrong. */
import { maskPhone } from '../../../kernel/phone-format.ts'
import { Problem } from '../../../kernel/problem.ts'
import { type Actor, appendAudit } from '../../../platform/audit/audit.ts'
import { type Queryable, sql, type Transaction } from '../../../platform/database/database.ts'
import { tellLive } from '../../../platform/live/tell-live.ts'
import { readCustomer } from '../../customers/index.ts'
import { lockWriters, whereInteractions } from '../../interactions/index.ts'
import type { DealClient } from '../contract.ts'
import { changeDeals } from './figures.ts'
import { type DealViewer, withinReach } from './list.ts'

export interface MatchChange {
  readonly id: string
  /** `auto`: as number, address and ids tell. `none`: nobody of the record. Otherwise a customer's id. */
  readonly client: string
  readonly reason: string
}

/**
 * Corrects the client of a deal. The choice stays until a person changes it, whatever the CRM says later.
 * @throws Problem `not_found` at `id` or `client`
 */
export async function matchDeal(
  tx: Transaction,
  viewer: DealViewer & { readonly actor: Actor },
  { id, client, reason }: MatchChange,
  now: Date,
): Promise<void> {
  const { workspaceId, actor } = viewer
  await lockWriters(tx, workspaceId)
  const [before] = await tx.query<{ match: string | null; kind: string | null; value: string | null }>(sql`
    select d.match, d.match_kind as kind, d.match_value as value from deals d
    where ${withinReach(viewer)} and d.id = ${id} for update`)
  if (!before) throw new Problem('not_found', { field: 'id' })
  const after = await matchOf(tx, viewer, client)
  await changeDeals(tx, workspaceId, [id], async () => {
    await tx.query(sql`
      update deals set match = ${after.match}, match_kind = ${after.kind}, match_value = ${after.value}, updated_at = ${now}
      where workspace_id = ${workspaceId} and id = ${id}`)
    return []
  })
  const entry = { action: 'deal.client_changed', objectType: 'deal', objectId: id, before, after, reason }
  await appendAudit(tx, workspaceId, [{ at: now, actor, ...entry }])
  await tellLive(tx, { workspaceId, type: 'deals' })
}

async function matchOf(db: Queryable, viewer: DealViewer, client: string) {
  if (client === 'auto') return { match: null, kind: null, value: null }
  if (client === 'none') return { match: 'none', kind: null, value: null }
  const [visible] = await db.query(sql`
    select from interactions i where ${whereInteractions({ customer: client, tests: 'with' }, viewer)} limit 1`)
  const [contact] = visible ? ((await readCustomer(db, viewer.workspaceId, client))?.contacts ?? []) : []
  if (!contact) throw new Problem('not_found', { field: 'client' })
  return { match: 'chosen', kind: contact.kind, value: contact.value }
}

const mostClients = 12

/** Clients whom a text may mean: a number or its last digits, an address, a name. Only those whose contacts the viewer may see. */
export async function findClients(db: Queryable, viewer: DealViewer, text: string): Promise<DealClient[]> {
  const { workspaceId, seesPersonalData } = viewer
  const rows = await db.query<DealClient & { startedAt: Date }>(sql`
    select c.id, c.name, last.contact, last.at as "lastAt" from (
      select distinct i.customer_id as id from interactions i
      where ${whereInteractions({ text, tests: 'with' }, viewer)} and i.customer_id is not null
      limit ${mostClients}
    ) found
    join customers c on c.workspace_id = ${workspaceId} and c.id = found.id
    join lateral (
      select coalesce(i.party_number, i.party_address) as contact, i.started_at as at from interactions i
      where i.workspace_id = ${workspaceId} and i.customer_id = c.id order by i.started_at desc limit 1
    ) last on true
    order by last.at desc`)
  return rows.map(({ id, name, contact, lastAt }) => ({
    id,
    name: seesPersonalData ? name : null,
    contact: seesPersonalData ? contact : contact?.startsWith('+') ? maskPhone(contact) : contact && '•••',
    lastAt,
  }))
}
