import { createServer as createHttpServer, type Server } from 'node:http'
import { type AddressInfo, connect, createServer as createTcpServer, type Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { compose } from '../app/compose.ts'
import { type Listening, listen } from '../app/listen.ts'
import { createServer } from '../app/server.ts'
import { chatSite, setChat, type TestSite } from '../modules/chat/testing.ts'
import { sql } from '../platform/database/database.ts'
import { createLog } from '../platform/log/log.ts'
import { openBrowser, type Page, seriousViolations, settle, type TestBrowser } from '../platform/testing/browser.ts'
import { type TestServer, testServer } from '../platform/testing/index.ts'

/** A network that can be cut, and lead to another server. */
interface Network {
  readonly url: string
  cut(): void
  mend(): void
  leadTo(url: string): void
  close(): void
}

async function network(target: string): Promise<Network> {
  let to = new URL(target)
  let up = true
  const open = new Set<Socket>()
  const server = createTcpServer((from) => {
    if (!up) return from.destroy()
    const there = connect(Number(to.port), to.hostname)
    for (const [one, other] of [
      [from, there],
      [there, from],
    ] as const) {
      open.add(one)
      one.on('error', () => other.destroy())
      one.on('close', () => {
        open.delete(one)
        other.destroy()
      })
      one.pipe(other)
    }
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const cut = (): void => {
    up = false
    for (const one of open) one.destroy()
  }
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut,
    mend: () => {
      up = true
    },
    leadTo(url) {
      to = new URL(url)
    },
    close: () => {
      cut()
      server.close()
    },
  }
}

/** A company's web site whose policy allows what docs/chat.md asks for, and nothing else. */
async function webSite(lidoskop: string, key: string): Promise<{ readonly url: string; close(): void }> {
  const socket = lidoskop.replace('http', 'ws')
  const policy = `default-src 'none'; script-src ${lidoskop}; connect-src ${lidoskop} ${socket}; img-src blob:; style-src 'self'`
  const server: Server = createHttpServer((request, response) => {
    if (request.url === '/favicon.ico') return response.writeHead(404).end()
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy }).end(
      `<!doctype html><html lang="ru"><meta name="viewport" content="width=device-width"><title>Окна</title>
      <h1>Окна с установкой</h1><button data-lidoskop="chat">Задать вопрос</button>
      <script src="${lidoskop}/site/widget.js" data-key="${key}" async></script>`,
    )
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => void server.close() }
}

let server: TestServer
let browser: TestBrowser
let site: TestSite
let net: Network
let shop: Awaited<ReturnType<typeof webSite>>
beforeAll(async () => {
  server = await testServer({ web: true })
  browser = await openBrowser()
  site = await chatSite(server)
  await server.api('admin')(`/workspaces/${server.company.slug}/sites/${site.id}`, {
    method: 'PATCH',
    body: { domains: ['127.0.0.1'] },
  })
  await setChat(server, site.id, { contact: 'never', greeting: 'Чем помочь?' })
  await server.db.query(
    sql`update interaction_classes set hotkey = 'w' where workspace_id = ${server.company.id} and key = 'lead'`,
  )
  net = await network(server.url)
  shop = await webSite(net.url, site.key)
})
afterAll(async () => {
  await browser?.close()
  shop?.close()
  net?.close()
  await server?.close()
})

async function visitor(): Promise<{ page: Page; errors: string[] }> {
  const page = await browser.page({ url: shop.url })
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  page.on('console', (message) => {
    // A line that is cut is told by the browser itself.
    if (message.type() === 'error' && !/WebSocket|ERR_|Failed to load/.test(message.text())) errors.push(message.text())
  })
  await page.goto('/')
  await page.getByRole('button', { name: 'Связаться с нами' }).waitFor()
  return { page, errors }
}

async function operator(): Promise<Page> {
  const page = await browser.page({ url: server.url, visitor: server.logins.manager })
  await page.goto(`/w/${server.company.slug}/chats`)
  await settle(page)
  return page
}

const input = (page: Page) => page.getByRole('textbox', { name: 'Сообщение', exact: true })
const write = async (page: Page, text: string): Promise<void> => {
  await input(page).fill(text)
  await page.keyboard.press('Enter')
}
const answer = async (page: Page, text: string): Promise<void> => {
  await page.getByLabel('Ответ клиенту').fill(text)
  await page.keyboard.press('Enter')
}
/** What the visitor reads, in order: words, and names of files. */
const read = (page: Page): Promise<string[]> => page.locator('lidoskop-widget .words').allInnerTexts()
const readByOperator = (page: Page): Promise<string[]> => page.getByRole('log').locator('li p').allInnerTexts()

describe('a visitor and an operator, each in a browser', () => {
  test('talk, exchange a file, part, rate and class, and nothing on either page is against its policy', async () => {
    const desk = await operator()
    await desk.getByLabel('Принимаю чаты').check()
    const { page, errors } = await visitor()
    await page.getByRole('button', { name: 'Задать вопрос' }).click()
    const panel = page.getByRole('dialog', { name: 'Связь с компанией' })
    await panel.getByText('Чем помочь?').waitFor()
    await expect.poll(() => panel.getByText('Мы на связи').isVisible()).toBe(true)
    await write(page, 'Сколько стоит <b>окно</b>? https://okna.ru/price')
    await panel.getByRole('link', { name: 'https://okna.ru/price' }).waitFor()

    await desk.getByRole('button', { name: /Посетитель/ }).click()
    await desk.getByText('Сколько стоит <b>окно</b>?').last().waitFor()
    await answer(desk, 'От 12 000 рублей')
    await panel.getByText('От 12 000 рублей').waitFor()
    await input(page).pressSequentially('а с дос')
    await desk.getByText('Клиент печатает…').waitFor()

    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=',
      'base64',
    )
    await page
      .locator('lidoskop-widget input[type=file]')
      .setInputFiles({ name: 'план.png', mimeType: 'image/png', buffer: png })
    await panel.getByRole('img', { name: 'план.png' }).waitFor()
    await desk.getByRole('img', { name: 'план.png' }).waitFor()
    await page
      .locator('lidoskop-widget input[type=file]')
      .setInputFiles({ name: 'x.html', mimeType: 'text/plain', buffer: Buffer.from('<script>alert(1)</script>') })
    await panel.getByText('Файл не принят').waitFor()

    expect(await seriousViolations(page)).toEqual([])
    await desk.getByRole('button', { name: 'Завершить' }).click()
    await panel.getByText('Диалог завершён').waitFor()
    await panel.getByLabel('4 из 5').check({ force: true })
    await panel.getByLabel('Что понравилось').fill('быстро')
    await panel.getByRole('button', { name: 'Поставить оценку' }).click()
    await panel.getByText('Ваша оценка: 4 из 5').waitFor()
    await desk.getByText('Оценка клиента: 4 из 5').waitFor()

    await desk.getByText('Одна клавиша ставит класс').waitFor()
    await desk.getByRole('heading', { name: /Посетитель/ }).click()
    await desk.keyboard.press('w')
    await expect
      .poll(() =>
        server.db.query(
          sql`select 1 from interactions where workspace_id = ${server.company.id} and provider = 'chat' and class_id is not null`,
        ),
      )
      .toHaveLength(1)
    expect(await seriousViolations(desk)).toEqual([])
    expect(errors).toEqual([])
    await Promise.all([page.context().close(), desk.context().close()])
  })

  test('are reached by the keyboard alone: Tab stays within the panel, Escape gives the page back', async () => {
    const { page } = await visitor()
    const launcher = page.getByRole('button', { name: 'Связаться с нами' })
    await launcher.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor()
    for (let i = 0; i < 12; i++) {
      await page.keyboard.press('Tab')
      const within = await page.evaluate(
        () => document.querySelector('lidoskop-widget')?.shadowRoot?.activeElement?.closest('.panel') !== null,
      )
      expect(within).toBe(true)
    }
    await page.keyboard.press('Escape')
    expect(await page.getByRole('dialog').count()).toBe(0)
    expect(
      await page.evaluate(() => document.querySelector('lidoskop-widget')?.shadowRoot?.activeElement?.className),
    ).toBe('launcher')
    await page.context().close()
  })
})

