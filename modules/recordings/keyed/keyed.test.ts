import { createHash, createHmac } from 'node:crypto'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { sql } from '../../../platform/database/database.ts'
import { type TestServer, testServer } from '../../../platform/testing/server.ts'
import type { Connection } from '../../intake/index.ts'
import type { Recording } from '../contract.ts'
import type { FetchPlace } from '../fetch/fetch.ts'
import { createBeelineRecordings } from './beeline.ts'
import { fetchByKeys } from './index.ts'
import type { KeyedRecordings } from './keyed.ts'
import { createMangoRecordings } from './mango.ts'
import { createRostelecomRecordings } from './rostelecom.ts'
import { createZadarmaRecordings } from './zadarma.ts'

/** A second of silence as telephones record it. */
const wav = Buffer.alloc(16_044)
wav.write('RIFF', 0)
wav.writeUInt32LE(16_036, 4)
wav.write('WAVEfmt ', 8)

const sha = (text: string): string => createHash('sha256').update(text).digest('hex')

/** The providers' own servers as their descriptions show them, and the one that serves files. */
let provider: http.Server
let base: string
let ready = true
let heard: { path: string; headers: http.IncomingHttpHeaders; body: string }[] = []
/** Where the provider says that the file is. */
let files: string
beforeAll(async () => {
  provider = http.createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks).toString()
    const url = new URL(request.url ?? '', 'http://provider')
    heard.push({ path: url.pathname, headers: request.headers, body })
    const json = (status: number, said: object) => response.writeHead(status).end(JSON.stringify(said))
    if (url.pathname.startsWith('/files/')) return response.writeHead(200).end(wav)
    if (url.pathname === '/vpbx/queries/recording/post') {
      const form = new URLSearchParams(body)
      const asked = form.get('json') ?? ''
      if (form.get('sign') !== sha(`qwerty123${asked}asdfgh456`)) return json(401, { name: 'Unauthorized' })
      if (!ready) return json(404, { name: 'Not Found' })
      const { recording_id: id, action } = JSON.parse(asked) as Record<string, string>
      return response.writeHead(302, { location: `${files}/${id}?${action}` }).end()
    }
    if (url.pathname === '/v1/pbx/record/request/') {
      const query = url.search.slice(1)
      const signed = `${url.pathname}${query}${createHash('md5').update(query).digest('hex')}`
      const hex = createHmac('sha1', 'a1b2c3d4e5f6').update(signed).digest('hex')
      if (request.headers.authorization !== `aaf13abc:${Buffer.from(hex).toString('base64')}`) {
        return json(401, { status: 'error', message: 'Not authorized' })
      }
      if (!ready) return json(404, { status: 'error', message: 'Call not found' })
      const link = `${files}/${url.searchParams.get('call_id')}.mp3`
      return json(200, { status: 'success', link, lifetime_till: '2026-03-02 15:30:00' })
    }
    if (url.pathname === '/get_record') {
      if (request.headers['x-client-sign'] !== sha(`000003C4${body}00000716`)) return json(403, {})
      const { session_id: id, ip_adress: ip } = JSON.parse(body) as Record<string, string>
      if (!ready) return json(200, { result: '-1', resultMessage: 'Запись не найдена' })
      return json(200, { result: 0, resultMessage: 'Операция выполнена успешно', url: `${files}/${id}?${ip}` })
    }
    if (url.pathname.startsWith('/crmapi/records/')) {
      return request.headers['x-api-key'] === 'vats-key-1' ? response.writeHead(200).end(wav) : json(401, {})
    }
    if (url.pathname === '/v2/records/551594285/download') {
      if (request.headers['x-mpbx-api-auth-token'] !== 'mpbx-token-1') return json(401, { errorCode: 'Unauthorized' })
      return ready
        ? response.writeHead(302, { location: `${files}/1.mp3` }).end()
        : json(200, { errorCode: 'NotReady' })
    }
    return json(404, {})
  })
  await new Promise<void>((listening) => provider.listen(0, '127.0.0.1', listening))
  base = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`
})
afterAll(() => new Promise((closed) => provider.close(closed)))
beforeEach(() => {
  heard = []
  ready = true
  files = `${base}/files`
})

const place: FetchPlace = { allowPrivate: true, hosts: ['127.0.0.1'], folders: [], day: '2026-03-02' }
const connection = (secrets: Record<string, string>, settings = {}): Connection => ({
  ...{ workspaceId: 'w', endpointId: 'e', provider: 'mango', name: 'АТС', path: '/', active: true, settings, secrets },
})

const ways: readonly (readonly [
  name: string,
  url: string,
  way: () => KeyedRecordings,
  right: Connection,
  wrong: Connection,
])[] = [
  [
    'mango',
    'https://app.mango-office.ru/vpbx/queries/recording/issa/MToxMDA4NjI3/play',
    () => createMangoRecordings(base),
    connection({ apiKey: 'qwerty123', salt: 'asdfgh456' }),
    connection({ apiKey: 'qwerty123', salt: 'another-salt' }),
  ],
  [
    'zadarma',
    'zadarma:1458313316.343456',
    () => createZadarmaRecordings(base),
    connection({ key: 'aaf13abc', secret: 'a1b2c3d4e5f6' }),
    connection({ key: 'aaf13abc', secret: 'another-secret' }),
  ],
  [
    'rostelecom',
    'rostelecom:76981273981237',
    () => createRostelecomRecordings(base),
    connection({ clientId: '000003C4', signKey: '00000716' }, { serverAddress: '203.0.113.10' }),
    connection({ clientId: '000003C4', signKey: 'another-key' }, { serverAddress: '203.0.113.10' }),
  ],
  [
    'beeline',
    'beeline:551594285',
    () => createBeelineRecordings(base),
    connection({ token: 'mpbx-token-1' }),
    connection({ token: 'another-token' }),
  ],
]

test.each(ways)(
  '%s gives a recording out to the right keys, and keys are told to nobody but it',
  async (_, url, way, right) => {
    expect(await fetchByKeys(url, way(), [right], place)).toEqual({ kind: 'got', bytes: wav })
    const [asked, fetched, ...others] = heard
    expect(others).toEqual([])
    expect(asked?.path).not.toContain('/files/')
    expect(fetched?.path).toContain('/files/')
    const said = JSON.stringify([fetched?.headers, fetched?.body, fetched?.path])
    for (const secret of Object.values(right.secrets)) expect(said).not.toContain(secret)
  },
)

test.each(ways)(
  '%s: wrong keys, none at all, and a recording that is not made yet are told apart',
  async (_, url, way, right, wrong) => {
    expect(await fetchByKeys(url, way(), [wrong], place)).toMatchObject({ kind: 'later', reason: 'keys_refused' })
    expect(await fetchByKeys(url, way(), [], place)).toMatchObject({ kind: 'refused', reason: 'no_keys' })
    expect(await fetchByKeys(url, way(), [connection({})], place)).toMatchObject({ kind: 'refused', reason: 'no_keys' })
    expect(await fetchByKeys(url, way(), [wrong, right], place)).toMatchObject({ kind: 'got' })
    ready = false
    expect(await fetchByKeys(url, way(), [right], place)).toMatchObject({ kind: 'later', reason: 'not_ready' })
  },
)

test.each(ways)('%s can’t lead the server to a host that is not allowed', async (_, url, way, right) => {
  files = 'http://elsewhere.example/files'
  expect(await fetchByKeys(url, way(), [right], place)).toEqual({
    ...{ kind: 'refused', reason: 'host_not_allowed', detail: 'elsewhere.example' },
  })
})

test('through the whole server: a key that was refused is said on the card, and the right one brings the recording by itself', async () => {
  const server: TestServer = await testServer({ env: { LIDOSKOP_PRIVATE_HOOKS: '1' } })
  try {
    const { id: workspaceId, timezone, country, slug } = server.company
    const at = (path: string) => `/workspaces/${slug}${path}`
    const admin = server.api('admin')
    await admin(at('/recordings/settings'), {
      method: 'PUT',
      body: { keepDays: 30, hosts: ['127.0.0.1'], marketingListens: true, agenciesListen: false },
    })
    const made = await admin(at('/endpoints'), {
      body: {
        provider: 'megafon',
        name: 'ВАТС',
        secrets: { token: 'old-key' },
        settings: { vatsAddress: `${base}/crmapi/v1` },
      },
    })
    const endpoint = (await made.json()) as { id: string }
    const call = (provider: string, externalId: string, recordingUrl: string) =>
      server.app.services.db.transaction((tx) =>
        server.app.recorder.record(tx, {
          workspace: { id: workspaceId, timezone, country },
          observations: [
            {
              ...{
                provider,
                externalId,
                kind: 'call',
                finished: true,
                outcome: 'answered',
                talkSeconds: 60,
                recordingUrl,
              },
              ...{ at: new Date('2026-03-02T09:01:00Z'), startedAt: new Date('2026-03-02T09:00:00Z') },
            },
          ],
          now: new Date(),
        }),
      )
    const read = async (externalId: string): Promise<Recording | null> => {
      const [row] = await server.db.query<{ id: string }>(
        sql`select id from interactions where workspace_id = ${workspaceId} and external_id = ${externalId}`,
      )
      return (await admin(at(`/interactions/${row?.id}/recording`))).json() as Promise<Recording | null>
    }
    await call('megafon', 'm-1', `${base}/crmapi/records/1.mp3`)
    await call('zadarma', 'z-1', 'zadarma:1458313316.343456')
    const limit = { timeout: 30_000 }
    await expect.poll(async () => (await read('m-1'))?.reason, limit).toBe('keys_refused')
    expect(await read('m-1')).toMatchObject({ state: 'waiting', detail: 'HTTP 401' })
    await expect.poll(async () => (await read('z-1'))?.reason, limit).toBe('no_keys')
    expect(await read('z-1')).toMatchObject({ state: 'refused', path: null })
    await admin(at(`/endpoints/${endpoint.id}`), { method: 'PATCH', body: { secrets: { token: 'vats-key-1' } } })
    await expect.poll(async () => (await read('m-1'))?.state, limit).toBe('stored')
    expect(await read('m-1')).toMatchObject({ size: wav.length, mime: 'audio/wav' })
    expect(await read('z-1')).toMatchObject({ reason: 'no_keys' })
  } finally {
    await server.close()
  }
}, 120_000)
