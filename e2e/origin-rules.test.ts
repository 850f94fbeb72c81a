import { afterAll, beforeAll, expect, test } from 'vitest'
import { addSite, packet, pageOrigin, send } from '../modules/visits/testing.ts'
import { openBrowser, seriousViolations, settle, type TestBrowser } from '../platform/testing/browser.ts'
import { type TestServer, testServer } from '../platform/testing/index.ts'

let server: TestServer
let browser: TestBrowser
beforeAll(async () => {
  server = await testServer({ web: true })
  browser = await openBrowser()
  const site = await addSite(server)
  for (let i = 0; i < 3; i++) await send(server, site.key, packet({ url: `${pageOrigin}/?utm_source=doska7` }))
})
afterAll(async () => {
  await browser?.close()
  await server?.close()
})

test('a new rule says what it would have taken, names what comes after it, and an address explains itself', async () => {
  const page = await browser.page({ url: server.url, visitor: server.logins.marketing })
  await page.goto(`/w/${server.company.slug}/settings/origin-rules`)
  await settle(page)
  expect(await seriousViolations(page)).toEqual([])
  const trial = page.getByLabel('Адрес первой страницы')
  await trial.fill(`${pageOrigin}/?utm_source=doska7&utm_campaign=may`)
  await page.getByText('Ни одно правило не подошло').waitFor()

  await page.getByRole('button', { name: 'Новое правило' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Источник').fill('Доска')
  await dialog.getByLabel('utm_source', { exact: true }).fill('doska7')
  await page.keyboard.press('Enter')
  await dialog.getByText('Правило забрало бы 3 посещения из 3').waitFor()
  await dialog.getByText('Сейчас они считаются: doska7 — 3').waitFor()
  expect(await seriousViolations(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Сохранить' }).click()
  await dialog.waitFor({ state: 'detached' })

  const rules = page.getByRole('list', { name: 'Список' })
  await expect.poll(() => rules.getByRole('listitem').first().textContent(), { timeout: 20_000 }).toContain('Доска')
  await page.getByText('Посещение будет считаться: Доска › may').waitFor()
  await page.getByRole('button', { name: 'Ниже: «Доска», правило 1' }).click()
  await expect.poll(() => rules.getByRole('listitem').nth(1).textContent(), { timeout: 20_000 }).toContain('Доска')
  await page.context().close()
})
