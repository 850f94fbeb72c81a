import { z } from 'zod'
import { operation } from '../../../platform/api/contract.ts'
import { workspaceInput } from '../../workspaces/contract.ts'

const days = z
  .number()
  .int()
  .min(30)
  .max(3_650)
  .nullable()
  .describe('Days after which a file is deleted; null: never. Dialogues and the names of their files stay')

export const keeping = {
  read: operation({
    method: 'GET',
    path: '/workspaces/{workspace}/chat-keeping',
    tag: 'Chats',
    requires: 'chats.manage',
    summary: 'How long files of chats are kept, and what the last night deleted',
  })
    .input(workspaceInput)
    .output(
      z.object({
        days,
        lastRunAt: z.date().nullable(),
        lastDeleted: z.number().nullable().describe('Files that the last night deleted'),
      }),
    ),
  save: operation({
    method: 'PUT',
    path: '/workspaces/{workspace}/chat-keeping',
    tag: 'Chats',
    requires: 'chats.manage',
    summary: 'Say how long files of chats are kept; the next night goes by it',
  })
    .input(workspaceInput.extend({ days }))
    .output(z.object({ ok: z.literal(true) })),
}
