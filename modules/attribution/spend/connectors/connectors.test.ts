import { randomBytes } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { sql } from '../../../../platform/database/database.ts'
import { createSecretBox } from '../../../../platform/secrets/secret-box.ts'
import { createCompany, type TestCompany, type TestDatabase, testDatabase } from '../../../../platform/testing/index.ts'
import { system as systemActor } from '../../../workspaces/index.ts'
import type { SystemKey } from '../exports/system.ts'
import { testFiles } from '../exports/test-exports.ts'
import { importSpend } from '../import.ts'
import { listSpendImports } from '../imports.ts'
import { createHttp } from './http.ts'
import { connectors } from './index.ts'
import { type PollHouse, readOne } from './poll.ts'
import { addConnection, readConnection } from './store.ts'
import { directError, directParams, directReports, fakeSystem, vkApi } from './test-systems.ts'

let db: TestDatabase
let company: TestCompany
let now = new Date('2026-11-10T09:00:00Z')
const box = createSecretBox(randomBytes(32))
const waits: number[] = []
const files = testFiles()
let house: PollHouse
const servers: Awaited<ReturnType<typeof fakeSystem>>[] = []

beforeAll(async () => {
  db = await testDatabase()
  house = {
    ...{ db, box, connectors, now: () => now, http: createHttp(true) },
    wait: async (seconds) => {
      waits.push(seconds)
    },
  }
})
afterAll(async () => {
  files.remove()
  await db.close()
})
beforeEach(async () => {
  company = await createCompany(db)
  now = new Date('2026-11-10T09:00:00Z')
  waits.length = 0
})
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close()
})

const fake = async (answer: Parameters<typeof fakeSystem>[0]) => {
  const server = await fakeSystem(answer)
  servers.push(server)
  return server
}
const change = () => ({
  ...{ workspaceId: company.id, currency: 'RUB', timezone: 'Europe/Moscow', language: 'ru' as const },
  ...systemActor(now),
})
async function connect(
  system: SystemKey,
  values: Record<string, string>,
  more: { days?: number; rates?: Record<string, string> } = {},
) {
  const { id } = await db.transaction((tx) =>
    addConnection(tx, change(), box, connectors[system], { name: 'Кабинет', values, days: 3, rates: {}, ...more }),
  )
  return id
}
const read = (id: string) => readOne(house, { workspaceId: company.id, id }, new AbortController().signal)
const state = (id: string) => readConnection(db, company.id, id)
const spent = () =>
  db.query<{ day: string; campaign: string | null; keyword: string | null; kind: string | null; amount: number }>(sql`
    select s.day, c.name as campaign, s.ad_keyword as keyword, s.kind, s.amount from spend s
    left join ad_campaigns c on c.workspace_id = ${company.id} and c.id = s.ad_campaign_id
    where s.workspace_id = ${company.id} and s.replaced_by is null order by s.day, c.name, s.kind nulls first, s.ad_keyword`)
const whole = async () => (await spent()).reduce((sum, { amount }) => sum + amount, 0)

const direct = {
  CAMPAIGN_PERFORMANCE_REPORT: [
    ['2026-11-08', '54321001', 'Окна', '1000000000'],
    ['2026-11-09', '54321001', 'Окна', '500500000'],
    ['2026-11-09', '54321002', 'Балконы', '0'],
  ],
  CUSTOM_REPORT: [
    ['2026-11-08', '54321001', 'Окна', '410001', 'Поиск', 'купить окна -ремонт', '600000000'],
    ['2026-11-08', '54321001', 'Окна', '410001', 'Поиск', '--', '399990000'],
  ],
  ACCOUNT_PERFORMANCE_REPORT: [
    ['2026-11-08', '1000010000'],
    ['2026-11-09', '500500000'],
  ],
}

