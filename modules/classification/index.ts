import type { WorkSource } from '../../platform/notices/work.ts'
import type { ServerModule } from '../../platform/services/server-module.ts'
import type { Services } from '../../platform/services/services.ts'
import type { Recorder } from '../interactions/index.ts'
import { createClassificationApi } from './api.ts'
import { watchDisputes } from './jobs.ts'
import { disputeWork } from './work.ts'

export { classReviews } from './class-changes.ts'
export { type PastDispute, tellPastChecks, tellPastDecision, tellPastDisputes } from './history.ts'
export { noticeKinds } from './notice-texts.ts'
export { migrations } from './tables.ts'

/** What waits for people in this module. */
export const workSources: readonly WorkSource[] = [disputeWork]

/** Classes under the eyes of both sides: marketing's checks, and disputes until they are settled. */
export function createClassification(services: Services, recorder: Recorder): ServerModule {
  return {
    router: createClassificationApi(services.db, recorder.projections),
    start: async () => watchDisputes(services),
  }
}
