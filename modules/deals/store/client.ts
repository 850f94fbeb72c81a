import { type Sql, sql } from '../../../platform/database/database.ts'

/**
 * The client of a deal `d` and how they were found: whom a person chose; else the one of the interaction or visit that the CRM
 * names; else whoever has the deal's number or address.
 */
export const clientOf = (workspaceId: string): Sql => sql`
  select x.customer_id, x.basis from (
    select k.customer_id, 'chosen' as basis, 1 as rank from customer_contacts k
      where k.workspace_id = ${workspaceId} and d.match = 'chosen' and k.kind = d.match_kind and k.value = d.match_value
    union all
    select i.customer_id, 'interaction', 2 from interactions i
      where i.workspace_id = ${workspaceId} and d.match is null and i.id = d.interaction_id and i.customer_id is not null
    union all
    select i.customer_id, 'visit', 3 from interactions i
      where i.workspace_id = ${workspaceId} and d.match is null and i.visit_id = d.visit_id and i.customer_id is not null
    union all
    select k.customer_id, 'phone', 4 from customer_contacts k
      where k.workspace_id = ${workspaceId} and d.match is null and k.kind = 'phone' and k.value = d.phone
    union all
    select k.customer_id, 'email', 5 from customer_contacts k
      where k.workspace_id = ${workspaceId} and d.match is null and k.kind = 'email' and k.value = d.email
  ) x order by x.rank limit 1`
