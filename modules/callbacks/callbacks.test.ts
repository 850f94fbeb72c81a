import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from '../../platform/database/database.ts'
import { type TestServer, testServer } from '../../platform/testing/index.ts'
import type { CallbackFigures } from './contract.ts'
import { type CallbackSettings, settingsSchema } from './settings.ts'

const origin = 'https://okna.test'
let now = new Date('2026-03-10T09:00:00Z')
let server: TestServer
let site: { id: string; key: string }
beforeAll(async () => {
  server = await testServer({ now: () => now })
  site = (await (
    await server.api('admin')(at('/sites'), { body: { name: 'okna.test', domains: ['okna.test'] } })
  ).json()) as { id: string; key: string }
  await set({})
})
afterAll(() => server.close())

const at = (path: string) => `/workspaces/${server.company.slug}${path}`
const set = async (settings: Partial<CallbackSettings>) => {
  const answer = await server.api('admin')(at(`/callback-sites/${site.id}`), {
    method: 'PUT',
    body: { settings: settingsSchema.parse({ enabled: true, ...settings }) },
  })
  if (!answer.ok) throw new Error(await answer.text())
}
const later = (seconds: number) => {
  now = new Date(now.getTime() + seconds * 1000)
  return now
}
const ask = (told: Record<string, unknown>, headers: Record<string, string> = { origin }, key = site.key) =>
  fetch(`${server.url}/site/${key}/callbacks/requests`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ id: randomUUID(), ...told }),
  })
interface Row {
  readonly id: string
  readonly phone: string
  readonly state: string
  readonly attempts: number
  readonly tryAt: string
  readonly employee: { name: string } | null
}
const waiting = async (who: Parameters<TestServer['api']>[0] = 'director') =>
  (await (await server.api(who)(at('/callbacks/waiting'))).json()) as Row[]
const made = async () =>
  (await (await server.api('director')(at('/callbacks?from=2026-03-01&to=2026-03-31'))).json()) as {
    requests: (Row & { result: string | null })[]
    figures: CallbackFigures
  }
const call = (phone: string, facts: Record<string, unknown>) =>
  server.api('admin')(at('/interactions'), {
    body: {
      observations: [
        {
          ...{
            provider: 'pbx',
            externalId: randomUUID(),
            kind: 'call',
            direction: 'outbound',
            at: now,
            startedAt: now,
          },
          ...{ finished: true, party: { phone }, ...facts },
        },
      ],
    },
  })

describe('what a visitor leaves', () => {
  test('is promised for the settings’ seconds, waits at once, and the same request twice is one', async () => {
    const id = randomUUID()
    const answer = await ask({ id, phone: '8 (916) 222-00-01', name: 'Анна' })
    expect([answer.status, await answer.json()]).toMatchObject([200, { ok: true, seconds: 28 }])
    expect((await ask({ id, phone: '8 (916) 222-00-01' })).status).toBe(200)
    expect((await ask({ phone: '+7 916 222 00 01' })).status).toBe(200)
    expect((await waiting()).map(({ phone }) => phone)).toEqual(['+79162220001'])
  })

  test('is in the record as one interaction of its client', async () => {
    const find = () =>
      server.db.query<{ kind: string; phone: string }>(sql`
        select kind, party_number as phone from interactions
        where workspace_id = ${server.company.id} and provider = 'callback'`)
    await expect.poll(find, { timeout: 10_000 }).toEqual([{ kind: 'callback', phone: '+79162220001' }])
  })

  test('is refused where it is no number, from another site, with a forged key, broken, or switched off', async () => {
    const wrong = await ask({ phone: '123' })
    expect([wrong.status, await wrong.json()]).toMatchObject([422, { data: { code: 'callback_number' } }])
    expect((await ask({ phone: '+79162220009' }, { origin: 'https://evil.example' })).status).toBe(403)
    expect((await ask({ phone: '+79162220009' }, { origin }, `${site.key.slice(0, -2)}zz`)).status).toBe(404)
    expect((await ask({ id: 'x', phone: '+79162220009' })).status).toBe(422)
    await set({ enabled: false })
    expect((await ask({ phone: '+79162220009' })).status).toBe(404)
    await set({})
  })

  test('outside working hours is promised for the next opening, or for the time that was wished for', async () => {
    const hours = { from: 9 * 60, to: 18 * 60 }
    await set({ week: [null, null, hours, hours, hours, null, null] })
    const answer = (await (await ask({ phone: '+79162220002' })).json()) as { until: string }
    // The company's Wednesday, nine o'clock in Moscow.
    expect(answer.until).toBe('2026-03-11T06:00:28.000Z')
    const wished = (await (await ask({ phone: '+79162220003', at: '2026-03-12T09:30:00Z' })).json()) as {
      until: string
    }
    expect(wished.until).toBe('2026-03-12T09:30:28.000Z')
    await set({})
  })

  test('a flood from one address is turned away', async () => {
    const answers = []
    for (let i = 0; i < 12; i++) answers.push((await ask({ phone: '+79162220001' })).status)
    expect(answers).toContain(429)
    later(600)
  })
})

