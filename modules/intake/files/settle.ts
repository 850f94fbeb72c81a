/** Which choices are kept, and for how long. */
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

/** What is true of the next file of the same form too; how this one happens to be encoded is not. */
export const lasting = ({ encoding: _, separator: __, sheet: ___, ...choices }: Choices): Choices => choices
