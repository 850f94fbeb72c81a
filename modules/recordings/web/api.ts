import { moduleApi } from '../../../platform/web/index.ts'
import type { contract } from '../contract.ts'

export const api = moduleApi<typeof contract>('recordings')

export type Recording = NonNullable<Awaited<ReturnType<typeof api.read.call>>>
