import { z } from 'zod'
import { operation } from '../../../platform/api/contract.ts'
import { daySchema, pageMark, wrongRow } from '../../../platform/api/schemas.ts'
import { workspaceInput } from '../../workspaces/contract.ts'
import { campaignsContract } from './campaigns/contract.ts'
import { connectionsContract } from './connectors/contract.ts'
import { fileInput, importSchema, previewSchema, systemSchema } from './file-contract.ts'

export type { SpendImport, SpendMapping, SpendPreview } from './file-contract.ts'
export { spendMapping } from './file-contract.ts'

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
  system: systemSchema.nullable(),
  kind: z
    .enum(['rounding', 'rest'])
    .nullable()
    .describe('What the total of an export has beyond its rows; what a campaign cost beyond its groups and keywords'),
  period: z
    .object({ from: z.string(), to: z.string(), amount: minor })
    .nullable()
    .describe('The whole that this day is a part of, where an amount was entered for several days'),
  updatedAt: z.date(),
})
export type SpendEntry = z.infer<typeof entrySchema>

const period = { from: daySchema, to: daySchema }
const entryFields = {
  day: daySchema,
  until: daySchema
    .nullable()
    .describe('The last day of an amount for several: it is spread evenly, to the kopeck; null: one day'),
  origin: originPath,
  amount: z.string().trim().min(1).max(60).describe('As people write it: `1 234,50`'),
  note: z.string().trim().max(500).nullable(),
}

export const spendContract = {
  ...campaignsContract,
  ...connectionsContract,
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
    summary: 'Enter an amount by hand, for a day or spread evenly over several',
  })
    .input(
      workspaceInput.extend({ ...entryFields, until: entryFields.until.optional(), note: entryFields.note.optional() }),
    )
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
