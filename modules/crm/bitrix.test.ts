import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { sql } from '../../platform/database/database.ts'
import { type TestServer, testServer } from '../../platform/testing/index.ts'
import type { Deal, DealCard, DealClient } from '../deals/contract.ts'
import { inboxEmpty, openEndpoint, statesOf, type TestEndpoint } from '../intake/testing.ts'
import type { CrmLead } from './contract.ts'
import { type FakeBitrix, fakeBitrix } from './test-bitrix.ts'
import { until } from './testing.ts'

let server: TestServer
let portal: FakeBitrix
let endpoint: TestEndpoint | undefined
beforeAll(async () => {
  server = await testServer({ env: { LIDOSKOP_PRIVATE_HOOKS: '1' }, now: () => new Date('2026-02-25T09:00:00Z') })
})
afterAll(() => server.close())
beforeEach(async () => {
  portal = await fakeBitrix()
})
afterEach(async () => {
  if (endpoint)
    await server.api('admin')(`/workspaces/${server.company.slug}/endpoints/${endpoint.id}`, { method: 'DELETE' })
  endpoint = undefined
  await portal.close()
})

const connect = async (settings: Record<string, unknown> = {}, secrets: Record<string, string> = {}) => {
  endpoint = await openEndpoint(server, 'bitrix24', {
    secrets: { webhookUrl: portal.webhook, applicationToken: '51856fefc120afa4b628cc82d3935cce', ...secrets },
    settings,
  })
}
const ask = async <Body>(path: string, body?: unknown): Promise<Body> => {
  const response = await server.api('admin')(
    `/workspaces/${server.company.slug}${path}`,
    body === undefined ? {} : { body },
  )
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  return response.json() as Promise<Body>
}
const dealOf = async (externalId: string) =>
  (await ask<{ deals: Deal[] }>('/deals?from=2020-01-01&to=2030-01-01&limit=500&system=bitrix24')).deals.find(
    (deal) => deal.externalId === externalId && deal.account === new URL(portal.origin).host,
  )
const appears = (externalId: string, check: (deal: Deal) => boolean = () => true) =>
  until(async () => {
    const deal = await dealOf(externalId)
    return deal && check(deal) ? deal : null
  })
const cardOf = (deal: Deal) => ask<DealCard>(`/deals/${deal.id}`)
const record = async (externalId: string, phone: string, name: string) => {
  const now = new Date('2026-02-24T09:00:00Z')
  await server.db.transaction((tx) =>
    server.app.recorder.record(tx, {
      ...{ workspace: server.company, now },
      observations: [
        {
          ...{
            provider: 'generic',
            externalId,
            kind: 'call',
            direction: 'inbound',
            at: now,
            finished: true,
            outcome: 'answered',
            talkSeconds: 30,
          },
          ...{ party: { phone, name }, origin: { source: 'Авито' } },
        },
      ],
    }),
  )
  const [row] = await server.db.query<{ id: string; customerId: string }>(sql`
    select id, customer_id as "customerId" from interactions where workspace_id = ${server.company.id} and external_id = ${externalId}`)
  if (!row) throw new Error('not recorded')
  return row
}

const event = (id: number | string, options: { name?: string; token?: string; member?: string } = {}) => {
  const {
    name = 'ONCRMDEALUPDATE',
    token = '51856fefc120afa4b628cc82d3935cce',
    member = 'd897063e1ce7c5eb9f04b9751eef5915',
  } = options
  return new URLSearchParams({
    ...{
      event: name,
      event_handler_id: '975',
      'data[FIELDS][ID]': String(id),
      ts: '1766047124',
      'auth[domain]': 'some-domain.bitrix24.com',
    },
    'auth[member_id]': member,
    ...(token && { 'auth[application_token]': token }),
    'auth[access_token]': 's6p6eclrvim6da22ft9ch94ekreb52lv',
  }).toString()
}
const hook = (body: string) =>
  fetch(endpoint?.url ?? '', { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body })

