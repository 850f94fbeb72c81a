import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
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
  await tell([
    ...Array.from({ length: 12 }, (_, i) => contact(`Бренд ${i}`, 'Бренд', i < 3 ? 'spam' : 'lead')),
    ...Array.from({ length: 5 }, (_, i) => contact(`Сети ${i}`, 'Сети', 'lead')),
  ])
})
afterAll(async () => {
  await browser?.close()
  await server?.close()
  rmSync(folder, { recursive: true, force: true })
})

const begun = Date.now() - 2 * 3_600_000
let minute = 0
function contact(name: string, campaign: string, classKey: string) {
  minute += 1
  const startedAt = new Date(begun + minute * 60_000)
  return {
    ...{ provider: 'test', externalId: name, kind: 'call', direction: 'inbound', finished: true, outcome: 'answered' },
    ...{ at: startedAt, startedAt, line: '101', classKey, origin: { source: 'Яндекс Директ', campaign } },
    party: { phone: `+7916000${String(1000 + minute)}`, name },
  }
}

async function tell(observations: object[]) {
  const answer = await server.api('admin')(`/workspaces/${server.company.slug}/interactions`, {
    body: { observations },
  })
  expect(answer.status).toBe(200)
}

async function openAs(role: Role, path: string): Promise<Page> {
  const page = await browser.page({ url: server.url, visitor: server.logins[role] })
  await page.goto(`/w/${server.company.slug}/${path}`)
  await settle(page)
  return page
}
const row = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name })
const today = () => localDay(new Date(), server.company.timezone)

describe('the table of sources', () => {
  test('leads down to a campaign, and a figure of it to exactly the interactions behind it', async () => {
    const page = await openAs('marketing', 'ads/sources')
    await page.getByRole('button', { name: 'Яндекс Директ' }).click()
    await row(page, 'Бренд').getByRole('link', { name: '3', exact: true }).first().click()
    await page.waitForURL(/\/interactions\?.*campaign=/)
    await settle(page)
    await expect.poll(() => page.locator('ol[aria-label="Обращения"] li:has(button)').count()).toBe(3)
    await page.goBack()
    await page.getByRole('button', { name: 'Все источники' }).click()
    await page.getByRole('button', { name: 'Яндекс Директ' }).waitFor()
    await page.context().close()
  })

  test('grows by itself when a contact comes in', async () => {
    const page = await openAs('marketing', 'ads/sources?level=campaign')
    await row(page, 'Сети').getByRole('link', { name: '5', exact: true }).first().waitFor()
    await tell([contact('Сети ещё', 'Сети', 'lead')])
    await row(page, 'Сети').getByRole('link', { name: '6', exact: true }).first().waitFor()
    await page.context().close()
  })
})

describe('money beside the sources', () => {
  test('a number of won deals opens exactly these deals, narrowed to their source', async () => {
    const day = today()
    const form = new FormData()
    form.set(
      'file',
      new File(
        [
          `ID;Этап;Бюджет;Дата создания;Источник\n1;Оплачено;100 000;${day};Яндекс Директ\n2;Отказ;5;${day};Яндекс Директ\n3;Оплачено;7;${day};Авито\n`,
        ],
        'deals.csv',
      ),
    )
    const brought = await fetch(`${server.url}/api/v1/workspaces/${server.company.slug}/deals/import`, {
      method: 'POST',
      headers: { authorization: `Bearer ${server.keys.admin}` },
      body: form,
    })
    expect(brought.status, await brought.text()).toBe(200)
    const page = await openAs('marketing', 'ads/sources')
    await page.getByText('Деньги', { exact: true }).click()
    await row(page, 'Яндекс Директ').getByRole('link', { name: '1', exact: true }).click()
    await page.waitForURL(/\/sales\/deals\?.*outcome=won/)
    await page.getByRole('button', { name: /Источник: Яндекс Директ/ }).waitFor()
    await expect.poll(() => row(page, 'Оплачено').count(), { timeout: 20_000 }).toBe(1)
    await page.context().close()
  })
})

