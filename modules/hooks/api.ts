import { randomBytes } from 'node:crypto'
import { isIP } from 'node:net'
import { Problem } from '../../kernel/problem.ts'
import type { Member, RequestContext } from '../../platform/api/context.ts'
import { access, implement } from '../../platform/api/implement.ts'
import { appendAudit } from '../../platform/audit/audit.ts'
import { isPrivateAddress } from '../../platform/outbound/addresses.ts'
import { contract, type Subscription } from './contract.ts'
import { ping, type Sender, secretPlace } from './deliver.ts'
import type { Dispatch } from './jobs.ts'
import type { HookEvent } from './rules.ts'
import { listDeliveries } from './store/messages.ts'
import {
  deleteSubscription,
  insertSubscription,
  listSubscriptions,
  lockSubscription,
  readSubscription,
  type SubscriptionRow,
  tryAgain,
  updateSubscription,
} from './store/subscriptions.ts'

const day = 86_400_000
const newSecret = (): string => `lsw_${randomBytes(24).toString('base64url')}`

/** What the log tells of a subscription: never its secret. */
const told = ({ name, url, events, active }: SubscriptionRow) => ({ name, url, events, active })

/** The operations on subscriptions and their messages. */
export function createHooksApi(sender: Sender, dispatch: Dispatch) {
  const { db, box, allowPrivate } = sender
  const api = implement(contract).$context<RequestContext>().use(access)

  const existing = async (workspaceId: string, id: string): Promise<SubscriptionRow> => {
    const row = await readSubscription(db, workspaceId, id)
    if (!row) throw new Problem('not_found', { field: 'id' })
    return row
  }

  /** Reads, changes and logs under one lock: what a delivery or somebody else wrote meanwhile is never written over. */
  const change = (
    member: Member,
    at: Date,
    id: string,
    action: string,
    changed: (before: SubscriptionRow) => SubscriptionRow,
  ): Promise<SubscriptionRow> =>
    db.transaction(async (tx) => {
      const before = await lockSubscription(tx, member.workspaceId, id)
      if (!before) throw new Problem('not_found', { field: 'id' })
      const after = changed(before)
      await updateSubscription(tx, after)
      const values = action === 'hook.changed' ? { before: told(before), after: told(after) } : {}
      await appendAudit(tx, member.workspaceId, [
        { at, actor: member.actor, action, objectType: 'hook', objectId: id, ...values },
      ])
      return after
    })

  return api.router({
    subscriptions: {
      list: api.subscriptions.list.handler(async ({ context: { member, now } }) =>
        (await listSubscriptions(db, member.workspaceId, new Date(now.getTime() - day))).map(shown),
      ),
      create: api.subscriptions.create.handler(async ({ input, context: { member, now } }) => {
        checkUrl(input.url, allowPrivate)
        const secret = newSecret()
        const row = await db.transaction(async (tx) => {
          const id = await insertSubscription(tx, {
            workspaceId: member.workspaceId,
            name: input.name,
            url: input.url,
            events: [...new Set(input.events)],
            createdAt: now,
            seal: (made) => box.seal(secret, secretPlace(member.workspaceId, made)),
          })
          const made = await readSubscription(tx, member.workspaceId, id)
          if (!made) throw new Error('a subscription was not inserted')
          await appendAudit(tx, member.workspaceId, [
            {
              at: now,
              actor: member.actor,
              action: 'hook.created',
              objectType: 'hook',
              objectId: id,
              after: told(made),
            },
          ])
          return made
        })
        return { ...shown({ ...row, waiting: 0, delivered: 0, failed: 0 }), secret }
      }),
      update: api.subscriptions.update.handler(async ({ input, context: { member, now } }) => {
        if (input.url !== undefined) checkUrl(input.url, allowPrivate)
        const { active } = await change(member, now, input.id, 'hook.changed', (before) => changedBy(input, before))
        if (active) await dispatch.queue({ workspaceId: member.workspaceId, subscriptionId: input.id })
        return { ok: true as const }
      }),
      renewSecret: api.subscriptions.renewSecret.handler(async ({ input, context: { member, now } }) => {
        const secret = newSecret()
        await change(member, now, input.id, 'hook.secret_renewed', (before) => ({
          ...before,
          secret: box.seal(secret, secretPlace(member.workspaceId, before.id)),
        }))
        return { secret }
      }),
      remove: api.subscriptions.remove.handler(async ({ input, context: { member, now } }) => {
        const before = await existing(member.workspaceId, input.id)
        await db.transaction(async (tx) => {
          await deleteSubscription(tx, member.workspaceId, before.id)
          await appendAudit(tx, member.workspaceId, [
            {
              at: now,
              actor: member.actor,
              action: 'hook.removed',
              objectType: 'hook',
              objectId: before.id,
              before: told(before),
            },
          ])
        })
        return { ok: true as const }
      }),
      test: api.subscriptions.test.handler(async ({ input, context: { member } }) => {
        const posted = await ping(sender, await existing(member.workspaceId, input.id))
        return {
          status: posted.kind === 'answered' ? posted.status : null,
          error: posted.kind === 'failed' ? posted.error : null,
          ms: posted.ms,
        }
      }),
    },
    deliveries: {
      list: api.deliveries.list.handler(async ({ input, context: { member } }) => {
        await existing(member.workspaceId, input.id)
        return listDeliveries(db, member.workspaceId, input.id, { before: input.before ?? null, limit: input.limit })
      }),
      again: api.deliveries.again.handler(async ({ input, context: { member } }) => {
        const row = await existing(member.workspaceId, input.id)
        const queued = await db.transaction((tx) => tryAgain(tx, member.workspaceId, row.id))
        await dispatch.queue({ workspaceId: member.workspaceId, subscriptionId: row.id })
        return { queued }
      }),
    },
  })
}

/** A subscription as the input asks for it. Switching on, or another address, forgets the troubles of before. */
function changedBy(
  input: { name?: string; url?: string; events?: readonly HookEvent[]; active?: boolean },
  before: SubscriptionRow,
): SubscriptionRow {
  const active = input.active ?? before.active
  const fresh = (input.active === true && !before.active) || input.url !== undefined
  return {
    ...before,
    name: input.name ?? before.name,
    url: input.url ?? before.url,
    events: input.events ? [...new Set(input.events)] : before.events,
    active,
    stoppedReason: active ? null : (before.stoppedReason ?? 'paused'),
    failingSince: fresh ? null : before.failingSince,
    attemptAt: fresh ? null : before.attemptAt,
  }
}

const shown = ({
  workspaceId: _,
  secret: __,
  attemptAt,
  events,
  ...row
}: SubscriptionRow & Pick<Subscription, 'waiting' | 'delivered' | 'failed'>): Subscription => ({
  ...row,
  events: [...events],
  nextAttemptAt: attemptAt,
})

/**
 * Names are checked when a message is sent; an address that is plainly private is refused at once.
 * @throws Problem `private_address`, `invalid_value`
 */
function checkUrl(url: string, allowPrivate: boolean): void {
  const { hostname, username, password } = new URL(url)
  if (username || password) throw new Problem('invalid_value', { field: 'url' }, { value: url })
  const host = hostname.replace(/^\[|\]$/g, '')
  const local = host === 'localhost' || host.endsWith('.localhost') || (isIP(host) !== 0 && isPrivateAddress(host))
  if (local && !allowPrivate) throw new Problem('private_address', { field: 'url' }, { host })
}
