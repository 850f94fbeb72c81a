import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from '../platform/database/database.ts'
import { liveChannel } from '../platform/live/live.ts'
import { type TestServer, testServer } from '../platform/testing/index.ts'

let server: TestServer
beforeAll(async () => {
  server = await testServer()
})
afterAll(() => server.close())

const get = (path: string, headers: Record<string, string> = {}) => fetch(server.url + path, { headers })
const inEnglish = { 'accept-language': 'en' }

describe('what machines ask', () => {
  test('healthz, readyz and metrics answer without a key', async () => {
    expect(await (await get('/healthz')).json()).toEqual({ ok: true })
    expect(await (await get('/readyz')).json()).toMatchObject({ ok: true, pendingMigrations: [] })
    const metrics = await (await get('/metrics')).text()
    expect(metrics).toContain('lidoskop_http_request_seconds_bucket')
    expect(metrics).toContain('route="/healthz"')
    expect(metrics).toContain('lidoskop_database_connections')
  })

  test('the API describes itself as OpenAPI 3.1 and shows it on a page of our own server', async () => {
    const document = (await (await get('/openapi.json')).json()) as { openapi: string; paths: object }
    expect(document.openapi).toMatch(/^3\.1/)
    expect(Object.keys(document.paths)).toContain('/workspaces/{workspace}')
    const page = await get('/docs')
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'")
    const scripts = [...(await page.text()).matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => String(match[1]))
    expect(scripts).toHaveLength(3)
    for (const script of scripts) expect((await get(script)).status).toBe(200)
  })
})

describe('who asks', () => {
  test('an API key and a session both find their company', async () => {
    const path = `/api/v1/workspaces/${server.company.slug}`
    expect((await get(path)).status).toBe(401)
    expect((await get(path, { authorization: 'Bearer lsk_nonsense' })).status).toBe(401)
    expect((await server.api('director')(`/workspaces/${server.company.slug}`)).status).toBe(200)
    const cookie = await server.signIn('manager')
    expect(await (await get(path, { cookie })).json()).toMatchObject({ id: server.company.id })
  })

  test('a change from another site’s page is refused, from our own it is made', async () => {
    const cookie = await server.signIn('admin')
    const rename = (origin: string) =>
      fetch(`${server.url}/api/v1/workspaces/${server.company.slug}`, {
        method: 'PATCH',
        headers: { cookie, origin, 'content-type': 'application/json' },
        body: JSON.stringify({ name: 'Новые окна' }),
      })
    const refused = await rename('https://evil.example')
    expect(refused.status).toBe(403)
    expect(await refused.json()).toMatchObject({ data: { code: 'foreign_origin' } })
    expect((await rename(server.url)).status).toBe(200)
  })
})

describe('bad input', () => {
  test('an unknown address is a 404 in the caller’s language, in the API and outside', async () => {
    for (const path of ['/api/v1/nothing-here', '/nothing-here', '/api/nothing']) {
      const response = await get(path, inEnglish)
      expect(response.status).toBe(404)
      expect(await response.json()).toMatchObject({ data: { code: 'not_found', message: 'Not found' } })
    }
    expect(await (await get('/nothing-here')).json()).toMatchObject({ message: 'Не найдено' })
  })

  test('malformed JSON is told as such and changes nothing', async () => {
    const response = await fetch(`${server.url}/api/v1/workspaces/${server.company.slug}`, {
      method: 'PATCH',
      headers: {
        ...inEnglish,
        authorization: `Bearer ${server.keys.admin}`,
        'content-type': 'application/json',
      },
      body: '{"name": "half',
    })
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ data: { code: 'malformed_json' } })
  })

  test('a wrong value names its field', async () => {
    const response = await server.api('admin')(`/workspaces/${server.company.slug}/keys`, {
      body: { name: '', role: 'admin' },
    })
    expect(response.status).toBe(422)
    expect(await response.json()).toMatchObject({ data: { code: 'invalid_input', field: 'name' } })
  })

  test('50 MB are refused before they are read, and the server goes on', async () => {
    const told = await postMegabytes(50, { 'content-length': String(50 * 1024 * 1024) })
    expect(told.status).toBe(413)
    expect(JSON.parse(told.body)).toMatchObject({ data: { code: 'too_large' } })
    const untold = await postMegabytes(50, { 'transfer-encoding': 'chunked' })
    expect(untold.status).toBe(413)
    expect((await get('/healthz')).status).toBe(200)
  })

  test('every answer carries its id and the headers of a careful server', async () => {
    const { headers } = await get('/healthz')
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
  })
})

describe('live events', () => {
  const tell = (workspaceId: string, type: string) =>
    server.db.query(sql`select pg_notify(${liveChannel}, ${JSON.stringify({ workspaceId, type })})`)

  test('a member hears of changes in their company and of no other', async () => {
    const other = await server.addCompany()
    const stream = await openStream(`/live?workspace=${server.company.slug}`, server.keys.manager)
    await tell(other.company.id, 'imports')
    await tell(server.company.id, 'interactions')
    await expect.poll(() => stream.text()).toContain('data: {"type":"interactions"}')
    expect(stream.text()).not.toContain('imports')
    stream.close()
  })

  test('nobody and strangers get no stream', async () => {
    const other = await server.addCompany()
    expect((await get(`/live?workspace=${server.company.slug}`)).status).toBe(401)
    const stranger = { authorization: `Bearer ${other.keys.admin}` }
    expect((await get(`/live?workspace=${server.company.slug}`, stranger)).status).toBe(404)
  })
})

async function openStream(path: string, key: string) {
  const closing = new AbortController()
  const response = await fetch(server.url + path, {
    headers: { authorization: `Bearer ${key}` },
    signal: closing.signal,
  })
  expect(response.headers.get('content-type')).toBe('text/event-stream')
  let text = ''
  const reading = (async () => {
    for await (const chunk of response.body ?? []) text += Buffer.from(chunk).toString()
  })().catch(() => undefined)
  return { text: () => text, close: () => closing.abort(), ended: reading }
}

/** Sends a large body by hand: fetch would not tell of an answer that comes while it still sends. */
function postMegabytes(megabytes: number, headers: Record<string, string>): Promise<{ status: number; body: string }> {
  return new Promise((answered, failed) => {
    const sending = request(
      `${server.url}/api/v1/workspaces/${server.company.slug}`,
      {
        method: 'PATCH',
        headers: { ...headers, 'content-type': 'application/json', authorization: `Bearer ${server.keys.admin}` },
      },
      (response) => {
        let body = ''
        response.on('data', (chunk) => {
          body += chunk
        })
        response.on('end', () => answered({ status: response.statusCode ?? 0, body }))
        response.on('error', failed)
      },
    )
    // The server may close the connection once it has answered.
    sending.on('error', (error) => setTimeout(() => failed(error), 500))
    const megabyte = Buffer.alloc(1024 * 1024, ' ')
    const send = (left: number): void => {
      if (left === 0) sending.end()
      else sending.write(megabyte, () => send(left - 1))
    }
    send(megabytes)
  })
}
