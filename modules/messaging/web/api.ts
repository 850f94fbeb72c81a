import { moduleApi } from '../../../platform/web/index.ts'
import type { contract } from '../contract.ts'

export const api = moduleApi<typeof contract>('messaging')

/** As JSON carries it: times are ISO strings. */
export type Conversation = Awaited<ReturnType<typeof api.conversation.call>>
export type Message = Conversation['messages'][number]
export type MessageFile = Message['files'][number]
