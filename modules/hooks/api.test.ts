import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from '../../platform/database/database.ts'
import { type TestServer, testServer } from '../../platform/testing/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await testServer()
})
afterAll(() => server.close())

const hooks = () => `/workspaces/${server.company.slug}/hooks`

test('a subscription is made with a secret that is shown once, changed, paused and removed, and the log tells of it', async () => {
  const admin = server.api('admin')
  const body = { name: 'CRM', url: 'https://example.com/hook', events: ['interaction.finished'] }
  const made = (await (await admin(hooks(), { body })).json()) as { id: string; secret: string }
  expect(made.secret).toMatch(/^lsw_/)
  expect((await admin(`${hooks()}/${made.id}`, { method: 'PATCH', body: { active: false } })).status).toBe(200)
  const listed = await (await admin(hooks())).text()
  expect(listed).not.toContain(made.secret)
  expect(JSON.parse(listed)).toMatchObject([{ id: made.id, active: false, stoppedReason: 'paused', waiting: 0 }])
  expect((await admin(`${hooks()}/${made.id}`, { method: 'DELETE' })).status).toBe(200)
  const log = await server.db.query<{ action: string; after: unknown }>(
    sql`select action, after from audit_log where workspace_id = ${server.company.id} and object_type = 'hook' order by seq`,
  )
  expect(log.map(({ action }) => action)).toEqual(['hook.created', 'hook.changed', 'hook.removed'])
  expect(JSON.stringify(log)).not.toContain(made.secret)
})

test('addresses of the own network are refused', async () => {
  for (const url of [
    'http://127.0.0.1/',
    'http://localhost:4310/',
    'http://169.254.169.254/latest',
    'http://[::1]/',
    'ftp://example.com/',
  ]) {
    const answer = await server.api('admin')(hooks(), { body: { name: 'x', url, events: ['class.changed'] } })
    expect([url, answer.status]).toEqual([url, 422])
  }
})

test('nobody but an administrator sees subscriptions', async () => {
  for (const role of ['manager', 'head', 'marketing', 'director', 'auditor', 'agency'] as const) {
    expect([role, (await server.api(role)(hooks())).status]).toEqual([role, 403])
  }
})

test('a new interaction sets its message on the way: tried, found undeliverable, and kept for the next attempt', async () => {
  const admin = server.api('admin')
  const body = { name: 'Нигде', url: 'https://nowhere.invalid/hook', events: ['interaction.created'] }
  const made = (await (await admin(hooks(), { body })).json()) as { id: string }
  await server.db.transaction((tx) =>
    server.app.recorder.record(tx, {
      workspace: server.company,
      observations: [{ provider: 'generic', externalId: 'on-the-way', kind: 'call', at: new Date() }],
      now: new Date(),
    }),
  )
  for (;;) {
    const answer = await admin(`${hooks()}/${made.id}/deliveries`)
    const { deliveries } = (await answer.json()) as {
      deliveries: { attempts: number; state: string; error: string | null }[]
    }
    if ((deliveries[0]?.attempts ?? 0) === 0) {
      await new Promise((resume) => setTimeout(resume, 50))
      continue
    }
    expect(deliveries).toMatchObject([{ state: 'waiting', error: expect.stringContaining('nowhere.invalid') }])
    break
  }
  const [listed] = ((await (await admin(hooks())).json()) as { id: string; failingSince: string | null }[]).filter(
    ({ id }) => id === made.id,
  )
  expect(listed?.failingSince).not.toBeNull()
})

test('a new name never writes over a secret that was renewed meanwhile', async () => {
  const admin = server.api('admin')
  const body = { name: 'CRM', url: 'https://example.com/hook', events: ['class.changed'] }
  const { id } = (await (await admin(hooks(), { body })).json()) as { id: string }
  const read = async () =>
    (
      await server.db.query<{ name: string; secret: string; active: boolean }>(
        sql`select name, secret, active from hook_subscriptions where workspace_id = ${server.company.id} and id = ${id}`,
      )
    )[0]
  let renaming: Promise<Response> | undefined
  await server.db.transaction(async (tx) => {
    await tx.query(sql`
      update hook_subscriptions set secret = 'renewed', active = false
      where workspace_id = ${server.company.id} and id = ${id}`)
    renaming = admin(`${hooks()}/${id}`, { method: 'PATCH', body: { name: 'CRM 2' } })
    await waitingForLock()
  })
  expect((await renaming)?.status).toBe(200)
  expect(await read()).toEqual({ name: 'CRM 2', secret: 'renewed', active: false })
})

/** Returns when somebody waits for a row that is locked. */
async function waitingForLock(): Promise<void> {
  for (;;) {
    const waiting = await server.db.query(sql`
      select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`)
    if (waiting.length > 0) return
    await new Promise((resume) => setTimeout(resume, 10))
  }
}
