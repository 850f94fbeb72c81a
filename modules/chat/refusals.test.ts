import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { sql } from '../../platform/database/database.ts'
import { type TestServer, testServer } from '../../platform/testing/index.ts'
import { chatSite, say, setChat, siteOrigin, type TestSite, told, visitorPage } from './testing.ts'

let server: TestServer
let site: TestSite
let base: string
beforeAll(async () => {
  server = await testServer()
  site = await chatSite(server, { contact: 'never' })
  base = `/workspaces/${server.company.slug}/chats`
})
afterAll(() => server?.close())

const address = (path: string, key = site.key) => `${server.url}/site/${key}/chat/${path}`
const refused = async (): Promise<Record<string, number>> => {
  const sites = (await (await server.api('admin')(`/workspaces/${server.company.slug}/chat-sites`)).json()) as {
    site: string
    refused: Record<string, number>
  }[]
  return sites.find((one) => one.site === site.id)?.refused ?? {}
}
/** What became of an attempt to open a line: the status, or 101. */
const opening = (url: string, headers: Record<string, string>): Promise<number> =>
  new Promise((resolve) => {
    const socket = new WebSocket(url.replace(/^http/, 'ws'), { headers })
    socket.once('open', () => {
      socket.close()
      resolve(101)
    })
    socket.once('unexpected-response', (_, response) => resolve(response.statusCode ?? 0))
    socket.once('error', () => undefined)
  })

describe('who is let in', () => {
  test('pages of the site alone: another origin, none, a forged key and a site that is switched off are not', async () => {
    expect(await opening(address('socket'), { origin: siteOrigin })).toBe(101)
    expect(await opening(address('socket'), { origin: 'https://www.okna.test' })).toBe(101)
    expect(await opening(address('socket'), { origin: 'https://okna.test.evil.example' })).toBe(403)
    expect(await opening(address('socket'), {})).toBe(403)
    const forged = site.key.slice(0, -3) + (site.key.endsWith('AAA') ? 'BBB' : 'AAA')
    expect(await opening(address('socket', forged), { origin: siteOrigin })).toBe(404)
    expect((await fetch(address('config'), { headers: { origin: 'https://evil.example' } })).status).toBe(403)
    await expect.poll(async () => (await refused()).origin, { timeout: 10_000 }).toBeGreaterThanOrEqual(3)
    const quiet = await chatSite(server, { enabled: false })
    expect(await opening(address('socket', quiet.key), { origin: siteOrigin })).toBe(404)
    expect(await (await fetch(address('config', quiet.key), { headers: { origin: siteOrigin } })).json()).toEqual({
      enabled: false,
    })
  })

  test('a console opens for members on our own pages alone', async () => {
    const console = `${server.url}/chat/${server.company.slug}/socket`
    const cookie = await server.signIn('manager')
    expect(await opening(console, { cookie, origin: server.url })).toBe(101)
    expect(await opening(console, { cookie, origin: 'https://evil.example' })).toBe(403)
    expect(await opening(console, {})).toBe(401)
    const { keys } = await server.addCompany()
    expect(await opening(console, { authorization: `Bearer ${keys.admin}` })).toBe(404)
    expect(await opening(console, { authorization: `Bearer ${server.keys.auditor}` })).toBe(403)
  })

  test('a token that we did not make makes a new visitor, who sees nothing of others', async () => {
    const page = await visitorPage(server.url, site.key)
    const { dialogue } = await say(page, 'тайна')
    const [id] = page.token.split('.')
    const thief = await visitorPage(server.url, site.key, { token: `${id}.AAAA`, dialogue })
    await thief.hear((news) => news.type === 'dialogue')
    await say(thief, 'я не он')
    expect(told(thief).map(({ text }) => text)).not.toContain('тайна')
    await Promise.all([page.close(), thief.close()])
  })
})

describe('what is not taken', () => {
  test('nonsense, and words without words', async () => {
    const page = await visitorPage(server.url, site.key)
    page.socket.send('}{')
    page.socket.send(JSON.stringify({ type: 'message', id: 'no id', text: 'x' }))
    const empty = randomUUID()
    page.send({ type: 'message', id: empty, text: '  ' })
    await page.hear((news): news is typeof news => news.type === 'refused' && news.id === empty)
    const long = randomUUID()
    page.send({ type: 'message', id: long, text: 'x'.repeat(4_001) })
    await expect.poll(() => page.news.filter(({ type }) => type === 'refused').length).toBe(4)
    await say(page, 'а это слова')
    await page.close()
  })

  test('a flood: it is refused, counted, and the words before it stand', async () => {
    const page = await visitorPage(server.url, site.key)
    await say(page, 'начало')
    for (let i = 0; i < 30; i++) page.send({ type: 'message', id: randomUUID(), text: `поток ${i}` })
    await page.hear((news): news is typeof news => news.type === 'refused' && news.reason === 'flood')
    await expect.poll(() => page.news.filter(({ type }) => type === 'kept' || type === 'refused').length).toBe(31)
    const kept = page.news.filter(({ type }) => type === 'kept').length
    await expect.poll(() => told(page).length).toBe(kept)
    expect(kept).toBeLessThan(25)
    await expect.poll(async () => (await refused()).flood, { timeout: 10_000 }).toBeGreaterThan(0)
    await page.close()
  })

  test('words of a blocked visitor, also after they threw away their memory', async () => {
    const visitor = randomUUID()
    const page = await visitorPage(server.url, site.key, { visitor })
    const { dialogue } = await say(page, 'ругань')
    const block = (blocked: boolean) =>
      server.api('manager')(`${base}/${dialogue}/blocked`, { method: 'PUT', body: { blocked } })
    expect((await block(true)).status).toBe(200)
    const attempt = async (one: typeof page) => {
      const id = randomUUID()
      one.send({ type: 'message', id, text: 'ещё' })
      return one.hear(
        (news): news is typeof news => (news.type === 'refused' || news.type === 'kept') && news.id === id,
      )
    }
    expect(await attempt(page)).toMatchObject({ reason: 'blocked' })
    const fresh = await visitorPage(server.url, site.key, { visitor })
    expect(await attempt(fresh)).toMatchObject({ reason: 'blocked' })
    await block(false)
    expect(await attempt(page)).toMatchObject({ type: 'kept' })
    await Promise.all([page.close(), fresh.close()])
  })
})

