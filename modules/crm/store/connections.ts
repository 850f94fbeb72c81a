import { type Queryable, sql } from '../../../platform/database/database.ts'
import type { DealPlace } from '../../deals/index.ts'
import type { CrmConnection } from '../contract.ts'
import { listAccounts, listStages, listUsers, type Place } from './directory.ts'
import { countLeads } from './leads.ts'

type Row = Pick<CrmConnection, 'endpointId' | 'name' | 'provider' | 'active' | 'rule' | 'due'>

/** Every connection with a CRM that is not removed, oldest first. */
export async function listConnections(db: Queryable, workspaceId: string): Promise<CrmConnection[]> {
  const rows = await db.query<Row>(sql`
    select e.id as "endpointId", e.name, e.provider, e.active, coalesce(e.settings->>'send', 'hand') as rule,
      (select count(*)::int from crm_due d where d.workspace_id = ${workspaceId} and d.endpoint_id = e.id) as due
    from endpoints e
    where e.workspace_id = ${workspaceId} and e.provider in ('amocrm', 'bitrix24') and e.archived_at is null
    order by e.created_at, e.id`)
  const accounts = new Map((await listAccounts(db, workspaceId)).map((account) => [account.endpointId, account]))
  const leads = new Map((await countLeads(db, workspaceId)).map((count) => [count.endpointId, count]))
  const deals = new Map(
    (
      await db.query<{ place: string; deals: number }>(sql`
        select d.system || ' ' || d.account as place, count(*)::int as deals from deals d
        where d.workspace_id = ${workspaceId} and d.system <> 'file' and d.removed_at is null group by 1`)
    ).map((row) => [row.place, row.deals]),
  )
  return Promise.all(
    rows.map(async (row) => {
      const place = { workspaceId, endpointId: row.endpointId }
      const account = accounts.get(row.endpointId)
      const { waiting = 0, failed = 0, sent = 0 } = leads.get(row.endpointId) ?? {}
      return {
        ...row,
        account: account?.account ?? null,
        currency: account?.currency ?? null,
        readAt: account?.readAt ?? null,
        deals: (account && deals.get(`${row.provider} ${account.account}`)) ?? 0,
        leads: { waiting, failed, sent },
        stages: await listStages(db, place),
        users: await listUsers(db, place),
      }
    }),
  )
}

/** Where the deals of a connection lie; null before it was read for the first time. */
export async function placeOfDeals(db: Queryable, { workspaceId, endpointId }: Place): Promise<DealPlace | null> {
  const [row] = await db.query<DealPlace>(sql`
    select e.provider as system, a.account from crm_accounts a
    join endpoints e on e.workspace_id = ${workspaceId} and e.id = a.endpoint_id
    where a.workspace_id = ${workspaceId} and a.endpoint_id = ${endpointId}`)
  return row ?? null
}
