import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from '../../platform/database/database.ts'
import { createLog } from '../../platform/log/log.ts'
import { type TestServer, testServer } from '../../platform/testing/server.ts'
import type { Recording } from './contract.ts'
import { forgetOldRecordings } from './fetch/dispatch.ts'
import { bucketStorage } from './storage/s3.ts'
import { type TestBucket, testBucket } from './test-bucket.ts'

/** A second of silence as telephones record it. */
const wav = Buffer.alloc(16_044)
wav.write('RIFF', 0)
wav.writeUInt32LE(16_036, 4)
wav.write('WAVEfmt ', 8)

let server: TestServer
let bucket: TestBucket
let provider: http.Server
let base: string
let ready = false
const folder = mkdtempSync(join(tmpdir(), 'lidoskop-monitor-'))
const keys = { key: 'AKIDEXAMPLE', secret: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' }
beforeAll(async () => {
  bucket = await testBucket(keys.key, keys.secret)
  provider = http.createServer((request, response) => {
    if (request.url === '/later.wav' && !ready) return response.writeHead(404).end()
    if (request.url === '/page.wav') return response.writeHead(200).end('<html>Войдите</html>')
    if (request.url === '/away.wav')
      return response.writeHead(302, { location: 'http://elsewhere.example/1.wav' }).end()
    return response.writeHead(200, { 'content-type': 'text/plain' }).end(wav)
  })
  await new Promise<void>((listening) => provider.listen(0, '127.0.0.1', listening))
  base = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`
  mkdirSync(join(folder, '2026/03/02'), { recursive: true })
  writeFileSync(join(folder, '2026/03/02/q-201.wav'), wav)
  server = await testServer({
    env: {
      ...{ LIDOSKOP_PRIVATE_HOOKS: '1', LIDOSKOP_COMPANY_FOLDERS: `*=${folder}` },
      ...{ LIDOSKOP_S3_URL: bucket.url, LIDOSKOP_S3_KEY: keys.key, LIDOSKOP_S3_SECRET: keys.secret },
    },
  })
})
afterAll(async () => {
  await server.close()
  await bucket.close()
  await new Promise((closed) => provider.close(closed))
  rmSync(folder, { recursive: true, force: true })
})

const at = (path: string) => `/workspaces/${server.company.slug}${path}`

async function call(
  externalId: string,
  recordingUrl: string,
  line = server.company.people.manager.line,
): Promise<string> {
  const { id, timezone, country } = server.company
  const { recorder, services } = server.app
  await services.db.transaction((tx) =>
    recorder.record(tx, {
      workspace: { id, timezone, country },
      observations: [
        {
          ...{ provider: 'pbx', externalId, kind: 'call', finished: true, outcome: 'answered', talkSeconds: 60, line },
          ...{ at: new Date('2026-03-02T09:01:00Z'), startedAt: new Date('2026-03-02T09:00:00Z'), recordingUrl },
          party: { phone: '+79161234567' },
        },
      ],
      now: new Date(),
    }),
  )
  const [row] = await server.db.query<{ id: string }>(
    sql`select id from interactions where workspace_id = ${id} and external_id = ${externalId}`,
  )
  return row?.id ?? ''
}

const read = async (id: string): Promise<Recording | null> =>
  (await server.api('admin')(at(`/interactions/${id}/recording`))).json() as Promise<Recording | null>

async function settled(id: string, wanted: (found: Recording) => boolean): Promise<Recording> {
  for (;;) {
    const found = await read(id)
    if (found && wanted(found)) return found
    await new Promise((resume) => setTimeout(resume, 20))
  }
}
const sound = (role: Parameters<TestServer['api']>[0], id: string, headers = {}) =>
  server.api(role)(at(`/interactions/${id}/recording/sound`), { headers })

test('a recording comes from an allowed host alone; allowing another host fetches what was refused', async () => {
  const id = await call('r-1', `${base}/1.wav`)
  expect(await settled(id, ({ state }) => state !== 'waiting')).toMatchObject({
    ...{ state: 'refused', reason: 'host_not_allowed', detail: '127.0.0.1' },
  })
  const saved = await server.api('admin')(at('/recordings/settings'), {
    method: 'PUT',
    body: { keepDays: 30, hosts: ['127.0.0.1'], marketingListens: true, agenciesListen: false },
  })
  expect(saved.status).toBe(200)
  expect(await settled(id, ({ state }) => state === 'stored')).toMatchObject({ mime: 'audio/wav', size: wav.length })
  expect([...bucket.objects.values()].map(({ mime }) => mime)).toEqual(['audio/wav'])
  expect(bucket.refused).toEqual([])
  const redirected = await call('r-2', `${base}/away.wav`)
  expect(await settled(redirected, ({ state }) => state === 'refused')).toMatchObject({ detail: 'elsewhere.example' })
})

test('it is played in ranges, and who listened is written down once', async () => {
  const id = await call('r-3', `${base}/3.wav`)
  await settled(id, ({ state }) => state === 'stored')
  const whole = await sound('manager', id)
  expect([whole.status, whole.headers.get('content-type'), whole.headers.get('accept-ranges')]).toEqual([
    200,
    'audio/wav',
    'bytes',
  ])
  expect(Buffer.from(await whole.arrayBuffer()).equals(wav)).toBe(true)
  const part = await sound('manager', id, { range: 'bytes=8-15' })
  expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([
    206,
    `bytes 8-15/${wav.length}`,
    'WAVEfmt ',
  ])
  expect((await sound('manager', id, { range: 'bytes=99999-' })).status).toBe(416)
  expect((await read(id))?.listens).toEqual([{ by: expect.any(String), at: expect.any(String) }])
})

test('a copy is taken by those alone who answer for others, under a name without numbers, and the log says who took it', async () => {
  const id = await call('r-copy', `${base}/copy.wav`)
  await settled(id, ({ state }) => state === 'stored')
  const copy = (role: Parameters<typeof server.api>[0]) =>
    server.api(role)(at(`/interactions/${id}/recording/sound?download=1`))
  expect((await copy('manager')).status).toBe(403)
  const taken = await copy('director')
  expect(taken.headers.get('content-disposition')).toBe(`attachment; filename="2026-03-02-${id.slice(-8)}.wav"`)
  expect(Buffer.from(await taken.arrayBuffer()).equals(wav)).toBe(true)
  const logged = await server.db.query<{ action: string }>(sql`
    select action from audit_log where workspace_id = ${server.company.id} and object_id = ${id}`)
  expect(logged.map(({ action }) => action)).toEqual(['recording.downloaded'])
})

test('nobody hears what they may not see: agencies, auditors, other people’s calls, other companies, nobody', async () => {
  const id = await call('r-4', `${base}/4.wav`, server.company.otherManager.line)
  await settled(id, ({ state }) => state === 'stored')
  expect((await sound('agency', id)).status).toBe(403)
  expect((await sound('auditor', id)).status).toBe(403)
  expect((await sound('manager', id)).status).toBe(404)
  expect((await fetch(`${server.url}/api/v1${at(`/interactions/${id}/recording/sound`)}`)).status).toBe(401)
  const other = await server.addCompany()
  const foreign = await fetch(`${server.url}/api/v1${at(`/interactions/${id}/recording/sound`)}`, {
    headers: { authorization: `Bearer ${other.keys.admin}` },
  })
  expect(foreign.status).toBe(404)
  expect((await sound('director', id)).status).toBe(200)
})

test('marketing listens and an agency does not, until the company says otherwise; the log says who said it', async () => {
  const id = await call('r-marketing', `${base}/marketing.wav`)
  await settled(id, ({ state }) => state === 'stored')
  const asked = async (role: 'marketing' | 'agency') => {
    const seen = (await (await server.api(role)(at(`/interactions/${id}/recording`))).json()) as Recording
    return [seen.mayListen, seen.path !== null, (await sound(role, id)).status]
  }
  expect([await asked('marketing'), await asked('agency')]).toEqual([
    [true, true, 200],
    [false, false, 403],
  ])
  expect((await server.api('marketing')(at(`/interactions/${id}/recording/sound?download=1`))).status).toBe(403)
  const before = { keepDays: 30, hosts: ['127.0.0.1'], marketingListens: true, agenciesListen: false }
  const save = (body: object) => server.api('admin')(at('/recordings/settings'), { method: 'PUT', body })
  await save({ ...before, marketingListens: false, agenciesListen: true })
  expect([await asked('marketing'), await asked('agency')]).toEqual([
    [false, false, 403],
    [true, true, 200],
  ])
  expect((await sound('manager', id)).status).toBe(200)
  const [logged] = await server.db.query<{ before: object; after: object }>(sql`
    select before, after from audit_log where workspace_id = ${server.company.id} and action = 'recordings.settings'
    order by seq desc limit 1`)
  expect(logged).toMatchObject({ before, after: { marketingListens: false, agenciesListen: true } })
  await save(before)
})

test('what is not ready is asked for again, and a page that asks to sign in is no recording', async () => {
  const page = await call('r-5', `${base}/page.wav`)
  expect(await settled(page, ({ state }) => state !== 'waiting')).toMatchObject({
    state: 'refused',
    reason: 'not_audio',
  })
  const later = await call('r-6', `${base}/later.wav`)
  expect(await settled(later, ({ reason }) => reason !== null)).toMatchObject({ state: 'waiting', reason: 'not_ready' })
  ready = true
  await server.db.query(sql`
    update recordings set next_at = now() where workspace_id = ${server.company.id} and interaction_id = ${later}`)
  await server.db.query(sql`select pg_notify('lidoskop_recordings', '')`)
  await settled(later, ({ state }) => state === 'stored')
})

test('a local exchange’s file is found by its name in the company’s folder, and nothing outside of that', async () => {
  const id = await call('r-7', 'file:///var/spool/asterisk/monitor/2026/03/02/q-201.wav')
  await settled(id, ({ state }) => state === 'stored')
  const foreign = await call('r-8', 'file:///etc/passwd')
  expect(await settled(foreign, ({ reason }) => reason !== null)).toMatchObject({
    state: 'waiting',
    reason: 'not_ready',
  })
})

test('after its days a recording is deleted, its bytes where nobody else has them, and the log says so', async () => {
  const id = await call('r-9', `${base}/9.wav`)
  await settled(id, ({ state }) => state === 'stored')
  expect(bucket.objects.size).toBe(1)
  const { config } = server.app.services
  await forgetOldRecordings({
    ...{ db: server.app.services.db, storage: bucketStorage(config.bucket ?? { ...keys, url: '', region: '' }) },
    ...{ allowPrivate: true, companyFolders: [], log: createLog('silent') },
    now: () => new Date(Date.now() + 31 * 86_400_000),
  })
  expect((await read(id))?.state).toBe('deleted')
  expect((await sound('admin', id)).status).toBe(404)
  expect(bucket.objects.size).toBe(0)
  const audit = await server.db.query(sql`
    select action from audit_log where workspace_id = ${server.company.id} and object_id = ${id} and action = 'recording.deleted'`)
  expect(audit).toHaveLength(1)
})
