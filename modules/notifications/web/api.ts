import { moduleApi } from '../../../platform/web/index.ts'
import type { contract } from '../contract.ts'

export const api = moduleApi<typeof contract>('notifications')

export type BellItem = Awaited<ReturnType<typeof api.bell.list.call>>['items'][number]
export type WorkRow = Awaited<ReturnType<typeof api.work.call>>['items'][number]
export type Preferences = Awaited<ReturnType<typeof api.preferences.read.call>>
export type Rule = Awaited<ReturnType<typeof api.rules.list.call>>[number]
export type Channel = Awaited<ReturnType<typeof api.channels.list.call>>[number]
export type Delivery = Awaited<ReturnType<typeof api.deliveries.list.call>>['deliveries'][number]
