import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Role } from '../../kernel/access.ts'
import { sql } from '../../platform/database/database.ts'
import { type TestCompany, type TestServer, testServer } from '../../platform/testing/index.ts'
import type { SourceRow, SourcesReport } from '../attribution/contract.ts'
import { dealsBehind } from '../attribution/rules.ts'
import type { OriginObservation } from '../interactions/index.ts'
import { dealsOfOrigins } from './index.ts'
import { keepCrmDeals, removeDeals } from './store/keep.ts'

let server: TestServer
beforeAll(async () => {
  server = await testServer({ now: () => new Date('2026-04-02T09:00:00Z') })
})
afterAll(() => server.close())

let company: TestCompany
let keys: TestServer['keys']
beforeEach(async () => {
  ;({ company, keys } = await server.addCompany())
})

async function call<Body>(path: string, role: Role = 'director', method = 'GET', body?: unknown): Promise<Body> {
  const response = await fetch(`${server.url}/api/v1/workspaces/${company.slug}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${keys[role]}`,
      ...(body !== undefined && !(body instanceof FormData) && { 'content-type': 'application/json' }),
    },
    body: body instanceof FormData ? body : body === undefined ? null : JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  return response.json() as Promise<Body>
}

const query = (values: Readonly<Record<string, string | readonly string[]>>) =>
  Object.entries(values)
    .flatMap(([name, value]) => [value].flat().map((one) => `${name}=${encodeURIComponent(one)}`))
    .join('&')

const report = (more = '', role: Role = 'director') =>
  call<SourcesReport>(`/reports/sources?from=2026-03-01&to=2026-03-31${more}`, role)
const rowOf = (seen: SourcesReport, name: string | null): SourceRow => {
  const row = seen.rows.find((one) => one.name === name)
  if (!row) throw new Error(`no row ${name}`)
  return row
}

let numbered = 0
/** A client calls. */
const calls = (phone: string, origin: OriginObservation | undefined, day = 2) =>
  server.db.transaction((tx) =>
    server.app.recorder.record(tx, {
      workspace: company,
      now: new Date('2026-04-01T00:00:00Z'),
      observations: [
        {
          provider: 'generic',
          externalId: String(++numbered),
          kind: 'call',
          direction: 'inbound',
          at: new Date(Date.UTC(2026, 2, day, 9)),
          finished: true,
          party: { phone },
          ...(origin && { origin }),
        },
      ],
    }),
  )

const deals = (rows: string) => {
  const form = new FormData()
  form.set(
    'file',
    new File([`ID;Телефон;Этап;Бюджет;Дата создания;Источник;Кампания;Ответственный\n${rows}`], 'deals.csv'),
  )
  return call<{ id: string }>('/deals/import', 'admin', 'POST', form)
}
const spend = (origin: string[], amount: string) =>
  call('/spend', 'marketing', 'POST', { day: '2026-03-05', origin, amount })

const direct = { source: 'Яндекс Директ', campaign: 'Окна Москва', placement: 'Поиск', keyword: 'пвх окна' }

