import { z } from 'zod'
import { operation } from '../../platform/api/contract.ts'
import { daySchema } from '../../platform/api/schemas.ts'
import { workspaceInput } from '../workspaces/contract.ts'
import { mediums } from './origins/medium.ts'
import { keptMarks } from './origins/tags.ts'
import { countedThings, hitKinds } from './rules.ts'

const id = z.uuid()
const at = z.date()
const ok = z.object({ ok: z.literal(true) })
const sitesTag = 'Sites'
const visitsTag = 'Visits'
const inWorkspace = <Shape extends z.ZodRawShape>(shape: Shape) => workspaceInput.extend(shape)
const name = z.string().trim().min(1).max(300)

const siteSettings = z.object({
  consent: z
    .boolean()
    .describe('The script waits for consent: until then a hit has no visitor and nothing is stored in the browser'),
  forms: z.boolean().describe('Submitted forms become interactions'),
})

const siteSchema = z.object({
  id,
  key: z.string().describe('Its public name in /site/<key>/…'),
  name: z.string(),
  domains: z.array(z.string()).describe('Pages of these, and below them, may send hits'),
  settings: siteSettings,
  active: z.boolean(),
  createdAt: at,
})

const countSchema = z.object({ what: z.enum(countedThings), count: z.number(), lastAt: at })
const listedSite = siteSchema.extend({
  lastHitAt: at.nullable(),
  week: z.array(countSchema).describe('What came in the last seven days, taken and turned away'),
})
export type ListedSite = z.infer<typeof listedSite>

const domains = z.array(z.string().trim().min(1).max(253)).min(1).max(50)

const sites = {
  list: operation({
    method: 'GET',
    path: '/workspaces/{workspace}/sites',
    tag: sitesTag,
    requires: 'visits.read',
    summary: 'Sites with what came from them',
  })
    .input(workspaceInput)
    .output(
      z.object({
        sites: z.array(listedSite),
        forged: z.array(countSchema).describe('Hits under keys that the company never had'),
        address: z.string().nullable().describe('Public address of this server, where the administrator named it'),
      }),
    ),
  create: operation({
    method: 'POST',
    path: '/workspaces/{workspace}/sites',
    tag: sitesTag,
    requires: 'sites.manage',
    summary: 'Add a site; its key goes into the script’s address',
  })
    .input(inWorkspace({ name, domains, settings: siteSettings.partial().optional() }))
    .output(siteSchema),
  update: operation({
    method: 'PATCH',
    path: '/workspaces/{workspace}/sites/{id}',
    tag: sitesTag,
    requires: 'sites.manage',
    summary: 'Rename, set up or pause a site',
  })
    .input(
      inWorkspace({
        id,
        name: name.optional(),
        domains: domains.optional(),
        settings: siteSettings.partial().optional(),
        active: z.boolean().optional(),
      }),
    )
    .output(siteSchema),
  remove: operation({
    method: 'DELETE',
    path: '/workspaces/{workspace}/sites/{id}',
    tag: sitesTag,
    requires: 'sites.manage',
    summary: 'Hear a site no more; its visits stay',
  })
    .input(inWorkspace({ id }))
    .output(ok),
  check: operation({
    method: 'POST',
    path: '/workspaces/{workspace}/sites/{id}/check',
    tag: sitesTag,
    requires: 'sites.manage',
    summary:
      'Look at the site’s first page: whether the script is there, and whether its content security policy lets it run',
  })
    .input(inWorkspace({ id }))
    .output(
      z.object({
        state: z.enum(['installed', 'missing', 'blocked', 'unreachable']),
        page: z.string(),
        detail: z.string().nullable().describe('Status or error of the site, or the rule of its policy'),
      }),
    ),
}

const ruleSchema = z.object({
  name,
  medium: z.enum(mediums),
  sources: z
    .array(name)
    .max(100)
    .optional()
    .describe('utm_source is one of these; `*` at the end stands for any ending'),
  mediums: z.array(name).max(100).optional().describe('utm_medium is one of these'),
  campaigns: z.array(name).max(100).optional().describe('utm_campaign is one of these'),
  marks: z.array(z.enum(keptMarks)).max(40).optional().describe('Any of these marks stands in the address'),
  referrers: z
    .array(name)
    .max(100)
    .optional()
    .describe('The page before is of one of these hosts or below; alone it gives way to any mark of the address'),
  campaign: name.optional().describe('What the campaign is called where the address names none'),
})

