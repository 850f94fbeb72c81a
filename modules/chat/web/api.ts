import { moduleApi } from '../../../platform/web/index.ts'
import type { contract } from '../contract.ts'
import type { ChatMessage } from '../rules.ts'

export const api = moduleApi<typeof contract>('chat')

export type Row = Awaited<ReturnType<typeof api.list.call>>['items'][number]
export type State = Awaited<ReturnType<typeof api.state.call>>
export type Site = Awaited<ReturnType<typeof api.sites.list.call>>[number]
export type Phrase = Awaited<ReturnType<typeof api.phrases.list.call>>[number]
export type Keeping = Awaited<ReturnType<typeof api.keeping.read.call>>
export type { ChatMessage }