test('working hours of the company decide whether anybody is there', async () => {
  await server.api('manager')(`${base}/ready`, { method: 'PUT', body: { ready: true } })
  const config = async () =>
    (await (await fetch(address('config'), { headers: { origin: siteOrigin } })).json()) as { available: boolean }
  const limit = { timeout: 20_000 }
  await expect.poll(async () => (await config()).available, limit).toBe(true)
  await setChat(server, site.id, { contact: 'never', week: Array.from({ length: 7 }, () => null) })
  await expect.poll(async () => (await config()).available, limit).toBe(false)
  await setChat(server, site.id, { contact: 'never' })
  await expect.poll(async () => (await config()).available, limit).toBe(true)
})

test('where sockets are cut, events and posts carry the same frames', async () => {
  const hello = {
    type: 'hello',
    token: null,
    dialogue: null,
    after: 0,
    page: { url: siteOrigin, title: '' },
    language: 'en',
  }
  const post = (path: string, body: unknown, signal?: AbortSignal) =>
    fetch(address(path), {
      method: 'POST',
      headers: { origin: siteOrigin, 'content-type': 'application/json' },
      body: JSON.stringify(body),
      ...(signal ? { signal } : {}),
    })
  const over = new AbortController()
  const stream = await post('stream', hello, over.signal)
  expect(stream.headers.get('access-control-allow-origin')).toBe(siteOrigin)
  let text = ''
  const reading = (async () => {
    for await (const chunk of stream.body ?? []) text += Buffer.from(chunk).toString()
  })().catch(() => undefined)
  await expect.poll(() => /"token":"([^"]+)"/.exec(text)?.[1]).toBeTruthy()
  const token = /"token":"([^"]+)"/.exec(text)?.[1] ?? ''
  const id = randomUUID()
  const sent = await post('frames', {
    hello: { ...hello, token },
    frames: [{ type: 'message', id, text: 'по событиям' }],
  })
  expect(await sent.json()).toMatchObject({ news: [{ type: 'kept', id, seq: 1 }] })
  await expect.poll(() => text).toContain('по событиям')
  expect((await post('frames', { hello, frames: [{ type: 'message', id, text: 'кто я' }] })).status).toBe(422)
  over.abort()
  await reading
})

test('a file is what its content says, is served as a download alone, and only to those in the dialogue', async () => {
  const page = await visitorPage(server.url, site.key)
  const upload = (name: string, body: string | Uint8Array<ArrayBuffer>, token = page.token) =>
    fetch(address(`files?name=${encodeURIComponent(name)}`), {
      method: 'POST',
      headers: { origin: siteOrigin, authorization: `Bearer ${token}` },
      body,
    })
  const png = new Uint8Array(
    Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=',
      'base64',
    ),
  )
  const taken = await upload('../../план "окна".png', png)
  const file = (await taken.json()) as { id: string; name: string; type: string }
  expect(file).toMatchObject({ name: 'план окна.png', type: 'image/png', size: png.length })
  expect((await upload('page.html', '<html><script>alert(1)</script></html>')).status).toBe(422)
  expect((await upload('picture.svg', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')).status).toBe(422)
  expect((await upload('run.exe', new Uint8Array(Buffer.from('MZ\u0000\u0001program')))).status).toBe(422)
  expect((await upload('big.txt', 'x'.repeat(10 * 1024 * 1024 + 1))).status).toBe(413)
  expect((await upload('mine.txt', 'привет', 'forged.token')).status).toBe(401)

  const message = randomUUID()
  page.send({ type: 'message', id: message, text: '', file: file.id })
  const { dialogue } = await page.hear(
    (news): news is Extract<typeof news, { type: 'kept' }> => news.type === 'kept' && news.id === message,
  )
  expect(dialogue).toBeTruthy()
  const open = (role: 'manager' | 'marketing') =>
    fetch(`${server.url}/chat/${server.company.slug}/files/${file.id}`, {
      headers: { authorization: `Bearer ${server.keys[role]}` },
    })
  const given = await open('manager')
  expect(given.status).toBe(200)
  expect(Object.fromEntries(given.headers)).toMatchObject({
    'content-type': 'image/png',
    'x-content-type-options': 'nosniff',
    'content-disposition': expect.stringMatching(/^attachment;/),
    'content-security-policy': expect.stringContaining('sandbox'),
  })
  expect(new Uint8Array(await given.arrayBuffer())).toEqual(png)
  expect((await open('marketing')).status).toBe(404)
  const stranger = await visitorPage(server.url, site.key)
  const stolen = await fetch(address(`files/${file.id}`), {
    headers: { origin: siteOrigin, authorization: `Bearer ${stranger.token}` },
  })
  expect(stolen.status).toBe(404)
  const [kept] = await server.db.query<{ name: string }>(
    sql`select name from chat_files where workspace_id = ${server.company.id} and id = ${file.id}`,
  )
  expect(kept?.name).not.toMatch(/[\\/"]/)
  await Promise.all([page.close(), stranger.close()])
})
