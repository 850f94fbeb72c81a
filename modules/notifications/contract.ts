import { z } from 'zod'
import { roles } from '../../kernel/access.ts'
import { isZone } from '../../kernel/time.ts'
import { operation } from '../../platform/api/contract.ts'
import { workspaceInput } from '../workspaces/contract.ts'
import { channelKinds, messageStates, paces } from './rules.ts'

const id = z.uuid()
const at = z.date()
const tag = 'Notifications'
const ok = z.object({ ok: z.literal(true) })
const inWorkspace = <Shape extends z.ZodRawShape>(shape: Shape) => workspaceInput.extend(shape)

const wording = z.object({ title: z.string(), details: z.string().nullable() })
const inBoth = z.object({ ru: wording, en: wording })
const names = z.object({ ru: z.string(), en: z.string() })
const paceSchema = z.enum(paces).describe('How soon it leaves by letter or messenger')

const bellItem = z.object({
  id,
  type: z.string(),
  text: inBoth,
  path: z.string().describe('Screen below the company'),
  at,
  readAt: at.nullable(),
})

const workItem = z.object({
  type: z.string(),
  id: z.string(),
  interactionId: id.nullable(),
  since: at,
  dueAt: at.nullable(),
  overdue: z.boolean(),
  kind: names,
  text: inBoth,
  path: z.string(),
})

const minutes = z.number().int().min(0).max(1439)
const quietSchema = z
  .object({ from: minutes, to: minutes })
  .describe('Minutes of the reader’s day; `from` after `to` goes across midnight')
const pacesSchema = z.record(z.string().min(1).max(100), paceSchema)
const zoneSchema = z.string().max(100).refine(isZone, 'an IANA time zone')

const preferenceFields = {
  timezone: zoneSchema.nullable().describe('Null: the company’s'),
  quiet: quietSchema.nullable(),
  mail: z.boolean().describe('False: no letters at all'),
  paces: pacesSchema.describe('Kind of notice → pace of its letters; what is not named goes as the company has it'),
}

const kindSchema = z.object({
  type: z.string(),
  name: names,
  mail: paceSchema.describe('Where nothing was set'),
  numbers: z.record(z.string(), names),
})

const thresholdSchema = z.object({
  fact: z.string().min(1).max(100),
  is: z.enum(['at_most', 'at_least']),
  value: z.number().min(-1e12).max(1e12),
})

const ruleFields = {
  name: z.string().trim().min(1).max(200),
  types: z.array(z.string().min(1).max(100)).max(100).default([]).describe('Kinds of notices; none: all'),
  departmentId: id.nullable().default(null),
  sourceId: id.nullable().default(null),
  threshold: thresholdSchema.nullable().default(null).describe('Only where the fact is a number that fits'),
  concerned: z.boolean().default(false).describe('Sets the pace of letters to those whom it concerns by itself'),
  employees: z.array(id).max(500).default([]),
  roles: z.array(z.enum(roles)).default([]),
  channelId: id.nullable().default(null),
  pace: paceSchema.default('immediate'),
  active: z.boolean().default(true),
}
const ruleSchema = z.object({ id, ...ruleFields })

const channelSchema = z.object({
  id,
  kind: z.enum(channelKinds),
  name: z.string(),
  language: z.enum(['ru', 'en']),
  settings: z.record(z.string(), z.string()),
  active: z.boolean(),
  stoppedReason: z.enum(['paused', 'gone', 'failing']).nullable(),
  failingSince: at.nullable(),
  attemptAt: at.nullable(),
  createdAt: at,
})

const address = z.url({ protocol: /^https?$/ }).max(2_000)
const channelFields = {
  name: z.string().trim().min(1).max(200),
  language: z.enum(['ru', 'en']).default('ru'),
  url: address.optional().describe('Slack: the address of the incoming webhook (kept secret). Webhook: where to post'),
  token: z.string().trim().min(1).max(200).optional().describe('Telegram: the bot’s token (kept secret)'),
  chat: z
    .string()
    .regex(/^(-?\d+|@\w{4,})$/, 'the id of a chat, or a channel’s @name')
    .optional()
    .describe('Telegram'),
  apiUrl: address.optional().describe('Telegram: another server of the Bot API'),
}

const tried = z.object({ sent: z.boolean(), status: z.number().nullable(), answer: z.string().nullable() })

const deliverySchema = z.object({
  id,
  channel: z.enum(['mail', ...channelKinds]),
  to: z.string(),
  types: z.array(z.string()),
  state: z.enum(messageStates),
  createdAt: at,
  dueAt: at,
  nextAttemptAt: at.nullable(),
  attempts: z.number(),
  attemptedAt: at.nullable(),
  status: z.number().nullable(),
  answer: z.string().nullable().describe('What the receiver said'),
})