describe('spend on screen', () => {
  test('a file is looked at, brought in and taken back; the cost of a lead follows', async () => {
    const path = join(folder, 'spend.csv')
    const [year, month, day] = today().split('-')
    writeFileSync(
      path,
      `День;Кампания;Расход\n${day}.${month}.${year};Бренд;9 000,00\n${day}.${month}.${year};Бренд;много\n`,
    )
    const page = await openAs('marketing', 'ads/spend')
    await page.getByRole('button', { name: 'Загрузить файл' }).click()
    await page.locator('input[type=file]').setInputFiles(path)
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Источник для всего файла').fill('Яндекс Директ')
    await dialog.getByLabel('Источник для всего файла').blur()
    await dialog.getByText('Будет загружена 1 строка на 9 000,00 ₽').waitFor()
    await dialog.getByText('«много» не сумма').waitFor()
    await dialog.getByRole('button', { name: 'Загрузить', exact: true }).click()
    await dialog.waitFor({ state: 'detached' })
    await row(page, 'spend.csv').waitFor()

    const report = await openAs('marketing', 'ads/sources?level=campaign')
    await row(report, 'Бренд').getByText('1 000 ₽').waitFor()
    await report.context().close()

    await row(page, 'spend.csv').getByRole('button', { name: 'Отменить' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Отменить', exact: true }).click()
    await row(page, 'spend.csv').getByText('отменена').waitFor()
    await page.getByText('За эти дни расходов нет').waitFor()
    await page.context().close()
  })

  test('an export of an advertising system is recognised; its campaign is matched with one click, and money follows', async () => {
    const path = join(folder, 'Мастер отчётов.csv')
    const [year, month, day] = today().split('-')
    const at = `${day}.${month}.${year}`
    writeFileSync(
      path,
      `"Период: ${at} - ${at}, с НДС"\n\nДата;Кампания;№ Кампании;Условие показа;Показы;Клики;Расход (руб.)\n${at};Сети РСЯ;54321002;окна;10;1;600,06\nИтого;;;;10;1;600,06\n`,
    )
    const page = await openAs('marketing', 'ads/spend')
    await page.getByRole('button', { name: 'Загрузить файл' }).click()
    await page.locator('input[type=file]').setInputFiles(path)
    const dialog = page.getByRole('dialog')
    await dialog.getByText('Распознана выгрузка: Яндекс Директ').waitFor()
    await dialog.getByText('сходится с итогом выгрузки до копейки: 600,06 ₽').waitFor()
    await dialog.getByRole('button', { name: 'Загрузить', exact: true }).click()
    await dialog.waitFor({ state: 'detached' })
    await row(page, '№ 54321002').getByRole('button', { name: 'Сети', exact: true }).click()
    await row(page, '№ 54321002').getByText('выбрано вручную').waitFor()

    // 600.06 ÷ 6 leads.
    const report = await openAs('marketing', 'ads/sources?level=campaign')
    await row(report, 'Сети').getByText('100 ₽').waitFor()
    await report.context().close()
    await row(page, 'Мастер отчётов.csv').getByRole('button', { name: 'Отменить' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Отменить', exact: true }).click()
    await row(page, 'Мастер отчётов.csv').getByText('отменена').waitFor()
    await page.context().close()
  })

  test('an amount is entered, refused with its reason beside the field, and corrected', async () => {
    const page = await openAs('marketing', 'ads/spend')
    await page.getByRole('button', { name: 'Внести расход' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Сумма').fill('12,345')
    await dialog.getByRole('button', { name: 'Сохранить' }).click()
    await dialog.getByText('больше знаков после запятой').waitFor()
    await dialog.getByLabel('Сумма').fill('1 500')
    await dialog.getByRole('button', { name: 'Сохранить' }).click()
    await dialog.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Исправить' }).first().click()
    await dialog.getByLabel('Сумма').fill('1 700,50')
    await dialog.getByRole('button', { name: 'Сохранить' }).click()
    await dialog.waitFor({ state: 'detached' })
    await page.getByText('1 700,50 ₽').first().waitFor()
    await page.context().close()
  })

  test('is there to read for a head of sales, who finds nothing to change', async () => {
    const page = await openAs('head', 'ads/spend')
    await page.getByRole('heading', { name: 'Расходы' }).waitFor()
    expect(await page.getByRole('button', { name: 'Внести расход' }).count()).toBe(0)
    await page.context().close()
  })
})
