import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../../kernel/ids.ts'
import { sql } from '../../platform/database/database.ts'
import { type TestServer, testServer } from '../../platform/testing/index.ts'
import { findVisit, originOfVisit } from './index.ts'
import { addSite, packet, page, pageOrigin, recorded, send, type TestSite } from './testing.ts'

let server: TestServer
let site: TestSite
beforeAll(async () => {
  server = await testServer()
  site = await addSite(server)
})
afterAll(() => server.close())

const get = async <Answer>(path: string, role: Parameters<TestServer['api']>[0] = 'marketing'): Promise<Answer> => {
  const response = await server.api(role)(`/workspaces/${server.company.slug}${path}`)
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
  return (await response.json()) as Answer
}
const story = (visit: string) =>
  get<{
    pages: number
    number: number
    goals: number
    hits: { page: string; kind: string }[]
    origin: { source: string }
  }>(`/visits/${visit}`)
const hitsOf = async (visit: string): Promise<number> =>
  (
    await server.db.query<{ n: number }>(
      sql`select count(*) as n from hits where workspace_id = ${server.company.id} and visit_id = ${visit}`,
    )
  )[0]?.n ?? 0

describe('hits', () => {
  test('are on disk when they are acknowledged, and make up their visit', async () => {
    const told = packet({
      hits: [page('/', { ago: 5_000 }), page('/okna/цены', { ago: 1_000 }), page('/', { kind: 'goal', name: 'calc' })],
    })
    expect((await send(server, site.key, told)).status).toBe(204)
    expect(await story(told.visit)).toMatchObject({
      pages: 2,
      goals: 1,
      hits: [{ page: '/' }, { page: '/okna/цены' }, { kind: 'goal' }],
    })
  })
  test('that are sent twice, at once or later, count once', async () => {
    const told = packet()
    await Promise.all([1, 2, 3].map(() => send(server, site.key, told)))
    expect((await send(server, site.key, told)).status).toBe(204)
    expect(await hitsOf(told.visit)).toBe(1)
    expect(await story(told.visit)).toMatchObject({ pages: 1 })
  })
  test('that come late, after the visit went on, are put in their place', async () => {
    const told = packet({ hits: [page('/second', { ago: 1_000 })] })
    await send(server, site.key, told)
    await send(server, site.key, { ...told, hits: [page('/first', { ago: 60_000 })] })
    expect((await story(told.visit)).hits.map((hit) => hit.page)).toEqual(['/first', '/second'])
  })
  test('keep nothing of an address but the page and the marks of advertisements', async () => {
    const told = packet({
      url: `${pageOrigin}/?utm_source=vk&email=anna@example.com`,
      hits: [page('/?token=secret#/cart?phone=1')],
    })
    await send(server, site.key, told)
    const kept = JSON.stringify(await get(`/visits/${told.visit}`))
    expect(kept).toContain('utm_source')
    expect(kept).not.toMatch(/anna|secret|phone=/)
  })
  test('of a page that asks are answered with what it shall show', async () => {
    const response = await send(server, site.key, { ...packet(), ask: true })
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual({ numbers: {} })
  })
})