const because = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('rule'), rule: z.number().int().describe('Its place in the list, from 0') }),
    z.object({
      kind: z.enum(['openstat', 'utm', 'campaign_of_referrer', 'free_mark', 'referrer', 'own_site', 'nothing']),
    }),
  ])
  .describe('What decided')
const visitCount = z.number().int()

const rules = {
  read: operation({
    method: 'GET',
    path: '/workspaces/{workspace}/origin-rules',
    tag: visitsTag,
    requires: 'visits.read',
    summary: 'How marks of addresses are called: the first rule that holds decides',
  })
    .input(workspaceInput)
    .output(z.object({ rules: z.array(ruleSchema), own: z.boolean().describe('False: the usual rules') })),
  write: operation({
    method: 'PUT',
    path: '/workspaces/{workspace}/origin-rules',
    tag: visitsTag,
    requires: 'sites.manage',
    summary: 'Replace the rules for visits from now on; null brings the usual ones back',
  })
    .input(inWorkspace({ rules: z.array(ruleSchema).max(300).nullable() }))
    .output(ok),
  test: operation({
    method: 'POST',
    path: '/workspaces/{workspace}/origin-rules/test',
    tag: visitsTag,
    requires: 'visits.read',
    summary: 'What a visit that begins with this address and referrer would count for',
  })
    .input(
      inWorkspace({
        url: z.string().max(2_000),
        referrer: z.string().max(2_000).default(''),
        rules: z.array(ruleSchema).max(300).optional().describe('Rules to try in place of the company’s'),
      }),
    )
    .output(
      z.object({
        medium: z.enum(mediums),
        source: z.string(),
        campaign: z.string().nullable(),
        placement: z.string().nullable(),
        keyword: z.string().nullable(),
        certain: z.boolean(),
        because,
      }),
    ),
  preview: operation({
    method: 'POST',
    path: '/workspaces/{workspace}/origin-rules/preview',
    tag: visitsTag,
    requires: 'visits.read',
    summary: 'What one rule of a list would catch among the visits of the last thirty days; nothing is kept',
  })
    .input(inWorkspace({ rules: z.array(ruleSchema).min(1).max(300), at: z.number().int().min(0).max(299) }))
    .output(
      z.object({
        looked: visitCount.describe('Visits that were looked at, the newest 50,000 at most'),
        all: z.boolean().describe('Whether these are all of the thirty days'),
        since: at,
        holds: visitCount.describe('Visits for which all that the rule asks for is there'),
        decides: visitCount.describe('Those of them that no earlier rule and no mark takes'),
        now: z
          .array(z.object({ source: z.string(), campaign: z.string().nullable(), visits: visitCount }))
          .describe('What they count for now, the commonest'),
        earlier: z
          .array(z.object({ rule: z.number().int(), visits: visitCount }))
          .describe('Rules that take the others'),
        examples: z.array(
          z.object({
            utmSource: z.string().nullable(),
            utmMedium: z.string().nullable(),
            utmCampaign: z.string().nullable(),
            referrer: z.string().nullable().describe('The host'),
            visits: visitCount,
          }),
        ),
      }),
    ),
}

export const visitLevels = ['medium', 'source', 'campaign', 'placement', 'keyword'] as const

const visitFilter = {
  site: id.optional(),
  medium: z.enum(mediums).optional(),
  source: z.string().max(300).optional(),
  campaign: z.string().max(300).optional(),
}

const figures = {
  visits: z.number(),
  visitors: z.number().describe('Different browsers; visits without consent count one each'),
  fresh: z.number().describe('Visits of those who had not been here before'),
  pages: z.number(),
  seconds: z.number().describe('Time between first and last sign, summed over visits'),
  bounces: z.number().describe('Visits of one page and nothing else'),
  goals: z.number(),
  withContact: z.number().describe('Visits that led to a contact'),
  contacts: z.number().describe('Contacts that these visits led to'),
}
const sourceRow = z.object({ name: z.string().nullable(), medium: z.enum(mediums), ...figures })
export type VisitRow = z.infer<typeof sourceRow>

const visitSchema = z.object({
  id,
  siteId: id,
  siteName: z.string(),
  startedAt: at,
  lastAt: at,
  number: z.number().int().describe('Which visit of this visitor it is; 1 is the first'),
  pages: z.number().int(),
  goals: z.number().int(),
  landing: z.string(),
  referrer: z.string().nullable(),
  device: z.enum(['phone', 'tablet', 'desktop']),
  region: z.string().nullable().describe('Country, where a proxy before the server tells it'),
  origin: z.object({
    medium: z.enum(mediums),
    source: z.string(),
    campaign: z.string().nullable(),
    placement: z.string().nullable(),
    keyword: z.string().nullable(),
    certain: z.boolean(),
  }),
  contacts: z.array(z.object({ id, kind: z.string() })).describe('Interactions that it led to and the reader may see'),
})
export type Visit = z.infer<typeof visitSchema>

