import type { Actor } from '../../platform/audit/audit.ts'
import { type Queryable, sql, type Transaction } from '../../platform/database/database.ts'
import type { Because } from './join.ts'
import type { Contact } from './resolve.ts'

/** Two customers who became one, as it is told to people. */
export interface JoinRow {
  readonly id: string
  readonly keptId: string
  readonly goneId: string
  readonly goneName: string | null
  readonly goneCreatedAt: Date
  readonly contacts: readonly Contact[]
  readonly because: Because
  readonly joinedAt: Date
  readonly partedAt: Date | null
  readonly partedBy: Actor | null
  readonly reason: string | null
}

const fields = sql`
  j.id, j.kept_id as "keptId", j.gone_id as "goneId", j.gone_name as "goneName", j.gone_created_at as "goneCreatedAt", j.contacts,
  j.because, j.joined_at as "joinedAt", j.parted_at as "partedAt", j.parted_by as "partedBy", j.reason`

/** Every join that made a customer who they are, those of whom were joined before included; newest first. */
export const listJoins = (db: Queryable, workspaceId: string, customerId: string): Promise<JoinRow[]> =>
  db.query<JoinRow>(sql`
    with recursive chain as (
      select ${fields} from customer_joins j where j.workspace_id = ${workspaceId} and j.kept_id = ${customerId}
      union
      select ${fields} from customer_joins j join chain c on j.kept_id = c."goneId" and c."partedAt" is null
      where j.workspace_id = ${workspaceId}
    )
    select * from chain order by "joinedAt" desc, id desc limit 100`)

export async function readJoin(db: Queryable, workspaceId: string, id: string): Promise<JoinRow | null> {
  const [row] = await db.query<JoinRow>(
    sql`select ${fields} from customer_joins j where j.workspace_id = ${workspaceId} and j.id = ${id}`,
  )
  return row ?? null
}

/** Who a customer is now: those who were joined since are followed to the one who stayed. */
export async function currentCustomer(db: Queryable, workspaceId: string, id: string): Promise<string> {
  let current = id
  for (let steps = 0; steps < 1_000; steps++) {
    const [next] = await db.query<{ keptId: string }>(sql`
      select j.kept_id as "keptId" from customer_joins j
      where j.workspace_id = ${workspaceId} and j.gone_id = ${current} and j.parted_at is null limit 1`)
    if (!next) return current
    current = next.keptId
  }
  return current
}

/** The customer who has a contact, or null. */
export async function customerByContact(db: Queryable, workspaceId: string, contact: Contact): Promise<string | null> {
  const [row] = await db.query<{ id: string }>(sql`
    select k.customer_id as id from customer_contacts k
    where k.workspace_id = ${workspaceId} and k.kind = ${contact.kind} and k.value = ${contact.value}`)
  return row?.id ?? null
}

/** Brings back who was gone, with the contacts that came from them and are still the present customer's. */
export async function partRows(
  tx: Transaction,
  workspaceId: string,
  join: JoinRow,
  from: string,
  parted: { readonly at: Date; readonly by: Actor; readonly reason: string },
): Promise<void> {
  await tx.query(sql`
    insert into customers (workspace_id, id, name, created_at)
    values (${workspaceId}, ${join.goneId}, ${join.goneName}, ${join.goneCreatedAt})`)
  await tx.query(sql`
    update customer_contacts k set customer_id = ${join.goneId}
    from jsonb_to_recordset(${JSON.stringify(join.contacts)}::jsonb) as w(kind text, value text)
    where k.workspace_id = ${workspaceId} and k.customer_id = ${from} and k.kind = w.kind and k.value = w.value`)
  await tx.query(sql`
    update customer_joins set parted_at = ${parted.at}, parted_by = ${JSON.stringify(parted.by)}, reason = ${parted.reason}
    where workspace_id = ${workspaceId} and id = ${join.id}`)
}
