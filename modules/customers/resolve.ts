import { newId } from '../../kernel/ids.ts'
import { recordset } from '../../platform/database/bulk.ts'
import { copyBinary } from '../../platform/database/copy-binary.ts'
import { sql, type Transaction } from '../../platform/database/database.ts'

/**
 * One way to reach or to know a customer: E.164 number, lower-case address, messenger id, or the id of a visitor of the company's
 * sites, which joins people but is no address.
 */
export interface Contact {
  readonly kind: 'phone' | 'email' | 'messenger' | 'visitor'
  readonly value: string
}

/** The contacts that one interaction tells of, and the name given with them. */
export interface ContactSet {
  readonly contacts: readonly Contact[]
  readonly name: string | null
  /** Whom the interaction was of so far. */
  readonly customerId: string | null
}

export interface Resolved {
  /** The customer of each set, in order; null for an empty set. */
  readonly ids: readonly (string | null)[]
  /** Customers that turned out to be one: who is gone → who stays. Their interactions are the caller's to move. */
  readonly merged: ReadonlyMap<string, string>
}

/**
 * A number or address that this many others hang on is no person's (a reception, a dispatcher's form): it stops joining
 * people together.
 */
const mostContacts = 25

const keyOf = (contact: Contact) => `${contact.kind}:${contact.value}`

/**
 * Finds or creates the customer behind each set of contacts. Sets that share a contact are one customer, so when one
 * interaction names contacts of two known customers, the two become one: the older stays. Joining is what makes the record
 * the same in whatever order it hears of things.
 * Must run under the workspace's writer lock.
 */
export async function resolveCustomers(
  tx: Transaction,
  workspaceId: string,
  sets: readonly ContactSet[],
  now: Date,
): Promise<Resolved> {
  const all = new Map<string, Contact>()
  for (const set of sets) for (const contact of set.contacts) all.set(keyOf(contact), contact)
  if (all.size === 0) return { ids: sets.map(() => null), merged: new Map() }

  const owner = await ownersOf(tx, workspaceId, [...all.values()])
  const crowded = await crowdedCustomers(tx, workspaceId, sets, owner)
  const stands = new Map<string, string>()
  const rootOf = (id: string): string => {
    let root = id
    for (let next = stands.get(root); next; next = stands.get(root)) root = next
    return root
  }
  const created = new Set<string>()
  const merged = new Set<string>()
  const fresh: [string, Contact][] = []

  const firstIds = sets.map(({ contacts, customerId }) => {
    const [only] = contacts
    if (!only) return null
    // Most contacts name one number: then there is nobody to join.
    if (contacts.length === 1 && customerId === null) {
      const key = keyOf(only)
      const known = owner.get(key)
      if (known !== undefined) return known
      const id = newId(now)
      created.add(id)
      owner.set(key, id)
      fresh.push([id, only])
      return id
    }
    const owners = contacts.flatMap((contact) => owner.get(keyOf(contact)) ?? [])
    if (customerId) owners.push(customerId)
    const known = [...new Set(owners.map(rootOf))].sort()
    const joinable = known.filter((id) => !crowded.has(id))
    const id = joinable[0] ?? known[0] ?? newId(now)
    if (known.length === 0) created.add(id)
    for (const other of joinable.slice(1)) {
      stands.set(other, id)
      merged.add(other)
    }
    for (const contact of contacts) {
      if (owner.has(keyOf(contact))) continue
      owner.set(keyOf(contact), id)
      fresh.push([id, contact])
    }
    return id
  })
  const ids = firstIds.map((id) => id && rootOf(id))
  const names = fullestNames(sets, ids)

  await copyBinary(
    tx,
    'customers',
    customerColumns,
    [...created].flatMap((id) => (merged.has(id) ? [] : { workspaceId, id, name: names.get(id), createdAt: now })),
  )
  await copyBinary(
    tx,
    'customer_contacts',
    contactColumns,
    fresh.map(([id, contact]) => ({ workspaceId, kind: contact.kind, value: contact.value, customerId: rootOf(id) })),
  )
  const gone = new Map([...merged].filter((id) => !created.has(id)).map((id) => [id, rootOf(id)]))
  for (const [id, name] of await mergeRows(tx, workspaceId, gone)) {
    names.set(id, fuller(names.get(id), name))
  }
  await giveNames(
    tx,
    workspaceId,
    [...names].filter(([id]) => !created.has(id)).map(([id, name]) => ({ id, name })),
  )
  return { ids, merged: gone }
}

