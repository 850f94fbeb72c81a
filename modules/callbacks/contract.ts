import { z } from 'zod'
import { operation } from '../../platform/api/contract.ts'
import { daySchema } from '../../platform/api/schemas.ts'
import { workspaceInput } from '../workspaces/contract.ts'
import { dialStates, dialStops, requestResults, requestStates } from './rules.ts'
import { settingsSchema } from './settings.ts'

const tag = 'Callbacks'
const id = z.uuid()
const at = z.date()
const ok = z.object({ ok: z.literal(true) })
const interval = z.object({ share: z.number(), low: z.number(), high: z.number() })

const dialSchema = z.object({
  state: z.enum(dialStates),
  employee: z.object({ id, name: z.string() }).describe('Whom the exchange rings first'),
  byHand: z.boolean(),
  startedAt: at,
  code: z.string().nullable().describe('Why it was refused, or is unknown'),
  detail: z.string().nullable().describe('The same in the words of the exchange'),
})
export type CallbackDial = z.infer<typeof dialSchema>

const requestSchema = z.object({
  id,
  site: id,
  phone: z.string().describe('E.164'),
  name: z.string().nullable(),
  state: z.enum(requestStates),
  result: z.enum(requestResults).nullable(),
  note: z.string().nullable(),
  createdAt: at,
  wantedAt: at.nullable().describe('When the client wishes to be called; null: as soon as possible'),
  promisedFrom: at.describe('The moment from which the promise counts'),
  promisedUntil: at,
  tryAt: at.describe('When to call next'),
  attempts: z.number().int().describe('Calls of ours that nobody answered'),
  employee: z.object({ id, name: z.string() }).nullable().describe('Who took it, or who talked'),
  takenAt: at.nullable(),
  talkedAt: at.nullable(),
  closedAt: at.nullable(),
  pageUrl: z.string().nullable(),
  interactionId: id.nullable(),
  dial: dialSchema.nullable().describe('The last call through the exchange'),
  dialStopped: z.enum(dialStops).nullable().describe('Why it is not called by itself any more'),
  callable: z.boolean().describe('An exchange is chosen that can call'),
})
export type CallbackRequest = z.infer<typeof requestSchema>

const figuresSchema = z.object({
  requests: z.number().int(),
  talked: z.number().int(),
  lost: z.number().int(),
  kept: z.object({
    count: z.number().int().describe('Promises that were kept'),
    of: z.number().int().describe('Promises that are over, kept or not'),
    interval: interval.nullable().describe('Wilson’s 95 % interval of the share'),
  }),
  median: z.number().nullable().describe('Seconds from the beginning of the promise to the talk'),
  p90: z.number().nullable(),
})
export type CallbackFigures = z.infer<typeof figuresSchema>

export const contract = {
  waiting: operation({
    method: 'GET',
    path: '/workspaces/{workspace}/callbacks/waiting',
    tag,
    requires: 'callbacks.read',
    summary: 'Requests that wait to be called, the most urgent first',
  })
    .input(workspaceInput)
    .output(z.array(requestSchema)),
  made: operation({
    method: 'GET',
    path: '/workspaces/{workspace}/callbacks',
    tag,
    requires: 'callbacks.read',
    summary: 'Requests of a period, newest first, and how promises were kept',
  })
    .input(workspaceInput.extend({ from: daySchema, to: daySchema }))
    .output(z.object({ requests: z.array(requestSchema), figures: figuresSchema })),
  take: operation({
    method: 'POST',
    path: '/workspaces/{workspace}/callbacks/{id}/take',
    tag,
    requires: 'callbacks.take',
    summary: 'Say that one calls; others see it',
  })
    .input(workspaceInput.extend({ id }))
    .output(ok),
  release: operation({
    method: 'POST',
    path: '/workspaces/{workspace}/callbacks/{id}/release',
    tag,
    requires: 'callbacks.take',
    summary: 'Give a request back to everybody',
  })
    .input(workspaceInput.extend({ id }))
    .output(ok),
  call: operation({
    method: 'POST',
    path: '/workspaces/{workspace}/callbacks/{id}/call',
    tag,
    requires: 'callbacks.take',
    summary: 'Have the exchange ring oneself and then the client; takes the request',
  })
    .input(workspaceInput.extend({ id }))
    .output(ok),
  close: operation({
    method: 'POST',
    path: '/workspaces/{workspace}/callbacks/{id}/close',
    tag,
    requires: 'callbacks.take',
    summary: 'End a request by hand',
  })
    .input(workspaceInput.extend({ id, result: z.enum(requestResults), note: z.string().trim().max(1000).optional() }))
    .output(ok),
  duty: {
    list: operation({
      method: 'GET',
      path: '/workspaces/{workspace}/callback-duty',
      tag,
      requires: 'callbacks.read',
      summary: 'Who is on duty for calls of the site now',
    })
      .input(workspaceInput)
      .output(
        z.object({
          asked: z.boolean().describe('Whether requests of a site ring those on duty'),
          people: z.array(z.object({ id, name: z.string(), until: at })),
        }),
      ),
    set: operation({
      method: 'PUT',
      path: '/workspaces/{workspace}/callback-duty',
      tag,
      requires: 'callbacks.take',
      summary: 'Go on duty, for twelve hours at most, or off it',
    })
      .input(workspaceInput.extend({ on: z.boolean() }))
      .output(ok),
  },
  exchanges: operation({
    method: 'GET',
    path: '/workspaces/{workspace}/callback-exchanges',
    tag,
    requires: 'callbacks.manage',
    summary: 'Connections whose exchange can call, and the people whom it could ring',
  })
    .input(workspaceInput)
    .output(
      z.object({
        connections: z.array(z.object({ id, name: z.string(), provider: z.string() })),
        people: z.array(z.object({ id, name: z.string(), hasLine: z.boolean() })),
        departments: z.array(z.object({ id, name: z.string() })),
      }),
    ),
  sites: {
    list: operation({
      method: 'GET',
      path: '/workspaces/{workspace}/callback-sites',
      tag,
      requires: 'callbacks.manage',
      summary: 'How each site calls back',
    })
      .input(workspaceInput)
      .output(z.array(z.object({ site: id, name: z.string(), key: z.string(), settings: settingsSchema }))),
    update: operation({
      method: 'PUT',
      path: '/workspaces/{workspace}/callback-sites/{site}',
      tag,
      requires: 'callbacks.manage',
      summary: 'Change how a site calls back',
    })
      .input(workspaceInput.extend({ site: id, settings: settingsSchema }))
      .output(ok),
  },
}
