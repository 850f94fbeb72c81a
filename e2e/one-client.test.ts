/**
 * One person comes by an advertisement and does everything that can be done: sends a form, writes in the chat, asks to be called,
 * dials the number that the site shows, writes a letter. It is one client with five contacts, and the advertisement is known of each
 * that came from the site.
 */
import { execFileSync } from 'node:child_process'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { setChat } from '../modules/chat/testing.ts'
import { queueCall, retold } from '../modules/intake/ami/test-dialogues.ts'
import { account, type TestExchange, testExchange } from '../modules/intake/ami/test-exchange.ts'
import { openEndpoint } from '../modules/intake/testing.ts'
import { hoodiecrowServer, type MailServer, mailPassword, mailUser } from '../modules/messaging/mail/test-servers.ts'
import { letterText } from '../modules/messaging/testing.ts'
import { openBrowser, type Page, settle, type TestBrowser } from '../platform/testing/browser.ts'
import { type TestServer, testServer } from '../platform/testing/index.ts'

let server: TestServer
let browser: TestBrowser
let exchange: TestExchange
let mail: MailServer
let shop: { url: string; host: Server }
let key: string

const pageNumber = '8 (495) 123-45-67'
const phone = '+79161230001'
const email = 'petr@client.example'
/** Pages without a window call themselves robots. */
const userAgent =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36'

const html = () => `<!doctype html><html lang="ru"><head><title>Окна</title>
  <script src="${server.url}/site/${key}/s.js" async></script></head>
  <body><a id="number" href="tel:+74951234567">${pageNumber}</a>
  <form action="/thanks"><input name="name" autocomplete="name"><input name="phone" type="tel"><input name="email" type="email">
  <button>Заказать замер</button></form></body></html>`

const ask = async <Answer>(path: string, body?: unknown, method?: string): Promise<Answer> => {
  const response = await server.api('admin')(`/workspaces/${server.company.slug}${path}`, {
    ...(body !== undefined && { body }),
    ...(method && { method }),
  })
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  return (await response.json()) as Answer
}

beforeAll(async () => {
  execFileSync(process.execPath, ['-e', "import('./scripts/lib/build-site.mjs').then((m) => m.buildSite())"])
  server = await testServer({ web: true, env: { LIDOSKOP_PRIVATE_HOOKS: '1' } })
  browser = await openBrowser()
  mail = await hoodiecrowServer()
  exchange = await testExchange()
  await openEndpoint(server, 'ami', {
    secrets: { password: account.secret },
    settings: { host: '127.0.0.1', port: exchange.port, user: account.user },
  })
  await ask('/endpoints', {
    provider: 'imap',
    name: 'Почта',
    secrets: { password: mailPassword },
    settings: {
      ...{ address: mailUser, host: '127.0.0.1', port: mail.port, security: 'none' },
      ...{ smtpHost: '127.0.0.1', smtpPort: mail.port, smtpSecurity: 'none' },
    },
  })
  const site = await ask<{ id: string; key: string }>('/sites', { name: 'Окна', domains: ['http://127.0.0.1'] })
  key = site.key
  await setChat(server, site.id, { contact: 'never' })
  await ask(`/callback-sites/${site.id}`, { settings: { enabled: true } }, 'PUT')
  const pool = await ask<{ id: string }>('/number-pools', { name: 'Сайт', replaces: [pageNumber] })
  await ask('/numbers/list', { list: '+74992000001\n+74992000002', kind: 'pool', poolId: pool.id })
  const host = createServer((_, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.end(html())
  })
  await new Promise<void>((resume) => host.listen(0, '127.0.0.1', resume))
  shop = { url: `http://127.0.0.1:${(host.address() as AddressInfo).port}`, host }
})
afterAll(async () => {
  await browser?.close()
  shop?.host.close()
  await mail?.close()
  await server?.close()
  await exchange?.close()
})

const waiting = { timeout: 30_000, interval: 300 }

/** The number that the page dials, once it is another than was written. */
async function shownNumber(page: Page): Promise<string> {
  const dialled = async () => ((await page.locator('#number').getAttribute('href')) ?? '').replace('tel:', '')
  await expect.poll(dialled, waiting).not.toBe('+74951234567')
  return dialled()
}

interface Contact {
  readonly id: string
  readonly kind: string
  readonly customerId: string | null
  readonly origin: { source: { name: string }; campaign: { name: string } | null } | null
}
const contacts = async () => (await ask<{ items: Contact[] }>('/interactions?direction=inbound&limit=50')).items

interface Card {
  readonly visitId: string | null
  readonly [field: string]: unknown
}
const cardOf = (all: readonly Contact[], kind: string) =>
  ask<Card>(`/interactions/${all.find((one) => one.kind === kind)?.id}`)

