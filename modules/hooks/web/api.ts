import { moduleApi } from '../../../platform/web/index.ts'
import type { contract } from '../contract.ts'

export const api = moduleApi<typeof contract>('hooks')

export type Subscription = Awaited<ReturnType<typeof api.subscriptions.list.call>>[number]
export type Delivery = Awaited<ReturnType<typeof api.deliveries.list.call>>['deliveries'][number]
