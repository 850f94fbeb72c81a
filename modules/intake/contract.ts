import { z } from 'zod'
import { operation } from '../../platform/api/contract.ts'
import { daySchema } from '../../platform/api/schemas.ts'
import { workspaceInput } from '../workspaces/contract.ts'
import { groups, providers } from './adapters/adapter.ts'
import { eventStates } from './inbox/states.ts'
import { failureCodes, listeningStates, reasonCodes, refusals } from './reasons.ts'

const id = z.uuid()
const at = z.date()
const ok = z.object({ ok: z.literal(true) })
const endpointsTag = 'Connections'
const eventsTag = 'Inbox of raw events'

const providerSchema = z.enum(providers)
const secretsSchema = z.record(z.string().max(50), z.string().max(500))

/** What a connection may be told beside its secrets: each provider has fields of its own (see the catalogue). */
const settingsSchema = z.record(
  z.string().max(50),
  z.union([z.string().max(2_000), z.number(), z.boolean(), z.record(z.string().max(50), z.string().max(200))]),
)

const catalogueSchema = z.object({
  provider: providerSchema,
  group: z.enum(groups),
  webhook: z.boolean().describe('The provider calls an address of ours'),
  listens: z.boolean().describe('We go to the provider ourselves'),
  testable: z.boolean().describe('A test event can be sent'),
  secrets: z.array(z.object({ name: z.string(), made: z.boolean(), optional: z.boolean() })),
  fields: z.array(
    z.object({
      name: z.string(),
      kind: z.enum(['text', 'number', 'boolean', 'url', 'zone', 'choice', 'names']),
      required: z.boolean(),
      default: z.union([z.string(), z.number(), z.boolean()]).nullable(),
      min: z.number().nullable(),
      max: z.number().nullable(),
      choices: z.array(z.string()),
      words: z.array(z.string()),
    }),
  ),
})
export type CatalogueEntry = z.infer<typeof catalogueSchema>

const endpointSchema = z.object({
  id,
  provider: providerSchema,
  name: z.string(),
  path: z.string().describe('Address on this server, without its host'),
  active: z.boolean(),
  settings: settingsSchema,
  secretHints: secretsSchema.describe('The last characters of each secret'),
  createdAt: at,
})
export type Endpoint = z.infer<typeof endpointSchema>

const listedEndpoint = endpointSchema.extend({
  lastEventAt: at.nullable(),
  waiting: z.number(),
  failed: z.number(),
  today: z.number().describe('Events since the company’s midnight'),
  refused: z
    .array(z.object({ reason: z.enum(refusals), count: z.number(), lastAt: at }))
    .describe('Requests turned away in the last seven days'),
  listening: z
    .object({
      state: z.enum(listeningStates),
      since: at,
      lastOkAt: at.nullable(),
      failure: z.object({ code: z.enum(failureCodes), detail: z.string().nullable() }).nullable(),
      failures: z.number().describe('Attempts in a row that failed'),
      retryAt: at.nullable(),
    })
    .nullable()
    .describe('Of a connection that we go to ourselves'),
})
export type ListedEndpoint = z.infer<typeof listedEndpoint>

const withSecrets = endpointSchema.extend({ secrets: secretsSchema.describe('Secrets that we made: shown this once') })

const inWorkspace = <Shape extends z.ZodRawShape>(shape: Shape) => workspaceInput.extend(shape)
const nameSchema = z.string().trim().min(1).max(200)

const endpoints = {
  catalogue: operation({
    method: 'GET',
    path: '/workspaces/{workspace}/providers',
    tag: endpointsTag,
    requires: 'intake.read',
    summary: 'Providers that can be connected, with what each wants to be told',
  })
    .input(workspaceInput)
    .output(z.array(catalogueSchema)),
  list: operation({
    method: 'GET',
    path: '/workspaces/{workspace}/endpoints',
    tag: endpointsTag,
    requires: 'intake.read',
    summary: 'Connections with providers: how each fares and what came through it',
  })
    .input(workspaceInput)
    .output(z.array(listedEndpoint)),
  create: operation({
    method: 'POST',
    path: '/workspaces/{workspace}/endpoints',
    tag: endpointsTag,
    requires: 'intake.manage',
    summary: 'Connect a provider; a secret that we make is shown once',
  })
    .input(
      inWorkspace({
        provider: providerSchema,
        name: nameSchema,
        secrets: secretsSchema.optional(),
        settings: settingsSchema.optional(),
      }),
    )
    .output(withSecrets),
  update: operation({
    method: 'PATCH',
    path: '/workspaces/{workspace}/endpoints/{id}',
    tag: endpointsTag,
    requires: 'intake.manage',
    summary: 'Rename, pause or set up a connection',
  })
    .input(
      inWorkspace({
        id,
        name: nameSchema.optional(),
        active: z.boolean().optional(),
        secrets: secretsSchema.optional(),
        settings: settingsSchema.optional(),
      }),
    )
    .output(endpointSchema),
  renewSecret: operation({
    method: 'POST',
    path: '/workspaces/{workspace}/endpoints/{id}/secret',
    tag: endpointsTag,
    requires: 'intake.manage',
    summary: 'Make a new secret; the old one stops working at once',
  })
    .input(inWorkspace({ id }))
    .output(withSecrets),
  remove: operation({
    method: 'DELETE',
    path: '/workspaces/{workspace}/endpoints/{id}',
    tag: endpointsTag,
    requires: 'intake.manage',
    summary: 'End a connection for good; what came through it stays',
  })
    .input(inWorkspace({ id }))
    .output(ok),
  check: operation({
    method: 'POST',
    path: '/workspaces/{workspace}/endpoints/{id}/check',
    tag: endpointsTag,
    requires: 'intake.manage',
    summary: 'Try a connection that we go to ourselves again, now',
  })
    .input(inWorkspace({ id }))
    .output(ok),
  test: operation({
    method: 'POST',
    path: '/workspaces/{workspace}/endpoints/{id}/test',
    tag: endpointsTag,
    requires: 'intake.manage',
    summary: 'Send a signed test event through the door, as the provider would',
  })
    .input(inWorkspace({ id }))
    .output(z.object({ status: z.number(), subject: z.string().describe('Identity of the test interaction') })),
}

