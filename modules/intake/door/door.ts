/** `/hooks/<provider>/<token>`: what comes in here is checked, kept, and only then answered 2xx. */
import type { Hono } from 'hono'
import { Problem } from '../../../kernel/problem.ts'
import { isTransient } from '../../../platform/database/transient.ts'
import type { Adapter, Delivery, Kept } from '../adapters/adapter.ts'
import { mediaType } from '../adapters/body.ts'
import { adapterOf } from '../adapters/index.ts'
import type { EndpointLookup, OpenEndpoint } from '../endpoints/lookup.ts'
import type { Keeper } from '../inbox/keep.ts'
import { mapEvent } from '../inbox/map-event.ts'
import type { Reason, Refusal } from '../reasons.ts'
import { readBody } from './read-body.ts'
import type { Refusals } from './refusals.ts'

/** Paths that read bodies under a limit of their own. */
export const doorPaths = /^\/hooks\//

/** Events in one request: a list without end would fill the place of everybody else's while it waits to be kept. */
const mostEvents = 1_000

interface Door {
  readonly endpoints: EndpointLookup
  readonly keeper: Keeper
  readonly refusals: Refusals
  readonly now: () => Date
}

/** Opens the door on the server. */
export function openDoor(http: Hono, door: Door): void {
  http.on(['GET', 'POST'], ['/hooks/:provider/:token', '/hooks/:provider/:token/*'], async (c) => {
    return receive(door, c.req.raw, addressOf(c.req.path))
  })
}

interface Address {
  readonly provider: string
  readonly token: string
  readonly topic: string
}

/**
 * Reads `/hooks/<provider>/<token>/<topic>`. Mango Office appends its topic to whatever stands in the cabinet, which may
 * lack the slash between: `…<token>events/call` is understood as well.
 */
function addressOf(path: string): Address {
  const [, , provider = '', rest = '', ...topic] = path.split('/')
  const glued = /^([\w-]{46})((?:events|result)\b.*)$/.exec(rest)
  return glued
    ? { provider, token: glued[1] ?? '', topic: [glued[2], ...topic].join('/') }
    : { provider, token: rest, topic: topic.join('/') }
}

async function receive(door: Door, request: Request, address: Address): Promise<Response> {
  const adapter = adapterOf(address.provider)
  const endpoint = adapter ? await found(door, address) : null
  if (!adapter || endpoint?.provider !== address.provider) return refusal(404, 'unknown_endpoint')
  const turnAway = (status: number, reason: Refusal): Response => {
    door.refusals.note(endpoint, reason)
    return refusal(status, reason)
  }
  if (!endpoint.active) return turnAway(404, 'paused')
  const contentType = mediaType(request.headers.get('content-type'))
  const body = request.method === 'GET' ? Buffer.alloc(0) : await readBody(request)
  if (!body) return turnAway(413, 'too_large')
  const delivery: Delivery = {
    method: request.method === 'GET' ? 'GET' : 'POST',
    topic: address.topic,
    query: new URL(request.url).searchParams,
    contentType,
    header: (name) => request.headers.get(name),
    body,
  }
  const greeting = adapter.greet?.(delivery, endpoint.secrets, endpoint.settings)
  if (greeting) return greeting
  if (delivery.method === 'GET' && !adapter.accepts.includes('')) return refusal(405, 'wrong_method')
  if (!adapter.accepts.includes(contentType)) return turnAway(415, 'unsupported_type')
  const trust = adapter.trust(delivery, endpoint.secrets, door.now())
  if (trust !== 'right') return turnAway(401, `signature_${trust}`)
  const events = adapter.keep(delivery, endpoint.secrets)
  if (events.length > mostEvents) return turnAway(413, 'too_large')
  return keep(door, adapter, endpoint, events, delivery)
}

/** @throws Problem `unavailable` where the database does not answer: the provider repeats the request later */
async function found({ endpoints }: Door, { token }: Address): Promise<OpenEndpoint | null> {
  try {
    return await endpoints.find(token)
  } catch (error) {
    throw isTransient(error) ? new Problem('unavailable') : error
  }
}

async function keep(
  { keeper, now }: Door,
  adapter: Adapter,
  endpoint: OpenEndpoint,
  events: readonly Kept[],
  delivery: Delivery,
): Promise<Response> {
  const receivedAt = now()
  const { workspaceId, id: endpointId, provider } = endpoint
  let kept: { id: string; duplicate: boolean }[]
  try {
    kept = await Promise.all(
      events.map((event) => keeper.keep({ workspaceId, endpointId, provider, receivedAt, kept: event })),
    )
  } catch {
    // Nothing is acknowledged that is not on disk, whatever the reason.
    throw new Problem('unavailable')
  }
  if (!adapter.explains) return adapter.thank?.(delivery) ?? Response.json({})
  const answers = events.map((event, index) => {
    const mapped = mapEvent(
      {
        ...event,
        id: '',
        endpointId,
        provider,
        receivedAt,
        attempts: 0,
        subject: null,
        headers: event.headers ?? null,
      },
      endpoint.settings,
    )
    return { ...kept[index], ...(mapped.kind === 'failed' && { problem: mapped.reason }) }
  })
  return explain(answers)
}

interface Answer {
  readonly problem?: Reason
}

/**
 * A sender that reads our answers learns what was wrong with its events. They are kept all the same, so repeating them
 * unchanged helps nothing: 422 says so, and 202 stands where at least one event was understood.
 */
function explain(answers: readonly Answer[]): Response {
  const wrong = answers.filter(({ problem }) => problem)
  const status =
    wrong.length === answers.length && answers.length > 0
      ? wrong[0]?.problem?.code === 'malformed_json'
        ? 400
        : 422
      : 202
  return Response.json(answers.length === 1 ? answers[0] : { events: answers }, { status })
}

const refusal = (status: number, code: string): Response => Response.json({ code }, { status })
