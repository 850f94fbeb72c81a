import { z } from 'zod'
import { daySchema } from '../../platform/api/schemas.ts'
import { directions, interactionKinds } from './observation.ts'
import { classGroups, classSides, outcomes, reviewStates, states } from './rules.ts'

const id = z.uuid()

/** A value or a list of them: `?kind=call` and `?kind[]=call&kind[]=chat` both read as a list. */
const several = <Item extends z.ZodType>(item: Item) =>
  z.preprocess(
    (value) => (value === undefined || Array.isArray(value) ? value : [value]),
    z.array(item).max(100).optional(),
  )

/** An id, or `none` for interactions that have none. */
const idOrNone = z.union([id, z.literal('none')])

/**
 * Which interactions. Every list, report and link to the interactions behind a figure uses this one filter;
 * fields that are left out do not narrow. Days are the company's calendar days, both ends included.
 */
export const filterSchema = z.object({
  from: daySchema.optional(),
  to: daySchema.optional(),
  kind: several(z.enum(interactionKinds)),
  direction: several(z.enum(directions)),
  outcome: several(z.enum(outcomes)),
  state: several(z.enum(states)),
  /** Inbound contacts that no person answered. */
  missed: z.stringbool().or(z.boolean()).optional(),
  /** Missed contacts whose client nobody has talked with since: whom to call back. */
  waiting: z.stringbool().or(z.boolean()).optional(),
  employee: several(idOrNone),
  department: several(idOrNone),
  source: several(idOrNone),
  campaign: several(idOrNone),
  placement: several(idOrNone),
  keyword: several(idOrNone),
  class: several(idOrNone),
  group: several(z.enum(classGroups)),
  /** What marketing says of the class. */
  review: several(z.enum(reviewStates)),
  /** Classes and groups are then those that a side of a dispute claims, not those that stand. */
  said: z.enum(classSides).optional(),
  partyKind: several(z.enum(['mobile', 'landline', 'toll_free', 'internal', 'hidden', 'other', 'unknown'])),
  customer: id.optional(),
  import: id.optional(),
  provider: several(z.string().max(100)),
  /** The company's own number or address that was dialled or written to: E.164, or what the exchange calls the line. */
  ourAddress: several(z.string().max(300)),
  /** Company-local hour of the start, 0–23. */
  hour: several(z.coerce.number().int().min(0).max(23)),
  /** Company-local weekday of the start, 1 = Monday … 7 = Sunday. */
  weekday: several(z.coerce.number().int().min(1).max(7)),
  minTalk: z.coerce.number().int().min(0).optional().describe('Seconds of talk, at least'),
  maxTalk: z.coerce.number().int().min(0).optional().describe('Seconds of talk, at most'),
  /** Words of the talk, a name, an address, or a part of a phone number. */
  text: z.string().trim().max(200).optional(),
  /** Test contacts are left out unless asked for. */
  tests: z.enum(['without', 'only', 'with']).optional(),
})
export type InteractionFilter = z.infer<typeof filterSchema>
