import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from '../../../platform/database/database.ts'
import { type TestServer, testServer } from '../../../platform/testing/server.ts'
import { adapters } from '../adapters/index.ts'
import { inboxEmpty, openEndpoint, postGeneric, postMango, recordOf } from '../testing.ts'

let server: TestServer
beforeAll(async () => {
  server = await testServer()
})
afterAll(() => server.close())

const at = (path: string) => `/workspaces/${server.company.slug}${path}`
const secretsOf = { mango: { apiKey: 'key', salt: 'salt-of-mango' } }

interface Listed {
  readonly id: string
  readonly path: string
  readonly failed: number
  readonly secretHints: Record<string, string>
  readonly refused: { reason: string; count: number }[]
}

const list = async () => (await (await server.api('admin')(at('/endpoints'))).json()) as Listed[]

test('secrets are sealed in the database, never listed, and shown once only where we made them', async () => {
  const mango = await openEndpoint(server, 'mango', { secrets: secretsOf.mango })
  const generic = await openEndpoint(server, 'generic')
  expect(generic.secrets.secret).toMatch(/^lss_/)
  const listed = JSON.stringify(await list())
  const stored = JSON.stringify(
    await server.db.query(sql`select * from endpoints where workspace_id = ${server.company.id}`),
  )
  for (const secret of ['salt-of-mango', generic.secrets.secret ?? '']) {
    expect(listed).not.toContain(secret)
    expect(stored).not.toContain(secret)
  }
  expect((await list()).find(({ id }) => id === mango.id)?.secretHints).toEqual({ apiKey: '…', salt: '…ango' })
})

test('the test button sends an event of the provider’s own form through the door, and it is recorded as a test', async () => {
  for (const { provider, secrets, sample } of adapters.values()) {
    if (!sample) continue
    const given = secrets.flatMap(({ name, made }) => (made ? [] : [[name, `${name}-of-${provider}`]]))
    const door = await openEndpoint(server, provider, { secrets: Object.fromEntries(given) })
    const answer = await server.api('admin')(at(`/endpoints/${door.id}/test`), { method: 'POST' })
    const { status, subject } = (await answer.json()) as { status: number; subject: string }
    expect([provider, status < 300]).toEqual([provider, true])
    await inboxEmpty(server)
    const found = (await recordOf(server, subject)).filter((call) => call.provider === provider)
    expect([provider, found.map(({ isTest, state }) => [isTest, state])]).toEqual([provider, [[true, 'finished']]])
  }
})

test('a missing secret of the provider’s cabinet is asked for by name', async () => {
  const answer = await server.api('admin')(at('/endpoints'), {
    body: { provider: 'mango', name: 'x', secrets: { apiKey: 'a' } },
  })
  expect([answer.status, await answer.json()]).toMatchObject([
    422,
    { data: { code: 'missing_value', field: 'secrets.salt' } },
  ])
})

test('a new secret works at once and the old one stops', async () => {
  const door = await openEndpoint(server, 'generic')
  const answer = await server.api('admin')(at(`/endpoints/${door.id}/secret`), { method: 'POST' })
  const { secrets } = (await answer.json()) as { secrets: Record<string, string> }
  const event = { id: 'renewed', kind: 'call', at: '2026-03-02T10:00:00Z' }
  expect((await postGeneric(door, event)).status).toBe(401)
  expect((await postGeneric({ ...door, secrets }, event)).status).toBe(202)
})

