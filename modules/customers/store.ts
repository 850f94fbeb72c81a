import { type Queryable, sql } from '../../platform/database/database.ts'
import type { Contact } from './resolve.ts'

/** A contact that somebody can write or call to: a visitor's id is none. */
export type Address = Contact & { readonly kind: Exclude<Contact['kind'], 'visitor'> }

export interface Customer {
  readonly id: string
  readonly name: string | null
  readonly contacts: readonly Address[]
}

/** One customer with every way to reach them, or null. */
export async function readCustomer(db: Queryable, workspaceId: string, id: string): Promise<Customer | null> {
  const [customer] = await db.query<{ id: string; name: string | null }>(
    sql`select c.id, c.name from customers c where c.workspace_id = ${workspaceId} and c.id = ${id}`,
  )
  if (!customer) return null
  const contacts = await db.query<Address>(sql`
    select k.kind, k.value from customer_contacts k
    where k.workspace_id = ${workspaceId} and k.customer_id = ${id} and k.kind <> 'visitor' order by k.kind desc, k.value`)
  return { ...customer, contacts }
}
