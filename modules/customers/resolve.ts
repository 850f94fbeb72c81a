import { newId } from '../../kernel/ids.ts'
import { recordset } from '../../platform/database/bulk.ts'
import { copyBinary } from '../../platform/database/copy-binary.ts'
import { sql, type Transaction } from '../../platform/database/database.ts'
import { type Join, joinRows, readApart } from './join.ts'

/**
 * One way to reach or to know a customer: E.164 number, lower-case address, messenger id, or the id of a visitor of the company's
 * sites, which joins people but is no address.
 */
export interface Contact {
  readonly kind: 'phone' | 'email' | 'messenger' | 'visitor'
  readonly value: string
}

/** An interaction that names contacts. `byNumber`: the visitor among them is known by the number that was shown to them alone. */
export interface ToldBy {
  readonly provider: string
  readonly externalId: string
  readonly byNumber?: boolean
}

/** The contacts that one interaction tells of, and the name given with them. */
export interface ContactSet {
  readonly contacts: readonly Contact[]
  readonly name: string | null
  /** Whom the interaction was of so far. */
  readonly customerId: string | null
  /** Which interaction tells of them: the reason that is shown where it joins two. */
  readonly toldBy?: ToldBy
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
  const joinable = joinableCustomers(sets, owner)
  const crowded = await crowdedCustomers(tx, workspaceId, joinable)
  const apart = await readApart(tx, workspaceId, joinable)
  const stands = new Map<string, string>()
  const rootOf = (id: string): string => {
    let root = id
    for (let next = stands.get(root); next; next = stands.get(root)) root = next
    return root
  }
  const created = new Set<string>()
  const joins = new Map<string, Join>()
  const fresh: [string, Contact][] = []

  const firstIds = sets.map(({ contacts, customerId, toldBy }) => {
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
    const open = known.filter((id) => !crowded.has(id))
    // Whom a person parted stays parted: then the interaction stays with whom it was, or is the older one's.
    const was = customerId && rootOf(customerId)
    const id = (was && open.some((other) => apart.get(was)?.has(other)) ? was : open[0]) ?? known[0] ?? newId(now)
    if (known.length === 0) created.add(id)
    for (const other of open) {
      if (other === id || apart.get(id)?.has(other)) continue
      stands.set(other, id)
      joins.set(other, { gone: other, kept: id, because: { kind: 'told', contacts, ...toldBy } })
      for (const third of apart.get(other) ?? []) {
        apart.set(id, (apart.get(id) ?? new Set()).add(third))
        apart.set(third, (apart.get(third) ?? new Set()).add(id))
      }
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
    [...created].flatMap((id) => (joins.has(id) ? [] : { workspaceId, id, name: names.get(id), createdAt: now })),
  )
  await copyBinary(
    tx,
    'customer_contacts',
    contactColumns,
    fresh.map(([id, contact]) => ({ workspaceId, kind: contact.kind, value: contact.value, customerId: rootOf(id) })),
  )
  // Who was made and joined within the batch never was anybody.
  const real = [...joins.values()]
    .filter(({ gone }) => !created.has(gone))
    .map((join) => ({ ...join, kept: rootOf(join.gone) }))
  for (const [id, name] of await joinRows(tx, workspaceId, real, now)) {
    names.set(id, fuller(names.get(id), name))
  }
  await giveNames(
    tx,
    workspaceId,
    [...names].filter(([id]) => !created.has(id)).map(([id, name]) => ({ id, name })),
  )
  return { ids, merged: new Map(real.map(({ gone, kept }) => [gone, kept])) }
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

/** Known customers that a set of several contacts may join with another. */
function joinableCustomers(sets: readonly ContactSet[], owner: ReadonlyMap<string, string>): string[] {
  const found = new Set<string>()
  for (const { contacts, customerId } of sets) {
    if (contacts.length < 2 && customerId === null) continue
    for (const contact of contacts) {
      const id = owner.get(keyOf(contact))
      if (id !== undefined) found.add(id)
    }
    if (customerId !== null) found.add(customerId)
  }
  return [...found]
}

/** Those of the given that are crowds. */
async function crowdedCustomers(tx: Transaction, workspaceId: string, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const rows = await tx.query<{ id: string }>(sql`
    select c.customer_id as id from customer_contacts c
    where c.workspace_id = ${workspaceId} and c.customer_id = any(${[...ids]}::uuid[])
    group by c.customer_id having count(*) >= ${mostContacts}`)
  return new Set(rows.map((row) => row.id))
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
