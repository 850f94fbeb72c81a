import { moduleApi } from '../../../platform/web/index.ts'
import type { contract } from '../contract.ts'

export const api = moduleApi<typeof contract>('callbacks')

/** What the API answers, as JSON carries it: times are ISO strings. */
export type Request = Awaited<ReturnType<typeof api.waiting.call>>[number]
export type Figures = Awaited<ReturnType<typeof api.made.call>>['figures']
export type Site = Awaited<ReturnType<typeof api.sites.list.call>>[number]