const customerColumns = [
  { column: 'workspace_id', type: 'uuid', field: 'workspaceId' },
  { column: 'id', type: 'uuid', field: 'id' },
  { column: 'name', type: 'text', field: 'name' },
  { column: 'created_at', type: 'timestamptz', field: 'createdAt' },
] as const

const contactColumns = [
  { column: 'workspace_id', type: 'uuid', field: 'workspaceId' },
  { column: 'kind', type: 'text', field: 'kind' },
  { column: 'value', type: 'text', field: 'value' },
  { column: 'customer_id', type: 'uuid', field: 'customerId' },
] as const

async function ownersOf(
  tx: Transaction,
  workspaceId: string,
  contacts: readonly Contact[],
): Promise<Map<string, string>> {
  const owner = new Map<string, string>()
  for (const kind of ['phone', 'email', 'messenger', 'visitor'] as const) {
    const values = contacts.flatMap((contact) => (contact.kind === kind ? contact.value : []))
    if (values.length === 0) continue
    const rows = await tx.query<{ value: string; id: string }>(sql`
      select c.value, c.customer_id as id from customer_contacts c
      where c.workspace_id = ${workspaceId} and c.kind = ${kind}
        and c.value = any(array(select jsonb_array_elements_text(${JSON.stringify(values)}::jsonb)))`)
    for (const row of rows) owner.set(keyOf({ kind, value: row.value }), row.id)
  }
  return owner
}

/** Of the customers that are about to be joined those that are crowds. */
async function crowdedCustomers(
  tx: Transaction,
  workspaceId: string,
  sets: readonly ContactSet[],
  owner: ReadonlyMap<string, string>,
): Promise<Set<string>> {
  const candidates = new Set(
    sets
      .filter((set) => set.contacts.length > 1)
      .flatMap((set) => [
        ...set.contacts.flatMap((contact) => owner.get(keyOf(contact)) ?? []),
        ...(set.customerId ? [set.customerId] : []),
      ]),
  )
  if (candidates.size === 0) return new Set()
  const rows = await tx.query<{ id: string }>(sql`
    select c.customer_id as id from customer_contacts c
    where c.workspace_id = ${workspaceId} and c.customer_id = any(${[...candidates]}::uuid[])
    group by c.customer_id having count(*) >= ${mostContacts}`)
  return new Set(rows.map((row) => row.id))
}

/** Gives the contacts of those who are gone to those who stay; returns the names of the former by the id of the latter. */
async function mergeRows(
  tx: Transaction,
  workspaceId: string,
  gone: ReadonlyMap<string, string>,
): Promise<[string, string][]> {
  if (gone.size === 0) return []
  const pairs = recordset(
    'w',
    { from: 'uuid', to: 'uuid' },
    [...gone].map(([from, to]) => ({ from, to })),
  )
  await tx.query(sql`
    update customer_contacts c set customer_id = w."to" from ${pairs}
    where c.workspace_id = ${workspaceId} and c.customer_id = w."from"`)
  const rows = await tx.query<{ id: string; name: string | null }>(sql`
    delete from customers c where c.workspace_id = ${workspaceId} and c.id = any(${[...gone.keys()]}::uuid[])
    returning c.id, c.name`)
  return rows.flatMap((row): [string, string][] => (row.name ? [[gone.get(row.id) ?? row.id, row.name]] : []))
}

/** Of two names the fuller one, as everywhere in the record: «Анна Петрова» beats «Анна», whichever came first. */
function fuller(a: string | undefined, b: string): string {
  if (a === undefined) return b
  if (a.length !== b.length) return a.length > b.length ? a : b
  return a > b ? a : b
}

function fullestNames(sets: readonly ContactSet[], ids: readonly (string | null)[]): Map<string, string> {
  const names = new Map<string, string>()
  sets.forEach(({ name }, i) => {
    const id = ids[i]
    if (id && name) names.set(id, fuller(names.get(id), name))
  })
  return names
}

async function giveNames(
  tx: Transaction,
  workspaceId: string,
  names: readonly { readonly id: string; readonly name: string }[],
): Promise<void> {
  if (names.length === 0) return
  await tx.query(sql`
    update customers c set name = w.name from ${recordset('w', { id: 'uuid', name: 'text' }, names)}
    where c.workspace_id = ${workspaceId} and c.id = w.id
      and (c.name is null or length(c.name) < length(w.name)
        or (length(c.name) = length(w.name) and c.name collate "C" < w.name collate "C"))`)
}
