import { moduleApi } from '../../../platform/web/index.ts'
import type { contract } from '../contract.ts'

export const api = moduleApi<typeof contract>('visits')

type Output<Operation extends { call: (...input: never[]) => Promise<unknown> }> = Awaited<
  ReturnType<Operation['call']>
>

export type Site = Output<typeof api.sites.list>['sites'][number]
export type Rule = Parameters<typeof api.rules.preview.call>[0]['rules'][number]
export type Keeping = Output<typeof api.keeping.read>
export type Visit = Output<typeof api.visits.list>['visits'][number]
export type Story = Output<typeof api.visits.read>
export type Report = Output<typeof api.visits.report>
export type Row = Report['rows'][number]
