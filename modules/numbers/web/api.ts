import { moduleApi } from '../../../platform/web/index.ts'
import type { contract } from '../contract.ts'

export const api = moduleApi<typeof contract>('numbers')

/** What the API answers, as JSON carries it: times are ISO strings. */
export type NumberItem = Awaited<ReturnType<typeof api.numbers.list.call>>[number]
export type Pool = Awaited<ReturnType<typeof api.pools.list.call>>[number]
export type NumberCalls = Awaited<ReturnType<typeof api.calls.call>>[number]