describe('Yandex Direct', () => {
  it('waits for offline reports; what keywords leave out and what rounding took stand on lines of their own', async () => {
    const server = await fake(directReports(direct))
    const id = await connect('yandex-direct', { token: 'y0_token', clientLogin: 'okna', address: server.address })
    await read(id)
    expect(await state(id)).toMatchObject({
      state: 'ok',
      lastError: null,
      failures: 0,
      nextAt: new Date('2026-11-11T09:00:00Z'),
    })
    expect(await spent()).toEqual([
      { day: '2026-11-08', campaign: 'Окна', keyword: 'купить окна', kind: null, amount: 60_000 },
      { day: '2026-11-08', campaign: 'Окна', keyword: null, kind: null, amount: 39_999 },
      { day: '2026-11-08', campaign: 'Окна', keyword: null, kind: 'rest', amount: 1 },
      { day: '2026-11-08', campaign: null, keyword: null, kind: 'rounding', amount: 1 },
      { day: '2026-11-09', campaign: 'Окна', keyword: null, kind: null, amount: 50_050 },
    ])
    // The days and the rest are the account’s own total.
    expect(await whole()).toBe(150_051)
    expect(waits).toEqual([5, 5, 5, 5, 5, 5])
    const [first, second] = server.heard
    expect(first).toMatchObject({
      method: 'POST',
      path: '/json/v5/reports',
      headers: { authorization: 'Bearer y0_token', 'client-login': 'okna' },
    })
    expect(first && directParams(first)).toMatchObject({
      SelectionCriteria: { DateFrom: '2026-11-08', DateTo: '2026-11-10' },
      IncludeVAT: 'YES',
    })
    expect(first && second && directParams(first).ReportName).toBe(second && directParams(second).ReportName)
  })

  it('read again replaces the last days with what the system says now, and what files told of them', async () => {
    await importSpend(
      db,
      {
        path: files.put(
          'Дата;№ Кампании;Кампания;Условие показа;Расход (руб.)\n09.11.2026;54321002;Балконы;б;7,00\n01.11.2026;54321002;Балконы;б;9,00\n',
        ),
        name: 'старый.csv',
      },
      change(),
    )
    const server = await fake(directReports(direct))
    const id = await connect('yandex-direct', { token: 't', address: server.address })
    await read(id)
    // Balconies cost nothing on the 9th after all; the 1st lies before the days that are read.
    expect(await whole()).toBe(150_051 + 900)
    now = new Date('2026-11-11T09:00:00Z')
    server.answer(
      directReports({
        ...direct,
        CAMPAIGN_PERFORMANCE_REPORT: [['2026-11-09', '54321001', 'Окна', '400000000']],
        CUSTOM_REPORT: [],
        ACCOUNT_PERFORMANCE_REPORT: [],
      }),
    )
    await read(id)
    // The 8th is no longer read (3 days: 9…11) and stays.
    expect(await whole()).toBe(100_001 + 40_000 + 900)
    const imports = await listSpendImports(db, company.id)
    expect(imports.map(({ fileName, polled, amount }) => [fileName, polled, amount])).toEqual([
      ['Кабинет', true, 140_001],
      ['старый.csv', false, 1_600],
    ])
  })

  it('a token that is not accepted, limits and half an answer are told and tried again later; nothing is lost', async () => {
    const server = await fake(directReports(direct))
    const id = await connect('yandex-direct', { token: 'secret-token-value', address: server.address })
    await read(id)
    now = new Date('2026-11-11T09:00:00Z')
    server.answer(() => directError(53, 400))
    await read(id)
    expect(await state(id)).toMatchObject({
      state: 'failing',
      failures: 1,
      lastError: expect.stringMatching(/^refused: 400: .*OAuth/),
    })
    expect((await state(id)).nextAt.getTime()).toBeGreaterThan(now.getTime())
    // Not due yet: not asked.
    const asked = server.heard.length
    await read(id)
    expect(server.heard.length).toBe(asked)
    now = new Date('2026-11-11T18:00:00Z')
    server.answer((heard) => ({
      body: `${directParams(heard).FieldNames.join('\t')}\n2026-11-09\t1\tОкна\t1\nTotal rows: 40\n`,
    }))
    await read(id)
    expect(await state(id)).toMatchObject({ failures: 2, lastError: 'unexpected: 1 rows of 40' })
    expect(await whole()).toBe(150_051)
    now = new Date('2026-11-12T18:00:00Z')
    server.answer(directReports(direct))
    await read(id)
    expect(await state(id)).toMatchObject({ state: 'ok', failures: 0, lastError: null })
    const [row] = await db.query<{ secret: string; settings: unknown }>(
      sql`select secret, settings from ad_connections where id = ${id}`,
    )
    expect(JSON.stringify(row)).not.toContain('secret-token-value')
  })
})

