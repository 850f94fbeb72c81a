import { newId } from '../../../kernel/ids.ts'
import { type Queryable, sql, type Transaction } from '../../../platform/database/database.ts'
import type { Subscription } from '../contract.ts'
import type { HookEvent } from '../rules.ts'

export interface SubscriptionRow {
  readonly workspaceId: string
  readonly id: string
  readonly name: string
  readonly url: string
  readonly events: readonly HookEvent[]
  readonly secret: string
  readonly active: boolean
  readonly stoppedReason: Subscription['stoppedReason']
  readonly failingSince: Date | null
  readonly attemptAt: Date | null
  readonly createdAt: Date
}

const columns = sql`s.workspace_id as "workspaceId", s.id, s.name, s.url, s.events, s.secret, s.active, s.stopped_reason as "stoppedReason",
  s.failing_since as "failingSince", s.attempt_at as "attemptAt", s.created_at as "createdAt"`

export async function readSubscription(
  db: Queryable,
  workspaceId: string,
  id: string,
): Promise<SubscriptionRow | null> {
  const [row] = await db.query<SubscriptionRow>(
    sql`select ${columns} from hook_subscriptions s where s.workspace_id = ${workspaceId} and s.id = ${id}`,
  )
  return row ?? null
}

/** The same for who is going to write it: nobody else writes it, a delivery neither, until the transaction ends. */
export async function lockSubscription(
  tx: Transaction,
  workspaceId: string,
  id: string,
): Promise<SubscriptionRow | null> {
  const [row] = await tx.query<SubscriptionRow>(
    sql`select ${columns} from hook_subscriptions s where s.workspace_id = ${workspaceId} and s.id = ${id} for update`,
  )
  return row ?? null
}

/** Subscriptions with what became of their messages since a moment. */
export const listSubscriptions = (db: Queryable, workspaceId: string, since: Date) =>
  db.query<SubscriptionRow & Pick<Subscription, 'waiting' | 'delivered' | 'failed'>>(sql`
    select ${columns},
      (select count(*) from hook_deliveries d where d.workspace_id = ${workspaceId} and d.subscription_id = s.id and d.state = 'waiting')::int as waiting,
      (select count(*) from hook_deliveries d where d.workspace_id = ${workspaceId} and d.subscription_id = s.id
        and d.state = 'delivered' and d.attempted_at >= ${since})::int as delivered,
      (select count(*) from hook_deliveries d where d.workspace_id = ${workspaceId} and d.subscription_id = s.id
        and d.state = 'failed' and d.attempted_at >= ${since})::int as failed
    from hook_subscriptions s where s.workspace_id = ${workspaceId} order by s.created_at, s.id`)

export async function insertSubscription(
  tx: Transaction,
  row: Pick<SubscriptionRow, 'workspaceId' | 'name' | 'url' | 'events' | 'createdAt'> & {
    seal: (id: string) => string
  },
): Promise<string> {
  const id = newId()
  await tx.query(sql`
    insert into hook_subscriptions (workspace_id, id, name, url, events, secret, created_at)
    values (${row.workspaceId}, ${id}, ${row.name}, ${row.url}, ${row.events}, ${row.seal(id)}, ${row.createdAt})`)
  return id
}

/** Writes what a person may change. Switching on forgets the troubles of before. */
export const updateSubscription = (tx: Transaction, row: SubscriptionRow): Promise<unknown> =>
  tx.query(sql`
    update hook_subscriptions set name = ${row.name}, url = ${row.url}, events = ${row.events}, secret = ${row.secret}, active = ${row.active},
      stopped_reason = ${row.stoppedReason}, failing_since = ${row.failingSince}, attempt_at = ${row.attemptAt}
    where workspace_id = ${row.workspaceId} and id = ${row.id}`)

export const deleteSubscription = (tx: Transaction, workspaceId: string, id: string): Promise<unknown> =>
  tx.query(sql`delete from hook_subscriptions where workspace_id = ${workspaceId} and id = ${id}`)

/** Takes a subscription for this process until `until`; null where another one has it, or nothing is to be sent now. */
export async function lease(
  db: Queryable,
  workspaceId: string,
  id: string,
  now: Date,
  until: Date,
): Promise<SubscriptionRow | null> {
  const [row] = await db.query<SubscriptionRow>(sql`
    update hook_subscriptions s set leased_until = ${until}
    where s.workspace_id = ${workspaceId} and s.id = ${id} and s.active and (s.leased_until is null or s.leased_until <= ${now})
      and (s.attempt_at is null or s.attempt_at <= ${now})
    returning ${columns}`)
  return row ?? null
}

/** Gives a subscription back, with what was learned of its receiver. */
export const release = (
  db: Queryable,
  workspaceId: string,
  id: string,
  learned: {
    readonly failingSince: Date | null
    readonly attemptAt: Date | null
    readonly stopped: 'gone' | 'failing' | null
  },
): Promise<unknown> =>
  db.query(sql`
    update hook_subscriptions set leased_until = null, failing_since = ${learned.failingSince}, attempt_at = ${learned.attemptAt},
      active = active and ${learned.stopped}::text is null, stopped_reason = coalesce(${learned.stopped}::text, stopped_reason)
    where workspace_id = ${workspaceId} and id = ${id}`)

/** Puts given-up messages back and forgets the pause; returns how many wait now. */
export async function tryAgain(tx: Transaction, workspaceId: string, id: string): Promise<number> {
  await tx.query(sql`
    update hook_deliveries set state = 'waiting', attempts = 0
    where workspace_id = ${workspaceId} and subscription_id = ${id} and state = 'failed' and event <> 'ping'`)
  await tx.query(
    sql`update hook_subscriptions set attempt_at = null, failing_since = null where workspace_id = ${workspaceId} and id = ${id}`,
  )
  const [row] = await tx.query<{ waiting: number }>(sql`
    select count(*) as waiting from hook_deliveries where workspace_id = ${workspaceId} and subscription_id = ${id} and state = 'waiting'`)
  return row?.waiting ?? 0
}

export interface Due {
  readonly workspaceId: string
  readonly subscriptionId: string
}

/** Subscriptions with messages to send now, of one company or of all. */
export const subscriptionsDue = (db: Queryable, now: Date, workspaceId: string | null): Promise<Due[]> =>
  db.query<Due>(sql`
    select s.workspace_id as "workspaceId", s.id as "subscriptionId" from hook_subscriptions s
    where s.active and (${workspaceId}::uuid is null or s.workspace_id = ${workspaceId}::uuid)
      and (s.attempt_at is null or s.attempt_at <= ${now}) and (s.leased_until is null or s.leased_until <= ${now})
      and exists (select 1 from hook_deliveries d
        where d.workspace_id = s.workspace_id and d.subscription_id = s.id and d.state = 'waiting')`)
