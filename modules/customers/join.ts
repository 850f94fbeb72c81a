import { newId } from '../../kernel/ids.ts'
import type { Actor } from '../../platform/audit/audit.ts'
import { recordset } from '../../platform/database/bulk.ts'
import { copyBinary } from '../../platform/database/copy-binary.ts'
import { sql, type Transaction } from '../../platform/database/database.ts'
import type { Contact } from './resolve.ts'

/** Why two customers are one: an interaction named contacts of both, or a person said so. */
export type Because =
  | {
      readonly kind: 'told'
      readonly contacts: readonly Contact[]
      readonly provider?: string
      readonly externalId?: string
      readonly byNumber?: boolean
    }
  | { readonly kind: 'person'; readonly actor: Actor; readonly reason: string | null }

export interface Join {
  readonly gone: string
  readonly kept: string
  readonly because: Because
}

/**
 * Gives the contacts of those who are gone to those who stay, and keeps what is needed to part them again. Returns the
 * names of the former by the id of the latter. Must run under the workspace's writer lock.
 */
export async function joinRows(
  tx: Transaction,
  workspaceId: string,
  joins: readonly Join[],
  now: Date,
): Promise<[string, string][]> {
  if (joins.length === 0) return []
  const pairs = recordset(
    'w',
    { from: 'uuid', to: 'uuid' },
    joins.map(({ gone, kept }) => ({ from: gone, to: kept })),
  )
  const moved = await tx.query<Contact & { from: string }>(sql`
    update customer_contacts c set customer_id = w."to" from ${pairs}
    where c.workspace_id = ${workspaceId} and c.customer_id = w."from"
    returning w."from", c.kind, c.value`)
  const rows = await tx.query<{ id: string; name: string | null; createdAt: Date }>(sql`
    delete from customers c where c.workspace_id = ${workspaceId} and c.id = any(${joins.map(({ gone }) => gone)}::uuid[])
    returning c.id, c.name, c.created_at as "createdAt"`)
  const goneRows = new Map(rows.map((row) => [row.id, row]))
  await copyBinary(
    tx,
    'customer_joins',
    columns,
    joins.map(({ gone, kept, because }) => ({
      workspaceId,
      id: newId(now),
      keptId: kept,
      goneId: gone,
      goneName: goneRows.get(gone)?.name,
      goneCreatedAt: goneRows.get(gone)?.createdAt ?? now,
      contacts: moved.flatMap(({ from, kind, value }) => (from === gone ? { kind, value } : [])),
      because,
      joinedAt: now,
    })),
  )
  await bringApart(tx, workspaceId, joins)
  return joins.flatMap(({ gone, kept }): [string, string][] => {
    const name = goneRows.get(gone)?.name
    return name ? [[kept, name]] : []
  })
}

const columns = [
  { column: 'workspace_id', type: 'uuid', field: 'workspaceId' },
  { column: 'id', type: 'uuid', field: 'id' },
  { column: 'kept_id', type: 'uuid', field: 'keptId' },
  { column: 'gone_id', type: 'uuid', field: 'goneId' },
  { column: 'gone_name', type: 'text', field: 'goneName' },
  { column: 'gone_created_at', type: 'timestamptz', field: 'goneCreatedAt' },
  { column: 'contacts', type: 'jsonb', field: 'contacts' },
  { column: 'because', type: 'jsonb', field: 'because' },
  { column: 'joined_at', type: 'timestamptz', field: 'joinedAt' },
] as const

/** Whoever was kept apart from the one who is gone is apart from the one who stays. */
async function bringApart(tx: Transaction, workspaceId: string, joins: readonly Join[]): Promise<void> {
  const apart = await readApart(
    tx,
    workspaceId,
    joins.map(({ gone }) => gone),
  )
  for (const { gone, kept } of joins) {
    const others = apart.get(gone)
    if (!others) continue
    await tx.query(
      sql`delete from customers_apart where workspace_id = ${workspaceId} and (a = ${gone} or b = ${gone})`,
    )
    for (const other of others) await keepApart(tx, workspaceId, kept, other)
  }
}

/** From now on nothing joins the two by itself. */
export async function keepApart(tx: Transaction, workspaceId: string, one: string, other: string): Promise<void> {
  if (one === other) return
  const [a, b] = [one, other].sort()
  await tx.query(sql`
    insert into customers_apart (workspace_id, a, b) values (${workspaceId}, ${a}, ${b})
    on conflict (workspace_id, a, b) do nothing`)
}

/** The two may be one again. */
export async function allowJoin(tx: Transaction, workspaceId: string, one: string, other: string): Promise<void> {
  const [a, b] = [one, other].sort()
  await tx.query(sql`delete from customers_apart where workspace_id = ${workspaceId} and a = ${a} and b = ${b}`)
}

/** Of each of the given customers those from whom they are kept apart. */
export async function readApart(
  tx: Transaction,
  workspaceId: string,
  ids: readonly string[],
): Promise<Map<string, Set<string>>> {
  const apart = new Map<string, Set<string>>()
  if (ids.length === 0) return apart
  const rows = await tx.query<{ a: string; b: string }>(sql`
    select a, b from customers_apart where workspace_id = ${workspaceId} and a = any(${[...ids]}::uuid[])
    union select a, b from customers_apart where workspace_id = ${workspaceId} and b = any(${[...ids]}::uuid[])`)
  const add = (one: string, other: string) => {
    const others = apart.get(one)
    if (others) others.add(other)
    else apart.set(one, new Set([other]))
  }
  for (const { a, b } of rows) {
    add(a, b)
    add(b, a)
  }
  return apart
}
