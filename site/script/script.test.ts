import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { recorded } from '../../modules/visits/testing.ts'
import { sql } from '../../platform/database/database.ts'
import { openBrowser, type Page, type TestBrowser } from '../../platform/testing/browser.ts'
import { type TestServer, testServer } from '../../platform/testing/index.ts'

const root = join(import.meta.dirname, '../..')
const userAgent =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36'

let server: TestServer
let browser: TestBrowser
let site: Server
let origin: string
let key: string
beforeAll(async () => {
  execFileSync(process.execPath, ['-e', "import('./scripts/lib/build-site.mjs').then((m) => m.buildSite())"], {
    cwd: root,
  })
  server = await testServer()
  browser = await openBrowser()
  site = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', origin)
    const isApp = pathname === '/app.js'
    response.writeHead(200, {
      'content-type': isApp ? 'text/javascript' : 'text/html; charset=utf-8',
      // Nothing inline, nothing evaluated, nothing from elsewhere but the script and its hits.
      'content-security-policy': `default-src 'none'; script-src 'self' ${server.url}; connect-src ${server.url}; form-action 'self'`,
    })
    response.end(isApp ? app : html(pathname === '/consent' ? 'data-consent' : ''))
  })
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(site.address() as AddressInfo).port}`
  const made = await server.api('admin')(`/workspaces/${server.company.slug}/sites`, {
    body: { name: 'Окна', domains: ['127.0.0.1'] },
  })
  key = ((await made.json()) as { key: string }).key
})
afterAll(async () => {
  await browser.close()
  site.close()
  await server.close()
})

const html = (more: string) => `<!doctype html><html lang="ru"><head><title>Окна</title>
  <script src="${server.url}/site/${key}/s.js" async ${more}></script><script src="/app.js" defer></script></head><body>
  <a href="tel:+73432887700" id="call">+7 343 288-77-00</a>
  <form id="order" data-lidoskop-form="Замер"><input name="your-name" placeholder="Как вас зовут"><input name="f2" type="tel">
    <input name="mail" placeholder="Ваша почта"><input name="comment"><button>Заказать</button></form>
  <form id="login"><input name="email" type="email"><input name="p" type="password"><button>Войти</button></form>
  <form id="pay"><input name="phone" type="tel"><input name="card_number" inputmode="numeric"><input autocomplete="cc-name" name="holder">
    <button>Оплатить</button></form>
  <form id="private" data-lidoskop-off><input name="phone" type="tel"><button>Отправить</button></form>
  <a id="inside" href="/balkony">Балконы</a></body></html>`

/** The site's own code: pages within the page, forms that nobody loads another page for. */
const app = `
  document.addEventListener('submit', (event) => { event.preventDefault(); event.target.reset() })
  document.addEventListener('click', (event) => {
    const link = event.target.closest('#inside')
    if (link) { event.preventDefault(); history.pushState({}, '', link.getAttribute('href')) }
    if (event.target.closest('#call')) event.preventDefault()
  })`

let page: Page
const faults: string[] = []
beforeEach(async () => {
  page = await browser.page({ url: origin, userAgent })
  listen(page)
})
afterEach(async () => {
  await page.context().close()
  expect(faults.filter((fault) => !fault.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([])
  faults.length = 0
})
const listen = (one: Page) => {
  one.on('pageerror', (error) => faults.push(String(error)))
  one.on('console', (message) => message.type() === 'error' && faults.push(message.text()))
}

interface VisitSeen {
  readonly id: string
  readonly number: number
  readonly visitor: string | null
  readonly source: string
  readonly hits: readonly string[]
}

const visitNow = (one = page): Promise<string> =>
  one.evaluate(() => (window.lidoskop as unknown as { visit(): { visit: string } })?.visit().visit)
const arrived = () => page.waitForFunction(() => window.lidoskop && 'goal' in window.lidoskop)

/** The visit as the server knows it, once it has as many hits. */
async function seen(visit: string, hits: number): Promise<VisitSeen> {
  for (let tries = 0; ; tries++) {
    const [row] = await server.db.query<VisitSeen>(sql`
      select v.id, v.number, v.visitor_id as visitor, o.source,
        array(select h.kind || ' ' || h.page from hits h where h.workspace_id = v.workspace_id and h.visit_id = v.id order by h.at, h.id) as hits
      from visits v join visit_origins o on o.workspace_id = v.workspace_id and o.id = v.origin_id
      where v.workspace_id = ${server.company.id} and v.id = ${visit}`)
    if (row && row.hits.length >= hits) return row
    if (tries > 100) throw new Error(`visit ${visit}: ${JSON.stringify(row)}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

const order = async (phone: string, more: { name?: string; mail?: string } = {}) => {
  await page.fill('#order [name=f2]', phone)
  if (more.name) await page.fill('#order [name=your-name]', more.name)
  if (more.mail) await page.fill('#order [name=mail]', more.mail)
  await page.click('#order button')
}

test('the script is at most 4 KB', () => {
  expect(gzipSync(readFileSync(join(root, 'dist/site/s.js'))).length).toBeLessThanOrEqual(4096)
})

test('a visitor from an advertisement, page by page, with a goal, a click on the number and a form, under a strict policy', async () => {
  await page.goto('/?utm_source=yandex&utm_medium=cpc&utm_campaign=okna&utm_term=%D0%BE%D0%BA%D0%BD%D0%B0')
  await arrived()
  const visit = await visitNow()
  await page.click('#inside')
  await page.click('#call')
  await page.evaluate(() => (window.lidoskop as unknown as { goal(name: string): void }).goal('calculator'))
  await order('8 (916) 123-45-67', { name: 'Анна Петрова', mail: 'anna@example.com' })
  expect(await seen(visit, 5)).toMatchObject({
    number: 1,
    source: 'Яндекс Директ',
    hits: ['page /', 'page /balkony', 'phone /balkony', 'goal /balkony', 'form /balkony'],
  })
  expect(await recorded(server, [visit], 1)).toMatchObject([
    {
      kind: 'form',
      number: '+79161234567',
      address: 'anna@example.com',
      name: 'Анна Петрова',
      source: 'Яндекс Директ',
      campaign: 'okna',
    },
  ])
})

