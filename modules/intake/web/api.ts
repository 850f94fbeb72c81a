import { moduleApi } from '../../../platform/web/index.ts'
import type { contract } from '../contract.ts'

export const api = moduleApi<typeof contract>('intake')

export type Endpoint = Awaited<ReturnType<typeof api.endpoints.list.call>>[number]
export type Provider = Endpoint['provider']
export type InboxEvent = Awaited<ReturnType<typeof api.events.list.call>>['events'][number]
export type CatalogueEntry = Awaited<ReturnType<typeof api.endpoints.catalogue.call>>[number]
export type CatalogueField = CatalogueEntry['fields'][number]
