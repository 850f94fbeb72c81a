import { z } from 'zod'
import { operation } from '../../platform/api/contract.ts'
import { workspaceInput } from '../workspaces/contract.ts'
import { hookEvents } from './rules.ts'

const id = z.uuid()
const at = z.date()
const tag = 'Webhooks out'
const ok = z.object({ ok: z.literal(true) })
const eventSchema = z.enum(hookEvents)
const inWorkspace = <Shape extends z.ZodRawShape>(shape: Shape) => workspaceInput.extend(shape)

const fields = {
  name: z.string().trim().min(1).max(200),
  url: z.url({ protocol: /^https?$/ }).max(2_000),
  events: z.array(eventSchema).min(1),
}

const subscriptionSchema = z.object({
  id,
  name: z.string(),
  url: z.string(),
  events: z.array(eventSchema),
  active: z.boolean(),
  stoppedReason: z.enum(['gone', 'failing', 'paused']).nullable().describe('Why nothing is sent'),
  failingSince: at.nullable().describe('Since when no message got through'),
  nextAttemptAt: at.nullable(),
  createdAt: at,
  waiting: z.number(),
  delivered: z.number().describe('In the last 24 hours'),
  failed: z.number().describe('Given up in the last 24 hours'),
})
export type Subscription = z.infer<typeof subscriptionSchema>

const withSecret = subscriptionSchema.extend({ secret: z.string().describe('Shown this once') })

const deliverySchema = z.object({
  id,
  event: z.string(),
  objectId: id.nullable(),
  createdAt: at,
  state: z.enum(['waiting', 'delivered', 'failed']),
  attempts: z.number(),
  attemptedAt: at.nullable(),
  status: z.number().nullable().describe('HTTP status of the last answer'),
  error: z.string().nullable(),
  ms: z.number().nullable(),
})
export type HookDelivery = z.infer<typeof deliverySchema>

export const contract = {
  subscriptions: {
    list: operation({
      method: 'GET',
      path: '/workspaces/{workspace}/hooks',
      tag,
      requires: 'hooks.manage',
      summary: 'Who is told of events, and how it goes',
    })
      .input(workspaceInput)
      .output(z.array(subscriptionSchema)),
    create: operation({
      method: 'POST',
      path: '/workspaces/{workspace}/hooks',
      tag,
      requires: 'hooks.manage',
      summary: 'Tell another system of events; the secret that signs messages is shown once',
    })
      .input(inWorkspace(fields))
      .output(withSecret),
    update: operation({
      method: 'PATCH',
      path: '/workspaces/{workspace}/hooks/{id}',
      tag,
      requires: 'hooks.manage',
      summary: 'Change, pause or switch on again',
    })
      .input(
        inWorkspace({
          id,
          name: fields.name.optional(),
          url: fields.url.optional(),
          events: fields.events.optional(),
          active: z.boolean().optional(),
        }),
      )
      .output(ok),
    renewSecret: operation({
      method: 'POST',
      path: '/workspaces/{workspace}/hooks/{id}/secret',
      tag,
      requires: 'hooks.manage',
      summary: 'Make a new secret; messages are signed with it from now on',
    })
      .input(inWorkspace({ id }))
      .output(z.object({ secret: z.string() })),
    remove: operation({
      method: 'DELETE',
      path: '/workspaces/{workspace}/hooks/{id}',
      tag,
      requires: 'hooks.manage',
      summary: 'Tell this system nothing any more',
    })
      .input(inWorkspace({ id }))
      .output(ok),
    test: operation({
      method: 'POST',
      path: '/workspaces/{workspace}/hooks/{id}/test',
      tag,
      requires: 'hooks.manage',
      summary: 'Send a signed `ping` now and tell what came back',
    })
      .input(inWorkspace({ id }))
      .output(z.object({ status: z.number().nullable(), error: z.string().nullable(), ms: z.number() })),
  },
  deliveries: {
    list: operation({
      method: 'GET',
      path: '/workspaces/{workspace}/hooks/{id}/deliveries',
      tag,
      requires: 'hooks.manage',
      summary: 'Messages of a subscription, newest first',
    })
      .input(inWorkspace({ id, before: id.optional(), limit: z.coerce.number().int().min(1).max(200).default(50) }))
      .output(z.object({ deliveries: z.array(deliverySchema), more: z.boolean() })),
    again: operation({
      method: 'POST',
      path: '/workspaces/{workspace}/hooks/{id}/deliveries/again',
      tag,
      requires: 'hooks.manage',
      summary: 'Try everything that waits or was given up again, now',
    })
      .input(inWorkspace({ id }))
      .output(z.object({ queued: z.number() })),
  },
}
