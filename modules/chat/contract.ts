import { z } from 'zod'
import { operation } from '../../platform/api/contract.ts'
import { workspaceInput } from '../workspaces/contract.ts'
import { keeping } from './keeping/contract.ts'
import { authors, dialogueStates, longestText } from './rules.ts'
import { settingsSchema } from './settings.ts'

export { weekSchema } from './settings.ts'

const id = z.uuid()
const at = z.date()
const tag = 'Chats'
const ok = z.object({ ok: z.literal(true) })
const named = z.object({ id, name: z.string() })
const inWorkspace = <Shape extends z.ZodRawShape>(shape: Shape) => workspaceInput.extend(shape)

const rowSchema = z.object({
  id,
  site: id,
  state: z.enum(dialogueStates),
  employee: named.nullable(),
  department: named.nullable(),
  visitor: z.object({
    id,
    name: z.string().nullable(),
    phone: z.string().nullable(),
    email: z.string().nullable(),
    blocked: z.boolean(),
    here: z.boolean().describe('The visitor has the page open'),
  }),
  openedAt: at,
  lastAt: at,
  waitingSince: at.nullable().describe('Since when the client waits for an answer'),
  closedAt: at.nullable(),
  lastSeq: z.number().int(),
  lastAuthor: z.enum(authors).nullable(),
  lastText: z.string().nullable(),
  unread: z.number().int(),
  clientRead: z.number().int().describe('The client has read up to this message'),
  offline: z.boolean().describe('Written when nobody was there: wants to be called or written to'),
  language: z.string(),
  pageUrl: z.string().nullable(),
  pageTitle: z.string().nullable(),
  visitId: id.nullable(),
  rating: z.object({ score: z.number().int(), comment: z.string() }).nullable(),
})
export type DialogueRow = z.infer<typeof rowSchema>

const messageSchema = z.object({
  id,
  seq: z.number().int(),
  at: z.string(),
  author: z.enum(authors),
  name: z.string().nullable(),
  text: z.string(),
  file: z
    .object({ id, name: z.string(), type: z.string(), size: z.number().int(), deleted: z.literal(true).optional() })
    .nullable(),
  event: z
    .object({
      kind: z.enum(['joined', 'assigned', 'transferred', 'closed', 'reopened', 'rated']),
      by: z.string().nullish(),
      to: z.string().nullish(),
      note: z.string().nullish(),
      score: z.number().int().optional(),
    })
    .nullable(),
})

const phraseFields = {
  shortcut: z
    .string()
    .trim()
    .min(1)
    .max(40)
    .regex(/^[^\s/]+$/)
    .describe('Typed after `/`'),
  text: z.string().trim().min(1).max(longestText),
}
const phraseSchema = z.object({ id, mine: z.boolean(), ...phraseFields })
export type Phrase = z.infer<typeof phraseSchema>

const siteSchema = z.object({
  site: id,
  name: z.string(),
  key: z.string().describe('The public key in the address of the script'),
  settings: settingsSchema,
  refused: z.record(z.string(), z.number().int()).describe('What was refused in the last seven days, by reason'),
})
export type ChatSite = z.infer<typeof siteSchema>

