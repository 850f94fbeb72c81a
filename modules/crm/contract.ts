import { z } from 'zod'
import { operation } from '../../platform/api/contract.ts'
import { dealOutcomes } from '../deals/rules.ts'
import { workspaceInput } from '../workspaces/contract.ts'
import { leadStates } from './rules.ts'

const tag = 'CRM'
const id = z.uuid()
const ok = z.object({ ok: z.literal(true) })
const provider = z.enum(['amocrm', 'bitrix24'])

const userSchema = z.object({
  externalId: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  employeeId: id.nullable(),
  chosen: z.boolean().describe('A person said so; otherwise address or name tell'),
})
export type CrmUser = z.infer<typeof userSchema>

const connectionSchema = z.object({
  endpointId: id,
  name: z.string(),
  provider,
  active: z.boolean(),
  account: z.string().nullable().describe('Null until it was read for the first time'),
  currency: z.string().nullable(),
  readAt: z.date().nullable().describe('When pipelines and people were last read'),
  rule: z.enum(['off', 'hand', 'leads']).describe('Which interactions are sent there as leads'),
  deals: z.number(),
  due: z.number().describe('Deals that a notification named and that are about to be read'),
  leads: z.object({ waiting: z.number(), failed: z.number(), sent: z.number() }),
  stages: z.array(z.object({ key: z.string(), pipeline: z.string(), name: z.string(), outcome: z.enum(dealOutcomes) })),
  users: z.array(userSchema),
})
export type CrmConnection = z.infer<typeof connectionSchema>

const leadSchema = z.object({
  state: z.enum(leadStates),
  failure: z.string().nullable(),
  detail: z.string().nullable().describe('The CRM’s own words'),
  url: z.string().nullable(),
  kind: z.enum(['lead', 'unsorted', 'deal']).nullable(),
  mark: z.string().describe('What stands in the lead’s name'),
  by: z.string().nullable().describe('Null where the connection’s rule sent it'),
  createdAt: z.date(),
  sentAt: z.date().nullable(),
  retryAt: z.date().nullable(),
})
export type CrmLead = z.infer<typeof leadSchema>

export const contract = {
  connections: operation({
    method: 'GET',
    path: '/workspaces/{workspace}/crm',
    tag,
    requires: 'crm.read',
    summary: 'Connected CRMs: pipelines with what their stages mean, people, and leads on their way there',
  })
    .input(workspaceInput)
    .output(z.array(connectionSchema)),
  matchUser: operation({
    method: 'PUT',
    path: '/workspaces/{workspace}/crm/{endpoint}/users/{user}',
    tag,
    requires: 'crm.manage',
    summary: 'Say which employee a user of the CRM is; their deals follow',
  })
    .input(
      workspaceInput.extend({
        endpoint: id,
        user: z.string().min(1).max(100).describe('The CRM’s id'),
        employee: z
          .union([id, z.enum(['auto', 'none'])])
          .describe('`auto`: as address and name tell; `none`: nobody here'),
      }),
    )
    .output(ok),
  ofInteraction: operation({
    method: 'GET',
    path: '/workspaces/{workspace}/interactions/{interaction}/crm',
    tag,
    requires: 'crm.send',
    summary: 'Connections that take leads, with the lead that this interaction became in each',
  })
    .input(workspaceInput.extend({ interaction: id }))
    .output(z.array(z.object({ endpointId: id, name: z.string(), provider, lead: leadSchema.nullable() }))),
  send: operation({
    method: 'POST',
    path: '/workspaces/{workspace}/interactions/{interaction}/crm',
    tag,
    requires: 'crm.send',
    summary: 'Send an interaction to a CRM as a lead with its source; one that is there already is not made again',
  })
    .input(workspaceInput.extend({ interaction: id, endpoint: id }))
    .output(ok),
}
