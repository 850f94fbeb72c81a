/** Which choices are kept, and for how long. */
import { Problem } from '../../../kernel/problem.ts'
import type { Choices } from './choices.ts'
import type { ImportPlan } from './plan.ts'

/** The choices with what was recognised: a file is then read the same way whenever it is read again. */
export const settled = ({ profile, records, context }: ImportPlan, choices: Choices): Choices => ({
  ...choices,
  profile: profile.name,
  dateForm: records.dates.form ?? undefined,
  decimal: records.decimal,
  timezone: context.zone,
})

/** What is true of the next file of the same form too; how this one happens to be encoded, and of which year it is, is not. */
export function lasting({ encoding: _, separator: __, sheet: ___, constants = {}, ...choices }: Choices): Choices {
  const { year: ____, month: _____, dayOfMonth: ______, ...rest } = constants
  return { ...choices, constants: rest }
}

/** What was promised, or null where a remembered mapping fits no more (a class was archived, say). */
export const unlessProblem = <Result>(promised: Promise<Result>): Promise<Result | null> =>
  promised.catch((error: unknown) => {
    if (error instanceof Problem) return null
    throw error
  })