export const contract = {
  list: operation({
    method: 'GET',
    path: '/workspaces/{workspace}/chats',
    tag,
    requires: 'chats.read',
    summary: 'Dialogues within the caller’s reach, the latest first',
  })
    .input(
      inWorkspace({
        show: z.enum(['mine', 'queue', 'open', 'closed']).default('open'),
        before: z.iso.datetime().optional().describe('`lastAt` of the last one shown'),
        limit: z.coerce.number().int().min(1).max(100).default(50),
      }),
    )
    .output(z.object({ items: z.array(rowSchema), more: z.boolean() })),
  state: operation({
    method: 'GET',
    path: '/workspaces/{workspace}/chats/state',
    tag,
    requires: 'chats.read',
    summary: 'How many clients wait for an answer, whether the caller takes chats, and who is there',
  })
    .input(workspaceInput)
    .output(
      z.object({
        waiting: z.number().int(),
        queue: z.number().int(),
        ready: z.boolean(),
        operators: z.array(
          z.object({
            id,
            name: z.string(),
            departmentId: id.nullable(),
            ready: z.boolean(),
            open: z.number().int().describe('Open dialogues that are theirs'),
          }),
        ),
        departments: z.array(named),
      }),
    ),
  setReady: operation({
    method: 'PUT',
    path: '/workspaces/{workspace}/chats/ready',
    tag,
    requires: 'chats.answer',
    summary: 'Begin or end to take chats',
  })
    .input(inWorkspace({ ready: z.boolean() }))
    .output(ok),
  read: operation({
    method: 'GET',
    path: '/workspaces/{workspace}/chats/{id}',
    tag,
    requires: 'chats.read',
    summary: 'One dialogue with its latest messages, and the interaction that the record keeps of it',
  })
    .input(inWorkspace({ id }))
    .output(
      z.object({
        row: rowSchema,
        messages: z.array(messageSchema),
        interactionId: id.nullable(),
      }),
    ),
  messages: operation({
    method: 'GET',
    path: '/workspaces/{workspace}/chats/{id}/messages',
    tag,
    requires: 'chats.read',
    summary: 'Messages of a dialogue in their order: after a number, or before one',
  })
    .input(
      inWorkspace({
        id,
        after: z.coerce.number().int().min(0).max(2_147_483_647).default(0),
        before: z.coerce.number().int().min(1).max(2_147_483_647).optional(),
        limit: z.coerce.number().int().min(1).max(200).default(200),
      }),
    )
    .output(z.object({ messages: z.array(messageSchema) })),
  send: operation({
    method: 'POST',
    path: '/workspaces/{workspace}/chats/{id}/messages',
    tag,
    requires: 'chats.answer',
    summary:
      'Answer the client; sent again with the same id it is kept once. A dialogue of nobody becomes the sender’s',
  })
    .input(inWorkspace({ id, messageId: id, text: z.string().max(longestText).default(''), file: id.optional() }))
    .output(z.object({ id, seq: z.number().int() })),
  assign: operation({
    method: 'POST',
    path: '/workspaces/{workspace}/chats/{id}/assign',
    tag,
    requires: 'chats.answer',
    summary: 'Take a dialogue, or give it to a colleague or to the queue of a department',
  })
    .input(
      inWorkspace({
        id,
        employee: id.nullable().default(null),
        department: id.nullable().default(null),
        note: z.string().trim().max(500).default('').describe('For whoever gets it; the client does not see it'),
      }),
    )
    .output(ok),
  finish: operation({
    method: 'POST',
    path: '/workspaces/{workspace}/chats/{id}/finish',
    tag,
    requires: 'chats.answer',
    summary: 'Close a dialogue; the client is asked for a rating',
  })
    .input(inWorkspace({ id }))
    .output(z.object({ interactionId: id.nullable() })),
  describe: operation({
    method: 'PATCH',
    path: '/workspaces/{workspace}/chats/{id}/visitor',
    tag,
    requires: 'chats.answer',
    summary: 'Write down who the client is',
  })
    .input(
      inWorkspace({
        id,
        name: z.string().trim().max(200).optional(),
        phone: z.string().trim().max(60).optional(),
        email: z.union([z.email().max(300), z.literal('')]).optional(),
      }),
    )
    .output(ok),
  block: operation({
    method: 'PUT',
    path: '/workspaces/{workspace}/chats/{id}/blocked',
    tag,
    requires: 'chats.answer',
    summary: 'Take nothing more from this visitor, or let them write again',
  })
    .input(inWorkspace({ id, blocked: z.boolean() }))
    .output(ok),
  phrases: {
    list: operation({
      method: 'GET',
      path: '/workspaces/{workspace}/chat-phrases',
      tag,
      requires: 'chats.answer',
      summary: 'Canned answers: the company’s and one’s own',
    })
      .input(workspaceInput)
      .output(z.array(phraseSchema)),
    create: operation({
      method: 'POST',
      path: '/workspaces/{workspace}/chat-phrases',
      tag,
      requires: 'chats.answer',
      summary: 'Add a canned answer; one for the whole company asks for the right to manage chats',
    })
      .input(inWorkspace({ mine: z.boolean().default(true), ...phraseFields }))
      .output(phraseSchema),
    update: operation({
      method: 'PATCH',
      path: '/workspaces/{workspace}/chat-phrases/{id}',
      tag,
      requires: 'chats.answer',
      summary: 'Change a canned answer',
    })
      .input(inWorkspace({ id, ...phraseFields }))
      .output(ok),
    remove: operation({
      method: 'DELETE',
      path: '/workspaces/{workspace}/chat-phrases/{id}',
      tag,
      requires: 'chats.answer',
      summary: 'Remove a canned answer',
    })
      .input(inWorkspace({ id }))
      .output(ok),
  },
  keeping,
  sites: {
    list: operation({
      method: 'GET',
      path: '/workspaces/{workspace}/chat-sites',
      tag,
      requires: 'chats.manage',
      summary: 'How each site chats, and what was refused there',
    })
      .input(workspaceInput)
      .output(z.array(siteSchema)),
    update: operation({
      method: 'PUT',
      path: '/workspaces/{workspace}/chat-sites/{site}',
      tag,
      requires: 'chats.manage',
      summary: 'Change how a site chats',
    })
      .input(inWorkspace({ site: id, settings: settingsSchema }))
      .output(ok),
  },
}
