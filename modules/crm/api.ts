import { Problem } from '../../kernel/problem.ts'
import type { RequestContext } from '../../platform/api/context.ts'
import { access, implement } from '../../platform/api/implement.ts'
import { appendAudit } from '../../platform/audit/audit.ts'
import { type Database, type Queryable, sql } from '../../platform/database/database.ts'
import { tellLive } from '../../platform/live/tell-live.ts'
import { giveDeals } from '../deals/index.ts'
import { type Viewer, whereInteractions } from '../interactions/index.ts'
import { listEmployees } from '../workspaces/index.ts'
import { contract } from './contract.ts'
import { listConnections, placeOfDeals } from './store/connections.ts'
import { chooseUser, listUsers } from './store/directory.ts'
import { wakeConnection } from './store/due.ts'
import { leadsOf, queueLeads } from './store/leads.ts'

export function createCrmApi(db: Database) {
  const api = implement(contract).$context<RequestContext>().use(access)

  return api.router({
    connections: api.connections.handler(({ context }) => listConnections(db, context.member.workspaceId)),
    matchUser: api.matchUser.handler(async ({ input, context: { member, now } }) => {
      const { workspaceId, actor } = member
      const place = { workspaceId, endpointId: input.endpoint }
      const employeeId = input.employee === 'auto' || input.employee === 'none' ? null : input.employee
      const people = await listEmployees(db, workspaceId, { kind: 'all' })
      if (employeeId && !people.some(({ id }) => id === employeeId)) {
        throw new Problem('not_found', { field: 'employee' })
      }
      await db.transaction(async (tx) => {
        const choice = { employeeId, chosen: input.employee !== 'auto' }
        const before = await chooseUser(tx, place, input.user, choice)
        const deals = await placeOfDeals(tx, place)
        if (!before || !deals) throw new Problem('not_found', { field: 'user' })
        const user = (await listUsers(tx, place)).find(({ externalId }) => externalId === input.user)
        await giveDeals(tx, workspaceId, deals, input.user, user?.employeeId ?? null)
        const entry = {
          action: 'crm.user_matched',
          objectType: 'crm_user',
          objectId: `${input.endpoint}:${input.user}`,
        }
        await appendAudit(tx, workspaceId, [{ at: now, actor, ...entry, before, after: choice }])
        await tellLive(tx, { workspaceId, type: 'crm' })
      })
      return { ok: true as const }
    }),
    ofInteraction: api.ofInteraction.handler(async ({ input, context: { member } }) => {
      await visible(db, member, input.interaction)
      const connections = await sendable(db, member.workspaceId)
      const leads = new Map(
        (await leadsOf(db, member.workspaceId, input.interaction)).map((lead) => [lead.endpointId, lead]),
      )
      return connections.flatMap(({ rule, ...connection }) => {
        const { endpointId: _, ...lead } = leads.get(connection.endpointId) ?? { endpointId: null }
        const made = 'state' in lead ? lead : null
        return rule !== 'off' || made ? [{ ...connection, lead: made }] : []
      })
    }),
    send: api.send.handler(async ({ input, context: { member, now } }) => {
      const { workspaceId, actor } = member
      await visible(db, member, input.interaction)
      const connection = (await sendable(db, workspaceId)).find(({ endpointId }) => endpointId === input.endpoint)
      if (!connection || connection.rule === 'off') throw new Problem('not_found', { field: 'endpoint' })
      await db.transaction(async (tx) => {
        await queueLeads(tx, { workspaceId, endpointId: input.endpoint }, [input.interaction], actor.name, now)
        const entry = { action: 'crm.lead_sent', objectType: 'interaction', objectId: input.interaction }
        await appendAudit(tx, workspaceId, [{ at: now, actor, ...entry, after: { endpoint: input.endpoint } }])
        await wakeConnection(tx, input.endpoint)
        await tellLive(tx, { workspaceId, type: 'crm' })
      })
      return { ok: true as const }
    }),
  })
}

/** @throws Problem `not_found` at `interaction` where it is not within reach */
async function visible(db: Queryable, viewer: Viewer, interactionId: string): Promise<void> {
  const [row] = await db.query(sql`
    select from interactions i where ${whereInteractions({ tests: 'with' }, viewer)} and i.id = ${interactionId}`)
  if (!row) throw new Problem('not_found', { field: 'interaction' })
}

const sendable = (db: Queryable, workspaceId: string) =>
  db.query<{ endpointId: string; name: string; provider: 'amocrm' | 'bitrix24'; rule: string }>(sql`
    select e.id as "endpointId", e.name, e.provider, coalesce(e.settings->>'send', 'hand') as rule from endpoints e
    where e.workspace_id = ${workspaceId} and e.provider in ('amocrm', 'bitrix24') and e.active and e.archived_at is null
    order by e.created_at, e.id`)
