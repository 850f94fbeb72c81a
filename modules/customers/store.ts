import { type Queryable, sql } from '../../platform/database/database.ts'
import type { Contact } from './resolve.ts'

export interface Customer {
  readonly id: string
  readonly name: string | null
  readonly contacts: readonly Contact[]
}

/** One customer with every way to reach them, or null. */
export async function readCustomer(db: Queryable, workspaceId: string, id: string): Promise<Customer | null> {
  const [customer] = await db.query<{ id: string; name: string | null }>(
    sql`select c.id, c.name from customers c where c.workspace_id = ${workspaceId} and c.id = ${id}`,
  )
  if (!customer) return null
  const contacts = await db.query<Contact>(sql`
    select k.kind, k.value from customer_contacts k
    where k.workspace_id = ${workspaceId} and k.customer_id = ${id} order by k.kind desc, k.value`)
  return { ...customer, contacts }
}