export const contract = {
  bell: {
    list: operation({
      method: 'GET',
      path: '/workspaces/{workspace}/notifications',
      tag,
      requires: 'profile.own',
      summary: 'What the caller was told of, newest first',
    })
      .input(inWorkspace({ before: id.optional(), limit: z.coerce.number().int().min(1).max(100).default(30) }))
      .output(z.object({ items: z.array(bellItem), more: z.boolean() })),
    unread: operation({
      method: 'GET',
      path: '/workspaces/{workspace}/notifications/unread',
      tag,
      requires: 'profile.own',
      summary: 'How much of it is unread',
    })
      .input(workspaceInput)
      .output(z.object({ unread: z.number() })),
    read: operation({
      method: 'POST',
      path: '/workspaces/{workspace}/notifications/read',
      tag,
      requires: 'profile.own',
      summary: 'Mark some as read, or everything where no ids are given',
    })
      .input(inWorkspace({ ids: z.array(z.uuid()).max(500).optional() }))
      .output(z.object({ unread: z.number() })),
  },
  work: operation({
    method: 'GET',
    path: '/workspaces/{workspace}/work',
    tag,
    requires: 'profile.own',
    summary: 'What waits for the caller: overdue first, then oldest first',
  })
    .input(workspaceInput)
    .output(z.object({ items: z.array(workItem), overdue: z.number() })),
  preferences: {
    read: operation({
      method: 'GET',
      path: '/workspaces/{workspace}/notification-preferences',
      tag,
      requires: 'profile.own',
      summary: 'What the caller wants to be told, how and when',
    })
      .input(workspaceInput)
      .output(
        z.object({
          ...preferenceFields,
          email: z.string().nullable(),
          companyTimezone: z.string(),
          mailWorks: z.boolean().describe('The installation has a mail server'),
          kinds: z.array(kindSchema),
        }),
      ),
    write: operation({
      method: 'PUT',
      path: '/workspaces/{workspace}/notification-preferences',
      tag,
      requires: 'profile.own',
      summary: 'Change it',
    })
      .input(inWorkspace(preferenceFields))
      .output(ok),
    test: operation({
      method: 'POST',
      path: '/workspaces/{workspace}/notification-preferences/test',
      tag,
      requires: 'profile.own',
      summary: 'Send a letter to the caller’s own address now and tell what the mail server said',
    })
      .input(workspaceInput)
      .output(tried),
  },
  rules: {
    list: operation({
      method: 'GET',
      path: '/workspaces/{workspace}/notification-rules',
      tag,
      requires: 'notifications.manage',
      summary: 'Who else hears of what, and where',
    })
      .input(workspaceInput)
      .output(z.array(ruleSchema)),
    create: operation({
      method: 'POST',
      path: '/workspaces/{workspace}/notification-rules',
      tag,
      requires: 'notifications.manage',
      summary: 'Tell people, roles or a channel of some notices',
    })
      .input(inWorkspace(ruleFields))
      .output(ruleSchema),
    update: operation({
      method: 'PUT',
      path: '/workspaces/{workspace}/notification-rules/{id}',
      tag,
      requires: 'notifications.manage',
      summary: 'Change a rule',
    })
      .input(inWorkspace({ id, ...ruleFields }))
      .output(ruleSchema),
    remove: operation({
      method: 'DELETE',
      path: '/workspaces/{workspace}/notification-rules/{id}',
      tag,
      requires: 'notifications.manage',
      summary: 'Remove a rule',
    })
      .input(inWorkspace({ id }))
      .output(ok),
  },
  channels: {
    list: operation({
      method: 'GET',
      path: '/workspaces/{workspace}/notification-channels',
      tag,
      requires: 'notifications.manage',
      summary: 'Slack, Telegram and webhooks that the company is told through',
    })
      .input(workspaceInput)
      .output(z.array(channelSchema)),
    create: operation({
      method: 'POST',
      path: '/workspaces/{workspace}/notification-channels',
      tag,
      requires: 'notifications.manage',
      summary: 'Connect one; the key that a webhook is signed with is shown once',
    })
      .input(inWorkspace({ kind: z.enum(channelKinds), ...channelFields }))
      .output(channelSchema.extend({ key: z.string().nullable().describe('Of a webhook’s signatures') })),
    update: operation({
      method: 'PATCH',
      path: '/workspaces/{workspace}/notification-channels/{id}',
      tag,
      requires: 'notifications.manage',
      summary: 'Change, pause or switch on again; secrets that are left out stay',
    })
      .input(
        inWorkspace({
          id,
          ...channelFields,
          name: channelFields.name.optional(),
          language: z.enum(['ru', 'en']).optional(),
          active: z.boolean().optional(),
        }),
      )
      .output(ok),
    remove: operation({
      method: 'DELETE',
      path: '/workspaces/{workspace}/notification-channels/{id}',
      tag,
      requires: 'notifications.manage',
      summary: 'Remove it, and the rules that lead to it',
    })
      .input(inWorkspace({ id }))
      .output(ok),
    test: operation({
      method: 'POST',
      path: '/workspaces/{workspace}/notification-channels/{id}/test',
      tag,
      requires: 'notifications.manage',
      summary: 'Send a message now and tell what came back',
    })
      .input(inWorkspace({ id }))
      .output(tried),
    chats: operation({
      method: 'POST',
      path: '/workspaces/{workspace}/telegram-chats',
      tag,
      requires: 'notifications.manage',
      summary: 'Chats in which a bot was spoken to lately',
    })
      .input(inWorkspace({ token: channelFields.token.unwrap(), apiUrl: channelFields.apiUrl }))
      .output(
        z.object({
          chats: z.array(z.object({ id: z.string(), name: z.string() })),
          answer: z.string().nullable().describe('What went wrong'),
        }),
      ),
  },
  deliveries: {
    list: operation({
      method: 'GET',
      path: '/workspaces/{workspace}/notification-deliveries',
      tag,
      requires: 'notifications.manage',
      summary: 'What was sent to whom and what came of it, newest first',
    })
      .input(
        inWorkspace({
          before: id.optional(),
          limit: z.coerce.number().int().min(1).max(200).default(50),
          troubled: z.stringbool().optional().describe('Only what has not arrived'),
        }),
      )
      .output(z.object({ deliveries: z.array(deliverySchema), more: z.boolean() })),
    again: operation({
      method: 'POST',
      path: '/workspaces/{workspace}/notification-deliveries/{id}/again',
      tag,
      requires: 'notifications.manage',
      summary: 'Send once more what failed or is in doubt',
    })
      .input(inWorkspace({ id }))
      .output(ok),
  },
}
