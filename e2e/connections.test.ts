import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, settle, type TestBrowser } from '../platform/testing/browser.ts'
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
  await page.getByText('выключен', { exact: true }).waitFor()
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