describe('deals of Bitrix24', () => {
  it('come by id in parts of fifty, with client, pipeline, goods, money and who answers for them', async () => {
    for (let id = 1; id <= 120; id++) portal.add(id)
    portal.add(121, {
      ...{
        STAGE_ID: 'C7:WON',
        CATEGORY_ID: '7',
        STAGE_SEMANTIC_ID: 'S',
        OPPORTUNITY: '19999.99',
        CONTACT_ID: '84',
        CLOSED: 'Y',
      },
      ...{ MOVED_TIME: '2026-02-22T23:30:00+03:00', UTM_SOURCE: 'google', UTM_CAMPAIGN: 'brand' },
    })
    portal.add(122, { COMPANY_ID: '9', OPPORTUNITY: '1000000.00', CURRENCY_ID: 'EUR' })
    portal.habits.refuse.push({ status: 503, error: 'QUERY_LIMIT_EXCEEDED' })
    portal.habits.brokenGoods.add('122')
    await connect()
    const last = await appears('122')
    expect(last).toMatchObject({ contact: '+74951234567', amount: 100_000_000, currency: 'EUR', outcome: 'open' })
    expect((await cardOf(last)).products).toEqual([])
    const deal = await appears('121')
    expect(deal).toMatchObject({
      ...{
        pipeline: 'Монтаж',
        stage: 'Оплачено',
        outcome: 'won',
        amount: 1_999_999,
        currency: 'RUB',
        contact: '+79031112233',
      },
      ...{ origin: ['google', 'brand'], responsibleId: server.company.people.manager.id, closedOn: '2026-02-22' },
      url: `${portal.origin}/crm/deal/details/121/`,
    })
    expect((await cardOf(deal)).products).toEqual([{ externalId: '450', name: 'Окно', price: 89_910, quantity: 2 }])
    const list = await ask<{ amount: number }>('/deals?from=2020-01-01&to=2030-01-01&system=bitrix24')
    expect(list.amount).toBe(1_999_999)
  })

  it('tell the stages that they passed', async () => {
    portal.add(200, { STAGE_ID: 'WON', STAGE_SEMANTIC_ID: 'S', DATE_MODIFY: '2026-02-23T10:00:00+03:00' })
    portal.history(200, 'NEW', '2026-02-20T14:29:00+03:00')
    portal.history(200, 'PREPARATION', '2026-02-21T10:00:00+03:00')
    portal.history(200, 'WON', '2026-02-23T10:00:00+03:00')
    await connect()
    const deal = await appears('200')
    const stages = await until(async () => {
      const passed = (await cardOf(deal)).stages
      return passed.length === 3 && passed.every(({ exact }) => exact) ? passed : null
    })
    expect(stages.map(({ stage, outcome }) => [stage, outcome])).toEqual([
      ['Новая', 'open'],
      ['Подготовка документов', 'open'],
      ['Сделка успешна', 'won'],
    ])
  })

  it('that an event names are read at once; forged ones, those of others and torn ones change nothing, and no token is kept', async () => {
    portal.add(300)
    await connect({ memberId: 'd897063e1ce7c5eb9f04b9751eef5915' })
    await appears('300')
    portal.add(300, { STAGE_ID: 'PREPARATION', DATE_MODIFY: '2026-02-24T10:00:00+03:00' })
    expect((await hook(event(300, { token: '' }))).status).toBe(401)
    expect((await hook(event(300, { token: 'wrong' }))).status).toBe(401)
    const bodies = [
      event(300),
      event(300),
      event(300, { name: 'ONCRMLEADADD' }),
      event(300, { member: 'another' }),
      event(''),
    ]
    for (const body of bodies) expect((await hook(body)).status).toBe(200)
    expect((await hook(event(300).slice(0, 40))).status).toBe(401)
    await appears('300', ({ stage }) => stage === 'Подготовка документов')
    await inboxEmpty(server)
    expect(await statesOf(server, endpoint as TestEndpoint)).toEqual({ applied: 1, ignored: 1, failed: 2 })
    const kept = await server.db.query<{ body: string }>(sql`
      select convert_from(body, 'UTF8') as body from raw_events where workspace_id = ${server.company.id} and endpoint_id = ${endpoint?.id}`)
    expect(JSON.stringify(kept)).not.toMatch(/51856fef|s6p6ecl/)
    portal.deals.delete(300)
    await hook(event(300, { name: 'ONCRMDEALDELETE' }))
    await until(async () => ((await dealOf('300')) ? null : true))
  })

  it('come without names of people where the webhook may not read them', async () => {
    portal.habits.noUsers = true
    portal.add(400)
    await connect()
    expect(await appears('400')).toMatchObject({ responsible: '1', responsibleId: null })
  })

  it('whose webhook was revoked show it, without its code', async () => {
    await connect({}, { webhookUrl: `${portal.origin}/rest/1/othercode/` })
    const failure = await until(async () => {
      const list =
        await ask<{ id: string; listening: { failure: { code: string; detail: string } | null } | null }[]>(
          '/endpoints',
        )
      return list.find(({ id }) => id === endpoint?.id)?.listening?.failure ?? null
    })
    expect(failure.code).toBe('credentials')
    expect(failure.detail).not.toContain('othercode')
  })
})

