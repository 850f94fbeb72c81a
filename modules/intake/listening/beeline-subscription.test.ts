import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createBeelineListener } from './beeline-subscription.ts'
import type { ConnectionFailure, Source } from './listener.ts'

/** The provider's portal: subscriptions with a life, behind a token. */
let portal: Server
let base: string
let alive: Map<string, unknown>
let asked: string[]
let expires = 86_400
beforeEach(async () => {
  alive = new Map()
  asked = []
  expires = 86_400
  portal = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const answer = (status: number, said: object) => response.writeHead(status).end(JSON.stringify(said))
      const url = new URL(request.url ?? '', 'http://portal')
      asked.push(`${request.method} ${url.pathname}`)
      if (request.headers['x-mpbx-api-auth-token'] !== 'token-1') return answer(401, { errorCode: 'Unauthorized' })
      const id = url.searchParams.get('subscriptionId') ?? ''
      if (request.method === 'PUT') {
        const made = `s-${asked.length}`
        alive.set(made, JSON.parse(Buffer.concat(chunks).toString()))
        return answer(200, { subscriptionId: made, expires })
      }
      if (!alive.has(id)) return answer(200, { errorCode: 'SubscriptionNotFound' })
      if (request.method === 'DELETE') alive.delete(id)
      return answer(200, { subscriptionId: id })
    })
  })
  await new Promise<void>((listening) => portal.listen(0, '127.0.0.1', listening))
  base = `http://127.0.0.1:${(portal.address() as AddressInfo).port}`
})
afterEach(() => new Promise((closed) => portal.close(closed)))

function listen(overrides: Partial<Source> = {}) {
  const stopping = new AbortController()
  const seen = { cursor: null as unknown, oks: 0 }
  const source: Source = {
    ...{ workspaceId: 'w', endpointId: 'e', settings: {}, cursor: null },
    address: 'https://lidoskop.example/hooks/beeline/t',
    secrets: { secret: 's&cret', token: 'token-1' },
    saveCursor: async (cursor) => {
      seen.cursor = cursor
    },
    keep: async () => undefined,
    ok: async () => {
      seen.oks += 1
    },
    idle: async () => undefined,
    ...overrides,
  }
  const ended = createBeelineListener({ allowPrivate: true, base, checkMs: 10 })(source, stopping.signal)
  const until = async (holds: () => boolean) => {
    while (!holds()) await Promise.race([ended, new Promise((resume) => setTimeout(resume, 5))])
  }
  const stop = async () => {
    stopping.abort()
    await ended.catch((error: Error) => expect(error.name).toBe('AbortError'))
  }
  return { seen, ended, until, stop }
}

test('a subscription to every call at our own address is made once and asked after from then on', async () => {
  const { seen, until, stop } = listen()
  await until(() => seen.oks >= 3)
  await stop()
  expect([...alive.values()]).toEqual([
    {
      expires: 86_400,
      subscriptionType: 'BASIC_CALL',
      url: 'https://lidoskop.example/hooks/beeline/t?secret=s%26cret',
    },
  ])
  expect(asked.slice(0, 3)).toEqual([
    'PUT /apis/portal/subscription',
    'GET /apis/portal/subscription',
    'GET /apis/portal/subscription',
  ])
})

test('the one that was left by the process before is taken over; with a new secret in the address it is replaced', async () => {
  const first = listen()
  await first.until(() => first.seen.oks >= 1)
  await first.stop()
  const second = listen({ cursor: first.seen.cursor })
  await second.until(() => second.seen.oks >= 1)
  await second.stop()
  expect(alive.size).toBe(1)
  expect(asked.filter((line) => line.startsWith('PUT'))).toHaveLength(1)
  const third = listen({ cursor: first.seen.cursor, secrets: { secret: 'another', token: 'token-1' } })
  await third.until(() => third.seen.oks >= 1)
  await third.stop()
  expect(asked.filter((line) => line.startsWith('PUT'))).toHaveLength(2)
})

test('one that the provider has dropped is made anew', async () => {
  const { seen, until, stop } = listen()
  await until(() => seen.oks >= 1)
  alive.clear()
  await until(() => alive.size === 1)
  await stop()
  expect(asked.filter((line) => line.startsWith('PUT'))).toHaveLength(2)
})

test('at half of its life it is replaced, and the old one is ended', async () => {
  expires = 0.06
  const { until, stop } = listen()
  await until(() => asked.filter((line) => line.startsWith('PUT')).length >= 3)
  await stop()
  expect(alive.size).toBeLessThanOrEqual(2)
  expect(asked).toContain('DELETE /apis/portal/subscription')
})

test('a wrong token and a server without an address are told apart', async () => {
  const wrong = listen({ secrets: { secret: 's', token: 'other' } })
  await expect(wrong.ended).rejects.toMatchObject({ code: 'credentials' } satisfies Partial<ConnectionFailure>)
  const unknown = listen({ address: null })
  await expect(unknown.ended).rejects.toMatchObject({ code: 'no_public_address' } satisfies Partial<ConnectionFailure>)
})
