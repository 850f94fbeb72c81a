import { moduleApi } from '../../../platform/web/index.ts'
import type { contract } from '../contract.ts'

export const api = moduleApi<typeof contract>('classification')

type Output<Operation extends { call: (...input: never[]) => Promise<unknown> }> = Awaited<
  ReturnType<Operation['call']>
>

export type Review = Output<typeof api.review>
export type Dispute = NonNullable<Review['dispute']>
export type Listed = Output<typeof api.disputes.list>['items'][number]
export type Figures = Output<typeof api.reports.disputes>
