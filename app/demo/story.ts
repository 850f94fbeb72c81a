/**
 * A demo company's life, day by day: what clients do, what the people on the phones do with it, and what comes of it.
 * Nothing here knows a report: figures follow from the events.
 */
import { addDays } from '../../kernel/time.ts'
import { type StoryDay, tellDay } from './day.ts'
import { oldMemory } from './memory.ts'
import { createRandom } from './random.ts'
import type { DemoCompany } from './setting.ts'

export interface StoryOptions {
  readonly company: DemoCompany
  readonly seed: number
  /** The company's last day, and how far it has come. */
  readonly now: Date
  readonly lastDay: string
  readonly days: number
}

/** The story, oldest day first. The same options give the same story. */
export function* tellStory({ company, seed, now, lastDay, days }: StoryOptions): Generator<StoryDay> {
  const random = createRandom(seed)
  const memory = oldMemory(random, company)
  const first = addDays(lastDay, 1 - days)
  for (let i = 0; i < days; i++) {
    const day = addDays(first, i)
    yield tellDay(random.fork(day), day, { company, memory, now, lastDay, done: i / days })
  }
}