describe('nothing is lost', () => {
  test('while the network is away', async () => {
    await page.goto('/?gclid=1&utm_campaign=brand')
    await arrived()
    const visit = await visitNow()
    await seen(visit, 1)
    await page.context().setOffline(true)
    await page.click('#inside')
    await order('+7 916 222 33 44')
    await page.waitForTimeout(300)
    await page.context().setOffline(false)
    expect((await seen(visit, 3)).hits).toEqual(['page /', 'page /balkony', 'form /balkony'])
    expect(await recorded(server, [visit], 1)).toMatchObject([{ number: '+79162223344', source: 'Google Ads' }])
  })
  test('when the tab is closed at once', async () => {
    await page.goto('/')
    await arrived()
    const visit = await visitNow()
    await seen(visit, 1)
    await order('+7 916 333 44 55')
    await page.close()
    expect(await recorded(server, [visit], 1)).toMatchObject([{ number: '+79163334455' }])
  })
  test('when the tab is closed while the network is away: the next page brings it, once', async () => {
    await page.goto('/?utm_source=vk&utm_medium=cpc')
    await arrived()
    const visit = await visitNow()
    await seen(visit, 1)
    const context = page.context()
    await context.setOffline(true)
    await order('+7 916 444 55 66')
    await page.close()
    await context.setOffline(false)
    page = await context.newPage()
    listen(page)
    await page.goto('/')
    expect(await recorded(server, [visit], 1)).toMatchObject([{ number: '+79164445566', source: 'VK Реклама' }])
    expect((await seen(visit, 3)).hits.filter((hit) => hit.startsWith('form'))).toHaveLength(1)
  })
})

describe('a visit', () => {
  const pass = (ms: number) =>
    page.evaluate((by) => {
      const memory = JSON.parse(localStorage.getItem('lk-visit') ?? '{}')
      localStorage.setItem('lk-visit', JSON.stringify({ ...memory, seen: memory.seen - by }))
    }, ms)
  test('ends after half an hour; who comes back by themselves is the same visitor, counted for what brought them', async () => {
    await page.goto('/?utm_source=yandex&utm_medium=cpc&utm_campaign=okna')
    await arrived()
    const first = await visitNow()
    const { visitor } = await seen(first, 1)
    await pass(31 * 60_000)
    await page.goto('/')
    await arrived()
    const second = await visitNow()
    expect(second).not.toBe(first)
    expect(await seen(second, 1)).toMatchObject({ number: 2, visitor, source: 'Прямые заходы' })
    await order('+7 916 555 66 77')
    expect(await recorded(server, [second], 1)).toMatchObject([{ source: 'Яндекс Директ', campaign: 'okna' }])
  })
  test('goes on within half an hour, and another advertisement begins another', async () => {
    await page.goto('/?utm_source=yandex&utm_medium=cpc')
    await arrived()
    const first = await visitNow()
    await pass(29 * 60_000)
    await page.goto('/other')
    await arrived()
    expect(await visitNow()).toBe(first)
    await page.goto('/?utm_source=google&utm_medium=cpc')
    await arrived()
    expect(await visitNow()).not.toBe(first)
  })
})

test('passwords, cards and what the site marked are never read', async () => {
  await page.goto('/')
  await arrived()
  const visit = await visitNow()
  await page.fill('#login [name=email]', 'secret@example.com')
  await page.fill('#login [name=p]', 'hunter2hunter2')
  await page.click('#login button')
  await page.fill('#private [name=phone]', '+79990000001')
  await page.click('#private button')
  await page.fill('#pay [name=phone]', '+79167778899')
  await page.fill('#pay [name=card_number]', '4276 3800 1234 5678')
  await page.fill('#pay [name=holder]', 'ANNA PETROVA')
  const sent = page.waitForRequest(
    (request) => request.url().endsWith('/hits') && (request.postData() ?? '').includes('"form"'),
  )
  await page.click('#pay button')
  const told = (await sent).postData() ?? ''
  expect(told).toContain('+79167778899')
  expect(told).not.toMatch(/4276|PETROVA|hunter2|secret@|79990000001/)
  expect((await seen(visit, 2)).hits).toEqual(['page /', 'form /'])
})

test('without consent nothing is stored and nobody is known; with it the same visit goes on with its visitor', async () => {
  await page.goto('/consent?utm_source=vk&utm_medium=cpc')
  await arrived()
  const visit = await visitNow()
  expect(await seen(visit, 1)).toMatchObject({ visitor: null, source: 'VK Реклама' })
  await page.click('#inside')
  await order('+7 916 888 99 00')
  await page.waitForTimeout(400)
  expect((await seen(visit, 1)).hits).toEqual(['page /consent'])
  const stored = () =>
    page.evaluate(() => Object.keys(localStorage).length + Object.keys(sessionStorage).length + document.cookie.length)
  expect(await stored()).toBe(0)
  await page.evaluate(() => (window.lidoskop as unknown as { consent(): void }).consent())
  expect(await seen(visit, 2)).toMatchObject({
    visitor: expect.any(String),
    hits: ['page /consent', 'consent /balkony'],
  })
  expect(await visitNow()).toBe(visit)
  await page.evaluate(() => (window.lidoskop as unknown as { consent(given: boolean): void }).consent(false))
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([])
})