describe('a request', () => {
  test('ends by any talk with the number, and the promise is measured', async () => {
    later(3_600)
    await ask({ phone: '+79162220011' })
    later(20)
    await call('8 916 222-00-11', { outcome: 'answered', answeredAt: now, endedAt: later(60), talkSeconds: 60 })
    expect((await waiting()).some(({ phone }) => phone === '+79162220011')).toBe(false)
    const { requests, figures } = await made()
    expect(requests.find(({ phone }) => phone === '+79162220011')).toMatchObject({ state: 'done', result: 'talked' })
    expect(figures.median).toBe(20)
    expect(figures.kept.count).toBe(1)
  })

  test('is tried again after 5, 15 and 60 minutes and then given up, each call counted once', async () => {
    await ask({ phone: '+79162220012' })
    const attempts = async () => (await waiting()).find(({ phone }) => phone === '+79162220012')
    for (const [done, minutes] of [
      [1, 5],
      [2, 15],
      [3, 60],
    ] as const) {
      const ended = later(30)
      const facts = { externalId: `try-${done}`, outcome: 'no_answer', endedAt: ended }
      await call('+79162220012', facts)
      await call('+79162220012', facts)
      expect(await attempts()).toMatchObject({
        attempts: done,
        tryAt: new Date(ended.getTime() + minutes * 60_000).toISOString(),
      })
    }
    await call('+79162220012', { outcome: 'no_answer', endedAt: later(30) })
    expect(await attempts()).toBeUndefined()
    expect((await made()).requests.find(({ phone }) => phone === '+79162220012')).toMatchObject({
      state: 'lost',
      result: 'unreachable',
    })
  })

  test('of a call that was over before it is not ended', async () => {
    const before = now
    later(60)
    await ask({ phone: '+79162220013' })
    await call('+79162220013', { startedAt: before, answeredAt: before, endedAt: before, outcome: 'answered' })
    expect((await waiting()).some(({ phone }) => phone === '+79162220013')).toBe(true)
  })

  test('is taken by one, and ended by hand with its reason in the log', async () => {
    const [first] = await waiting()
    const take = (who: Parameters<TestServer['api']>[0]) =>
      server.api(who)(at(`/callbacks/${first?.id}/take`), { method: 'POST' })
    expect((await take('manager')).status).toBe(200)
    expect((await take('head')).status).toBe(422)
    const closed = await server.api('manager')(at(`/callbacks/${first?.id}/close`), {
      body: { result: 'refused', note: 'передумал' },
    })
    expect(closed.status).toBe(200)
    const log = await server.db.query(sql`
      select action from audit_log where workspace_id = ${server.company.id} and object_id = ${first?.id ?? ''}`)
    expect(log).toEqual([{ action: 'callback.closed' }])
  })

  test('is nothing that marketing or an auditor sees', async () => {
    for (const who of ['marketing', 'auditor'] as const) {
      expect((await server.api(who)(at('/callbacks/waiting'))).status).toBe(403)
    }
  })
})
