import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isPrivateAddress } from './addresses.ts'
import { post } from './post.ts'

let server: http.Server
let port: number
let heard = 0
beforeAll(async () => {
  server = http.createServer((request, response) => {
    heard += 1
    if (request.url === '/away') return response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end()
    response.writeHead(200).end('x'.repeat(request.url === '/long' ? 50_000 : 2))
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  port = (server.address() as AddressInfo).port
})
afterAll(() => new Promise((closed) => server.close(closed)))

const request = { headers: {}, body: '{}' }

test('addresses that are not public are known, whatever they are dressed in', () => {
  const inner = [
    '127.0.0.1',
    '10.1.2.3',
    '172.31.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '::1',
    '::',
    'fe80::1',
    'fd00::1',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    'nonsense',
  ]
  expect(inner.filter((address) => !isPrivateAddress(address))).toEqual([])
  expect(['8.8.8.8', '172.32.0.1', '2a02:6b8::2:242'].filter(isPrivateAddress)).toEqual([])
})

test('a private address is refused before anything is sent, written as a number or behind a name', async () => {
  const before = heard
  for (const host of ['127.0.0.1', '[::1]', '[::ffff:127.0.0.1]', '2130706433', '0x7f.1', 'localhost']) {
    const answer = await post(`http://${host}:${port}/`, request, { allowPrivate: false })
    expect([host, answer.kind, answer.kind === 'failed' && answer.error]).toEqual([
      host,
      'failed',
      expect.stringContaining('public internet'),
    ])
  }
  expect(heard).toBe(before)
})

test('where the administrator allows it, the own network can be called', async () => {
  expect(await post(`http://127.0.0.1:${port}/`, request, { allowPrivate: true })).toMatchObject({
    kind: 'answered',
    status: 200,
    body: 'xx',
  })
})

test('redirects are not followed and long answers not read to their end', async () => {
  expect(await post(`http://127.0.0.1:${port}/away`, request, { allowPrivate: true })).toMatchObject({ status: 302 })
  const long = await post(`http://127.0.0.1:${port}/long`, request, { allowPrivate: true })
  expect(long.kind === 'answered' && long.body.length).toBe(2_000)
})

test('a receiver that is not there is an answer, not an exception', async () => {
  expect(await post('http://127.0.0.1:1/', request, { allowPrivate: true })).toMatchObject({ kind: 'failed' })
  expect(await post('http://no-such-host.invalid/', request, { allowPrivate: false })).toMatchObject({ kind: 'failed' })
})
