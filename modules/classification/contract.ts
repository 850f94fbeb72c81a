import { z } from 'zod'
import { operation } from '../../platform/api/contract.ts'
import { daySchema } from '../../platform/api/schemas.ts'
import { filterSchema, itemSchema } from '../interactions/contract.ts'
import { workspaceInput } from '../workspaces/contract.ts'
import {
  decisionKinds,
  disputeActs,
  disputeOutcomes,
  disputeStates,
  entryKinds,
  junkDimensions,
  parties,
  settlements,
} from './rules.ts'

const tag = 'Disputes about classes'
const id = z.uuid()
const at = z.date()
const count = z.number().int()
const ok = z.object({ ok: z.literal(true) })
const reason = z.string().trim().min(1).max(2000)
const share = z.object({
  count,
  of: count,
  interval: z.object({ share: z.number(), low: z.number(), high: z.number() }).nullable(),
  enough: z.boolean().describe('False where so few tell nothing of a person'),
})
export type DisputeShare = z.infer<typeof share>

const disputeSchema = z.object({
  id: id.describe('That of the interaction'),
  state: z.enum(disputeStates),
  salesClassId: id.nullable().describe('What sales said when it began'),
  marketingClassId: id.describe('What marketing said when it began'),
  salesOfferId: id.nullable().describe('What sales would take now'),
  marketingOfferId: id.describe('What marketing would take now'),
  awaits: z.enum(parties).nullable(),
  employee: z.object({ id, name: z.string() }).nullable().describe('Who gave the class of sales'),
  openedBy: z.string(),
  openedAt: at,
  dueAt: at.describe('When it goes to the director'),
  escalatedAt: at.nullable(),
  closedAt: at.nullable(),
  settledClassId: id.nullable(),
  settlement: z.enum(settlements).nullable(),
  outcome: z.enum(disputeOutcomes).nullable().describe('Whose claim the settled class was'),
  reason: z.string().nullable(),
})
export type DisputeView = z.infer<typeof disputeSchema>

const entrySchema = z.object({
  seq: count,
  at,
  kind: z.enum(entryKinds),
  party: z.enum(parties).nullable().describe('Null: it came about by itself'),
  author: z.string(),
  classId: id.nullable(),
  text: z.string().nullable(),
})

const listedSchema = disputeSchema.extend({ interaction: itemSchema })
export type ListedDispute = z.infer<typeof listedSchema>

const interval = z.object({ share: z.number(), low: z.number(), high: z.number() })
const findingSchema = z.object({
  dimension: z.enum(junkDimensions),
  value: z.string().describe('Id of the origin, the hour, the weekday, the page or the device'),
  name: z.string(),
  above: z.array(z.string()).describe('Of origins the names of the levels above'),
  junk: count,
  of: count.describe('Contacts with a class'),
  interval,
  adjusted: z.number().describe('Exact binomial p-value after Benjamini–Hochberg over everything looked at'),
  bursts: z.number().describe('Design effect of days'),
  burned: z.number().int().nullable().describe('Spend on the junk, minor units; null where no spend is known'),
  estimated: z.boolean().describe('The spend follows from the average price of a contact'),
  examples: z.array(id).describe('Some of the junk contacts, newest first'),
  filter: filterSchema.nullable().describe('The filter that shows the junk; null where the record has none'),
})
export type JunkFinding = z.infer<typeof findingSchema>

const decisionSchema = z.object({
  id,
  dimension: z.enum(junkDimensions),
  value: z.string(),
  name: z.string(),
  decision: z.enum(decisionKinds),
  note: z.string().nullable(),
  by: z.string(),
  at,
  before: z.object({ from: z.string(), to: z.string(), junk: count, of: count, interval: interval.nullable() }),
  after: z.object({ junk: count, of: count, interval: interval.nullable() }).describe('Since the day after it'),
  verdict: z.enum(['less', 'more', 'same', 'too_little']).describe('What the data says of before and after'),
})
export type JunkDecision = z.infer<typeof decisionSchema>