test('a new name never writes over a secret that was renewed meanwhile', async () => {
  const door = await openEndpoint(server, 'generic')
  let renaming: Promise<Response> | undefined
  await server.db.transaction(async (tx) => {
    await tx.query(sql`
      update endpoints set secret = 'renewed', active = false where workspace_id = ${server.company.id} and id = ${door.id}`)
    renaming = server.api('admin')(at(`/endpoints/${door.id}`), { method: 'PATCH', body: { name: 'Сайт' } })
    for (let waits = 0; waits === 0; ) {
      const waiting = await server.db.query(
        sql`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      )
      waits = waiting.length
    }
  })
  expect((await renaming)?.status).toBe(200)
  const [kept] = await server.db.query(
    sql`select name, secret, active from endpoints where workspace_id = ${server.company.id} and id = ${door.id}`,
  )
  expect(kept).toEqual({ name: 'Сайт', secret: 'renewed', active: false })
})

test('the secret of a provider’s cabinet is changed by writing the new one; other settings stay', async () => {
  const door = await openEndpoint(server, 'mango', { secrets: secretsOf.mango })
  expect((await server.api('admin')(at(`/endpoints/${door.id}/secret`), { method: 'POST' })).status).toBe(422)
  await server.api('admin')(at(`/endpoints/${door.id}`), { method: 'PATCH', body: { secrets: { salt: 'new-salt' } } })
  const changed = { ...door, secrets: { apiKey: 'key', salt: 'new-salt' } }
  expect((await postMango(door, 'events/dtmf', { dtmf: '1', entry_id: 'a' })).status).toBe(401)
  expect((await postMango(changed, 'events/dtmf', { dtmf: '1', entry_id: 'a' })).status).toBe(200)
})

test('a channel that is switched off or removed answers 404', async () => {
  const door = await openEndpoint(server, 'generic')
  const event = { id: 'closed', kind: 'call' }
  await server.api('admin')(at(`/endpoints/${door.id}`), { method: 'PATCH', body: { active: false } })
  expect((await postGeneric(door, event)).status).toBe(404)
  await server.api('admin')(at(`/endpoints/${door.id}`), { method: 'PATCH', body: { active: true } })
  expect((await postGeneric(door, event)).status).toBe(202)
  await server.api('admin')(at(`/endpoints/${door.id}`), { method: 'DELETE' })
  expect((await postGeneric(door, { ...event, id: 'closed-2' })).status).toBe(404)
  expect((await list()).some(({ id }) => id === door.id)).toBe(false)
})

test('requests that were turned away are counted with their reason', async () => {
  const door = await openEndpoint(server, 'generic')
  const wrong = { ...door, secrets: { secret: 'other' } }
  for (let i = 0; i < 3; i++) await postGeneric(wrong, { id: String(i), kind: 'call' })
  const refused = async () => (await list()).find(({ id }) => id === door.id)?.refused ?? []
  await expect.poll(async () => (await refused())[0]?.count, { timeout: 30_000 }).toBe(3)
  expect(await refused()).toMatchObject([{ reason: 'signature_wrong', count: 3 }])
})

test('a second system of the company does not mix its identities with the first one’s', async () => {
  const other = await server.addCompany()
  const api = (path: string, body: unknown) =>
    fetch(`${server.url}/api/v1/workspaces/${other.company.slug}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${other.keys.admin}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  for (const subject of ['Сайт', 'CRM']) {
    const made = (await (await api('/endpoints', { provider: 'generic', name: subject })).json()) as {
      path: string
      secrets: { secret: string }
      id: string
    }
    const door = { id: made.id, url: server.url + made.path, secrets: made.secrets }
    expect((await postGeneric(door, { id: '1', kind: 'form', at: '2026-03-02T10:00:00Z', subject })).status).toBe(202)
  }
  await inboxEmpty({ ...server, company: other.company })
  const subjects = await server.db.query<{ subject: string }>(
    sql`select subject from interactions where workspace_id = ${other.company.id} order by subject`,
  )
  expect(subjects.map(({ subject }) => subject)).toEqual(['CRM', 'Сайт'])
})

test('settings are checked and changes stand in the log without secrets', async () => {
  const wrong = await server.api('admin')(at('/endpoints'), {
    body: { provider: 'uis', name: 'x', settings: { timezone: 'Mars/Base' } },
  })
  expect(wrong.status).toBe(422)
  const log = JSON.stringify(
    await server.db.query(
      sql`select action, before, after from audit_log where workspace_id = ${server.company.id} and object_type = 'endpoint'`,
    ),
  )
  expect(log).toContain('endpoint.created')
  expect(log).not.toContain('salt-of-mango')
})

test('the catalogue tells what each provider wants to be told', async () => {
  const answer = await server.api('manager')(at('/providers'))
  expect(answer.status).toBe(403)
  const catalogue = (await (await server.api('admin')(at('/providers'))).json()) as { provider: string }[]
  expect(catalogue.find(({ provider }) => provider === 'megafon')).toMatchObject({
    group: 'telephony',
    webhook: true,
    listens: true,
    testable: true,
    secrets: [
      { name: 'secret', made: true, optional: false },
      { name: 'token', made: false, optional: true },
    ],
    fields: [
      { name: 'vatsAddress', kind: 'url', required: false },
      { name: 'clockHours', kind: 'number', min: -14, max: 14, required: false },
      { name: 'retentionDays' },
    ],
  })
  expect(catalogue.find(({ provider }) => provider === 'mts')).toMatchObject({ webhook: true, listens: false })
  expect(catalogue.find(({ provider }) => provider === 'beeline')).toMatchObject({ webhook: true, listens: true })
})

test('a connection that we go to says why it fails, is tried again when asked, and rests while it is switched off', async () => {
  const door = await openEndpoint(server, 'beeline', { secrets: { token: 'token-of-beeline' } })
  interface Fares {
    readonly id: string
    readonly listening: { state: string; since: string; failures: number; failure: { code: string } | null } | null
  }
  const fares = async (holds: (listening: Fares['listening']) => boolean) => {
    for (;;) {
      const all = (await (await server.api('admin')(at('/endpoints'))).json()) as Fares[]
      const found = all.find(({ id }) => id === door.id)?.listening ?? null
      if (holds(found)) return found
      await new Promise((resume) => setTimeout(resume, 20))
    }
  }
  const failing = await fares((now) => now?.state === 'failing')
  expect(failing?.failure).toEqual({ code: 'no_public_address', detail: null })
  const ask = (path: string, method: string, body?: object) =>
    server.api('admin')(at(`/endpoints/${door.id}${path}`), { method, ...(body && { body }) })
  // It fails since the first attempt that failed, not since the last.
  expect((await fares((now) => (now?.failures ?? 0) >= 2))?.since).toBe(failing?.since)
  expect((await ask('/check', 'POST')).status).toBe(200)
  await fares((now) => now?.failures === 1)
  expect((await ask('', 'PATCH', { active: false })).status).toBe(200)
  await fares((now) => now?.state === 'off')
  expect((await server.api('head')(at(`/endpoints/${door.id}/check`), { method: 'POST' })).status).toBe(403)
})
