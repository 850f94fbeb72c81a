/** Advertising systems that are read over their APIs. */
import { z } from 'zod'
import { operation } from '../../../../platform/api/contract.ts'
import { workspaceInput } from '../../../workspaces/contract.ts'
import { systemSchema } from '../file-contract.ts'

const tag = 'Sources and spend'
const id = z.uuid()
const at = z.date().nullable()
const values = z
  .record(z.string().max(40), z.string().trim().max(4000))
  .describe('What the system’s cabinet gives, by the names of `fields`; secrets are sealed and never shown again')

const connectionSchema = z.object({
  id,
  system: systemSchema,
  name: z.string(),
  values: z.record(z.string(), z.string()).describe('What is no secret; of secrets their last characters'),
  days: z.number().int().describe('So many days back are read anew every day: systems correct their figures'),
  rates: z.record(z.string(), z.string()).describe('Units of the company’s currency for one of another'),
  active: z.boolean(),
  state: z.enum(['waiting', 'ok', 'failing']),
  since: z.date(),
  lastOkAt: at,
  lastError: z.string().nullable(),
  failures: z.number().int(),
  nextAt: z.date(),
})
export type AdConnection = z.infer<typeof connectionSchema>

const settable = {
  name: z.string().trim().min(1).max(200),
  values,
  days: z.number().int().min(1).max(90),
  rates: z.record(z.string().regex(/^[A-Z]{3}$/), z.string().trim().min(1).max(20)),
}

export const connectionsContract = {
  connections: operation({
    method: 'GET',
    path: '/workspaces/{workspace}/spend/connections',
    tag,
    requires: 'sources.read',
    summary: 'Advertising systems that are read over their APIs, and how that goes',
  })
    .input(workspaceInput)
    .output(
      z.object({
        connections: z.array(connectionSchema),
        systems: z.array(
          z.object({
            system: systemSchema,
            fields: z.array(z.object({ name: z.string(), secret: z.boolean(), required: z.boolean() })),
          }),
        ),
      }),
    ),
  connect: operation({
    method: 'POST',
    path: '/workspaces/{workspace}/spend/connections',
    tag,
    requires: 'spend.manage',
    summary: 'Read a system over its API from now on',
  })
    .input(
      workspaceInput.extend({
        ...settable,
        system: systemSchema,
        days: settable.days.default(14),
        rates: settable.rates.default({}),
      }),
    )
    .output(connectionSchema),
  changeConnection: operation({
    method: 'PATCH',
    path: '/workspaces/{workspace}/spend/connections/{id}',
    tag,
    requires: 'spend.manage',
    summary: 'Change a connection; values that are left out stay',
  })
    .input(workspaceInput.extend({ id, active: z.boolean().optional() }).extend(z.object(settable).partial().shape))
    .output(connectionSchema),
  disconnect: operation({
    method: 'DELETE',
    path: '/workspaces/{workspace}/spend/connections/{id}',
    tag,
    requires: 'spend.manage',
    summary: 'Read the system no more; what was read stays',
  })
    .input(workspaceInput.extend({ id }))
    .output(z.object({ ok: z.literal(true) })),
  readNow: operation({
    method: 'POST',
    path: '/workspaces/{workspace}/spend/connections/{id}/read',
    tag,
    requires: 'spend.manage',
    summary: 'Read the system as soon as a worker is free',
  })
    .input(workspaceInput.extend({ id }))
    .output(connectionSchema),
}