describe('no word is lost or doubled', () => {
  test('when the network is cut while both write, and the page is loaded anew', async () => {
    const desk = await operator()
    const { page } = await visitor()
    await page.getByRole('button', { name: 'Связаться с нами' }).click()
    await write(page, 'до обрыва')
    await page.getByText('до обрыва').waitFor()
    await desk.getByRole('button', { name: /до обрыва/ }).click()
    await answer(desk, 'слышу')
    await page.getByText('слышу').waitFor()

    net.cut()
    await page.getByText('Нет связи').waitFor()
    await write(page, 'во время обрыва 1')
    await write(page, 'во время обрыва 2')
    await answer(desk, 'ответ во время обрыва')
    await desk.getByText('ответ во время обрыва').waitFor()
    net.mend()
    const all = ['до обрыва', 'слышу', 'ответ во время обрыва', 'во время обрыва 1', 'во время обрыва 2']
    await expect.poll(() => read(page), { timeout: 30_000 }).toEqual(all)
    await expect.poll(() => readByOperator(desk)).toEqual(all)

    await write(page, 'и сразу ушёл')
    await page.reload()
    await page.getByRole('button', { name: 'Связаться с нами' }).click()
    await expect.poll(() => read(page), { timeout: 30_000 }).toEqual([...all, 'и сразу ушёл'])
    await expect.poll(() => readByOperator(desk)).toEqual([...all, 'и сразу ушёл'])
    await Promise.all([page.context().close(), desk.context().close()])
  })

  test('when the server is stopped and another one takes its place', async () => {
    const { config } = server.app.services
    const begin = async (): Promise<Listening & { url: string; end(): Promise<void> }> => {
      const app = compose(config, server.db.url, createLog('silent'))
      const stop = await app.start()
      const listening = await listen(createServer(app, null), '127.0.0.1', 0)
      return {
        ...listening,
        url: `http://127.0.0.1:${listening.port}`,
        async end() {
          await listening.close()
          await stop()
          await app.close()
        },
      }
    }
    const first = await begin()
    net.leadTo(first.url)
    const desk = await operator()
    const { page } = await visitor()
    await page.getByRole('button', { name: 'Связаться с нами' }).click()
    await write(page, 'через первый сервер')
    // The operator's console is at another process of the same company.
    await desk.getByRole('button', { name: /через первый сервер/ }).click()
    await answer(desk, 'вижу')
    await page.getByText('вижу').waitFor()
    net.cut()
    await first.end()
    await write(page, 'пока сервера нет')
    await answer(desk, 'ответ, пока его нет')
    const second = await begin()
    net.leadTo(second.url)
    net.mend()
    const all = ['через первый сервер', 'вижу', 'ответ, пока его нет', 'пока сервера нет']
    await expect.poll(() => read(page), { timeout: 30_000 }).toEqual(all)
    await expect.poll(() => readByOperator(desk)).toEqual(all)
    await Promise.all([page.context().close(), desk.context().close()])
    net.leadTo(server.url)
    await second.end()
  })
})
