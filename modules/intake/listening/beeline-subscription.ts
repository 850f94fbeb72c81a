/**
 * Beeline tells of calls only while a subscription lives, and ends it without a sound when it expires: it is asked after
 * every few minutes, renewed at half of its life and made anew when it is gone.
 */
import { setTimeout as pauseFor } from 'node:timers/promises'
import { type Answered, request } from '../../../platform/outbound/request.ts'
import { isObject, parseJson } from '../adapters/body.ts'
import { ConnectionFailure, type Listener, type Source } from './listener.ts'

const lifeSeconds = 86_400
const checkEveryMs = 5 * 60_000

interface Subscription {
  readonly id: string
  readonly url: string
  /** Milliseconds since 1970 at which it is to be replaced. */
  readonly renewAt: number
}

export interface BeelineOptions {
  readonly allowPrivate: boolean
  readonly base?: string
  readonly checkMs?: number
}

export function createBeelineListener(options: BeelineOptions): Listener {
  const { base = 'https://cloudpbx.beeline.ru', checkMs = checkEveryMs, allowPrivate } = options
  return async (source, signal) => {
    const ask = cabinetOf(source, `${base}/apis/portal/subscription`, allowPrivate, signal)
    const url = addressOf(source)
    let known = subscriptionIn(source.cursor, url)
    while (!signal.aborted) {
      const alive = known !== null && Date.now() < known.renewAt && (await ask.isAlive(known.id))
      if (!alive) {
        const before = known
        known = await ask.subscribe(url)
        await source.saveCursor(known)
        // Two subscriptions tell everything twice, which harms nothing but the size of the inbox.
        if (before) await ask.unsubscribe(before.id)
      }
      await source.ok()
      await pauseFor(checkMs, undefined, { signal, ref: false }).catch(() => undefined)
    }
  }
}

function addressOf({ address, secrets }: Source): string {
  if (!address) throw new ConnectionFailure('no_public_address')
  return `${address}?secret=${encodeURIComponent(secrets.secret ?? '')}`
}

/** Of another address (a new secret, another server) the subscription is of no use. */
function subscriptionIn(cursor: unknown, url: string): Subscription | null {
  if (!isObject(cursor)) return null
  const { id, renewAt } = cursor
  return typeof id === 'string' && typeof renewAt === 'number' && cursor.url === url ? { id, url, renewAt } : null
}

function cabinetOf(source: Source, endpoint: string, allowPrivate: boolean, signal: AbortSignal) {
  const headers = { 'x-mpbx-api-auth-token': source.secrets.token ?? '', 'content-type': 'application/json' }
  const send = (method: 'GET' | 'PUT' | 'DELETE', query: string, body?: object): Promise<Answered> =>
    request(
      endpoint + query,
      { method, headers, ...(body && { body: JSON.stringify(body) }) },
      { allowPrivate, signal },
    )
  const about = (id: string) => `?${new URLSearchParams({ subscriptionId: id })}`
  return {
    async isAlive(id: string): Promise<boolean> {
      const answer = await send('GET', about(id))
      const said = parseJson(answer.body.toString())
      if (isObject(said) && 'errorCode' in said) return false
      if (answer.status === 404) return false
      refuseFailure(answer)
      return true
    },
    async subscribe(url: string): Promise<Subscription> {
      const answer = await send('PUT', '', { expires: lifeSeconds, subscriptionType: 'BASIC_CALL', url })
      refuseFailure(answer)
      const said = parseJson(answer.body.toString())
      const id = isObject(said) && typeof said.subscriptionId === 'string' ? said.subscriptionId : null
      if (!id) throw new ConnectionFailure('protocol', answer.body.toString().slice(0, 200))
      const lives =
        isObject(said) && typeof said.expires === 'number' ? Math.min(said.expires, lifeSeconds) : lifeSeconds
      return { id, url, renewAt: Date.now() + (lives * 1000) / 2 }
    },
    unsubscribe: (id: string): Promise<unknown> => send('DELETE', about(id)).catch(() => undefined),
  }
}

/** @throws ConnectionFailure unless the answer is a success */
function refuseFailure({ status, body }: Answered): void {
  if (status >= 200 && status < 300) return
  const detail = `HTTP ${status} ${body.toString('utf8', 0, 200)}`.trim()
  if (status === 401 || status === 403) throw new ConnectionFailure('credentials', detail)
  throw new ConnectionFailure(status === 429 ? 'rate_limited' : 'protocol', detail)
}