const stateSchema = z.enum(eventStates)

const several = <Item extends z.ZodType>(item: Item) =>
  z.preprocess(
    (value) => (value === undefined || Array.isArray(value) ? value : [value]),
    z.array(item).max(20).optional(),
  )

/** Which events; days are the company's, both ends included. */
const eventFilter = {
  state: several(stateSchema),
  provider: several(providerSchema),
  endpoint: id.optional(),
  from: daySchema.optional(),
  to: daySchema.optional(),
  subject: z.string().max(500).optional().describe('The provider’s identity of one interaction'),
}
export const eventFilterSchema = z.object(eventFilter)
export type EventFilter = z.infer<typeof eventFilterSchema>

const eventSchema = z.object({
  id,
  provider: providerSchema,
  endpointId: id,
  endpointName: z.string(),
  topic: z.string(),
  receivedAt: at,
  state: stateSchema,
  reason: z.object({ code: z.enum(reasonCodes), detail: z.string().nullable() }).nullable(),
  attempts: z.number(),
  subject: z.string().nullable(),
  size: z.number().describe('Bytes'),
})
export type InboxEvent = z.infer<typeof eventSchema>

const events = {
  list: operation({
    method: 'GET',
    path: '/workspaces/{workspace}/raw-events',
    tag: eventsTag,
    requires: 'intake.read',
    summary: 'Everything that came in, newest first',
  })
    .input(
      inWorkspace({
        ...eventFilter,
        before: id.optional().describe('The last id of the page before'),
        limit: z.coerce.number().int().min(1).max(200).default(50),
      }),
    )
    .output(z.object({ events: z.array(eventSchema), more: z.boolean() })),
  figures: operation({
    method: 'GET',
    path: '/workspaces/{workspace}/raw-events/figures',
    tag: eventsTag,
    requires: 'intake.read',
    summary: 'What waits, what failed, and how much came in the last 24 hours',
  })
    .input(workspaceInput)
    .output(
      z.object({
        waiting: z.number(),
        oldestWaitingAt: at.nullable(),
        failed: z.number(),
        lastDay: z.object({ applied: z.number(), ignored: z.number(), failed: z.number(), waiting: z.number() }),
        lastEventAt: at.nullable(),
      }),
    ),
  read: operation({
    method: 'GET',
    path: '/workspaces/{workspace}/raw-events/{id}',
    tag: eventsTag,
    requires: 'intake.read',
    summary: 'One event with what it said and what its mapping makes of it now',
  })
    .input(inWorkspace({ id }))
    .output(
      eventSchema.extend({
        contentType: z.string(),
        interactionId: id.nullable().describe('The interaction that it told of'),
        payload: z.string().describe('As readable text; numbers and addresses are masked for those without the right'),
        meaning: z.string().nullable().describe('The facts that today’s mapping reads from it, as JSON'),
      }),
    ),
  replay: operation({
    method: 'POST',
    path: '/workspaces/{workspace}/raw-events/{id}/replay',
    tag: eventsTag,
    requires: 'intake.manage',
    summary: 'Map one event again',
  })
    .input(inWorkspace({ id }))
    .output(ok),
  replayMany: operation({
    method: 'POST',
    path: '/workspaces/{workspace}/raw-events/replay',
    tag: eventsTag,
    requires: 'intake.manage',
    summary: 'Map the chosen events again: all that failed, or a whole period through a newer mapping',
  })
    .input(inWorkspace(eventFilter))
    .output(z.object({ replayed: z.number() })),
}

export const contract = { endpoints, events }

export { contract as importsContract } from './files/contract.ts'
