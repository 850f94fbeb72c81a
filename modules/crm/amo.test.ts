import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { sql } from '../../platform/database/database.ts'
import { type TestServer, testServer } from '../../platform/testing/index.ts'
import type { Deal, DealCard } from '../deals/contract.ts'
import { inboxEmpty, openEndpoint, statesOf, type TestEndpoint } from '../intake/testing.ts'
import type { CrmConnection, CrmLead } from './contract.ts'
import { type FakeAmo, fakeAmo } from './test-amo.ts'
import { until } from './testing.ts'

const started = 1_772_000_000
let server: TestServer
let amo: FakeAmo
let endpoint: TestEndpoint | undefined
beforeAll(async () => {
  server = await testServer({
    env: { LIDOSKOP_PRIVATE_HOOKS: '1', LIDOSKOP_URL: 'https://lidoskop.example' },
    now: () => new Date((started + 3_600) * 1_000),
  })
  const { manager } = server.company.people
  await server.db.query(sql`
    update employees set email = 'manager@works.test' where workspace_id = ${server.company.id} and id = ${manager.id}`)
})
afterAll(() => server.close())
beforeEach(async () => {
  amo = await fakeAmo()
})
afterEach(async () => {
  if (endpoint)
    await server.api('admin')(`/workspaces/${server.company.slug}/endpoints/${endpoint.id}`, { method: 'DELETE' })
  endpoint = undefined
  await amo.close()
})

const connect = async (
  settings: Record<string, unknown> = {},
  secrets: Record<string, string> = { accessToken: 'long-lived' },
) => {
  endpoint = await openEndpoint(server, 'amocrm', { secrets, settings: { address: amo.url, ...settings } })
  return endpoint
}
const ask = async <Body>(path: string, body?: unknown): Promise<Body> => {
  const response = await server.api('admin')(
    `/workspaces/${server.company.slug}${path}`,
    body === undefined ? {} : { body },
  )
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  return response.json() as Promise<Body>
}
const account = () => new URL(amo.url).host
const deals = async (): Promise<Deal[]> =>
  (await ask<{ deals: Deal[] }>('/deals?from=2020-01-01&to=2030-01-01&limit=500')).deals.filter(
    (deal) => deal.account === account(),
  )
const dealOf = async (externalId: string) => (await deals()).find((deal) => deal.externalId === externalId)
const appears = (externalId: string, check: (deal: Deal) => boolean = () => true) =>
  until(async () => {
    const deal = await dealOf(externalId)
    return deal && check(deal) ? deal : null
  })
