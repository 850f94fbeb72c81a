/** A client sees an advertisement, a number on the company's site, and dials it: the call knows the campaign. */
import { execFileSync } from 'node:child_process'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inboxEmpty, openEndpoint, postMango, type TestEndpoint } from '../modules/intake/testing.ts'
import { openBrowser, type Page, seriousViolations, settle, type TestBrowser } from '../platform/testing/browser.ts'
import { type TestServer, testServer } from '../platform/testing/index.ts'

let server: TestServer
let browser: TestBrowser
let door: TestEndpoint
let shop: { url: string; host: Server }
let key: string

const pageNumber = '8 (495) 123-45-67'
/** Pages without a window call themselves robots. */
const userAgent =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36'
const poolNumbers = Array.from({ length: 6 }, (_, i) => `+7499200000${i + 1}`)

const html = () => `<!doctype html><html lang="ru"><head><title>Окна</title>
  <script src="${server.url}/site/${key}/s.js" async></script></head>
  <body><header>Звоните: <a href="tel:+74951234567"><b>8 (495)</b> 123-45-67</a></header>
  <input id="typed" value="${pageNumber}"><a href="/contacts">Контакты</a></body></html>`

async function openShop(): Promise<typeof shop> {
  const host = createServer((_, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.end(html())
  })
  await new Promise<void>((resume) => host.listen(0, '127.0.0.1', resume))
  return { url: `http://127.0.0.1:${(host.address() as AddressInfo).port}`, host }
}

const ask = async <Answer>(path: string, body?: unknown): Promise<Answer> => {
  const response = await server.api('admin')(`/workspaces/${server.company.slug}${path}`, { body })
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  return (await response.json()) as Answer
}

beforeAll(async () => {
  execFileSync(process.execPath, ['-e', "import('./scripts/lib/build-site.mjs').then((m) => m.buildSite())"])
  server = await testServer({ web: true })
  browser = await openBrowser()
  door = await openEndpoint(server, 'mango', { secrets: { apiKey: 'key', salt: 'salt' } })
  const site = await ask<{ key: string }>('/sites', { name: 'Окна', domains: ['http://127.0.0.1'] })
  key = site.key
  shop = await openShop()
  const pool = await ask<{ id: string }>('/number-pools', { name: 'Сайт', replaces: [pageNumber] })
  await ask('/numbers/list', { list: poolNumbers.join('\n'), kind: 'pool', poolId: pool.id })
  await ask('/numbers', { number: '+74992000009', kind: 'static', source: 'gazeta', replaces: [pageNumber] })
})
afterAll(async () => {
  await browser?.close()
  shop?.host.close()
  await server?.close()
})

/** A visitor of their own browser, who came with these marks in the address. */
async function visit(search: string): Promise<Page> {
  const page = await browser.page({ url: shop.url, userAgent })
  await page.goto(`/?${search}`)
  return page
}

const seen = async (page: Page): Promise<string> => (await page.locator('header a').textContent()) ?? ''
const dialledBy = async (page: Page): Promise<string> =>
  ((await page.locator('header a').getAttribute('href')) ?? '').replace('tel:', '')

/** The swapped number, as the link dials it. */
async function shownNumber(page: Page): Promise<string> {
  await expect.poll(() => dialledBy(page), { timeout: 20_000 }).not.toBe('+74951234567')
  return dialledBy(page)
}

let entry = 0
/** The exchange tells of a call that was talked on this number. */
async function call(number: string): Promise<void> {
  // Exchanges count whole seconds, and nobody dials within the second in which they see a number.
  const now = Math.floor(Date.now() / 1000) + 2 + entry
  const answer = await postMango(door, 'events/summary', {
    ...{ entry_id: `entry-${++entry}`, call_direction: 1, from: { number: `7916000000${entry}` } },
    ...{ to: { extension: '101', number: '79160000000' }, line_number: number.slice(1) },
    ...{ create_time: now, forward_time: now, talk_time: now + 5, end_time: now + 60 },
    ...{ entry_result: 1, disconnect_reason: 1110 },
  })
  expect(answer.status).toBe(200)
  await inboxEmpty(server)
}

interface Card {
  readonly id: string
  readonly origin: {
    source: { name: string }
    campaign: { name: string } | null
    certain: boolean
    basis: string
    confidence: number
  } | null
}

const lastCall = async (): Promise<Card | undefined> =>
  (await ask<{ items: Card[] }>('/interactions?kind=call&limit=1')).items[0]