describe('what is turned away', () => {
  const counted = async () => {
    await new Promise((resolve) => setTimeout(resolve, 2_300))
    const { sites, forged } = await get<{
      sites: { id: string; week: { what: string; count: number }[] }[]
      forged: { count: number }[]
    }>('/sites')
    const week = sites.find(({ id }) => id === site.id)?.week ?? []
    return { ...Object.fromEntries(week.map(({ what, count }) => [what, count])), forged: forged[0]?.count ?? 0 }
  }
  test('is told apart, counted apart and never becomes a visit', async () => {
    const forgedKey = site.key.slice(0, 22) + 'A'.repeat(12)
    const answers = [
      await send(server, forgedKey, packet()),
      await send(server, 'nonsense', packet()),
      await send(server, site.key, packet(), { origin: 'https://thief.example' }),
      await send(server, site.key, packet(), { origin: 'https://okna.example.thief.ru' }),
      await send(server, site.key, packet(), { origin: '' }),
      await send(server, site.key, packet(), {
        'user-agent': 'Mozilla/5.0 (compatible; YandexBot/3.0; +http://yandex.com/bots)',
      }),
      await send(server, site.key, 'not json'),
      await send(server, site.key, packet({ visit: "'; drop table visits" })),
      await send(server, site.key, 'x'.repeat(70_000)),
    ]
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 403, 403, 403, 204, 400, 400, 413])
    expect(await counted()).toMatchObject({ forged: 1, origin: 3, bot: 1, malformed: 2, too_large: 1 })
  })
  test('a flood of one visitor is stopped and counted, others are not', async () => {
    const flooding = packet({ hits: Array.from({ length: 50 }, () => page('/')) })
    const flood = await Promise.all(
      Array.from({ length: 8 }, () =>
        send(server, site.key, { ...flooding, hits: flooding.hits.map(() => page('/')) }),
      ),
    )
    expect(flood.filter(({ status }) => status === 429).length).toBeGreaterThanOrEqual(3)
    expect((await send(server, site.key, packet())).status).toBe(204)
    expect(await counted()).toMatchObject({ flood_visitor: expect.any(Number) })
  })
  test('a page below the site’s domain is the site’s own and reads the answer', async () => {
    const response = await send(server, site.key, packet(), { origin: 'https://spb.okna.example' })
    expect(response.status).toBe(204)
    expect(response.headers.get('access-control-allow-origin')).toBe('https://spb.okna.example')
  })
  test('a paused site hears nothing', async () => {
    const paused = await addSite(server, { name: 'Пауза' })
    await server.api('admin')(`/workspaces/${server.company.slug}/sites/${paused.id}`, {
      method: 'PATCH',
      body: { active: false },
    })
    expect((await send(server, paused.key, packet())).status).toBe(404)
  })
})

describe('a form', () => {
  const form = (more: object) => page('/zakaz', { kind: 'form', name: 'Заявка', ...more })
  test('becomes an interaction with the campaign, the visitor and the visit', async () => {
    const told = packet({
      url: `${pageOrigin}/?utm_source=yandex&utm_medium=cpc&utm_campaign=okna`,
      hits: [page('/'), form({ phone: '8 (916) 111-22-33', person: 'Анна' })],
    })
    await send(server, site.key, told)
    expect(await recorded(server, [told.visit], 1)).toMatchObject([
      {
        provider: 'site',
        kind: 'form',
        number: '+79161112233',
        name: 'Анна',
        source: 'Яндекс Директ',
        campaign: 'okna',
        visit: told.visit,
      },
    ])
  })
  test('of a visitor who came back without an advertisement counts for the one that brought them', async () => {
    const visitor = newId()
    const first = packet({
      visitor,
      url: `${pageOrigin}/?gclid=1&utm_campaign=brand`,
      hits: [page('/', { ago: 86_400_000 })],
    })
    const second = packet({ visitor, number: 2, hits: [page('/'), form({ email: 'Petr@Example.com' })] })
    await send(server, site.key, first)
    await send(server, site.key, second)
    expect(await recorded(server, [second.visit], 1)).toMatchObject([
      { address: 'petr@example.com', source: 'Google Ads', campaign: 'brand' },
    ])
    expect(await findVisit(server.db, server.company.id, second.visit)).toMatchObject({ visitorId: visitor })
    expect(await originOfVisit(server.db, server.company.id, second.visit)).toMatchObject({ source: 'Google Ads' })
    expect(await get(`/visits/${second.visit}`)).toMatchObject({
      origin: { source: 'Прямые заходы' },
      countedFor: { source: 'Google Ads' },
      first: { source: 'Google Ads', campaign: 'brand' },
    })
  })
  test('whose button is pressed three times is one interaction; another contact is another', async () => {
    const told = packet({
      hits: [
        form({ phone: '+79160001122' }),
        form({ phone: '8 916 000 11 22' }),
        form({ phone: '+79160001122', email: 'a@b.ru' }),
      ],
    })
    await send(server, site.key, told)
    expect(await recorded(server, [told.visit], 2)).toHaveLength(2)
  })
  test('of two visits of one visitor are one client', async () => {
    const visitor = newId()
    const one = packet({ visitor, hits: [form({ phone: '+79167770001' })] })
    const two = packet({ visitor, hits: [form({ email: 'one@person.ru' })] })
    await send(server, site.key, one)
    await send(server, site.key, two)
    const [first, second] = await recorded(server, [one.visit, two.visit], 2)
    expect(first?.customer).toBe(second?.customer)
  })
  test('shows its visit on the card to those who see the interaction', async () => {
    const told = packet({ hits: [page('/'), form({ phone: '+79165550001' })] })
    await send(server, site.key, told)
    const [interaction] = await recorded(server, [told.visit], 1)
    expect(await get(`/interactions/${interaction?.id}/visit`)).toMatchObject({ id: told.visit, pages: 1 })
    const hidden = await server.api('manager')(
      `/workspaces/${server.company.slug}/interactions/${interaction?.id}/visit`,
    )
    expect(hidden.status).toBe(404)
  })
})

