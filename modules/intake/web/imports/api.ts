import { moduleApi } from '../../../../platform/web/index.ts'
import type { contract } from '../../files/contract.ts'

export const api = moduleApi<typeof contract>('imports')

export type Import = Awaited<ReturnType<typeof api.read.call>>
export type Recognition = Awaited<ReturnType<typeof api.recognise.call>>
export type Rehearsal = Awaited<ReturnType<typeof api.rehearse.call>>
export type ImportProblem = Awaited<ReturnType<typeof api.problems.call>>[number]
export type Choices = Recognition['choices']

const busy = new Set<Import['state']>(['queued', 'running', 'cancelling', 'undoing'])

/** True while the background has something to do about it. */
export const isBusy = ({ state }: Pick<Import, 'state'>): boolean => busy.has(state)
