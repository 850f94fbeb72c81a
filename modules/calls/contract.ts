import { z } from 'zod'
import { operation } from '../../platform/api/contract.ts'
import { daySchema } from '../../platform/api/schemas.ts'
import { filterSchema } from '../interactions/contract.ts'
import { roleSchema, workspaceInput } from '../workspaces/contract.ts'

const tag = 'Calls'
const id = z.uuid()
const count = z.number().int()

/** By what people are compared: every call, calls that they made, talks with clients. */
export const comparedBy = ['calls', 'outbound', 'talks'] as const
export type ComparedBy = (typeof comparedBy)[number]

const figuresSchema = z.object({
  calls: count,
  inbound: count,
  outbound: count,
  internal: count.describe('Between colleagues'),
  missed: count.describe('Inbound calls that nobody answered'),
  talked: count.describe('Calls with a talk, in whatever direction'),
  talks: count.describe('Talks with clients: without calls between colleagues'),
  talkSeconds: count,
  averageTalkSeconds: z.number().nullable().describe('Per call with a talk'),
  uniqueNumbers: count.describe('Different numbers at the other end, exactly'),
  callsPerNumber: z.number().nullable().describe('Calls with a known number ÷ unique numbers'),
  kinds: z
    .object({ mobile: count, landline: count, tollFree: count, internal: count, other: count })
    .describe('Calls by kind of the number at the other end; calls without a number are in none'),
  inboundPerOutbound: z.number().nullable(),
  activeDays: count.describe('Days with at least one call'),
})
export type CallFigures = z.infer<typeof figuresSchema>

const personSchema = figuresSchema.extend({
  employeeId: id,
  name: z.string(),
  role: roleSchema,
  departmentId: id.nullable().describe('The department in which the calls were held'),
  department: z.string().nullable(),
  newcomer: z.boolean().describe('Hired within the period: compared from the first day on'),
  compared: z.boolean(),
  pace: z.number().nullable().describe('Per day, as compared; null for who is not compared'),
})
export type PersonCalls = z.infer<typeof personSchema>

const someone = z.object({ employeeId: id, name: z.string(), total: count, perDay: z.number(), days: count })

const findingSchema = z.object({
  verdict: z
    .enum(['proven', 'possible', 'none', 'too_little'])
    .describe(
      'The gap is over the mark for certain; it looks so and may be less; it is not; the days are too few to tell from chance',
    ),
  gap: z.number().describe('Best ÷ worst − 1'),
  low: z.number().describe('The true gap is at least this'),
  high: z.number().nullable().describe('… and at most this; null where there is no telling'),
  noise: z.number().nullable().describe('The gap that chance alone shows between two equal people in so many days'),
  best: someone,
  worst: someone,
  proof: z.object({ best: someone, worst: someone }).describe('The pair whose difference is the most certain'),
  days: count.describe('Working days that were counted'),
  daysNeeded: count.nullable().describe('Working days after which the question can be answered; null where it is'),
})
export type Finding = z.infer<typeof findingSchema>

const comparisonSchema = z.object({
  departmentId: id.nullable(),
  department: z.string().nullable(),
  role: roleSchema.describe('People of one department with the same task'),
  people: count,
  period: findingSchema.nullable().describe('By totals of the period; null where fewer than two can be compared'),
  activeDay: findingSchema.nullable().describe('By days with calls only: the pace, without absence'),
})
export type Comparison = z.infer<typeof comparisonSchema>

const hourSchema = z.object({
  weekday: z.number().int().min(1).max(7).describe('1 = Monday'),
  hour: z.number().int().min(0).max(23),
  inbound: count,
  missed: count,
})

const reportSchema = z.object({
  from: z.iso.date(),
  to: z.iso.date(),
  filter: filterSchema.describe('As it was applied: give it to the list of interactions to see what was counted'),
  by: z.enum(comparedBy),
  mark: z.number().describe('The gap that the company takes for a growth zone'),
  confidence: z.number().describe('Of each comparison as a whole'),
  people: z.array(personSchema),
  departments: z.array(figuresSchema.extend({ departmentId: id.nullable(), department: z.string().nullable() })),
  nobody: figuresSchema.nullable().describe('Calls in which no person was rung, of those that the caller may see'),
  total: figuresSchema,
  comparisons: z.array(comparisonSchema),
  hours: z.array(hourSchema).describe('Inbound and missed calls; hours without inbound calls are left out'),
})
export type CallsReport = z.infer<typeof reportSchema>

const reportInput = workspaceInput
  .extend(filterSchema.shape)
  .extend({ from: daySchema, to: daySchema, by: z.enum(comparedBy).default('calls') })

export const contract = {
  reports: {
    calls: operation({
      method: 'GET',
      path: '/workspaces/{workspace}/reports/calls',
      tag,
      requires: 'calls.read',
      summary: 'Calls per person, the gap within each department, missed calls by hour',
    })
      .input(reportInput)
      .output(reportSchema),
    callsFile: operation({
      method: 'GET',
      path: '/workspaces/{workspace}/reports/calls/file',
      tag,
      requires: 'calls.read',
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
}