test('the report counts visits, visitors and the contacts that they led to, by where they came from', async () => {
  const other = await addSite(server, { name: 'Балконы', domains: ['balkon.example'] })
  const origin = 'https://balkon.example'
  const at = (url: string, more: object = {}) => ({
    ...packet({ url: `${origin}${url}`, hits: [{ ...page('/'), url: `${origin}/` }] }),
    ...more,
  })
  const visitor = newId()
  const vk = '/?utm_source=vk&utm_medium=cpc&utm_campaign=leto'
  const contact = at(vk, { hits: [{ ...page('/'), url: `${origin}/`, kind: 'form', phone: '+79161230001' }] })
  for (const told of [at(vk, { visitor }), at(vk, { visitor, number: 2 }), contact, at('/')]) {
    await send(server, other.key, told, { origin })
  }
  await recorded(server, [contact.visit], 1)
  const day = new Date().toISOString().slice(0, 10)
  const around = `from=${new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10)}&to=${new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10)}`
  const report = await get<{ rows: object[]; total: object }>(`/visits/report?${around}&site=${other.id}`)
  expect(report).toMatchObject({
    rows: [
      { name: 'VK Реклама', medium: 'ad', visits: 3, visitors: 2, fresh: 2, withContact: 1, contacts: 1 },
      { name: 'Прямые заходы', visits: 1, contacts: 0 },
    ],
    total: { visits: 4, visitors: 3, contacts: 1 },
  })
  const list = await get<{ visits: { id: string; contacts: object[] }[]; more: boolean }>(
    `/visits?site=${other.id}&contact=true`,
  )
  expect(list.visits).toMatchObject([{ id: contact.visit, contacts: [{ kind: 'form' }] }])
})

test('a rule is shown with the visits that it would take, those that an earlier one takes, and what they count for now', async () => {
  const site = await addSite(server)
  const come = async (query: string, referrer = '', times = 1) => {
    for (let i = 0; i < times; i++) await send(server, site.key, packet({ url: `${pageOrigin}/${query}`, referrer }))
  }
  await come('?utm_source=doska7&utm_medium=post', '', 3)
  await come('', 'https://m.doska7.ru/a', 2)
  await come('?utm_source=doska7&utm_medium=cpc', '', 1)
  const rules = [
    { name: 'Доска, реклама', medium: 'ad', sources: ['doska7'], mediums: ['cpc'] },
    { name: 'Доска', medium: 'other', sources: ['doska7*'] },
    { name: 'Доска, переходы', medium: 'referral', referrers: ['doska7.ru'] },
  ]
  const preview = async (at: number) => {
    const path = `/workspaces/${server.company.slug}/origin-rules/preview`
    const response = await server.api('marketing')(path, { body: { rules, at } })
    expect(response.status).toBe(200)
    return response.json()
  }
  expect(await preview(1)).toMatchObject({
    ...{ all: true, holds: 4, decides: 3 },
    now: [{ source: 'doska7', campaign: null, visits: 3 }],
    earlier: [{ rule: 0, visits: 1 }],
    examples: [{ utmSource: 'doska7', utmMedium: 'post', referrer: null, visits: 3 }],
  })
  expect(await preview(2)).toMatchObject({
    ...{ holds: 2, decides: 2 },
    now: [{ source: 'm.doska7.ru', visits: 2 }],
    examples: [{ utmSource: null, referrer: 'm.doska7.ru' }],
  })
  expect(await get('/origin-rules')).toMatchObject({ own: false })
})

test('a company’s rules name the visits that come after', async () => {
  const api = server.api('admin')
  const path = `/workspaces/${server.company.slug}/origin-rules`
  await api(path, { method: 'PUT', body: { rules: [{ name: 'Наружка', medium: 'other', sources: ['billboard*'] }] } })
  const told = packet({ url: `${pageOrigin}/?utm_source=billboard-7` })
  await send(server, site.key, told)
  expect((await story(told.visit)).origin.source).toBe('Наружка')
  await api(path, { method: 'PUT', body: { rules: null } })
  expect(await get('/origin-rules')).toMatchObject({ own: false })
})
