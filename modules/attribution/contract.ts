import { z } from 'zod'
import { operation } from '../../platform/api/contract.ts'
import { daySchema } from '../../platform/api/schemas.ts'
import { filterSchema } from '../interactions/contract.ts'
import { classGroups } from '../interactions/rules.ts'
import { workspaceInput } from '../workspaces/contract.ts'
import { spendContract } from './spend/contract.ts'

export type { AdCampaignMatch } from './spend/campaigns/contract.ts'
export type { AdConnection } from './spend/connectors/contract.ts'
export {
  type SpendEntry,
  type SpendImport,
  type SpendMapping,
  type SpendPreview,
  spendMapping,
} from './spend/contract.ts'

const tag = 'Sources and spend'
const id = z.uuid()
const count = z.number().int()

export const originLevels = ['source', 'campaign', 'placement', 'keyword'] as const
export const levelSchema = z.enum(originLevels)
export type OriginLevel = z.infer<typeof levelSchema>

const interval = z.object({ share: z.number(), low: z.number(), high: z.number() })

const junkSchema = z.object({
  count: count.describe('Contacts of a destructive class'),
  of: count.describe('Contacts with any class: what the share is a share of'),
  interval: interval.nullable().describe('Wilson’s 95 % interval; null where nothing has a class'),
  pValue: z
    .number()
    .nullable()
    .describe('Chance of so much junk, or more, at the company’s norm (exact binomial test)'),
  adjusted: z.number().nullable().describe('The same after Benjamini–Hochberg over the rows compared'),
  verdict: z
    .enum(['above', 'within', 'too_little', 'nothing'])
    .describe('Above the norm beyond chance; nothing to say against it; too few contacts to tell; no class at all'),
  bursts: z
    .number()
    .describe(
      'Design effect of days: junk that comes in bursts counts for so many times fewer contacts in interval and test',
    ),
  needed: count.describe('Contacts with a class from which twice the norm would be noticed four times out of five'),
})

const dealFiguresSchema = z.object({
  count: count.describe('Deals that were made in the period'),
  open: count,
  won: count,
  lost: count,
  revenue: count.describe('Amounts of won deals in the company’s currency, minor units'),
  unpriced: count.describe('Won deals without an amount: the revenue does not hold them'),
  elsewhere: z
    .array(z.object({ currency: z.string().length(3), deals: count, amount: count }))
    .describe('Won deals in other currencies, each in its own: never added to the revenue'),
  costPerWon: count.nullable().describe('Spend ÷ won deals, minor units; null without spend or won deals'),
  costRange: z
    .object({ low: count, high: count })
    .nullable()
    .describe('The same as far as chance moves it: 95 %, by Garwood’s exact limits of the number of won deals'),
  romi: z
    .number()
    .nullable()
    .describe('(revenue − spend) ÷ spend; null without spend, or where a part was won in other currencies'),
  costShare: z.number().nullable().describe('Spend ÷ revenue (ДРР); null without either, or where `romi` is null'),
  verdict: z.enum(['enough', 'too_little', 'nothing']).describe('Whether the won deals are enough to judge by'),
})
export type DealFigures = z.infer<typeof dealFiguresSchema>

const figuresSchema = z.object({
  interactions: count,
  missed: count,
  unclassified: count,
  groups: z.object({ lead: count, upsell: count, accompanying: count, destructive: count }),
  classes: z.record(id, count).describe('Contacts by class; classes without any are left out'),
  leads: count,
  junk: junkSchema,
  spend: count
    .nullable()
    .describe('Minor units of the company’s currency; null where spend can’t be told for this filter'),
  costPerLead: count.nullable().describe('Minor units, rounded half up; null without spend or leads'),
  deals: dealFiguresSchema.nullable().describe('Null where deals can’t be told for this filter'),
})
export type SourceFigures = z.infer<typeof figuresSchema>

const rowSchema = z.object({
  id: z.union([id, z.literal('none')]),
  name: z.string().nullable().describe('Null for contacts without an origin of this level'),
  above: z.array(z.string()).describe('Names of the levels above, outermost first'),
  next: levelSchema.nullable().describe('The level to open from here'),
  ...figuresSchema.shape,
})
export type SourceRow = z.infer<typeof rowSchema>

const reportSchema = z.object({
  level: levelSchema,
  filter: filterSchema.describe(
    'The filter as it was applied: give it to the list of interactions to see what was counted',
  ),
  path: z.array(z.object({ id, level: levelSchema, name: z.string() })).describe('Where the filter stands in the tree'),
  norm: z.number().describe('Share of junk that the company takes for normal'),
  currency: z.string().length(3),
  spendKnown: z.boolean(),
  dealsKnown: z.boolean().describe('Whether deals can be told for this filter: it asks for origins and days alone'),
  classes: z.array(
    z.object({
      id,
      key: z.string(),
      nameRu: z.string(),
      nameEn: z.string(),
      group: z.enum(classGroups),
      color: z.string(),
    }),
  ),
  disputed: count.describe('Contacts whose class is in dispute now: the filter with `review=disputed` shows them'),
  rows: z.array(rowSchema),
  total: figuresSchema,
})
export type SourcesReport = z.infer<typeof reportSchema>

const reportInput = workspaceInput
  .extend(filterSchema.shape)
  .extend({ from: daySchema, to: daySchema, level: levelSchema.default('source') })

export const contract = {
  reports: {
    sources: operation({
      method: 'GET',
      path: '/workspaces/{workspace}/reports/sources',
      tag,
      requires: 'sources.read',
      summary:
        'Sources × classes: contacts of clients by origin and class, junk, cost per lead, deals and what they brought',
    })
      .input(reportInput)
      .output(reportSchema),
    sourcesFile: operation({
      method: 'GET',
      path: '/workspaces/{workspace}/reports/sources/file',
      tag,
      requires: 'sources.read',
      summary: 'The same table as a file',
    })
      .input(
        reportInput.extend({
          format: z.enum(['csv', 'xlsx']).default('csv'),
          language: z.enum(['ru', 'en']).default('ru'),
        }),
      )
      .output(z.file()),
  },
  origins: {
    list: operation({
      method: 'GET',
      path: '/workspaces/{workspace}/origins',
      tag,
      requires: 'sources.read',
      summary: 'Sources, campaigns, placements or keywords by name',
    })
      .input(
        workspaceInput.extend({
          level: levelSchema.optional(),
          parent: id.optional(),
          text: z.string().trim().max(200).optional(),
          limit: z.coerce.number().int().min(1).max(500).default(200),
        }),
      )
      .output(
        z.array(
          z.object({ id, level: levelSchema, name: z.string(), parentId: id.nullable(), above: z.array(z.string()) }),
        ),
      ),
  },
  spend: spendContract,
}
