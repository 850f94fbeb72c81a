/** Campaigns of advertising systems and the campaigns of the record that they are. */
import { z } from 'zod'
import { operation } from '../../../../platform/api/contract.ts'
import { daySchema } from '../../../../platform/api/schemas.ts'
import { workspaceInput } from '../../../workspaces/contract.ts'
import { systemSchema, vatSchema } from '../file-contract.ts'

const tag = 'Sources and spend'
const id = z.uuid()

const campaignSchema = z.object({
  id,
  system: systemSchema,
  externalId: z.string().nullable(),
  name: z.string().nullable(),
  originId: id.nullable(),
  origin: z.array(z.string()).describe('Source and campaign of the record; empty without a match'),
  matchedBy: z
    .enum(['id', 'name', 'person', 'new'])
    .nullable()
    .describe('Contacts carry its id, or its name; a person said so; it stands under its own name'),
  amount: z.number().int().describe('Minor units, spent in the period'),
  suggestions: z.array(z.object({ id, name: z.string(), source: z.string() })).describe('Campaigns that may be meant'),
})
export type AdCampaignMatch = z.infer<typeof campaignSchema>

const rulesSchema = z.object({
  vat: vatSchema.describe('How the company counts what it spends'),
  systems: z.record(systemSchema, z.object({ source: z.string(), vat: vatSchema.nullable() })),
})
export type SpendRules = z.infer<typeof rulesSchema>

export const campaignsContract = {
  campaigns: operation({
    method: 'GET',
    path: '/workspaces/{workspace}/spend/campaigns',
    tag,
    requires: 'sources.read',
    summary: 'Campaigns of advertising systems, what they cost, and which campaigns of the record they are',
  })
    .input(workspaceInput.extend({ from: daySchema, to: daySchema }))
    .output(z.array(campaignSchema)),
  match: operation({
    method: 'PUT',
    path: '/workspaces/{workspace}/spend/campaigns/{id}/match',
    tag,
    requires: 'spend.manage',
    summary: 'Say which campaign of the record it is; its money moves there, past imports included',
  })
    .input(
      workspaceInput.extend({
        id,
        origin: z
          .union([id, z.literal('new')])
          .nullable()
          .describe('A campaign of the record, `new`: one under its own name, null: none'),
      }),
    )
    .output(z.object({ ok: z.literal(true) })),
  matchAll: operation({
    method: 'POST',
    path: '/workspaces/{workspace}/spend/campaigns/match',
    tag,
    requires: 'spend.manage',
    summary: 'Match whatever certainly belongs together by now; with `new` the rest stands under its own names',
  })
    .input(workspaceInput.extend({ rest: z.enum(['leave', 'new']).default('leave') }))
    .output(z.object({ matched: z.number().int() })),
  rules: operation({
    method: 'GET',
    path: '/workspaces/{workspace}/spend/rules',
    tag,
    requires: 'sources.read',
    summary: 'How the company reads the money of advertising systems',
  })
    .input(workspaceInput)
    .output(rulesSchema),
  changeRules: operation({
    method: 'PATCH',
    path: '/workspaces/{workspace}/spend/rules',
    tag,
    requires: 'spend.manage',
    summary: 'Change VAT or the source of a system; imported money is counted anew',
  })
    .input(
      workspaceInput.extend({
        system: systemSchema.optional().describe('Left out: the company’s own rule'),
        vat: vatSchema.optional(),
        source: z.string().trim().min(1).max(300).optional(),
      }),
    )
    .output(rulesSchema),
}
