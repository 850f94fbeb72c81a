import { type Queryable, sql } from '../../../platform/database/database.ts'
import type { HookDelivery } from '../contract.ts'

export interface Message {
  readonly id: string
  readonly event: string
  readonly payload: Readonly<Record<string, unknown>>
  readonly attempts: number
}

/** The oldest messages that wait. */
export const waitingMessages = (db: Queryable, workspaceId: string, subscriptionId: string, limit: number) =>
  db.query<Message>(sql`
    select id, event, payload, attempts from hook_deliveries
    where workspace_id = ${workspaceId} and subscription_id = ${subscriptionId} and state = 'waiting' order by id limit ${limit}`)

export interface Attempt {
  readonly state: 'waiting' | 'delivered' | 'failed'
  readonly status: number | null
  readonly error: string | null
  readonly ms: number
  readonly at: Date
}

export const noteAttempt = (db: Queryable, workspaceId: string, id: string, attempt: Attempt): Promise<unknown> =>
  db.query(sql`
    update hook_deliveries set state = ${attempt.state}, attempts = attempts + 1, attempted_at = ${attempt.at}, status = ${attempt.status},
      error = ${attempt.error}, ms = ${attempt.ms}
    where workspace_id = ${workspaceId} and id = ${id}`)

/** Notes a message that was sent at once, outside the queue. */
export const insertSent = (
  db: Queryable,
  workspaceId: string,
  subscriptionId: string,
  message: Message,
  attempt: Attempt,
): Promise<unknown> =>
  db.query(sql`
    insert into hook_deliveries (workspace_id, id, subscription_id, event, payload, created_at, state, attempts, attempted_at, status, error, ms)
    values (${workspaceId}, ${message.id}, ${subscriptionId}, ${message.event}, ${JSON.stringify(message.payload)}, ${attempt.at},
      ${attempt.state}, 1, ${attempt.at}, ${attempt.status}, ${attempt.error}, ${attempt.ms})`)

export async function listDeliveries(
  db: Queryable,
  workspaceId: string,
  subscriptionId: string,
  page: { readonly before: string | null; readonly limit: number },
): Promise<{ deliveries: HookDelivery[]; more: boolean }> {
  const rows = await db.query<HookDelivery>(sql`
    select d.id, d.event, d.object_id as "objectId", d.created_at as "createdAt", d.state, d.attempts, d.attempted_at as "attemptedAt",
      d.status, d.error, d.ms
    from hook_deliveries d
    where d.workspace_id = ${workspaceId} and d.subscription_id = ${subscriptionId} and (${page.before}::uuid is null or d.id < ${page.before}::uuid)
    order by d.id desc limit ${page.limit + 1}`)
  return { deliveries: rows.slice(0, page.limit), more: rows.length > page.limit }
}

/** Removes messages that were settled before a moment; the log is for looking, not for ever. */
export const forgetDeliveries = (db: Queryable, workspaceId: string, before: Date): Promise<unknown> =>
  db.query(sql`
    delete from hook_deliveries where workspace_id = ${workspaceId} and state <> 'waiting' and created_at < ${before}`)
