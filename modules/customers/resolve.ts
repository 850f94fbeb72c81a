import { newId } from '../../kernel/ids.ts'
import { copyRows, recordset } from '../../platform/database/bulk.ts'
import { sql, type Transaction } from '../../platform/database/database.ts'

/** One way to reach a customer: E.164 number, lower-case address, or messenger id. */
export interface Contact {
  readonly kind: 'phone' | 'email' | 'messenger'
  readonly value: string
}

/** The contacts that one interaction tells of, and the name given with them. */
export interface ContactSet {
  readonly contacts: readonly Contact[]
  readonly name: string | null
}

const keyOf = (contact: Contact) => `${contact.kind}:${contact.value}`

/**
 * Finds or creates the customer behind each set of contacts. Sets that share a contact are one customer.
 * Must run under the workspace's writer lock. Returns the customer's id for each set, in order (null for an empty set).
 */
export async function resolveCustomers(
  tx: Transaction,
  workspaceId: string,
  sets: readonly ContactSet[],
  now: Date,
): Promise<(string | null)[]> {
  const all = new Map<string, Contact>()
  for (const set of sets) for (const contact of set.contacts) all.set(keyOf(contact), contact)
  if (all.size === 0) return sets.map(() => null)

  const found = await tx.query<Contact & { customerId: string }>(sql`
    select c.kind, c.value, c.customer_id as "customerId"
    from ${recordset('w', { kind: 'text', value: 'text' }, [...all.values()])}
    join customer_contacts c on c.workspace_id = ${workspaceId} and c.kind = w.kind and c.value = w.value`)
  const owner = new Map(found.map((row) => [keyOf(row), row.customerId]))

  const customers: [string, string, string | null, Date][] = []
  const contacts: [string, string, string, string][] = []
  const names = new Map<string, string>()
  const result = sets.map((set) => {
    if (set.contacts.length === 0) return null
    let id = set.contacts.map((contact) => owner.get(keyOf(contact))).find((known) => known !== undefined)
    if (!id) {
      id = newId(now)
      customers.push([workspaceId, id, set.name, now])
    } else if (set.name) names.set(id, set.name)
    for (const contact of set.contacts) {
      if (owner.has(keyOf(contact))) continue
      owner.set(keyOf(contact), id)
      contacts.push([workspaceId, contact.kind, contact.value, id])
    }
    return id
  })
  await copyRows(tx, 'customers', ['workspace_id', 'id', 'name', 'created_at'], customers)
  await copyRows(tx, 'customer_contacts', ['workspace_id', 'kind', 'value', 'customer_id'], contacts)
  if (names.size > 0) {
    const rows = [...names].map(([id, name]) => ({ id, name }))
    await tx.query(sql`
      update customers c set name = w.name from ${recordset('w', { id: 'uuid', name: 'text' }, rows)}
      where c.workspace_id = ${workspaceId} and c.id = w.id and c.name is null`)
  }
  return result
}
