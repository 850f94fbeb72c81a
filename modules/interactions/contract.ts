import { z } from 'zod'
import { operation } from '../../platform/api/contract.ts'
import { workspaceInput } from '../workspaces/contract.ts'
import { filterSchema } from './filter.ts'
import { identityContract } from './identity/contract.ts'
import { directions, interactionKinds, legOutcomes, originBases } from './observation.ts'
import { observationSchema } from './observation-schema.ts'
import { classGroups, countedFields, outcomes, states } from './rules.ts'

export { filterSchema, type InteractionFilter } from './filter.ts'

const id = z.uuid()
const at = z.date()
const tag = 'Interactions'
const inWorkspace = <Shape extends z.ZodRawShape>(shape: Shape) => workspaceInput.extend(shape)
const filtered = <Shape extends z.ZodRawShape>(shape: Shape) => workspaceInput.extend(filterSchema.shape).extend(shape)
const named = z.object({ id, name: z.string() })

/** What became of a missed contact: nobody reached the client yet, we called back, or the client came again and was answered. */
const followUpSchema = z.object({ kind: z.enum(['waiting', 'called_back', 'client_came']), at: at.nullable() })

/** How a client came. */
const originSchema = z.object({
  source: named,
  campaign: named.nullable(),
  placement: named.nullable(),
  keyword: named.nullable(),
  certain: z.boolean(),
  basis: z.enum(originBases).nullable().describe('The dialled number tells it: shown to one source, or to one visitor'),
  confidence: z.number().int().nullable().describe('How sure the number is of it, 1–100 %'),
})

/** One line of the list. Numbers, addresses and names are masked where the caller's role asks for it. */
export const itemSchema = z.object({
  id,
  kind: z.enum(interactionKinds),
  direction: z.enum(directions),
  state: z.enum(states),
  outcome: z.enum(outcomes).nullable(),
  startedAt: at,
  endedAt: at.nullable(),
  waitSeconds: z.number().int().nullable(),
  talkSeconds: z.number().int().nullable(),
  durationSeconds: z.number().int().nullable(),
  party: z.object({
    number: z.string().nullable().describe('E.164, an extension, or digits that are no number'),
    kind: z.string().nullable(),
    address: z.string().nullable(),
    name: z.string().nullable(),
    customerId: id.nullable(),
  }),
  ourAddress: z.string().nullable(),
  line: z.string().nullable(),
  employee: named.nullable(),
  departmentId: id.nullable(),
  origin: originSchema.nullable(),
  classId: id.nullable(),
  classSetAt: at.nullable(),
  review: z
    .enum(['open', 'escalated', 'settled', 'checked'])
    .nullable()
    .describe('What marketing says of the class: a dispute and how far it has come, or that it was agreed with'),
  followUp: followUpSchema.nullable().describe('Only for missed contacts of a client who can be reached'),
  subject: z.string().nullable(),
  hasRecording: z.boolean(),
  isTest: z.boolean(),
  provider: z.string(),
})
export type InteractionItem = z.infer<typeof itemSchema>

const pageSchema = z.object({
  items: z.array(itemSchema),
  next: z.string().nullable().describe('Cursor of the next page'),
})
const paging = {
  cursor: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
}

const legSchema = z.object({
  key: z.string(),
  role: z.enum(['person', 'queue', 'menu', 'machine']),
  line: z.string().nullable(),
  employee: named.nullable(),
  startedAt: at.nullable(),
  answeredAt: at.nullable(),
  endedAt: at.nullable(),
  outcome: z.enum(legOutcomes).nullable(),
  talkSeconds: z.number().int().nullable(),
  reason: z.string().nullable(),
})
export type CardLeg = z.infer<typeof legSchema>

const cardSchema = itemSchema.extend({
  answeredAt: at.nullable(),
  externalId: z.string(),
  recordingUrl: z.string().nullable(),
  importId: id.nullable(),
  visitId: id.nullable().describe('The visit to a site that led to it'),
  legs: z.array(legSchema),
  messages: z.array(
    z.object({
      key: z.string(),
      at,
      author: z.enum(['client', 'employee', 'bot', 'system']),
      employee: named.nullable(),
      line: z.string().nullable(),
      text: z.string(),
    }),
  ),
  customer: z
    .object({
      id,
      name: z.string().nullable(),
      contacts: z.array(z.object({ kind: z.enum(['phone', 'email', 'messenger']), value: z.string() })),
      interactions: z.number().int().describe('How many of the client the caller may see'),
      ordinal: z.number().int().describe('Which of them this one is; 1 is the first'),
      cameBy: z
        .object({ interactionId: id, at, origin: originSchema })
        .nullable()
        .describe(
          'First touch: the first of the client’s interactions up to this one whose origin is known. No report counts it twice',
        ),
    })
    .nullable(),
  classHistory: z.array(
    z.object({
      seq: z.number().int(),
      at,
      actor: z.string(),
      before: id.nullable(),
      after: id.nullable(),
      reason: z.string().nullable(),
      hash: z.string(),
    }),
  ),
})
export type InteractionCard = z.infer<typeof cardSchema>

