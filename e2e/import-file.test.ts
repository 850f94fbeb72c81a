import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from '../platform/database/database.ts'
import { openBrowser, type Page, settle, type TestBrowser } from '../platform/testing/browser.ts'
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

async function drop(page: Page, name: string, text: string): Promise<void> {
  await page.goto(`/w/${server.company.slug}/imports`)
  await settle(page)
  await page.setInputFiles('input[type=file]', { name, mimeType: 'text/csv', buffer: Buffer.from(text) })
  await page.waitForURL(/imports\/[0-9a-f-]{36}/)
}
const button = (page: Page, name: RegExp | string) => page.getByRole('button', { name })
const recorded = async () => {
  const [row] = await server.db.query<{ n: number; first: Date | null }>(
    sql`select count(*) as n, min(started_at) as first from interactions where workspace_id = ${server.company.id}`,
  )
  return row
}

describe('a file in the browser', () => {
  test('is asked about what it leaves open, imported, opened, undone', async () => {
    const page = await browser.page({ url: server.url, visitor: server.logins.admin })
    await drop(
      page,
      'cdr.csv',
      'calldate,src,dst,duration,billsec,disposition\n04/09/17 12:39,101,89161234567,8,6,ANSWERED\n04/09/17 12:40,102,89161234568,5,0,NO ANSWER\nвчера,102,89161234568,5,0,NO ANSWER\n',
    )
    await page.getByText('Когда это — «04/09/17 12:39»?').waitFor()
    await button(page, /4 сентября 2017/).click()
    await page.getByText('Не читаются 1 из 3 строк').waitFor()
    await page.getByRole('cell', { name: '«вчера» не дата' }).waitFor()
    await button(page, 'Импортировать 2 строки').click()
    await page.getByText('В компании появилось 2 обращения').waitFor()
    expect(await recorded()).toEqual({ n: 2, first: new Date('2017-09-04T09:39:00Z') })

    await page.getByRole('link', { name: 'Открыть обращения' }).click()
    await page.waitForURL(/interactions\?.*import=/)
    await page.getByText('+7 916 123-45-67').first().waitFor()
    await page.goBack()
    await button(page, 'Отменить импорт').click()
    await page.getByRole('dialog').getByRole('button', { name: 'Отменить импорт' }).click()
    await page.getByText('Импорт отменён, его обращения убраны').waitFor()
    expect(await recorded()).toMatchObject({ n: 0 })
    await page.context().close()
  })

  test('whose columns nobody knows is mapped by hand, and the next one like it maps itself', async () => {
    const page = await browser.page({ url: server.url, visitor: server.logins.admin })
    const choose = async (column: string, field: string) => {
      await page.getByRole('combobox', { name: `Что в столбце «${column}»` }).click()
      await page.getByRole('option', { name: field, exact: true }).click()
      await settle(page)
    }
    await drop(page, 'table.csv', 'Когда;С кем;Сколько\n2026-03-05 10:00:00;89161234567;65\n')
    await page.getByText('Не хватает: Дата и время, Чем кончилось').waitFor()
    await choose('Когда', 'Дата и время')
    await choose('С кем', 'Номер клиента')
    await choose('Сколько', 'Разговор')
    await button(page, 'Импортировать 1 строку').click()
    await page.getByText('В компании появилось 1 обращение').waitFor()

    await drop(page, 'next.csv', 'Когда;С кем;Сколько\n2026-03-06 10:00:00;89161234568;70\n')
    await page.getByText('Столбцы сопоставлены как в прошлый раз').waitFor()
    await button(page, 'Импортировать 1 строку').click()
    await page.getByText('В компании появилось 1 обращение').waitFor()
    expect(await recorded()).toMatchObject({ n: 2 })
    await page.context().close()
  })
})
