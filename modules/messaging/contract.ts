import { z } from 'zod'
import { operation } from '../../platform/api/contract.ts'
import { workspaceInput } from '../workspaces/contract.ts'
import { answerFiles, fileStates, longestAnswer, outboxStates, sendFailures } from './rules.ts'

const id = z.uuid()
const at = z.date()
const tag = 'Letters and messages'
const ok = z.object({ ok: z.literal(true) })
const inWorkspace = <Shape extends z.ZodRawShape>(shape: Shape) => workspaceInput.extend(shape)

const fileSchema = z.object({
  id,
  name: z.string(),
  mime: z.string(),
  size: z.number().nullable().describe('Bytes'),
  state: z.enum(fileStates),
})
export type MessageFile = z.infer<typeof fileSchema>

const deliverySchema = z.object({
  id,
  state: z.enum(outboxStates),
  failure: z.object({ code: z.enum(sendFailures), detail: z.string().nullable() }).nullable(),
  retryAt: at.nullable(),
  deliveredAt: at.nullable(),
  readAt: at.nullable(),
})

const messageSchema = z.object({
  key: z.string(),
  at,
  author: z.enum(['client', 'employee', 'bot', 'system']),
  by: z.string().nullable().describe('Who wrote it for the company'),
  text: z.string(),
  whole: z
    .string()
    .nullable()
    .describe('The whole letter, where only its own part is shown, or the first wording of an edited message'),
  edited: z.boolean(),
  files: z.array(fileSchema),
  delivery: deliverySchema.nullable().describe('Of what was written here'),
})
export type ConversationMessage = z.infer<typeof messageSchema>

const conversationSchema = z.object({
  channel: z.string(),
  messages: z.array(messageSchema),
  answer: z.object({
    possible: z.boolean(),
    why: z.enum(['no_address', 'no_connection', 'cannot_send']).nullable(),
    to: z.string().nullable(),
    from: z.string().nullable(),
    files: z.boolean(),
    longest: z.number().int(),
  }),
})
export type ConversationView = z.infer<typeof conversationSchema>

export const contract = {
  conversation: operation({
    method: 'GET',
    path: '/workspaces/{workspace}/interactions/{id}/conversation',
    tag,
    requires: 'interactions.read',
    summary: 'What was written in a dialogue by letters or a messenger, with files and how far answers have come',
  })
    .input(inWorkspace({ id }))
    .output(conversationSchema),
  send: operation({
    method: 'POST',
    path: '/workspaces/{workspace}/interactions/{id}/answers',
    tag,
    requires: 'messages.send',
    summary: 'Answer the client; the same answer sent again by its `answer` id is one',
  })
    .input(
      inWorkspace({
        id,
        answer: id.describe('Made by the caller'),
        text: z.string().trim().max(longestAnswer).default(''),
        files: z.array(id).max(answerFiles).default([]).describe('Files brought before'),
      }),
    )
    .output(z.object({ id })),
  again: operation({
    method: 'POST',
    path: '/workspaces/{workspace}/interactions/{id}/answers/{answer}/again',
    tag,
    requires: 'messages.send',
    summary: 'Send an answer again that failed, or of which nobody knows whether it arrived',
  })
    .input(inWorkspace({ id, answer: id }))
    .output(ok),
  drop: operation({
    method: 'DELETE',
    path: '/workspaces/{workspace}/interactions/{id}/answers/{answer}',
    tag,
    requires: 'messages.send',
    summary: 'Take back an answer that has not left',
  })
    .input(inWorkspace({ id, answer: id }))
    .output(ok),
}
