/** What somebody who knows better says about a file: everything that is recognised can be overruled here. */
import { z } from 'zod'
import { isZone } from '../../../kernel/time.ts'
import { dateForms } from '../../../platform/files/dates.ts'
import { encodings } from '../../../platform/files/encoding.ts'

const name = z.string().max(200)

/** The same form in the API, in `--map FILE` of the command line, and in remembered mappings. */
export const choicesSchema = z.strictObject({
  profile: name.optional().describe('freepbx, freeswitch, 3cx or generic; recognised when left out'),
  columns: z
    .record(name, name.nullable())
    .optional()
    .describe('Field → heading of its column (or its letter where the file has no headings); null: the file has none'),
  values: z
    .record(name, z.record(name, name))
    .optional()
    .describe('Field (direction, outcome, kind, class) → what a value of the file means; "" leaves the value out'),
  constants: z
    .record(name, name)
    .optional()
    .describe(
      'Field → what holds for every row: kind, direction, outcome, class, source, campaign, year, month, dayOfMonth',
    ),
  encoding: z.enum(encodings).optional(),
  separator: z.string().length(1).optional(),
  sheet: name.optional(),
  headings: z.boolean().optional().describe('false: the first row is data already'),
  dateForm: z.enum(dateForms).optional().describe('Order of dates; needed where 04/09/17 can be read in several ways'),
  decimal: z.enum([',', '.']).optional(),
  timezone: z
    .string()
    .refine(isZone, 'unknown time zone')
    .optional()
    .describe('IANA zone of the file’s clock; the company’s when left out'),
})

export type Choices = z.infer<typeof choicesSchema>
