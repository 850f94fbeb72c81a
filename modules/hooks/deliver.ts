/** Sends what waits for one subscription, in order, until something fails. */
import { newId } from '../../kernel/ids.ts'
import type { Database } from '../../platform/database/database.ts'
import { type Posted, post } from '../../platform/outbound/post.ts'
import type { SecretBox } from '../../platform/secrets/secret-box.ts'
import { signatureHeader, signMessage, timestampHeader } from '../../platform/secrets/signature.ts'
import { type AttemptResult, type Verdict, verdictOf } from './rules.ts'
import { insertSent, type Message, noteAttempt, waitingMessages } from './store/messages.ts'
import { lease, release, type SubscriptionRow } from './store/subscriptions.ts'

export interface Sender {
  readonly db: Database
  readonly box: SecretBox
  readonly allowPrivate: boolean
  readonly now: () => Date
}

const perRun = 100
/** Longer than one message may take; a process that died gives the subscription back by this. */
const leaseMs = 60_000

export const secretPlace = (workspaceId: string, id: string): string => `hook_subscriptions:${workspaceId}:${id}`

function send({ box, allowPrivate, now }: Sender, subscription: SubscriptionRow, message: Message): Promise<Posted> {
  const body = JSON.stringify({ id: message.id, ...message.payload })
  const timestamp = String(Math.floor(now().getTime() / 1000))
  const secret = box.open(subscription.secret, secretPlace(subscription.workspaceId, subscription.id))
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'Lidoskop-Webhooks/1',
    'x-lidoskop-event': message.event,
    'x-lidoskop-delivery': message.id,
    [timestampHeader]: timestamp,
    [signatureHeader]: signMessage(secret, timestamp, body),
  }
  return post(subscription.url, { headers, body }, { allowPrivate })
}

const resultOf = (posted: Posted): AttemptResult =>
  posted.kind === 'answered' ? { status: posted.status } : { error: posted.error }

const attemptOf = (posted: Posted, state: 'waiting' | 'delivered' | 'failed', at: Date) => ({
  state,
  status: posted.kind === 'answered' ? posted.status : null,
  error: posted.kind === 'failed' ? posted.error : posted.status >= 300 ? posted.body.slice(0, 500) : null,
  ms: posted.ms,
  at,
})

export type Delivered =
  /** Everything was sent, or another process is at it. */
  | { readonly kind: 'done' }
  /** More waits. */
  | { readonly kind: 'more' }
  | { readonly kind: 'later'; readonly at: Date }

/** Messages of one subscription keep their order: while one is to be tried again, the later ones wait. */
export async function deliverWaiting(sender: Sender, workspaceId: string, subscriptionId: string): Promise<Delivered> {
  const { db, now } = sender
  const began = now()
  const subscription = await lease(db, workspaceId, subscriptionId, began, new Date(began.getTime() + leaseMs))
  if (!subscription) return { kind: 'done' }
  let failingSince = subscription.failingSince
  let last: Verdict = { kind: 'delivered' }
  const messages = await waitingMessages(db, workspaceId, subscriptionId, perRun)
  let sent = 0
  try {
    for (const message of messages) {
      // What is left is sent by the next run, before the lease ends under our hands.
      if (now().getTime() - began.getTime() > leaseMs / 2) break
      const posted = await send(sender, subscription, message)
      const at = now()
      last = verdictOf(resultOf(posted), { attempts: message.attempts + 1, failingSince, now: at })
      failingSince = last.kind === 'delivered' ? null : (failingSince ?? at)
      const state = last.kind === 'delivered' || last.kind === 'failed' ? last.kind : 'waiting'
      await noteAttempt(db, workspaceId, message.id, attemptOf(posted, state, at))
      if (last.kind === 'again' || last.kind === 'stop') break
      sent += 1
    }
  } finally {
    await release(db, workspaceId, subscriptionId, {
      failingSince,
      attemptAt: last.kind === 'again' ? last.at : null,
      stopped: last.kind === 'stop' ? last.reason : null,
    })
  }
  if (last.kind === 'again') return { kind: 'later', at: last.at }
  return last.kind !== 'stop' && (sent < messages.length || messages.length === perRun)
    ? { kind: 'more' }
    : { kind: 'done' }
}

/** Sends a `ping` at once and notes it in the log, whatever comes of it. */
export async function ping(sender: Sender, subscription: SubscriptionRow): Promise<Posted> {
  const at = sender.now()
  const payload = { event: 'ping', occurredAt: at, workspaceId: subscription.workspaceId }
  const message: Message = { id: newId(), event: 'ping', payload, attempts: 0 }
  const posted = await send(sender, subscription, message)
  const fine = posted.kind === 'answered' && posted.status >= 200 && posted.status < 300
  await insertSent(
    sender.db,
    subscription.workspaceId,
    subscription.id,
    message,
    attemptOf(posted, fine ? 'delivered' : 'failed', at),
  )
  return posted
}
