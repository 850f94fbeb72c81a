import { z } from 'zod'
import { operation } from '../../../platform/api/contract.ts'
import { columnChoice as column, daySchema, orJson, pageMark, wrongRow } from '../../../platform/api/schemas.ts'
import { workspaceInput } from '../../workspaces/contract.ts'

const tag = 'Sources and spend'
const id = z.uuid()
const minor = z.number().int().describe('Minor units of the company’s currency')

const originPath = z
  .array(z.string().trim().min(1).max(300))
  .max(4)
  .describe('Names from the source inward; empty: money that is not assigned to a source yet')

const entrySchema = z.object({
  id,
  day: z.string(),
  originId: id.nullable(),
  origin: z.array(z.string()),
  amount: minor,
  currency: z.string(),
  note: z.string().nullable(),
  importId: id.nullable(),
  updatedAt: z.date(),
})
export type SpendEntry = z.infer<typeof entrySchema>

const importSchema = z.object({
  id,
  fileName: z.string(),
  rows: z.number().int(),
  skipped: z.number().int(),
  replaced: z.number().int().describe('Amounts of earlier files for the same day and origin that this one replaces'),
  amount: minor,
  firstDay: z.string().nullable(),
  lastDay: z.string().nullable(),
  createdBy: z.string(),
  createdAt: z.date(),
  undoneAt: z.date().nullable(),
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

const previewSchema = z.object({
  columns: z.array(z.string()),
  mapping: spendMapping,
  sample: z.array(z.array(z.string())).describe('The first rows as they stand in the file'),
  rows: z.number().int().describe('Rows that can be imported'),
  amount: minor,
  firstDay: z.string().nullable(),
  lastDay: z.string().nullable(),
  wrong: z.array(wrongRow).describe('The first hundred rows that can’t be imported'),
  wrongRows: z.number().int(),
  replaced: z.number().int().describe('Amounts of earlier files for the same day and origin that it would replace'),
  dateForm: z.string().nullable(),
  dateAlternatives: z.array(z.string()).describe('Other ways in which all dates of the file can be read'),
  unassigned: minor.describe('Part of the sum for which no source is named'),
  alreadyImported: z.boolean().describe('The very same file has been imported and not undone'),
})
export type SpendPreview = z.infer<typeof previewSchema>

const mappingInput = orJson(spendMapping).optional().describe('Heading of the column for each field, as JSON')

const fileInput = {
  file: z.file(),
  mapping: mappingInput,
  source: z.string().trim().min(1).max(300).optional().describe('The source of rows that name none'),
  dateForm: z
    .enum(['ymd', 'dmy', 'mdy'])
    .optional()
    .describe('Order of day, month and year, where the file leaves it open'),
}

const period = { from: daySchema, to: daySchema }
const entryFields = {
  day: daySchema,
  origin: originPath,
  amount: z.string().trim().min(1).max(60).describe('As people write it: `1 234,50`'),
  note: z.string().trim().max(500).nullable(),
}

export const spendContract = {
  list: operation({
    method: 'GET',
    path: '/workspaces/{workspace}/spend',
    tag,
    requires: 'sources.read',
    summary: 'Amounts spent, newest day first, and their sum',
  })
    .input(
      workspaceInput.extend({
        ...period,
        origin: z.union([id, z.literal('none')]).optional(),
        import: id.optional(),
        after: pageMark.optional().describe('`next` of the page before'),
        limit: z.coerce.number().int().min(1).max(500).default(100),
      }),
    )
    .output(
      z.object({ entries: z.array(entrySchema), count: z.number().int(), total: minor, next: z.string().nullable() }),
    ),
  summary: operation({
    method: 'GET',
    path: '/workspaces/{workspace}/spend/summary',
    tag,
    requires: 'sources.read',
    summary: 'Spend by source and campaign; what no source was named for stands apart',
  })
    .input(workspaceInput.extend(period))
    .output(
      z.object({
        currency: z.string(),
        total: minor,
        unassigned: minor,
        rows: z.array(
          z.object({ originId: id.nullable(), origin: z.array(z.string()), amount: minor, entries: z.number().int() }),
        ),
        days: z.array(z.object({ day: z.string(), amount: minor })),
      }),
    ),
  create: operation({
    method: 'POST',
    path: '/workspaces/{workspace}/spend',
    tag,
    requires: 'spend.manage',
    summary: 'Enter an amount by hand',
  })
    .input(workspaceInput.extend({ ...entryFields, note: entryFields.note.optional() }))
    .output(entrySchema),
  update: operation({
    method: 'PATCH',
    path: '/workspaces/{workspace}/spend/{id}',
    tag,
    requires: 'spend.manage',
    summary: 'Correct an amount; the old one stays in the log',
  })
    .input(workspaceInput.extend({ id }).extend(z.object(entryFields).partial().shape))
    .output(entrySchema),
  remove: operation({
    method: 'DELETE',
    path: '/workspaces/{workspace}/spend/{id}',
    tag,
    requires: 'spend.manage',
    summary: 'Remove an amount; it stays in the log',
  })
    .input(workspaceInput.extend({ id }))
    .output(z.object({ ok: z.literal(true) })),
  preview: operation({
    method: 'POST',
    path: '/workspaces/{workspace}/spend/preview',
    tag,
    requires: 'spend.manage',
    summary: 'What a file of spend would bring, row by row; nothing is kept',
  })
    .input(workspaceInput.extend(fileInput))
    .output(previewSchema),
  import: operation({
    method: 'POST',
    path: '/workspaces/{workspace}/spend/import',
    tag,
    requires: 'spend.manage',
    summary: 'Import a file of spend (CSV or XLSX)',
  })
    .input(workspaceInput.extend(fileInput))
    .output(importSchema.extend({ wrong: z.array(wrongRow) })),
  imports: operation({
    method: 'GET',
    path: '/workspaces/{workspace}/spend/imports',
    tag,
    requires: 'sources.read',
    summary: 'Imports of spend, newest first',
  })
    .input(workspaceInput)
    .output(z.array(importSchema)),
  undo: operation({
    method: 'POST',
    path: '/workspaces/{workspace}/spend/imports/{id}/undo',
    tag,
    requires: 'spend.manage',
    summary: 'Take an import back, its corrected rows too',
  })
    .input(workspaceInput.extend({ id }))
    .output(importSchema),
}
