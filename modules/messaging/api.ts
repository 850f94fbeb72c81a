import { Problem } from '../../kernel/problem.ts'
import type { RequestContext } from '../../platform/api/context.ts'
import { access, implement } from '../../platform/api/implement.ts'
import { appendAudit } from '../../platform/audit/audit.ts'
import type { Database } from '../../platform/database/database.ts'
import { contract } from './contract.ts'
import { type Answering, putAnswer } from './outbox/answer.ts'
import { tellOutbox } from './outbox/dispatch.ts'
import { dropAnswer, readAnswer, sendAgain } from './outbox/store.ts'
import { tellMessaging } from './say.ts'
import { conversationOf, viewConversation } from './view.ts'

/** Dialogues on cards, and answers to them. */
export function createMessagingApi(db: Database, answering: Answering) {
  const api = implement(contract).$context<RequestContext>().use(access)
  const { channels, connections } = answering

  return api.router({
    conversation: api.conversation.handler(({ context: { member }, input }) =>
      viewConversation(db, member, input.id, channels, connections),
    ),
    send: api.send.handler(async ({ context: { member, now }, input }) => {
      const { id: interactionId, answer: id, text, files } = input
      await db.transaction((tx) => putAnswer(tx, answering, member, { id, interactionId, text, files }, now))
      return { id }
    }),
    again: api.again.handler(async ({ context: { member, now }, input }) => {
      await db.transaction(async (tx) => {
        const conversationId = await conversationOf(tx, member, input.id)
        const known = await readAnswer(tx, member.workspaceId, input.answer)
        if (known?.conversationId !== conversationId) throw new Problem('not_found', { field: 'answer' })
        if (!(await sendAgain(tx, member.workspaceId, input.answer, now))) throw new Problem('answer_has_left')
        await appendAudit(tx, member.workspaceId, [
          {
            at: now,
            actor: member.actor,
            action: 'message.sent_again',
            objectType: 'interaction',
            objectId: input.id,
            before: { state: known.state },
            after: { answer: input.answer },
          },
        ])
        await tellMessaging(tx, member.workspaceId)
        await tellOutbox(tx, member.workspaceId)
      })
      return { ok: true as const }
    }),
    drop: api.drop.handler(async ({ context: { member, now }, input }) => {
      await db.transaction(async (tx) => {
        const conversationId = await conversationOf(tx, member, input.id)
        const known = await readAnswer(tx, member.workspaceId, input.answer)
        if (known?.conversationId !== conversationId) throw new Problem('not_found', { field: 'answer' })
        if (!(await dropAnswer(tx, member.workspaceId, input.answer))) throw new Problem('answer_has_left')
        await appendAudit(tx, member.workspaceId, [
          {
            at: now,
            actor: member.actor,
            action: 'message.taken_back',
            objectType: 'interaction',
            objectId: input.id,
            before: { answer: input.answer, state: known.state },
          },
        ])
        await tellMessaging(tx, member.workspaceId)
        await tellOutbox(tx, member.workspaceId)
      })
      return { ok: true as const }
    }),
  })
}
