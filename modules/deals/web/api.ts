import { moduleApi } from '../../../platform/web/index.ts'
import type { contract } from '../contract.ts'

export const api = moduleApi<typeof contract>('deals')

/** One deal as the API answers: times are ISO strings. */
export type Card = Awaited<ReturnType<typeof api.read.call>>