const hitSchema = z.object({
  id,
  at,
  kind: z.enum(hitKinds),
  page: z.string(),
  name: z.string().nullable(),
  value: z.number().nullable(),
})

const storySchema = visitSchema.extend({
  hits: z.array(hitSchema).describe('The first two hundred, in order'),
  pagesDeleted: z
    .boolean()
    .describe('The visit is older than what the company keeps: its pages are gone, its counts stay'),
  marks: z.record(z.string(), z.string()).nullable().describe('UTM and click ids of the first page'),
  first: z
    .object({ at, source: z.string(), campaign: z.string().nullable() })
    .nullable()
    .describe('How the visitor came for the first time; null without consent'),
  countedFor: z
    .object({ source: z.string(), campaign: z.string().nullable() })
    .nullable()
    .describe('What a contact of this visit is counted for, where that is an earlier visit’s source'),
})
export type VisitStory = z.infer<typeof storySchema>

const visits = {
  report: operation({
    method: 'GET',
    path: '/workspaces/{workspace}/visits/report',
    tag: visitsTag,
    requires: 'visits.read',
    summary: 'Visits of a period by where they came from, and what they led to',
  })
    .input(
      inWorkspace({ from: daySchema, to: daySchema, level: z.enum(visitLevels).default('source'), ...visitFilter }),
    )
    .output(z.object({ rows: z.array(sourceRow), total: z.object(figures) })),
  list: operation({
    method: 'GET',
    path: '/workspaces/{workspace}/visits',
    tag: visitsTag,
    requires: 'visits.read',
    summary: 'Visits, newest first',
  })
    .input(
      inWorkspace({
        from: daySchema.optional(),
        to: daySchema.optional(),
        ...visitFilter,
        contact: z.stringbool().or(z.boolean()).optional().describe('Only visits that led to a contact'),
        before: id.optional().describe('The last visit of the page before'),
        limit: z.coerce.number().int().min(1).max(200).default(50),
      }),
    )
    .output(
      z.object({
        visits: z.array(visitSchema),
        more: z.boolean(),
        now: z.number().describe('Visitors on the sites right now'),
      }),
    ),
  read: operation({
    method: 'GET',
    path: '/workspaces/{workspace}/visits/{id}',
    tag: visitsTag,
    requires: 'visits.read',
    summary: 'One visit, page by page',
  })
    .input(inWorkspace({ id }))
    .output(storySchema),
  ofInteraction: operation({
    method: 'GET',
    path: '/workspaces/{workspace}/interactions/{id}/visit',
    tag: visitsTag,
    requires: 'interactions.read',
    summary: 'The visit that led to an interaction, or null where none is known',
  })
    .input(inWorkspace({ id }))
    .output(storySchema.nullable()),
}

const keepingDays = z
  .number()
  .int()
  .min(30)
  .max(3_650)
  .nullable()
  .describe('Days after which the pages of a visit are deleted; null: never. Visits and every report stay')

const keeping = {
  read: operation({
    method: 'GET',
    path: '/workspaces/{workspace}/visits/keeping',
    tag: visitsTag,
    requires: 'visits.read',
    summary: 'How long the pages of visits are kept, and what the last cleaning deleted',
  })
    .input(workspaceInput)
    .output(
      z.object({
        days: keepingDays,
        lastRunAt: at.nullable(),
        lastDeleted: z.number().nullable().describe('Hits that the last cleaning deleted'),
        runningSince: at.nullable().describe('Since when a cleaning is under way; null where none is'),
        deleted: z.number().describe('Hits that the cleaning under way has deleted'),
        cleanedTo: at.nullable().describe('Visits that began before have no pages any more'),
      }),
    ),
  save: operation({
    method: 'PUT',
    path: '/workspaces/{workspace}/visits/keeping',
    tag: visitsTag,
    requires: 'sites.manage',
    summary: 'Say how long the pages of visits are kept; the next night goes by it',
  })
    .input(inWorkspace({ days: keepingDays }))
    .output(ok),
}

export const contract = { sites, rules, visits, keeping }