const classSchema = z.object({
  id,
  key: z.string(),
  nameRu: z.string(),
  nameEn: z.string(),
  group: z.enum(classGroups),
  color: z.string(),
  hotkey: z.string().nullable(),
  position: z.number().int(),
  archivedAt: at.nullable(),
})
export type InteractionClass = z.infer<typeof classSchema>

const classFields = z.object({
  nameRu: z.string().trim().min(1).max(100),
  nameEn: z.string().trim().min(1).max(100),
  group: z.enum(classGroups),
  color: z
    .string()
    .regex(/^[a-z]{3,12}$/)
    .describe('A colour of the palette: red, green, cyan, …'),
  hotkey: z
    .string()
    .regex(/^[0-9a-ilm-wyz]$/)
    .nullable()
    .describe('One digit or Latin letter; j, k and x move through the list'),
})

const viewSchema = z.object({
  id,
  name: z.string(),
  filters: z.record(z.string(), z.array(z.string().max(300)).max(100)),
  shared: z.boolean(),
  mine: z.boolean(),
})
export type SavedView = z.infer<typeof viewSchema>
const viewFields = z.object({
  name: z.string().trim().min(1).max(100),
  filters: viewSchema.shape.filters,
  shared: z.boolean(),
})

const ok = z.object({ ok: z.literal(true) })

