import { z } from 'zod'
import { operation } from '../../platform/api/contract.ts'
import { columnChoice as column, daySchema, orJson, pageMark, wrongRow } from '../../platform/api/schemas.ts'
import { filterSchema } from '../interactions/contract.ts'
import { directions, interactionKinds } from '../interactions/rules.ts'
import { workspaceInput } from '../workspaces/contract.ts'
import { clientBases, dealOutcomes, dealSystems } from './rules.ts'

const tag = 'Deals'
const id = z.uuid()
const count = z.number().int()

const dealSchema = z.object({
  id,
  system: z.enum(dealSystems),
  account: z.string().nullable().describe('The CRM’s account, where the system has several'),
  externalId: z.string(),
  name: z
    .string()
    .nullable()
    .describe('Null for those who do not see personal data: names of deals hold names of people'),
  pipeline: z.string().nullable(),
  stage: z.string(),
  outcome: z.enum(dealOutcomes),
  amount: count.nullable().describe('Minor units of `currency`'),
  currency: z.string(),
  lostReason: z.string().nullable(),
  url: z.string().nullable().describe('The deal’s card in the CRM'),
  responsible: z.string().nullable(),
  responsibleId: id.nullable(),
  origin: z.array(z.string()).describe('Names from the source inward'),
  contact: z.string().nullable().describe('Phone or address, masked for those who do not see personal data'),
  customer: z
    .object({ id, name: z.string().nullable(), interactions: count })
    .nullable()
    .describe('The client of the record'),
  basis: z.enum(clientBases).nullable().describe('How the client was found'),
  createdOn: z.string(),
  closedOn: z.string().nullable(),
})
export type Deal = z.infer<typeof dealSchema>

const dealCard = dealSchema.extend({
  originFrom: z
    .enum(['deal', 'interaction'])
    .nullable()
    .describe(
      'Told by the CRM or the interaction that it names, or taken from the client’s first interaction that has one',
    ),
  interactionId: id.nullable().describe('The interaction whose id we wrote into the CRM'),
  stages: z.array(
    z.object({
      at: z.date(),
      stage: z.string(),
      pipeline: z.string().nullable(),
      outcome: z.enum(dealOutcomes),
      exact: z.boolean().describe('The CRM’s own time; otherwise when it was first seen there'),
    }),
  ),
  products: z.array(
    z.object({
      externalId: z.string().nullable(),
      name: z.string(),
      price: count.nullable().describe('Minor units, for one, discounts included'),
      quantity: z.number(),
    }),
  ),
  interactions: z
    .array(
      z.object({
        id,
        kind: z.enum(interactionKinds),
        direction: z.enum(directions),
        startedAt: z.date(),
        origin: z.array(z.string()),
      }),
    )
    .describe('The client’s latest, within the caller’s reach'),
})
export type DealCard = z.infer<typeof dealCard>

const clientSchema = z.object({
  id,
  name: z.string().nullable(),
  contact: z.string().nullable(),
  lastAt: z.date().describe('Their latest interaction'),
})
export type DealClient = z.infer<typeof clientSchema>

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
  system: z
    .enum(dealSystems)
    .default('file')
    .describe('Whose numbers the file’s ids are: an export of a connected CRM brings the CRM’s own deals up to date'),
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
        system: z.enum(dealSystems).optional(),
        ...filterSchema.pick({ source: true, campaign: true, placement: true, keyword: true }).shape,
        text: z.string().trim().max(200).optional().describe('Part of the name or the external id'),
        after: pageMark.optional().describe('`next` of the page before'),
        limit: z.coerce.number().int().min(1).max(500).default(100),
      }),
    )
    .output(
      z.object({
        deals: z.array(dealSchema),
        count,
        amount: count.describe('Of deals in the company’s currency'),
        outcomes: z.array(z.object({ outcome: z.enum(dealOutcomes), deals: count, amount: count })),
        next: z.string().nullable(),
      }),
    ),
  read: operation({
    method: 'GET',
    path: '/workspaces/{workspace}/deals/{id}',
    tag,
    requires: 'deals.read',
    summary: 'One deal with its stages, products, and the client’s interactions',
  })
    .input(workspaceInput.extend({ id }))
    .output(dealCard),
  clients: operation({
    method: 'GET',
    path: '/workspaces/{workspace}/deals/clients',
    tag,
    requires: 'deals.match',
    summary: 'Clients of the record whom a number, address or name may mean',
  })
    .input(workspaceInput.extend({ text: z.string().trim().min(2).max(200) }))
    .output(z.array(clientSchema)),
  match: operation({
    method: 'POST',
    path: '/workspaces/{workspace}/deals/{id}/client',
    tag,
    requires: 'deals.match',
    summary: 'Correct the client of a deal; the choice outlives what the CRM says later',
  })
    .input(
      workspaceInput.extend({
        id,
        client: z
          .union([z.uuid(), z.enum(['auto', 'none'])])
          .describe('A customer; `none` of the record; `auto` by number, address and ids'),
        reason: z.string().trim().min(3).max(500),
      }),
    )
    .output(z.object({ ok: z.literal(true) })),
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