describe('what deals brought, by source', () => {
  it('counts deals, sales, revenue, the price of a sale, the return and the share of costs, to the kopeck', async () => {
    await calls('+79161110001', direct)
    await calls('+79161110002', { source: 'Авито' })
    await deals(
      [
        '1;+79161110001;Успешно реализовано;100000,50;05.03.2026;;;',
        '2;+79161110002;Успешно реализовано;;06.03.2026;;;',
        '3;;Переговоры;7000;07.03.2026;Яндекс Директ;Окна Москва;',
        '4;;Закрыто и не реализовано;9000;08.03.2026;Яндекс Директ;;',
        '5;;Успешно реализовано;500;09.03.2026;;;',
        '6;+79161110001;Успешно реализовано;77;09.02.2026;;;',
      ].join('\n'),
    )
    await spend(['Яндекс Директ', 'Окна Москва'], '25 000')
    const seen = await report()
    expect(rowOf(seen, 'Яндекс Директ').deals).toMatchObject({
      ...{ count: 3, won: 1, lost: 1, open: 1, revenue: 10_000_050, unpriced: 0, elsewhere: [] },
      ...{ costPerWon: 2_500_000, verdict: 'too_little' },
    })
    expect(rowOf(seen, 'Яндекс Директ').deals?.romi).toBeCloseTo(3.00002, 6)
    expect(rowOf(seen, 'Яндекс Директ').deals?.costShare).toBeCloseTo(0.24999875, 6)
    expect(rowOf(seen, 'Авито').deals).toMatchObject({ count: 1, won: 1, revenue: 0, unpriced: 1, romi: null })
    expect(rowOf(seen, null).deals).toMatchObject({ count: 1, won: 1, revenue: 50_000 })
    expect(seen.total.deals).toMatchObject({ count: 5, won: 3, revenue: 10_050_050, costPerWon: 833_333 })
    for (const level of ['campaign', 'placement', 'keyword'] as const) {
      const deeper = await report(`&level=${level}`)
      expect(deeper.total.deals).toEqual(seen.total.deals)
      expect(rowOf(deeper, direct[level]).deals).toMatchObject({ won: 1, revenue: 10_000_050 })
    }
  })

  it('never adds up two currencies, and tells no return where a part was sold in another', async () => {
    await server.db.transaction((tx) =>
      keepCrmDeals(tx, change(), place, [
        crmDeal('1', { amount: 5_000_000 }),
        crmDeal('2', { amount: 900_000, currency: 'USD' }),
      ]),
    )
    await spend(['Авито'], '1000')
    const { deals: seen } = rowOf(await report(), 'Авито')
    expect(seen).toMatchObject({
      ...{ won: 2, revenue: 5_000_000, elsewhere: [{ currency: 'USD', deals: 1, amount: 900_000 }] },
      ...{ costPerWon: 50_000, romi: null, costShare: null },
    })
  })

  it('each number of deals opens exactly the deals that were counted', async () => {
    await calls('+79161110001', direct)
    await calls('+79161110003', undefined)
    await deals(
      '1;+79161110001;Успешно реализовано;1;05.03.2026;;;\n2;+79161110001;Отказ;1;05.03.2026;;;\n3;+79161110003;Отказ;1;31.03.2026;;;\n4;;Отказ;1;01.04.2026;;;',
    )
    for (const level of ['source', 'campaign', 'placement', 'keyword'] as const) {
      const seen = await report(`&level=${level}`)
      for (const row of [...seen.rows, null]) {
        const figures = row ? row.deals : seen.total.deals
        for (const [outcome, value] of [
          [null, figures?.count],
          ['won', figures?.won],
          ['lost', figures?.lost],
        ] as const) {
          const { count } = await call<{ count: number }>(`/deals?${query(dealsBehind(seen, row, outcome))}`)
          expect([level, row?.name, outcome, count]).toEqual([level, row?.name, outcome, value])
        }
      }
    }
  })

  it('a narrowed report tells of the deals within, and a filter by class or person of none', async () => {
    await calls('+79161110001', direct)
    await deals('1;+79161110001;Успешно реализовано;1;05.03.2026;;;\n2;;Успешно реализовано;1;05.03.2026;Авито;;')
    const whole = await report()
    const { id } = rowOf(whole, 'Яндекс Директ')
    expect((await report(`&source=${id}&level=campaign`)).total.deals).toMatchObject({ count: 1 })
    expect((await report('&campaign=none&level=source')).total.deals).toMatchObject({ count: 1 })
    expect((await report('&class=none')).total.deals).toBeNull()
    expect(await report(`&employee=${company.people.manager.id}`)).toMatchObject({ dealsKnown: false })
  })

  it('a head of sales sees the deals of the own department', async () => {
    await deals(
      '1;;Успешно реализовано;1;05.03.2026;Авито;;manager 101\n2;;Успешно реализовано;1;05.03.2026;Авито;;manager 202',
    )
    expect((await report('', 'head')).total.deals).toMatchObject({ won: 1 })
    expect((await report('', 'marketing')).total.deals).toMatchObject({ won: 2 })
  })

  it('is in the file too', async () => {
    await deals('1;;Успешно реализовано;1234,50;05.03.2026;Авито;;')
    const response = await fetch(
      `${server.url}/api/v1/workspaces/${company.slug}/reports/sources/file?from=2026-03-01&to=2026-03-31`,
      { headers: { authorization: `Bearer ${keys.director}` } },
    )
    const text = await response.text()
    expect(text.split('\n')[0]).toContain('Сделки')
    expect(text).toContain('1234.5')
    expect(text).toContain('мало данных')
  })
})