export const contract = {
  customers: identityContract,
  list: operation({
    method: 'GET',
    path: '/workspaces/{workspace}/interactions',
    tag,
    requires: 'interactions.read',
    summary: 'Interactions that fit the filter, page by page',
  })
    .input(filtered({ sort: z.enum(['newest', 'oldest', 'longest']).default('newest'), ...paging }))
    .output(pageSchema),
  count: operation({
    method: 'GET',
    path: '/workspaces/{workspace}/interactions/count',
    tag,
    requires: 'interactions.read',
    summary: 'How many interactions fit the filter, by class group; of a very large record the newest are counted',
  })
    .input(filtered({}))
    .output(
      z.object({
        total: z.number().int(),
        exact: z
          .boolean()
          .describe('False where the record holds more than could be looked at: then there may be more'),
        missed: z.number().int(),
        waiting: z.number().int().describe('Of the missed those whose client nobody has talked with since'),
        unclassified: z.number().int(),
        groups: z.object({
          lead: z.number().int(),
          upsell: z.number().int(),
          accompanying: z.number().int(),
          destructive: z.number().int(),
        }),
      }),
    ),
  countOptions: operation({
    method: 'GET',
    path: '/workspaces/{workspace}/interactions/options/counts',
    tag,
    requires: 'interactions.read',
    summary: 'How many interactions each choice of one filter would show, the other filters staying as they are',
  })
    .input(filtered({ by: z.enum(countedFields) }))
    .output(
      z.object({
        exact: z
          .boolean()
          .describe('False where the record holds more than could be looked at: the newest are counted'),
        counts: z
          .record(z.string(), z.number().int())
          .describe('By the value that the filter takes; `none` for interactions that have none'),
      }),
    ),
  read: operation({
    method: 'GET',
    path: '/workspaces/{workspace}/interactions/{id}',
    tag,
    requires: 'interactions.read',
    summary: 'One interaction with its legs, messages, client and the history of its class',
  })
    .input(inWorkspace({ id }))
    .output(cardSchema),
  timeline: operation({
    method: 'GET',
    path: '/workspaces/{workspace}/customers/{customer}/interactions',
    tag: 'Customers',
    requires: 'customers.read',
    summary: 'Everything that happened with one client, newest first',
  })
    .input(inWorkspace({ customer: id, ...paging }))
    .output(pageSchema),
  record: operation({
    method: 'POST',
    path: '/workspaces/{workspace}/interactions',
    tag,
    requires: 'interactions.record',
    summary: 'Tell facts about interactions; the same fact may be told any number of times and in any order',
  })
    .input(inWorkspace({ observations: z.array(observationSchema).min(1).max(1000) }))
    .output(z.object({ created: z.array(id), updated: z.array(id), unchanged: z.number().int() })),
  setClass: operation({
    method: 'POST',
    path: '/workspaces/{workspace}/interactions/class',
    tag,
    requires: 'classes.set',
    summary: 'Give interactions a class, or take it away with null',
  })
    .input(
      inWorkspace({
        items: z
          .array(
            z.object({
              id,
              was: id
                .nullable()
                .optional()
                .describe('The class that the caller saw: refused where it is another by now'),
            }),
          )
          .min(1)
          .max(500),
        classId: id.nullable(),
        reason: z.string().trim().max(500).optional(),
      }),
    )
    .output(z.object({ changed: z.number().int() })),
  queue: operation({
    method: 'GET',
    path: '/workspaces/{workspace}/interactions/unclassified',
    tag,
    requires: 'interactions.read',
    summary: 'Talks that have no class yet, the longest waiting first',
  })
    .input(inWorkspace(paging))
    .output(pageSchema),
  queueState: operation({
    method: 'GET',
    path: '/workspaces/{workspace}/interactions/unclassified/state',
    tag,
    requires: 'interactions.read',
    summary: 'How long the queue without a class is and how fast it is worked through',
  })
    .input(workspaceInput)
    .output(
      z.object({
        waiting: z.number().int(),
        exact: z.boolean(),
        oldestAt: at.nullable(),
        ages: z.object({
          fresh: z.number().int().describe('Ended less than the promised time ago'),
          hour: z.number().int(),
          day: z.number().int(),
          older: z.number().int(),
        }),
        promisedMinutes: z.number().int().describe('0: until the end of the day'),
        week: z.object({
          ended: z.number().int().describe('Talks that ended in the last seven days'),
          inTime: z.number().int().describe('Of them classified within the promised time'),
          late: z.number().int(),
        }),
      }),
    ),
  classes: {
    list: operation({
      method: 'GET',
      path: '/workspaces/{workspace}/classes',
      tag: 'Classes',
      requires: 'company.read',
      summary: 'The company’s classes in their order, archived ones too',
    })
      .input(workspaceInput)
      .output(z.array(classSchema)),
    create: operation({
      method: 'POST',
      path: '/workspaces/{workspace}/classes',
      tag: 'Classes',
      requires: 'classes.manage',
      summary: 'Add a class',
    })
      .input(workspaceInput.extend(classFields.shape))
      .output(classSchema),
    update: operation({
      method: 'PATCH',
      path: '/workspaces/{workspace}/classes/{id}',
      tag: 'Classes',
      requires: 'classes.manage',
      summary: 'Change or archive a class; a class is never deleted',
    })
      .input(inWorkspace({ id, archived: z.boolean().optional() }).extend(classFields.partial().shape))
      .output(classSchema),
    order: operation({
      method: 'PUT',
      path: '/workspaces/{workspace}/classes/order',
      tag: 'Classes',
      requires: 'classes.manage',
      summary: 'Put the classes in an order',
    })
      .input(inWorkspace({ ids: z.array(id).min(1).max(200) }))
      .output(ok),
  },
  options: operation({
    method: 'GET',
    path: '/workspaces/{workspace}/interactions/options',
    tag,
    requires: 'interactions.read',
    summary: 'What filters can be set to: ways of intake, and the tree of origins down from one of them',
  })
    .input(inWorkspace({ under: id.optional().describe('Origins below this one; sources where left out') }))
    .output(
      z.object({
        providers: z.array(z.string()),
        origins: z.array(
          z.object({ id, name: z.string(), level: z.enum(['source', 'campaign', 'placement', 'keyword']) }),
        ),
      }),
    ),
  originNames: operation({
    method: 'GET',
    path: '/workspaces/{workspace}/interactions/origins',
    tag,
    requires: 'interactions.read',
    summary: 'Names of origins by id',
  })
    .input(
      inWorkspace({ ids: z.preprocess((value) => (Array.isArray(value) ? value : [value]), z.array(id).max(100)) }),
    )
    .output(z.array(named)),
  views: {
    list: operation({
      method: 'GET',
      path: '/workspaces/{workspace}/views',
      tag: 'Views',
      requires: 'interactions.read',
      summary: 'Saved views: one’s own and those that colleagues share',
    })
      .input(workspaceInput)
      .output(z.array(viewSchema)),
    create: operation({
      method: 'POST',
      path: '/workspaces/{workspace}/views',
      tag: 'Views',
      requires: 'interactions.read',
      summary: 'Save a view',
    })
      .input(workspaceInput.extend(viewFields.shape))
      .output(viewSchema),
    update: operation({
      method: 'PATCH',
      path: '/workspaces/{workspace}/views/{id}',
      tag: 'Views',
      requires: 'interactions.read',
      summary: 'Change one’s own view',
    })
      .input(inWorkspace({ id }).extend(viewFields.partial().shape))
      .output(viewSchema),
    remove: operation({
      method: 'DELETE',
      path: '/workspaces/{workspace}/views/{id}',
      tag: 'Views',
      requires: 'interactions.read',
      summary: 'Remove one’s own view',
    })
      .input(inWorkspace({ id }))
      .output(ok),
  },
}
