import { daysOf } from '../../kernel/time.ts'
import { demand } from './calendar.ts'
import { createRandom } from './random.ts'
import type { DemoCompany } from './setting.ts'

/** What one campaign cost on one day. */
export interface DemoSpend {
  readonly day: string
  readonly source: string
  readonly campaign: string | null
  /** Kopecks. */
  readonly amount: number
}

/** Budgets follow demand, and no day is like the other. */
export function spendOf({ advertising, season }: DemoCompany, seed: number, from: string, to: string): DemoSpend[] {
  const random = createRandom(seed).fork('spend')
  return daysOf({ from, to }).flatMap((day) =>
    advertising.campaigns.flatMap(({ source, campaign, dailySpend }) =>
      dailySpend === 0
        ? []
        : [{ day, source, campaign, amount: Math.round(random.logNormal(dailySpend * demand(day, season), 0.22)) }],
    ),
  )
}