describe('where a deal came from', () => {
  it('is found when its client calls later, and moves with the client’s first contact', async () => {
    await deals('1;+79161110001;Успешно реализовано;1;05.03.2026;;;')
    expect(rowOf(await report(), null).deals).toMatchObject({ won: 1 })
    await calls('+79161110001', { source: 'Авито' }, 20)
    expect(rowOf(await report(), 'Авито').deals).toMatchObject({ won: 1 })
    await calls('+79161110001', direct, 10)
    const seen = await report()
    expect(rowOf(seen, 'Яндекс Директ').deals).toMatchObject({ won: 1 })
    expect(rowOf(seen, 'Авито').deals).toMatchObject({ count: 0 })
    await agrees()
  })

  it('follows a corrected client, an undone import, and a deal that the CRM removed and told again', async () => {
    await calls('+79161110001', direct)
    await calls('+79161110002', { source: 'Авито' })
    const { id: importId } = await deals('1;+79161110001;Успешно реализовано;1;05.03.2026;;;')
    const { deals: listed } = await call<{ deals: { id: string }[] }>('/deals?from=2026-03-01&to=2026-03-31')
    const clients = await call<{ id: string }[]>('/deals/clients?text=9161110002')
    await call(`/deals/${listed[0]?.id}/client`, 'director', 'POST', { client: clients[0]?.id, reason: 'его брат' })
    expect(rowOf(await report(), 'Авито').deals).toMatchObject({ won: 1 })
    await agrees()
    await call(`/deals/imports/${importId}/undo`, 'admin', 'POST')
    expect((await report()).total.deals).toMatchObject({ count: 0 })

    const tell = () => server.db.transaction((tx) => keepCrmDeals(tx, change(), place, [crmDeal('9', {})]))
    await tell()
    await server.db.transaction((tx) => removeDeals(tx, company.id, place, ['9'], new Date()))
    expect((await report()).total.deals).toMatchObject({ count: 0 })
    await tell()
    await tell()
    expect((await report()).total.deals).toMatchObject({ count: 1 })
    await agrees()
  })
})

const place = { system: 'amocrm', account: 'test.amocrm.ru' } as const
const change = () => ({
  workspaceId: company.id,
  currency: 'RUB',
  actor: { kind: 'system' as const, id: null, name: 'test' },
  now: new Date('2026-04-01T00:00:00Z'),
})
const crmDeal = (externalId: string, more: { readonly amount?: number; readonly currency?: string }) => ({
  ...{ externalId, name: null, phone: null, email: null, pipeline: null, stage: 'Оплачено', stageKey: 'won' },
  ...{ outcome: 'won' as const, amount: 100, currency: 'RUB', lostReason: null, url: null, responsible: null },
  ...{ responsibleKey: null, responsibleId: null, origin: { source: 'Авито' }, interactionId: null, visitId: null },
  ...{ createdOn: '2026-03-05', closedOn: null, changedAt: null, ...more },
})

/** What was kept step by step is what a rebuild computes, and what counting the deals themselves tells. */
async function agrees(): Promise<void> {
  const read = () =>
    server.db.query(sql`
      select origin_id, span, day, outcome, currency, deals, amount, unpriced from deal_figures
      where workspace_id = ${company.id} and deals <> 0 order by 1, 2, 3, 4, 5`)
  const kept = await read()
  await server.db.transaction((tx) => server.app.recorder.rebuild(tx, company.id))
  expect(await read()).toEqual(kept)
  const period = { from: '2026-01-01', to: '2026-12-31' }
  const viewer = { workspaceId: company.id, reach: { kind: 'all' as const }, seesPersonalData: true }
  const counted = await dealsOfOrigins.counted(server.db, viewer, period)
  const whole = await dealsOfOrigins.kept(server.db, company.id, period, [company.id])
  const total = (sums: readonly { deals: number }[]) => sums.reduce((sum, { deals: many }) => sum + many, 0)
  expect(total(counted)).toBe(total(whole))
}