describe('whose deal it is', () => {
  const correct = (id: string, client: string, role: 'admin' | 'marketing' = 'admin', reason = 'Звонил секретарь') =>
    server.api(role)(`/workspaces/${server.company.slug}/deals/${id}/client`, { body: { client, reason } })

  it('can be corrected with a reason, stays so when the CRM speaks again, and can be left to the CRM anew', async () => {
    const petr = await record('match-1', '+79031112233', 'Пётр')
    const olga = await record('match-2', '+79035556677', 'Ольга')
    portal.add(500, { CONTACT_ID: '84' })
    await connect()
    const deal = await appears('500')
    expect(deal).toMatchObject({ basis: 'phone', customer: { id: petr.customerId } })
    const found = await ask<DealClient[]>('/deals/clients?text=5556677')
    expect(found).toMatchObject([{ id: olga.customerId, name: 'Ольга' }])
    expect((await correct(deal.id, olga.customerId)).status).toBe(200)
    portal.add(500, { CONTACT_ID: '84', STAGE_ID: 'PREPARATION', DATE_MODIFY: '2026-02-24T12:00:00+03:00' })
    await hook(event(500))
    const later = await appears('500', ({ stage }) => stage === 'Подготовка документов')
    expect(later).toMatchObject({ basis: 'chosen', customer: { id: olga.customerId } })
    expect((await cardOf(later)).interactions.map(({ origin }) => origin)).toEqual([['Авито']])
    await correct(deal.id, 'none')
    expect(await dealOf('500')).toMatchObject({ basis: 'none', customer: null })
    await correct(deal.id, 'auto')
    expect(await dealOf('500')).toMatchObject({ basis: 'phone', customer: { id: petr.customerId } })
    expect((await correct(deal.id, 'none', 'marketing')).status).toBe(403)
    expect((await correct(deal.id, 'none', 'admin', '')).status).toBe(422)
    expect((await correct(deal.id, petr.id)).status).toBe(404)
    const log = await server.db.query<{ reason: string }>(sql`
      select reason from audit_log where workspace_id = ${server.company.id} and action = 'deal.client_changed' and object_id = ${deal.id}`)
    expect(log).toHaveLength(3)
  })
})

describe('an interaction becomes a lead of Bitrix24', () => {
  const stateOf = async (id: string) =>
    (await ask<{ endpointId: string; lead: CrmLead | null }[]>(`/interactions/${id}/crm`)).find(
      (one) => one.endpointId === endpoint?.id,
    )?.lead
  const isSent = (id: string) =>
    until(async () => {
      const lead = await stateOf(id)
      return lead?.state === 'sent' ? lead : null
    })

  it('with its source, and the deal that comes of the lead is the client’s', async () => {
    await connect()
    const { id, customerId } = await record('lead-1', '+79037770001', '<b>Анна</b>')
    await ask(`/interactions/${id}/crm`, { endpoint: endpoint?.id })
    const lead = await isSent(id)
    const [made] = portal.made
    expect(portal.made).toHaveLength(1)
    expect(made).toMatchObject({
      method: 'crm.lead.add',
      fields: {
        ...{ ORIGINATOR_ID: 'lidoskop', ORIGIN_ID: id, UTM_SOURCE: 'Авито', SOURCE_ID: 'CALL', NAME: '<b>Анна</b>' },
        PHONE: [{ VALUE: '+79037770001', VALUE_TYPE: 'WORK' }],
      },
    })
    expect(made?.fields.COMMENTS).toContain('&lt;b&gt;Анна')
    expect(lead.url).toBe(`${portal.origin}/crm/lead/details/${made?.id}/`)
    portal.add(600, { LEAD_ID: String(made?.id) })
    await hook(event(600, { name: 'ONCRMDEALADD' }))
    expect(await appears('600')).toMatchObject({
      basis: 'interaction',
      origin: ['Авито'],
      customer: { id: customerId },
    })
  })

  it.each(['lead', 'deal'])(
    'once (%s), though the connection breaks before the portal says that it is made',
    async (sendAs) => {
      await connect({ sendAs })
      await until(async () => (portal.asked.some((line) => line.startsWith('crm.stagehistory.list')) ? true : null))
      portal.habits.dieAfterCreate = true
      const { id } = await record(`lead-${sendAs}`, sendAs === 'lead' ? '+79037770002' : '+79037770003', 'Иван')
      await ask(`/interactions/${id}/crm`, { endpoint: endpoint?.id })
      await until(async () => ((await stateOf(id))?.failure ? true : null))
      portal.habits.dieAfterCreate = false
      await server.db.query(sql`update crm_leads set next_at = created_at where interaction_id = ${id}`)
      await ask(`/endpoints/${endpoint?.id}/check`, {})
      await isSent(id)
      expect(portal.made.filter(({ method }) => method === `crm.${sendAs}.add`)).toHaveLength(1)
    },
  )

  it('is told to be refused in the portal’s own words, and can be sent again', async () => {
    await connect()
    await until(async () => (portal.asked.some((line) => line.startsWith('crm.stagehistory.list')) ? true : null))
    const { id } = await record('lead-refused', '+79037770004', 'Иван')
    portal.habits.refuse.push({ status: 400, error: 'ERROR_CORE' })
    await ask(`/interactions/${id}/crm`, { endpoint: endpoint?.id })
    const failed = await until(async () => {
      const lead = await stateOf(id)
      return lead?.state === 'failed' ? lead : null
    })
    expect(failed).toMatchObject({ failure: 'refused', detail: expect.stringContaining('ERROR_CORE') })
    await ask(`/interactions/${id}/crm`, { endpoint: endpoint?.id })
    await isSent(id)
  })
})