const cardOf = (deal: Deal) => ask<DealCard>(`/deals/${deal.id}`)
const hook = (fields: string, secret = endpoint?.secrets.secret) =>
  fetch(`${endpoint?.url}${secret === undefined ? '' : `?secret=${secret}`}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: fields,
  })

describe('deals of amoCRM', () => {
  it('do not collide with a file’s deal of the same number, unless the file is an export of amoCRM', async () => {
    const bring = async (id: string, system?: string) => {
      const form = new FormData()
      form.set('file', new File([`ID сделки;Этап;Дата создания\n${id};Переговоры;05.02.2026\n`], 'deals.csv'))
      if (system) form.set('system', system)
      const headers = { authorization: `Bearer ${server.keys.admin}` }
      const response = await fetch(`${server.url}/api/v1/workspaces/${server.company.slug}/deals/import`, {
        method: 'POST',
        headers,
        body: form,
      })
      expect(response.status).toBe(200)
    }
    const allOf = async (id: string) =>
      (await ask<{ deals: Deal[] }>('/deals?from=2020-01-01&to=2030-01-01&limit=500')).deals.filter(
        (deal) => deal.externalId === id,
      )
    await bring('7001')
    await bring('7002', 'amocrm')
    amo.add({ id: 7001 })
    amo.add({ id: 7002 })
    await connect()
    await appears('7002')
    expect((await allOf('7001')).map(({ system }) => system).sort()).toEqual(['amocrm', 'file'])
    expect((await allOf('7002')).map(({ system, stage }) => [system, stage])).toEqual([['amocrm', 'Первичный контакт']])
  })

  it('come with contact, stage, goods, source and who answers for them, page by page', async () => {
    amo.habits.perPage = 2
    amo.add({
      id: 1,
      price: 46333,
      status_id: 142,
      contact: 501,
      closed_at: started + 60,
      goods: [
        { id: 525439, quantity: 2 },
        { id: 404, quantity: 1 },
      ],
    })
    amo.add({
      id: 2,
      updated_at: started + 1,
      responsible_user_id: 504142,
      fields: [
        { field_code: 'UTM_SOURCE', value: 'yandex' },
        { field_code: 'UTM_CAMPAIGN', value: 'okna' },
      ],
    })
    amo.add({
      id: 3,
      updated_at: started + 2,
      status_id: 143,
      loss_reason: 'Пропала потребность',
      responsible_user_id: 504143,
    })
    await connect()
    const third = await appears('3')
    expect(third).toMatchObject({
      system: 'amocrm',
      outcome: 'lost',
      lostReason: 'Пропала потребность',
      responsible: 'Никто из нас',
      responsibleId: null,
      pipeline: 'Продажи',
    })
    expect(await dealOf('1')).toMatchObject({
      ...{ stage: 'Успешно реализовано', outcome: 'won', amount: 4_633_300, currency: 'RUB', contact: '+79160001122' },
      ...{ url: `${amo.url}/leads/detail/1`, responsibleId: server.company.people.manager.id },
    })
    expect(await dealOf('2')).toMatchObject({
      amount: null,
      origin: ['yandex', 'okna'],
      responsibleId: server.company.secondManager.id,
    })
    const first = await dealOf('1')
    expect((await cardOf(first as Deal)).products).toEqual([
      { externalId: '525439', name: 'Окно 2×1', price: 150_050, quantity: 2 },
      { externalId: '404', name: '№ 404', price: null, quantity: 1 },
    ])
    expect(amo.rate()).toBeLessThanOrEqual(7)
  })

  it('that a hook names are read at once, however often, late and torn it comes; the newest state stands', async () => {
    amo.add({ id: 10 })
    await connect()
    await appears('10')
    amo.move(10, 22, started + 100)
    amo.add({ id: 11, updated_at: started + 100 })
    const status =
      'leads%5Bstatus%5D%5B0%5D%5Bid%5D=10&leads%5Bstatus%5D%5B0%5D%5Bstatus_id%5D=22&leads%5Bstatus%5D%5B0%5D%5Bold_status_id%5D=21&account%5Bsubdomain%5D=example'
    const update =
      'leads[update][0][id]=10&leads[update][0][custom_fields][0][id]=72333&leads[update][0][custom_fields][0][values][0]=1542067200&account[subdomain]=example'
    const contact =
      'contacts[update][0][id]=501&contacts[update][0][linked_leads_id][11][ID]=11&account[subdomain]=example'
    const torn = 'leads[add][0][id]=99999&leads[add][0][na'
    const clash = 'contacts[note][0][note][type]=3&contacts[note][0][note][type][message_uuid]=a&account[id]=1'
    const sent = [update, status, status, contact, torn, clash, status.slice(0, 30)]
    expect((await Promise.all(sent.map((body) => hook(body)))).map(({ status: code }) => code)).toEqual(
      sent.map(() => 200),
    )
    expect((await appears('10', (deal) => deal.stage === 'Договор')).outcome).toBe('open')
    await appears('11')
    expect(await dealOf('99999')).toBeUndefined()
    expect(await statesOf(server, endpoint as TestEndpoint)).toEqual({ applied: 4, ignored: 1, failed: 1 })
  })

  it('are asked for by nobody without the secret of the address', async () => {
    await connect()
    const body = 'leads[add][0][id]=1'
    expect((await hook(body, undefined)).status).toBe(200)
    expect(
      (
        await fetch(endpoint?.url ?? '', {
          method: 'POST',
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          body,
        })
      ).status,
    ).toBe(401)
    expect((await hook(body, 'wrong')).status).toBe(401)
    await inboxEmpty(server)
    expect(await statesOf(server, endpoint as TestEndpoint)).toMatchObject({ applied: 1 })
  })

  it('tell every stage that they passed while nobody listened, and go when the CRM no longer has them', async () => {
    amo.add({ id: 20 })
    amo.move(20, 22, started + 10)
    amo.move(20, 142, started + 20)
    await connect()
    const deal = await appears('20')
    const stages = await until(async () => {
      const { stages: passed } = await cardOf(deal)
      return passed.length === 2 ? passed : null
    })
    expect(stages).toMatchObject([
      { stage: 'Договор', outcome: 'open', exact: true, at: new Date((started + 10) * 1_000).toISOString() },
      { stage: 'Успешно реализовано', outcome: 'won', exact: true, at: new Date((started + 20) * 1_000).toISOString() },
    ])
    amo.leads.delete(20)
    await hook('leads[delete][0][id]=20&account[subdomain]=example')
    await until(async () => ((await dealOf('20')) ? null : true))
  })

  it('are found in an account that leaves out the filter without a word, and older ones are not read through each time', async () => {
    amo.habits.filters = false
    amo.habits.perPage = 2
    amo.add({ id: 30, updated_at: started - 400 * 86_400, created_at: started - 400 * 86_400 })
    for (let i = 0; i < 6; i++)
      amo.add({ id: 31 + i, updated_at: started - 399 * 86_400, created_at: started - 399 * 86_400 })
    amo.add({ id: 40, updated_at: started + 5, contact: 501 })
    await connect()
    await appears('40')
    await until(async () => (amo.asked.some((line) => line.includes('/api/v4/events')) ? true : null))
    expect(await dealOf('30')).toBeUndefined()
    expect(amo.asked.filter((line) => line.includes('order[updated_at]=desc'))).toHaveLength(1)
    expect(await dealOf('40')).toMatchObject({ contact: '+79160001122' })
    amo.move(40, 22, started + 50)
    await hook('leads[status][0][id]=40&account[subdomain]=example')
    await appears('40', (deal) => deal.stage === 'Договор')
  })

  it('wait out "too many requests" and go on', async () => {
    amo.add({ id: 50 })
    amo.habits.refuse.push({ status: 429, headers: { 'retry-after': '1' } }, { status: 429 })
    await connect()
    await appears('50')
  })

  it('go on with a new pair of tokens where the old one has run out, and save it: the refresh token works once', async () => {
    amo.tokens.access = new Set()
    amo.add({ id: 60 })
    const secrets = { refreshToken: 'refresh-0', clientSecret: 'client-secret' }
    await connect({ clientId: 'client', redirectUri: 'https://example.test' }, secrets)
    await appears('60')
    amo.tokens.access = new Set()
    amo.add({ id: 61, updated_at: started + 7 })
    await hook('leads[add][0][id]=61&account[subdomain]=example')
    await appears('61')
    expect(amo.tokens.exchanged).toBe(2)
    const rows = await server.db.query<{ sealed: string }>(
      sql`select sealed from crm_tokens where endpoint_id = ${endpoint?.id}`,
    )
    expect(JSON.stringify(rows)).not.toMatch(/access-|refresh-/)
  })

  it('a token that is refused is shown as such', async () => {
    await connect({}, { accessToken: 'revoked' })
    const listening = await until(async () => {
      const list = await ask<{ id: string; listening: { failure: { code: string } | null } | null }[]>('/endpoints')
      return list.find(({ id }) => id === endpoint?.id)?.listening?.failure ?? null
    })
    expect(listening).toMatchObject({ code: 'credentials', detail: expect.stringContaining('401') })
  })
})

describe('people of amoCRM', () => {
  it('are the employees of the same address or name; a correction moves their deals and stays', async () => {
    amo.add({ id: 70, responsible_user_id: 504143 })
    await connect()
    const deal = await appears('70')
    expect(deal.responsibleId).toBeNull()
    const other = server.company.otherManager.id
    const path = `/workspaces/${server.company.slug}/crm/${endpoint?.id}/users/504143`
    expect((await server.api('admin')(path, { method: 'PUT', body: { employee: other } })).status).toBe(200)
    expect((await dealOf('70'))?.responsibleId).toBe(other)
    const [connection] = (await ask<CrmConnection[]>('/crm')).filter(({ endpointId }) => endpointId === endpoint?.id)
    expect(connection).toMatchObject({ account: account(), currency: 'RUB', deals: 1 })
    expect(connection?.users.map(({ name, employeeId, chosen }) => [name, employeeId, chosen])).toContainEqual([
      'Никто из нас',
      other,
      true,
    ])
    expect(connection?.stages.map(({ outcome }) => outcome)).toEqual(['open', 'open', 'won', 'lost'])
    expect((await server.api('director')(path, { method: 'PUT', body: { employee: 'none' } })).status).toBe(403)
  })
})

describe('an interaction becomes a lead of amoCRM', () => {
  let count = 0
  const interaction = async (classKey?: string) => {
    const externalId = `crm-${count++}`
    const phone = `+7903000${String(1_000 + count)}`
    await server.db.transaction((tx) =>
      server.app.recorder.record(tx, {
        workspace: server.company,
        now: new Date(started * 1_000),
        observations: [
          {
            ...{
              provider: 'generic',
              externalId,
              kind: 'form',
              direction: 'inbound',
              at: new Date(started * 1_000),
              finished: true,
            },
            party: { phone, name: 'Пётр' },
            origin: { source: 'Яндекс Директ', campaign: 'Окна' },
            ...(classKey && { classKey }),
          },
        ],
      }),
    )
    const [row] = await server.db.query<{ id: string }>(sql`
      select id from interactions where workspace_id = ${server.company.id} and external_id = ${externalId}`)
    return { id: row?.id ?? '', phone }
  }
  const stateOf = async (id: string) =>
    (await ask<{ endpointId: string; lead: CrmLead | null }[]>(`/interactions/${id}/crm`)).find(
      (one) => one.endpointId === endpoint?.id,
    )?.lead
  const isSent = (id: string) =>
    until(async () => {
      const lead = await stateOf(id)
      return lead?.state === 'sent' ? lead : null
    })

  it('by hand, with its source and a link back, once, and its deal is the client’s', async () => {
    await connect()
    const { id, phone } = await interaction()
    expect(await stateOf(id)).toBeNull()
    await ask(`/interactions/${id}/crm`, { endpoint: endpoint?.id })
    await ask(`/interactions/${id}/crm`, { endpoint: endpoint?.id })
    const lead = await isSent(id)
    expect(lead).toMatchObject({ kind: 'unsorted', by: expect.stringContaining('admin') })
    expect(amo.unsorted).toHaveLength(1)
    const [made] = amo.unsorted
    const text = JSON.stringify(made?.body)
    expect(text).toContain(phone)
    expect(text).toContain('{"field_code":"UTM_SOURCE","values":[{"value":"Яндекс Директ"}]}')
    expect(made?.form).toBe(id)
    expect(amo.notes[0]).toContain(`https://lidoskop.example/w/${server.company.slug}/interactions/${id}`)
    // Accepted under another id, as amoCRM does: our mark in its name tells what it came of.
    amo.add({ id: 80, name: `Заявка с сайта ${lead.mark}`, updated_at: started + 9 })
    await hook('leads[add][0][id]=80&account[subdomain]=example')
    const deal = await appears('80')
    expect(deal).toMatchObject({ basis: 'interaction', origin: ['Яндекс Директ', 'Окна'], customer: { name: 'Пётр' } })
    expect((await cardOf(deal)).interactionId).toBe(id)
  })

  it('once, though the connection breaks between the lead and its acknowledgement', async () => {
    await connect({ sendAs: 'lead' })
    await until(async () => (amo.asked.some((line) => line.includes('/events')) ? true : null))
    amo.habits.dieAfterCreate = true
    const { id } = await interaction()
    await ask(`/interactions/${id}/crm`, { endpoint: endpoint?.id })
    await until(async () => (amo.leads.size > 0 ? true : null))
    await until(async () => ((await stateOf(id))?.failure ? true : null))
    expect((await stateOf(id))?.state).toBe('waiting')
    amo.habits.dieAfterCreate = false
    await server.db.query(sql`update crm_leads set next_at = created_at where interaction_id = ${id}`)
    await ask(`/endpoints/${endpoint?.id}/check`, {})
    const lead = await isSent(id)
    expect(amo.leads.size).toBe(1)
    expect(lead.url).toBe(`${amo.url}/leads/detail/${[...amo.leads.keys()][0]}`)
  })

  it('the same through «Неразобранное», where leads are not searchable', async () => {
    await connect()
    await until(async () => (amo.asked.some((line) => line.includes('/events')) ? true : null))
    amo.habits.dieAfterCreate = true
    const { id } = await interaction()
    await ask(`/interactions/${id}/crm`, { endpoint: endpoint?.id })
    await until(async () => ((await stateOf(id))?.failure ? true : null))
    amo.habits.dieAfterCreate = false
    await server.db.query(sql`update crm_leads set next_at = created_at where interaction_id = ${id}`)
    await ask(`/endpoints/${endpoint?.id}/check`, {})
    await isSent(id)
    expect(amo.unsorted).toHaveLength(1)
  })

  it('without tracking fields where the account has none; the source then stands in the note', async () => {
    amo.habits.noTracking = true
    await connect()
    const { id } = await interaction()
    await ask(`/interactions/${id}/crm`, { endpoint: endpoint?.id })
    await isSent(id)
    expect(amo.unsorted).toHaveLength(1)
    expect(amo.notes.at(-1)).toContain('Источник: Яндекс Директ › Окна')
  })

  it('by itself where the rule says so, and only when it is a lead; never where it is switched off', async () => {
    await connect({ send: 'leads' })
    const lead = await interaction('lead')
    const spam = await interaction('spam')
    await isSent(lead.id)
    expect(await stateOf(spam.id)).toBeNull()
    expect(amo.unsorted.map(({ form }) => form)).toEqual([lead.id])
    const change = { method: 'PATCH', body: { settings: { send: 'off' } } }
    await server.api('admin')(`/workspaces/${server.company.slug}/endpoints/${endpoint?.id}`, change)
    const refused = await server.api('admin')(`/workspaces/${server.company.slug}/interactions/${spam.id}/crm`, {
      body: { endpoint: endpoint?.id },
    })
    expect(refused.status).toBe(404)
  })
})
