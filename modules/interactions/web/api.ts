import { moduleApi } from '../../../platform/web/index.ts'
import type { contract } from '../contract.ts'

export const api = moduleApi<typeof contract>('interactions')

type Output<Operation extends { call: (...input: never[]) => Promise<unknown> }> = Awaited<
  ReturnType<Operation['call']>
>

/** What the API answers, as JSON carries it: times are ISO strings. */
export type Item = Output<typeof api.list>['items'][number]
export type Card = Output<typeof api.read>
export type Leg = Card['legs'][number]
export type Class = Output<typeof api.classes.list>[number]
export type View = Output<typeof api.views.list>[number]
export type CustomerJoin = Output<typeof api.customers.joins>[number]
export type Page = Output<typeof api.list>