describe('VK Реклама', () => {
  it('campaigns come by pages, their days are exact, and a full set of tokens is cleared', async () => {
    const plans = Array.from({ length: 60 }, (_, i) => ({
      id: 107_921_416 + i,
      name: `План ${i}`,
      days: { '2026-11-09': `${i}.10` },
    }))
    const api = vkApi(plans)
    const server = await fake(api)
    let full = true
    server.answer((heard) => {
      if (heard.path.endsWith('/token/delete.json')) {
        full = false
        return { status: 204, body: '' }
      }
      if (heard.path.endsWith('/token.json') && full)
        return { status: 403, body: '{"error":{"code":"token_limit_exceeded"}}' }
      return api(heard)
    })
    const id = await connect('vk-ads', { clientId: 'c', clientSecret: 's', address: server.address })
    await read(id)
    expect(await state(id)).toMatchObject({ state: 'ok' })
    expect(await spent()).toHaveLength(60)
    // 0 + 1 + … + 59 roubles and 60 × 10 kopecks.
    expect(await whole()).toBe(177_000 + 600)
    const statistics = server.heard.filter(({ path }) => path.startsWith('/api/v2/statistics/ad_plans/day.json'))
    expect(statistics).toHaveLength(2)
    expect(statistics[0]?.path).toContain('date_from=2026-11-08&date_to=2026-11-10')
    expect(statistics[0]?.headers.authorization).toBe('Bearer vk-access')
  })
})

describe('Google Ads', () => {
  const batches = (query: string) =>
    query.includes('FROM keyword_view')
      ? [
          {
            results: [
              {
                campaign: { resourceName: 'customers/1/campaigns/7', id: '7', name: 'Search' },
                adGroup: { id: '70', name: 'Окна' },
                adGroupCriterion: { keyword: { text: 'окна' } },
                segments: { date: '2026-11-09' },
                metrics: { costMicros: '1000000' },
                customer: { currencyCode: 'USD' },
              },
            ],
            fieldMask: 'x',
            requestId: 'V_Yz',
          },
        ]
      : [
          {
            results: [
              {
                campaign: { id: '7', name: 'Search' },
                segments: { date: '2026-11-09' },
                metrics: { costMicros: '1061083' },
                customer: { currencyCode: 'USD' },
              },
            ],
          },
          // Zero is left out by the protocol.
          {
            results: [
              {
                campaign: { id: '8', name: 'PMax' },
                segments: { date: '2026-11-09' },
                metrics: {},
                customer: { currencyCode: 'USD' },
              },
            ],
          },
        ]
  const answer: Parameters<typeof fakeSystem>[0] = ({ path, body }) =>
    path === '/token'
      ? { body: '{"access_token":"ya29","expires_in":3599,"token_type":"Bearer"}' }
      : { body: JSON.stringify(batches((JSON.parse(body) as { query: string }).query)) }
  const values = (address: string) => ({
    customerId: '123-456-7890',
    loginCustomerId: '999-000',
    developerToken: 'dev',
    clientId: 'c',
    clientSecret: 's',
    refreshToken: 'r',
    address,
    tokenAddress: address,
  })

  it('money in dollars is converted by the rate that was entered', async () => {
    const server = await fake(answer)
    const id = await connect('google-ads', values(server.address), { rates: { USD: '90' } })
    await read(id)
    expect(await state(id)).toMatchObject({ state: 'ok', lastError: null })
    // 1.061083 $ × 90 = 95.49747 ₽: the keyword, and what it leaves of the campaign.
    expect((await spent()).map(({ campaign, keyword, amount }) => [campaign, keyword, amount])).toEqual([
      ['Search', 'окна', 9_000],
      ['Search', null, 550],
    ])
    expect(server.heard[1]).toMatchObject({
      path: '/v26/customers/1234567890/googleAds:searchStream',
      headers: { authorization: 'Bearer ya29', 'developer-token': 'dev', 'login-customer-id': '999000' },
    })
  })

  it('without a rate it is refused, and a withdrawn token is told', async () => {
    const server = await fake(answer)
    const id = await connect('google-ads', values(server.address))
    await read(id)
    expect(await state(id)).toMatchObject({ state: 'failing', lastError: 'unexpected: No rate for USD' })
    expect(await whole()).toBe(0)
    server.answer(() => ({
      status: 400,
      body: '{"error":"invalid_grant","error_description":"Token has been expired or revoked."}',
    }))
    now = new Date('2026-11-11T09:00:00Z')
    await read(id)
    expect(await state(id)).toMatchObject({ failures: 2, lastError: expect.stringContaining('refused: 400') })
  })
})

it('a system that nobody answers for is told, and private addresses are refused where the server does not allow them', async () => {
  const id = await connect('vk-ads', { clientId: 'c', clientSecret: 's', address: 'http://127.0.0.1:1' })
  await read(id)
  expect(await state(id)).toMatchObject({ state: 'failing', lastError: expect.stringContaining('busy: 127.0.0.1:1') })
  now = new Date('2026-11-11T09:00:00Z')
  await readOne({ ...house, http: createHttp(false) }, { workspaceId: company.id, id }, new AbortController().signal)
  expect(await state(id)).toMatchObject({ lastError: expect.stringContaining('public internet') })
})
