import { moduleApi } from '../../../platform/web/index.ts'
import type { contract } from '../contract.ts'

export const api = moduleApi<typeof contract>('crm')

/** As the API answers: times are ISO strings. */
export type Connection = Awaited<ReturnType<typeof api.connections.call>>[number]
export type Way = Awaited<ReturnType<typeof api.ofInteraction.call>>[number]
