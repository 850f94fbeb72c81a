import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, seriousViolations, settle, type TestBrowser } from '../platform/testing/browser.ts'
import { type TestServer, testServer } from '../platform/testing/index.ts'

let server: TestServer
let browser: TestBrowser
beforeAll(async () => {
  server = await testServer({ web: true })
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await server?.close()
})

test.each([
  {
    kind: 'channel',
    path: 'endpoints',
    body: { provider: 'generic', name: 'Связь' },
    secret: 'Секрет',
  },
  {
    kind: 'receiver of events',
    path: 'hooks',
    body: { name: 'Связь', url: 'https://crm.example/hook', events: ['class.changed'] },
    secret: 'Секрет подписи',
  },
])('a $kind is switched off, given a new secret that is shown once, and removed', async ({ path, body, secret }) => {
  const made = await server.api('admin')(`/workspaces/${server.company.slug}/${path}`, { body })
  expect(made.status, await made.text()).toBeLessThan(300)
  const page = await browser.page({ url: server.url, visitor: server.logins.admin })
  await page.goto(`/w/${server.company.slug}/settings/${path}`)
  await settle(page)
  const choose = async (name: string) => {
    await page.getByRole('main').getByRole('button', { name: 'Ещё' }).click()
    await page.getByRole('menuitem', { name }).click()
  }
  const dialog = page.getByRole('dialog')
  const confirm = (name: string) => dialog.getByRole('button', { name, exact: true }).click()

  await choose('Выключить')
  await page.getByText(/^выключено?$/).waitFor()
  await choose('Новый секрет')
  await confirm('Новый секрет')
  await dialog.getByText('показать ещё раз нельзя').waitFor()
  expect((await dialog.getByLabel(secret).inputValue()).length).toBeGreaterThan(20)
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  await choose('Удалить')
  await confirm('Удалить')
  await page.getByRole('main').getByRole('button', { name: 'Ещё' }).waitFor({ state: 'detached' })
  await page.context().close()
})

test('a provider is found by another of its names, connected, and says by itself when requests are turned away', async () => {
  const page = await browser.page({ url: server.url, visitor: server.logins.admin })
  await page.goto(`/w/${server.company.slug}/settings/connections`)
  await settle(page)
  const main = page.getByRole('main')
  const dialog = page.getByRole('dialog')
  await main.getByRole('button', { name: 'Подключить', exact: true }).click()
  expect(await seriousViolations(page)).toEqual([])
  await dialog.getByLabel('Найти').fill('гравител')
  await page.keyboard.press('Enter')
  await dialog.getByLabel('Название').fill('АТС филиала')
  await dialog.getByRole('button', { name: 'Подключить', exact: true }).click()
  const secret = await dialog.getByLabel('Секрет').inputValue()
  const address = await dialog.getByLabel('Адрес вашей CRM').inputValue()
  await dialog.getByRole('button', { name: 'Готово' }).click()

  const row = main.getByRole('article', { name: 'АТС филиала' })
  await row.getByText('ждёт первого события').waitFor()
  const tell = (token: string) =>
    fetch(address, {
      method: 'POST',
      body: new URLSearchParams({
        cmd: 'history',
        callid: token.slice(-6),
        status: 'Missed',
        type: 'in',
        crm_token: token,
      }),
    })
  expect((await tell('not the secret')).status).toBe(401)
  await row.getByText('запросы отклоняются').waitFor()
  await row.getByText('ключ здесь и в кабинете оператора различаются').waitFor()
  await main.getByText('не работает: «АТС филиала»').waitFor()
  expect((await tell(secret)).status).toBe(200)
  await row.getByText('работает', { exact: true }).waitFor()
  await row.getByText('1 событие сегодня').waitFor()
  await row.getByRole('button', { name: 'Тестовое событие' }).click()
  await row.getByText('2 события сегодня').waitFor()
  expect(await seriousViolations(page)).toEqual([])
  await page.context().close()
})

test('a setting that can’t be is refused at its field', async () => {
  const page = await browser.page({ url: server.url, visitor: server.logins.admin })
  await page.goto(`/w/${server.company.slug}/settings/connections`)
  await settle(page)
  const dialog = page.getByRole('dialog')
  await page.getByRole('main').getByRole('button', { name: 'Подключить' }).first().click()
  await dialog.getByLabel('Найти').fill('билайн')
  await page.keyboard.press('Enter')
  await dialog.getByLabel('Токен API').fill('   ')
  await dialog.getByRole('button', { name: 'Подключить', exact: true }).click()
  await dialog.getByText('Не заполнено обязательное поле').waitFor()
  await page.context().close()
})

test('advertising systems stand beside the other connections with their state, and lead to the spend that they bring', async () => {
  const made = await server.api('admin')(`/workspaces/${server.company.slug}/spend/connections`, {
    body: {
      system: 'yandex-direct',
      name: 'Директ, окна',
      values: { token: 'y0_AgAAAAB', address: 'http://127.0.0.1:9/' },
    },
  })
  expect(made.status, await made.text()).toBe(200)
  const page = await browser.page({ url: server.url, visitor: server.logins.admin })
  await page.goto(`/w/${server.company.slug}/settings/connections`)
  await settle(page)
  const main = page.getByRole('main')
  await main.getByRole('row').filter({ hasText: 'Директ, окна' }).waitFor()
  expect(await seriousViolations(page)).toEqual([])
  await main.getByRole('link', { name: 'Расходы' }).click()
  await page.waitForURL(/\/ads\/spend/)
  await page.context().close()
})
