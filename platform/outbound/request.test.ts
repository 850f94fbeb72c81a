import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addressOfHost } from './host.ts'
import { request } from './request.ts'

let server: http.Server
let url: string
beforeAll(async () => {
  server = http.createServer((asked, response) => {
    if (asked.url === '/slow') return
    if (asked.url === '/away') return response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end()
    if (asked.url === '/long') return response.writeHead(200).end('x'.repeat(50_000))
    let body = ''
    asked.on('data', (chunk) => {
      body += chunk
    })
    asked.on('end', () => response.writeHead(201, { 'x-method': asked.method }).end(`heard ${body}`))
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.closeAllConnections()
  return new Promise((closed) => server.close(closed))
})

const allowed = { allowPrivate: true }

test('an answer comes with its status, headers and bytes', async () => {
  const answer = await request(`${url}/`, { method: 'PUT', body: 'привет' }, allowed)
  expect([answer.status, answer.headers['x-method'], answer.body.toString()]).toEqual([201, 'PUT', 'heard привет'])
  expect((await request(`${url}/away`, {}, allowed)).status).toBe(302)
})

test('limits of time and size hold, and whoever asks can give up', async () => {
  await expect(request(`${url}/long`, {}, { ...allowed, maxBytes: 1000 })).rejects.toThrow('1000')
  await expect(request(`${url}/slow`, {}, { ...allowed, timeoutMs: 50 })).rejects.toThrow()
  const giveUp = new AbortController()
  const asked = request(`${url}/slow`, {}, { ...allowed, signal: giveUp.signal })
  giveUp.abort(new Error('stopped'))
  await expect(asked).rejects.toThrow('stopped')
})

test('the own network is refused unless it is allowed, as an address and behind a name', async () => {
  for (const host of ['127.0.0.1', 'localhost', '[::1]', '2130706433']) {
    await expect(
      (async () => request(`${url.replace('127.0.0.1', host)}/`, {}, { allowPrivate: false }))(),
    ).rejects.toThrow('public internet')
  }
  await expect(addressOfHost('localhost', false)).rejects.toThrow('public internet')
  expect(await addressOfHost('127.0.0.1', true)).toBe('127.0.0.1')
})
