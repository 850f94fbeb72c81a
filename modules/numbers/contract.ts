import { z } from 'zod'
import { operation } from '../../platform/api/contract.ts'
import { daySchema } from '../../platform/api/schemas.ts'
import { workspaceInput } from '../workspaces/contract.ts'
import { dryPolicies, matchKinds, useKinds } from './rules.ts'

const id = z.uuid()
const at = z.date()
const tag = 'Numbers'
const count = z.number().int()
const ok = z.object({ ok: z.literal(true) })
const inWorkspace = <Shape extends z.ZodRawShape>(shape: Shape) => workspaceInput.extend(shape)
const phone = z.string().trim().min(1).max(100).describe('As written: it is normalised to E.164')
const name = z.string().trim().min(1).max(300)
const kindSchema = z.enum(useKinds).describe('One source’s own, one of a pool, or no use')

const useFields = {
  kind: kindSchema,
  poolId: id.nullable().optional(),
  source: name.nullable().optional().describe('Names as in the record; a static number has one'),
  campaign: name.nullable().optional(),
  placement: name.nullable().optional(),
  keyword: name.nullable().optional(),
  offline: z.boolean().optional().describe('Printed, broadcast or painted: no site shows it'),
  siteId: id.nullable().optional().describe('The site that shows it; every site where left out'),
  replaces: z.array(phone).max(20).optional().describe('Numbers on the page in whose place it is shown'),
}

const useSchema = z.object({
  since: at,
  kind: kindSchema,
  poolId: id.nullable(),
  source: z.string().nullable(),
  campaign: z.string().nullable(),
  placement: z.string().nullable(),
  keyword: z.string().nullable(),
  offline: z.boolean(),
  siteId: id.nullable(),
  replaces: z.array(z.string()),
})

const numberSchema = z.object({
  id,
  number: z.string().describe('E.164'),
  line: z.string().nullable().describe('What the exchange calls it, where that is something else'),
  label: z.string().nullable(),
  createdAt: at,
  use: useSchema,
})
export type NumberItem = z.infer<typeof numberSchema>

const numberFields = {
  line: z.string().trim().max(200).nullable().optional(),
  label: z.string().trim().max(200).nullable().optional(),
}
const since = daySchema
  .optional()
  .describe('First day, by the company’s calendar, on which it stands for this; from now on where left out')

const poolFields = {
  name: z.string().trim().min(1).max(200),
  siteId: id.nullable().optional(),
  replaces: z.array(phone).min(1).max(20).describe('Numbers on the page in whose place the pool’s are shown'),
  sources: z.array(name).max(100).optional().describe('Only visitors of these sources; everybody where it is empty'),
  holdSeconds: count.min(60).max(14_400).optional().describe('How long a number is held after the visitor’s last hit'),
  lateSeconds: count
    .min(0)
    .max(86_400)
    .optional()
    .describe('How long after its release a number still tells its visitor'),
  whenDry: z
    .enum(dryPolicies)
    .optional()
    .describe('With every number held: the least recently shown one is shared, or the fallback is shown'),
  fallback: phone.nullable().optional().describe('The page’s own number where left out'),
  acceptedLoss: z
    .number()
    .min(0.0001)
    .max(0.5)
    .optional()
    .describe('Share of visitors who may find no number of their own'),
}

const poolSchema = z.object({
  id,
  name: z.string(),
  siteId: id.nullable(),
  replaces: z.array(z.string()),
  sources: z.array(z.string()),
  holdSeconds: count,
  lateSeconds: count,
  whenDry: z.enum(dryPolicies),
  fallback: z.string().nullable(),
  acceptedLoss: z.number(),
  createdAt: at,
  state: z.object({
    level: z.enum(['fine', 'look', 'act']).describe('look: nearly dry; act: visitors share a number or go without'),
    size: count,
    held: count.describe('Numbers that are held now'),
    peak: count.describe('Most that were held at once in the last 24 hours'),
    asked: count.describe('Holds that began, and visits that found the pool dry, in the last 24 hours'),
    unserved: count.describe('Of them those that shared a number or got none'),
    needed: count
      .nullable()
      .describe('Numbers that its measured traffic needs, by Erlang B; null where nothing was measured'),
    forecast: count.nullable().describe('Most that are expected to be held at once in the next 24 hours'),
  }),
})
export type Pool = z.infer<typeof poolSchema>

const trafficSchema = z.object({
  visitsPerHour: z.number().describe('In the busiest hour'),
  holdMinutes: z.number().describe('How long a number is held: the visit and the hold time after it'),
  callShare: z.number(),
  acceptedLoss: z.number(),
})

const choiceSchema = z.object({ numbers: count, loss: z.number(), uncertainCalls: z.number() })