test('a client of an advertisement is one, whatever way they come', async () => {
  const page = await browser.page({ url: shop.url, userAgent })
  await page.goto('/?utm_source=yandex&utm_medium=cpc&utm_campaign=okna-moskva')
  const number = await shownNumber(page)

  const form = page.locator('body > form')
  await form.locator('input[name=name]').fill('Пётр Ильин')
  await form.locator('input[name=phone]').fill('8 916 123-00-01')
  await form.locator('input[name=email]').fill(email)
  await page.getByRole('button', { name: 'Заказать замер' }).click()
  await page.waitForURL('**/thanks*')
  expect(await shownNumber(page)).toBe(number)

  const desk = await browser.page({ url: server.url, visitor: server.logins.manager })
  await desk.goto(`/w/${server.company.slug}/chats`)
  await settle(desk)
  await page.getByRole('button', { name: 'Связаться с нами' }).click()
  const panel = page.getByRole('dialog', { name: 'Связь с компанией' })
  await panel.getByRole('tab', { name: 'Чат' }).click()
  await panel.getByRole('textbox', { name: 'Сообщение', exact: true }).fill('Сколько стоит окно?')
  await page.keyboard.press('Enter')
  await desk.getByRole('button', { name: /Посетитель|Пётр/ }).click()
  await desk.getByLabel('Ответ клиенту').fill('От 12 000 рублей')
  await desk.keyboard.press('Enter')
  await panel.getByText('От 12 000 рублей').waitFor()

  await panel.getByRole('tab', { name: 'Звонок' }).click()
  await panel.getByRole('textbox', { name: 'Телефон', exact: true }).fill('916 123 00 01')
  await panel.getByRole('button', { name: 'Жду звонка' }).click()
  await panel.getByText('Позвоним через').waitFor()
  await desk.goto(`/w/${server.company.slug}/callbacks`)
  await desk.getByText('+7 916 123-00-01').first().waitFor()

  // What the company's own exchange says while it rings 101 in vain and 102 talks, in pieces as they come over the line. It counts
  // whole seconds, and nobody dials within the second in which they see a number.
  const at = Math.floor(Date.now() / 1000) + 2
  const call = retold(queueCall(1, phone.slice(1)), { at, ours: number.slice(1) })
  await expect.poll(exchange.signedIn, waiting).toBe(1)
  await exchange.tell(call.events, 700)
  await mail.deliver(letterText({ from: `Пётр Ильин <${email}>`, id: 'one@client', text: 'Пришлите договор' }))

  const kinds = async () => (await contacts()).map(({ kind }) => kind).sort()
  await expect.poll(kinds, waiting).toEqual(['call', 'callback', 'chat', 'email', 'form'])
  const all = await contacts()
  expect(new Set(all.map(({ customerId }) => customerId)).size).toBe(1)
  for (const { kind, origin } of all.filter((one) => one.kind !== 'email')) {
    expect([kind, origin?.source.name, origin?.campaign?.name]).toEqual([kind, 'Яндекс Директ', 'okna-moskva'])
  }
  // Whoever dialled is the visitor who saw the number: nobody else held it.
  const [called, filled] = await Promise.all(['call', 'form'].map((kind) => cardOf(all, kind)))
  expect(called).toMatchObject({ origin: { basis: 'held_number', confidence: 100 }, visitId: filled?.visitId })
  expect(called).toMatchObject({ outcome: 'talked', waitSeconds: 22, talkSeconds: 40, ourAddress: number })
  // A letter comes from nowhere; its card says what once brought the client, and no report takes it for the campaign's.
  expect(await cardOf(all, 'email')).toMatchObject({
    origin: null,
    customer: { cameBy: { origin: { source: { name: 'Яндекс Директ' }, campaign: { name: 'okna-moskva' } } } },
  })
  // The talk with the number ended the request to be called.
  await expect.poll(() => ask('/callbacks/waiting'), waiting).toEqual([])
  await Promise.all([page.context().close(), desk.context().close()])
})

test('what a lead of the campaign cost is right to the kopeck', async () => {
  const classes = await ask<{ id: string; group: string }[]>('/classes')
  const lead = classes.find(({ group }) => group === 'lead')?.id
  const ours = (await contacts()).filter(({ kind }) => kind !== 'email')
  await ask('/interactions/class', { items: ours.slice(0, 3).map(({ id }) => ({ id })), classId: lead })
  const { from, to } = { from: new Date(Date.now() - 86_400_000), to: new Date(Date.now() + 86_400_000) }
  const day = (date: Date) => date.toISOString().slice(0, 10)
  await ask('/spend', { day: day(new Date()), origin: ['Яндекс Директ', 'okna-moskva'], amount: '1 000,01' })
  const report = (level: string) =>
    ask<{ rows: { name: string | null }[]; total: object }>(
      `/reports/sources?level=${level}&from=${day(from)}&to=${day(to)}`,
    )
  const cost = { interactions: 4, spend: 100_001, leads: 3, costPerLead: 33_334 }
  for (const [level, name] of [
    ['source', 'Яндекс Директ'],
    ['campaign', 'okna-moskva'],
  ] as const) {
    const { rows, total } = await report(level)
    expect(rows.find((row) => row.name === name)).toMatchObject(cost)
    // The letter is the client's and no advertisement's.
    expect(rows.find((row) => row.name === null)).toMatchObject({ interactions: 1, spend: 0, leads: 0 })
    expect(total).toMatchObject({ ...cost, interactions: 5 })
  }
})
