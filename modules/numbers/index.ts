import type { ServerModule } from '../../platform/services/server-module.ts'
import type { Services } from '../../platform/services/services.ts'
import type { Recorder } from '../interactions/index.ts'
import { createNumbersApi } from './api.ts'
import { createNumberJobs } from './jobs.ts'
import { createNumbersFor, type NumbersFor } from './numbers-for.ts'
import { createPlans } from './plan.ts'

export { numberCalls } from './calls.ts'
export { originsByNumber } from './match.ts'
export type { NumbersFor, Seen } from './numbers-for.ts'
export { migrations } from './tables.ts'
export { type PastHold, type PastNumbers, tellPastNumbers } from './tell-past.ts'

export interface Numbers extends ServerModule {
  readonly numbersFor: NumbersFor
}

/** Call tracking: numbers for sources and visitors, and the calls that they explain. `numbersFor` answers the site's script. */
export function createNumbers(services: Services, recorder: Recorder): Numbers {
  const plans = createPlans()
  const jobs = createNumberJobs(services, recorder)
  return {
    router: createNumbersApi(services.db, plans, jobs),
    numbersFor: createNumbersFor(plans, services.now, (workspaceId) => jobs.lookSoon(workspaceId)),
    start: async () => jobs.start(),
  }
}