const classedSchema = z.object({
  talks: count.describe('Talks whose time is over, or that have a class'),
  inTime: count,
  never: count.describe('Of them those that have no class yet'),
  interval: interval.nullable(),
  enough: z.boolean(),
})

const disputes = '/workspaces/{workspace}/disputes' as const

export const contract = {
  review: operation({
    method: 'GET',
    path: '/workspaces/{workspace}/interactions/{interaction}/class-review',
    tag,
    requires: 'disputes.read',
    summary: 'What marketing says of an interaction’s class: that it was agreed with, or the dispute about it',
  })
    .input(workspaceInput.extend({ interaction: id }))
    .output(
      z.object({
        checkable: z.boolean().describe('Whether there is a class to agree with'),
        checked: z.object({ at, by: z.string().nullable() }).nullable(),
        dispute: disputeSchema.extend({ entries: z.array(entrySchema) }).nullable(),
        acts: z.array(z.enum(disputeActs)).describe('What the caller can do with the dispute now'),
      }),
    ),
  agree: operation({
    method: 'POST',
    path: '/workspaces/{workspace}/class-checks',
    tag,
    requires: 'classes.check',
    summary: 'Agree with the classes of interactions',
  })
    .input(
      workspaceInput.extend({
        items: z
          .array(z.object({ id, was: id.describe('The class that the caller saw') }))
          .min(1)
          .max(200),
      }),
    )
    .output(z.object({ checked: count })),
  disputes: {
    open: operation({
      method: 'POST',
      path: disputes,
      tag,
      requires: 'classes.check',
      summary: 'Dispute the class of an interaction: the class that it should have, and why',
    })
      .input(
        workspaceInput.extend({
          interaction: id,
          was: id.describe('The class that the caller saw'),
          classId: id,
          reason,
        }),
      )
      .output(ok),
    list: operation({
      method: 'GET',
      path: disputes,
      tag,
      requires: 'disputes.read',
      summary: 'Disputes: the running ones oldest first, those that are over newest first',
    })
      .input(
        workspaceInput.extend({
          view: z
            .enum(['live', 'mine', 'escalated', 'over'])
            .default('live')
            .describe('`mine`: those in which the caller has to answer'),
          cursor: z.string().max(300).optional(),
          limit: z.coerce.number().int().min(1).max(200).default(50),
        }),
      )
      .output(z.object({ items: z.array(listedSchema), next: z.string().nullable() })),
    counts: operation({
      method: 'GET',
      path: `${disputes}/counts`,
      tag,
      requires: 'disputes.read',
      summary: 'How many disputes run, wait for the caller, and are with the director',
    })
      .input(workspaceInput)
      .output(z.object({ live: count, mine: count, escalated: count, unchecked: count, uncheckedExact: z.boolean() })),
    write: operation({
      method: 'POST',
      path: `${disputes}/{id}/entries`,
      tag,
      requires: 'disputes.write',
      summary: 'Write in a dispute',
    })
      .input(workspaceInput.extend({ id, text: reason }))
      .output(ok),
    offer: operation({
      method: 'POST',
      path: `${disputes}/{id}/offer`,
      tag,
      requires: 'disputes.settle',
      summary: 'Propose a class; where the other side proposes the same, it is settled',
    })
      .input(workspaceInput.extend({ id, classId: id, reason }))
      .output(ok),
    accept: operation({
      method: 'POST',
      path: `${disputes}/{id}/agreement`,
      tag,
      requires: 'disputes.settle',
      summary: 'Agree with the class that the other side proposes: settles the dispute',
    })
      .input(workspaceInput.extend({ id, classId: id.describe('What was seen to be proposed'), reason }))
      .output(ok),
    escalate: operation({
      method: 'POST',
      path: `${disputes}/{id}/escalation`,
      tag,
      requires: 'disputes.settle',
      summary: 'Hand a dispute to the director before its time',
    })
      .input(workspaceInput.extend({ id, reason }))
      .output(ok),
    decide: operation({
      method: 'POST',
      path: `${disputes}/{id}/decision`,
      tag,
      requires: 'disputes.decide',
      summary: 'Decide an escalated dispute',
    })
      .input(workspaceInput.extend({ id, classId: id, reason }))
      .output(ok),
    withdraw: operation({
      method: 'POST',
      path: `${disputes}/{id}/withdrawal`,
      tag,
      requires: 'classes.check',
      summary: 'Take a dispute back: marketing agrees with the class after all',
    })
      .input(workspaceInput.extend({ id, reason }))
      .output(ok),
    reopen: operation({
      method: 'POST',
      path: `${disputes}/{id}/reopening`,
      tag,
      requires: 'disputes.settle',
      summary: 'Open a dispute that is over again, with another class than stands',
    })
      .input(workspaceInput.extend({ id, classId: id, reason }))
      .output(ok),
  },
  junk: {
    find: operation({
      method: 'GET',
      path: '/workspaces/{workspace}/reports/junk',
      tag: 'Junk',
      requires: 'junk.read',
      summary: 'Where junk is above the company’s norm beyond chance: sources, campaigns, hours, pages, devices',
    })
      .input(workspaceInput.extend({ from: daySchema, to: daySchema }))
      .output(
        z.object({
          norm: z.number(),
          currency: z.string().length(3),
          needed: count.describe('Contacts with a class from which twice the norm would be noticed four times of five'),
          looked: count.describe('Places that were compared with the norm'),
          dimensions: z.array(z.object({ dimension: z.enum(junkDimensions), looked: count, enough: count })),
          findings: z.array(findingSchema),
        }),
      ),
    decisions: operation({
      method: 'GET',
      path: '/workspaces/{workspace}/junk-decisions',
      tag: 'Junk',
      requires: 'junk.read',
      summary: 'What was decided about places that bring junk, with the share before and since',
    })
      .input(workspaceInput)
      .output(z.array(decisionSchema)),
    decide: operation({
      method: 'POST',
      path: '/workspaces/{workspace}/junk-decisions',
      tag: 'Junk',
      requires: 'junk.decide',
      summary: 'Keep what was decided about a place that brings junk',
    })
      .input(
        workspaceInput.extend({
          dimension: z.enum(junkDimensions),
          value: z.string().min(1).max(2000),
          decision: z.enum(decisionKinds),
          note: z.string().trim().max(1000).optional(),
          from: daySchema.describe('The days that were looked at'),
          to: daySchema,
        }),
      )
      .output(z.object({ id })),
  },
  reports: {
    disputes: operation({
      method: 'GET',
      path: '/workspaces/{workspace}/reports/disputes',
      tag,
      requires: 'disputes.figures',
      summary: 'Disputes opened in a period: how they ended, per person of sales and of marketing',
    })
      .input(workspaceInput.extend({ from: daySchema, to: daySchema }))
      .output(
        z.object({
          opened: count,
          live: count,
          withdrawn: count,
          outcomes: z.object({ sales: count, marketing: count, other: count }),
          decided: count.describe('Of the settled ones those that the director decided'),
          leastSettled: count,
          sales: z.array(
            z.object({
              id: id.nullable(),
              name: z.string().nullable(),
              disputed: count,
              changed: share.describe('Settled disputes after which the class was another than sales had said'),
            }),
          ),
          marketing: z.array(
            z.object({
              id: id.nullable(),
              name: z.string(),
              checked: count.describe('Classes that the person agreed with in these days and that still stand'),
              disputed: count,
              upheld: share.describe('Settled disputes that ended as marketing had said'),
            }),
          ),
        }),
      ),
    classed: operation({
      method: 'GET',
      path: '/workspaces/{workspace}/reports/classed',
      tag: 'Classes',
      requires: 'disputes.figures',
      summary: 'Talks that had their class within the company’s time, per person',
    })
      .input(workspaceInput.extend({ from: daySchema, to: daySchema }))
      .output(
        z.object({
          minutes: count.describe('0: until the end of the day'),
          leastTalks: count,
          people: z.array(classedSchema.extend({ id: id.nullable(), name: z.string().nullable() })),
          total: classedSchema,
        }),
      ),
  },
}
