/** Files of spend as the API tells of them. */
import { z } from 'zod'
import { columnChoice as column, daySchema, orJson, wrongRow } from '../../../platform/api/schemas.ts'
import { systemKeys } from './exports/system.ts'

const minor = z.number().int().describe('Minor units of the company’s currency')
const count = z.number().int()
export const vatSchema = z.enum(['with', 'without'])
export const systemSchema = z.enum(systemKeys)

export const importSchema = z.object({
  id: z.uuid(),
  fileName: z.string(),
  rows: count,
  skipped: count,
  replaced: count.describe('Amounts of earlier files for the same days that this one replaces'),
  amount: minor,
  firstDay: z.string().nullable(),
  lastDay: z.string().nullable(),
  createdBy: z.string(),
  createdAt: z.date(),
  undoneAt: z.date().nullable(),
  system: systemSchema.nullable().describe('The advertising system whose export it is'),
  source: z.string().nullable(),
  vat: z.object({ written: vatSchema, counted: vatSchema }).nullable(),
  rates: z.record(z.string(), z.string()).nullable().describe('Rates that were entered, by currency'),
  ownTotal: count.nullable().describe('The export’s own total in hundredths of its currency'),
  difference: count.nullable().describe('What that total has beyond the rows'),
  polled: z.boolean().describe('Read over the API of the system, every day anew'),
})
export type SpendImport = z.infer<typeof importSchema>

/** Heading of the column for each field; fields that are left out are guessed from the headings. */
export const spendMapping = z.object({
  day: column,
  source: column,
  campaign: column,
  placement: column,
  keyword: column,
  amount: column,
  currency: column,
  note: column,
})
export type SpendMapping = z.infer<typeof spendMapping>

const daysSchema = z.object({ from: z.string(), to: z.string() })

const recognisedSchema = z.object({
  system: systemSchema,
  source: z.string().describe('The source of the record that it is'),
  headingRow: count,
  sheet: z.string().nullable(),
  vat: z.object({
    said: vatSchema.nullable().describe('What the file says itself'),
    written: vatSchema.describe('How its amounts are read'),
    counted: vatSchema.describe('How the company counts'),
  }),
  currencies: z
    .array(z.object({ currency: z.string(), amount: count, rate: z.string().nullable() }))
    .describe('Written amounts in hundredths; a foreign one without a rate is refused'),
  byDay: z.boolean(),
  stretches: z.boolean().describe('Rows are weeks or months: such a file is not imported'),
  period: daysSchema.nullable().describe('The days that the title names'),
  spread: daysSchema.nullable().describe('The days over which amounts without a day are spread, as was asked'),
  totals: z.object({
    verdict: z.enum(['none', 'equal', 'rounding', 'differs']),
    label: z.string().nullable(),
    rows: count.describe('Sum of the rows, hundredths of the file’s currency'),
    own: count.nullable().describe('The file’s own total'),
    difference: count,
  }),
  totalLines: count.describe('Lines of totals that were not counted as rows'),
  cut: z.boolean().describe('The number of rows looks like a limit, or is not the one that the file states'),
  levels: z.array(z.enum(['campaign', 'placement', 'keyword'])).describe('How deep the money can be told'),
  campaigns: count,
  unmatched: minor.describe('Money of campaigns that are none of the record’s yet'),
  unmatchedCampaigns: count,
  doubled: minor.describe('Money of the same source and days that stays beside it: by hand or from another table'),
})

export const previewSchema = z.object({
  columns: z.array(z.string()),
  mapping: spendMapping,
  sample: z.array(z.array(z.string())).describe('The first rows as they stand in the file'),
  rows: count.describe('Amounts that can be imported'),
  amount: minor,
  firstDay: z.string().nullable(),
  lastDay: z.string().nullable(),
  wrong: z.array(wrongRow).describe('The first hundred rows that can’t be imported'),
  wrongRows: count,
  replaced: count.describe('Amounts of earlier files for the same days that it would replace'),
  dateForm: z.string().nullable(),
  dateAlternatives: z.array(z.string()).describe('Other ways in which all dates of the file can be read'),
  unassigned: minor.describe('Part of the sum for which no source is named'),
  alreadyImported: z.boolean().describe('The very same file has been imported and not undone'),
  days: z.array(z.object({ day: z.string(), amount: minor })).describe('What each day brings'),
  recognised: recognisedSchema
    .nullable()
    .describe('What was recognised of an advertising system’s export; null for a table of the company’s own'),
})
export type SpendPreview = z.infer<typeof previewSchema>

const flag = z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')])

export const fileInput = {
  file: z.file(),
  mapping: orJson(spendMapping).optional().describe('Heading of the column for each field, as JSON'),
  source: z.string().trim().min(1).max(300).optional().describe('The source of rows that name none'),
  dateForm: z
    .enum(['ymd', 'dmy', 'mdy'])
    .optional()
    .describe('Order of day, month and year, where the file leaves it open'),
  system: z
    .enum([...systemKeys, 'table'])
    .optional()
    .describe('Whose export it is; `table`: one of the company’s own. Recognised where it is left out'),
  vat: vatSchema.optional().describe('What the amounts of the export are written with'),
  rates: orJson(z.record(z.string().regex(/^[A-Z]{3}$/), z.string().trim().min(1).max(20)))
    .optional()
    .describe('Units of the company’s currency for one of another, by its code, as JSON: `{"USD":"92,50"}`'),
  spread: z.enum(['even']).optional().describe('Amounts without days are spread evenly over the period'),
  periodFrom: daySchema.optional().describe('The period of a file whose title names none'),
  periodTo: daySchema.optional(),
  trustRows: flag.optional().describe('Rows are kept although they do not add up to the file’s own total'),
}

export type FileInput = z.infer<z.ZodObject<typeof fileInput>>
