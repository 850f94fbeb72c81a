import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Role } from '../kernel/access.ts'
import { localDay } from '../kernel/time.ts'
import { openBrowser, type Page, settle, type TestBrowser } from '../platform/testing/browser.ts'
import { type TestServer, testServer } from '../platform/testing/index.ts'

let server: TestServer
let browser: TestBrowser
let folder: string
beforeAll(async () => {
  server = await testServer({ web: true })
  browser = await openBrowser()
  folder = mkdtempSync(join(tmpdir(), 'lidoskop-e2e-'))
})
afterAll(async () => {
  await browser?.close()
  await server?.close()
  rmSync(folder, { recursive: true, force: true })
})

async function openDeals(role: Role): Promise<Page> {
  const page = await browser.page({ url: server.url, visitor: server.logins[role] })
  await page.goto(`/w/${server.company.slug}/sales/deals`)
  await settle(page)
  return page
}
const row = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name })

test('a file of deals is mapped, looked at, brought in and taken back', async () => {
  const path = join(folder, 'deals.csv')
  const today = localDay(new Date(), server.company.timezone)
  writeFileSync(path, `Шифр;Стадия;Дата создания\nА-1;Успешно реализовано;${today}\nА-2;В работе;давно\n`)
  const page = await openDeals('admin')
  await page.getByRole('button', { name: 'Загрузить файл' }).click()
  await page.locator('input[type=file]').setInputFiles(path)
  const dialog = page.getByRole('dialog')
  await dialog.getByText('Укажите столбцы: Номер в CRM').waitFor()
  expect(await dialog.getByRole('button', { name: 'Загрузить', exact: true }).isDisabled()).toBe(true)
  await dialog.getByLabel('Номер в CRM').selectOption('Шифр')
  await dialog.getByText('Новых сделок: 1, обновится: 0').waitFor()
  await dialog.getByText('1 строка не будет загружена').waitFor()
  await dialog.getByText('Строка 3').waitFor()
  await dialog.getByText('Выиграны · 1 сделка').waitFor()
  await dialog.getByRole('button', { name: 'Загрузить', exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
  await row(page, 'А-1').waitFor()

  await row(page, 'deals.csv').getByRole('button', { name: 'Отменить' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Отменить', exact: true }).click()
  await row(page, 'deals.csv').getByText('отменена').waitFor()
  await page.getByText('За эти дни сделок нет').waitFor()
  await page.context().close()
})
