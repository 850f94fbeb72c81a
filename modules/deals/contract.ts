import { z } from 'zod'
import { operation } from '../../platform/api/contract.ts'
import { columnChoice as column, daySchema, orJson, pageMark, wrongRow } from '../../platform/api/schemas.ts'
import { workspaceInput } from '../workspaces/contract.ts'
import { dealOutcomes } from './rules.ts'

const tag = 'Deals'
const id = z.uuid()
const count = z.number().int()

const dealSchema = z.object({
  id,
  externalId: z.string(),
  name: z
    .string()
    .nullable()
    .describe('Null for those who do not see personal data: names of deals hold names of people'),
  stage: z.string(),
  outcome: z.enum(dealOutcomes),
  amount: count.nullable().describe('Minor units of the company’s currency'),
  currency: z.string(),
  responsible: z.string().nullable(),
  responsibleId: id.nullable(),
  origin: z.array(z.string()).describe('Names from the source inward'),
  contact: z.string().nullable().describe('Phone or address, masked for those who do not see personal data'),
  customer: z
    .object({ id, name: z.string().nullable(), interactions: count })
    .nullable()
    .describe('The client of the record with the same phone or address'),
  createdOn: z.string(),
  closedOn: z.string().nullable(),
})
export type Deal = z.infer<typeof dealSchema>

const importSchema = z.object({
  id,
  fileName: z.string(),
  created: count,
  updated: count,
  skipped: count,
  createdBy: z.string(),
  createdAt: z.date(),
  undoneAt: z.date().nullable(),
})
export type DealImport = z.infer<typeof importSchema>

/** Heading of the column for each field; fields that are left out are guessed from the headings. */
export const dealMapping = z.object({
  externalId: column,
  name: column,
  phone: column,
  email: column,
  stage: column,
  amount: column,
  currency: column,
  responsible: column,
  createdOn: column,
  closedOn: column,
  source: column,
  campaign: column,
})
export type DealMapping = z.infer<typeof dealMapping>

const previewSchema = z.object({
  columns: z.array(z.string()),
  mapping: dealMapping,
  missing: z.array(z.string()).describe('Required fields that no column was found for'),
  sample: z.array(z.array(z.string())),
  created: count,
  updated: count,
  stages: z.array(z.object({ stage: z.string(), outcome: z.enum(dealOutcomes), deals: count })),
  wrong: z.array(wrongRow).describe('The first hundred rows that can’t be imported'),
  wrongRows: count,
})
export type DealPreview = z.infer<typeof previewSchema>

const fileInput = workspaceInput.extend({
  file: z.file(),
  mapping: orJson(dealMapping).optional().describe('Heading of the column for each field, as JSON'),
})

export const contract = {
  list: operation({
    method: 'GET',
    path: '/workspaces/{workspace}/deals',
    tag,
    requires: 'deals.read',
    summary: 'Deals by the day they were made, newest first, with how many there are and their sum',
  })
    .input(
      workspaceInput.extend({
        from: daySchema,
        to: daySchema,
        outcome: z.enum(dealOutcomes).optional(),
        text: z.string().trim().max(200).optional().describe('Part of the name or the external id'),
        after: pageMark.optional().describe('`next` of the page before'),
        limit: z.coerce.number().int().min(1).max(500).default(100),
      }),
    )
    .output(
      z.object({
        deals: z.array(dealSchema),
        count,
        amount: count,
        outcomes: z.array(z.object({ outcome: z.enum(dealOutcomes), deals: count, amount: count })),
        next: z.string().nullable(),
      }),
    ),
  preview: operation({
    method: 'POST',
    path: '/workspaces/{workspace}/deals/preview',
    tag,
    requires: 'deals.manage',
    summary: 'What a file of deals would bring, row by row; nothing is kept',
  })
    .input(fileInput)
    .output(previewSchema),
  import: operation({
    method: 'POST',
    path: '/workspaces/{workspace}/deals/import',
    tag,
    requires: 'deals.manage',
    summary: 'Import a file of deals (CSV or XLSX); a deal that is known is brought up to date',
  })
    .input(fileInput)
    .output(importSchema.extend({ wrong: z.array(wrongRow) })),
  imports: operation({
    method: 'GET',
    path: '/workspaces/{workspace}/deals/imports',
    tag,
    requires: 'deals.read',
    summary: 'Imports of deals, newest first',
  })
    .input(workspaceInput)
    .output(z.array(importSchema)),
  undo: operation({
    method: 'POST',
    path: '/workspaces/{workspace}/deals/imports/{id}/undo',
    tag,
    requires: 'deals.manage',
    summary: 'Remove the deals that an import created; those that it only changed stay as they are',
  })
    .input(workspaceInput.extend({ id }))
    .output(importSchema),
}