export const contract = {
  numbers: {
    list: operation({
      method: 'GET',
      path: '/workspaces/{workspace}/numbers',
      tag,
      requires: 'numbers.read',
      summary: 'The company’s tracking numbers and what each stands for',
    })
      .input(workspaceInput)
      .output(z.array(numberSchema)),
    create: operation({
      method: 'POST',
      path: '/workspaces/{workspace}/numbers',
      tag,
      requires: 'numbers.manage',
      summary: 'Add a number',
    })
      .input(inWorkspace({ number: phone, since, ...numberFields, ...useFields }))
      .output(numberSchema),
    import: operation({
      method: 'POST',
      path: '/workspaces/{workspace}/numbers/list',
      tag,
      requires: 'numbers.manage',
      summary: 'Add a list of numbers, one a line: number; line on the exchange; note',
    })
      .input(inWorkspace({ list: z.string().max(200_000), since, ...useFields }))
      .output(
        z.object({
          added: count,
          known: count.describe('Numbers that the company has already: they stay as they are'),
          wrong: z.array(z.object({ row: count, text: z.string() })).describe('Lines that are no number'),
        }),
      ),
    update: operation({
      method: 'PATCH',
      path: '/workspaces/{workspace}/numbers/{id}',
      tag,
      requires: 'numbers.manage',
      summary: 'Change a number; calls of the time before stay what they were',
    })
      .input(inWorkspace({ id, since, ...numberFields, ...useFields, kind: kindSchema.optional() }))
      .output(numberSchema),
  },
  pools: {
    list: operation({
      method: 'GET',
      path: '/workspaces/{workspace}/number-pools',
      tag,
      requires: 'numbers.read',
      summary: 'Pools of numbers and how full they are',
    })
      .input(workspaceInput)
      .output(z.array(poolSchema)),
    create: operation({
      method: 'POST',
      path: '/workspaces/{workspace}/number-pools',
      tag,
      requires: 'numbers.manage',
      summary: 'Make a pool',
    })
      .input(inWorkspace(poolFields))
      .output(poolSchema),
    update: operation({
      method: 'PATCH',
      path: '/workspaces/{workspace}/number-pools/{id}',
      tag,
      requires: 'numbers.manage',
      summary: 'Change a pool',
    })
      .input(inWorkspace({ id }).extend(z.object(poolFields).partial().shape))
      .output(poolSchema),
    archive: operation({
      method: 'DELETE',
      path: '/workspaces/{workspace}/number-pools/{id}',
      tag,
      requires: 'numbers.manage',
      summary: 'Put a pool away; its numbers are of no use until they get another',
    })
      .input(inWorkspace({ id }))
      .output(ok),
    occupancy: operation({
      method: 'GET',
      path: '/workspaces/{workspace}/number-pools/{id}/occupancy',
      tag,
      requires: 'numbers.read',
      summary: 'How many numbers of a pool were held, by quarters of an hour of one day',
    })
      .input(inWorkspace({ id, day: daySchema.describe('Of the company’s calendar') }))
      .output(
        z.object({
          quarters: z.array(z.object({ at, size: count, peak: count, begun: count, shared: count })),
          misses: count.describe('Visits that found the pool dry and got no number of it'),
        }),
      ),
    size: operation({
      method: 'GET',
      path: '/workspaces/{workspace}/number-pools/{id}/size',
      tag,
      requires: 'numbers.read',
      summary:
        'How many numbers a pool needs, by Erlang B from its measured traffic; what is given overrules what was measured',
    })
      .input(
        inWorkspace({
          id,
          visitsPerHour: z.coerce.number().min(0).max(100_000).optional(),
          holdMinutes: z.coerce.number().min(1).max(1_440).optional(),
          callShare: z.coerce.number().min(0).max(1).optional(),
          acceptedLoss: z.coerce.number().min(0.0001).max(0.5).optional(),
        }),
      )
      .output(
        z.object({
          measured: trafficSchema
            .extend({ days: count.describe('Days that the measure rests on'), calls: count })
            .nullable()
            .describe('Null where nothing was measured yet'),
          traffic: trafficSchema,
          load: z.number().describe('Erlangs: numbers held at once on average'),
          numbers: count.nullable(),
          choices: z.array(choiceSchema),
        }),
      ),
  },
  calls: operation({
    method: 'GET',
    path: '/workspaces/{workspace}/number-calls',
    tag,
    requires: 'numbers.read',
    summary: 'Calls by the number that was dialled and by how their source is known',
  })
    .input(inWorkspace({ from: daySchema, to: daySchema.describe('The last day, included') }))
    .output(
      z.array(
        z.object({
          number: z.string(),
          calls: count,
          missed: count,
          lastAt: at,
          kinds: z.partialRecord(z.enum(matchKinds), count).describe('How the source of so many calls is known'),
        }),
      ),
    ),
}