test('a call on the number that a visitor of an advertisement saw is that campaign’s', async () => {
  const page = await visit('utm_source=yandex&utm_medium=cpc&utm_campaign=okna-moskva&utm_term=okna')
  const number = await shownNumber(page)
  expect(poolNumbers).toContain(number)
  expect(await seen(page)).toMatch(/^8 \(499\) 200-00-0\d$/)
  expect(await page.locator('#typed').inputValue()).toBe(pageNumber)

  await page.getByText('Контакты').click()
  await page.waitForURL('**/contacts')
  expect(await shownNumber(page)).toBe(number)

  await call(number)
  await expect
    .poll(async () => (await lastCall())?.origin, { timeout: 20_000 })
    .toMatchObject({ campaign: { name: 'okna-moskva' }, certain: true, basis: 'held_number', confidence: 100 })
  await page.context().close()
})

test('two visitors at once see two numbers, and each call finds its own', async () => {
  const [one, two] = await Promise.all([
    visit('utm_source=yandex&utm_medium=cpc&utm_campaign=balkony'),
    visit('utm_source=google&utm_medium=cpc&utm_campaign=dveri'),
  ])
  const numbers = [await shownNumber(one), await shownNumber(two)] as const
  expect(numbers[0]).not.toBe(numbers[1])
  for (const [number, campaign] of [
    [numbers[1], 'dveri'],
    [numbers[0], 'balkony'],
  ] as const) {
    await call(number)
    await expect.poll(async () => (await lastCall())?.origin?.campaign?.name, { timeout: 20_000 }).toBe(campaign)
  }
  await one.context().close()
  await two.context().close()
})

test('a source that has a number of its own shows it', async () => {
  const page = await visit('utm_source=gazeta&utm_medium=print')
  expect(await shownNumber(page)).toBe('+74992000009')
  await call('+74992000009')
  await expect
    .poll(async () => (await lastCall())?.origin, { timeout: 20_000 })
    .toMatchObject({ source: { name: 'gazeta' }, basis: 'static_number', certain: true })
  await page.context().close()
})

test('the card says how sure the number is of the source', async () => {
  const page = await visit('utm_source=yandex&utm_medium=cpc&utm_campaign=lodzhii')
  await call(await shownNumber(page))
  await expect.poll(async () => (await lastCall())?.origin?.campaign?.name, { timeout: 20_000 }).toBe('lodzhii')
  const card = await browser.page({ url: server.url, visitor: server.logins.director })
  await card.goto(`/w/${server.company.slug}/interactions/${(await lastCall())?.id}`)
  await card.getByText('По номеру: его видел только этот посетитель сайта').waitFor()
  await card.context().close()
  await page.context().close()
})

test('marketing sees the numbers with their calls, opens those behind a figure, and tries another size of the pool', async () => {
  const page = await browser.page({ url: server.url, visitor: server.logins.marketing })
  await page.goto(`/w/${server.company.slug}/ads/numbers`)
  await page.getByText('Номеров хватает всем посетителям').or(page.getByText('Пул «Сайт»')).first().waitFor()
  await settle(page)
  expect(await seriousViolations(page)).toEqual([])

  await page.getByRole('button', { name: 'Калькулятор' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Посетителей в час пик').fill('120')
  await dialog.getByLabel('Номер занят, минут').fill('30')
  await dialog.getByText('Нужно номеров: 75').waitFor()
  await settle(page)
  expect(await seriousViolations(page)).toEqual([])
  await page.keyboard.press('Escape')

  const row = page.getByRole('row').filter({ hasText: '499 200-00-09' })
  await row.getByRole('link', { name: '1' }).first().click()
  await page.waitForURL('**/interactions?**')
  await page.getByText('На номер: +7 499 200-00-09').waitFor()
  await page.context().close()
})

test('numbers are added as a list; what is none is named', async () => {
  const page = await browser.page({ url: server.url, visitor: server.logins.marketing })
  await page.goto(`/w/${server.company.slug}/ads/numbers`)
  await page.getByRole('button', { name: 'Добавить номера' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Номера').fill('8 (499) 200-00-21\nпозвоните нам')
  await dialog.getByText('Про запас').click()
  await dialog.getByRole('button', { name: 'Добавить' }).click()
  await dialog.getByText('Это не номера, строки: 2').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('row').filter({ hasText: '499 200-00-21' }).getByText('не используется').waitFor()
  await page.context().close()
})
