import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from '../platform/database/database.ts'
import { openBrowser, type Page, settle, type TestBrowser } from '../platform/testing/browser.ts'
import { type TestServer, testServer } from '../platform/testing/index.ts'

const samples = resolve(import.meta.dirname, '../../shared/samples')

describe.skipIf(!existsSync(samples))('real files in the browser (skipped where ../shared/samples is missing)', () => {
  let server: TestServer
  let browser: TestBrowser
  let page: Page
  beforeAll(async () => {
    server = await testServer({ web: true })
    browser = await openBrowser()
    page = await browser.page({ url: server.url, visitor: server.logins.admin })
  })
  afterAll(async () => {
    await browser?.close()
    await server?.close()
  })

  async function drop(path: string): Promise<void> {
    await page.goto(`/w/${server.company.slug}/imports`)
    await settle(page)
    await page.setInputFiles('input[type=file]', resolve(samples, path))
    await page.waitForURL(/imports\/[0-9a-f-]{36}/)
  }
  const figures = async (year: number) => {
    const [row] = await server.db.query<{ calls: number; talk: number; wait: number }>(sql`
      select count(*) as calls, coalesce(sum(talk_seconds), 0) as talk, coalesce(sum(wait_seconds), 0) as wait from interactions
      where workspace_id = ${server.company.id} and extract(year from started_at) = ${year}`)
    return row
  }

  test('a real exchange’s record whose dates can be read in two ways', async () => {
    await drop('asterisk/short-cdr-cr-lineends.csv')
    await page.getByRole('button', { name: /4 сентября 2017/ }).click()
    await page.getByRole('button', { name: /^Импортировать 100 / }).click()
    await page.getByText(/В компании появилось 100 /).waitFor()
    const rows = readFileSync(resolve(samples, 'asterisk/short-cdr-cr-lineends.csv'), 'latin1')
      .trim()
      .split('\r')
      .slice(1)
    const answered = rows.map((row) => row.split(',')).filter((cells) => cells[5] === 'ANSWERED')
    expect(await figures(2017)).toMatchObject({
      calls: rows.length,
      talk: answered.reduce((sum, cells) => sum + Number(cells[4]), 0),
    })
  })

  test('a call centre of fifty thousand calls', async () => {
    await drop('call-centre/simulated_call_centre.csv')
    // Of a large file only the beginning is rehearsed, so the button promises no number.
    await page.getByRole('button', { name: 'Импортировать файл' }).click()
    await page.getByText(/В компании появилось 51.708 /).waitFor({ timeout: 120_000 })
    const expected = JSON.parse(readFileSync(resolve(samples, 'call-centre/expected.json'), 'utf8'))
    expect(await figures(2021)).toMatchObject({ calls: expected.rows, wait: expected.wait_sum })
  }, 240_000)

  test('a bank’s contacts, once it is said of what year they are', async () => {
    await drop('bank-marketing/bank_market.csv')
    await page.getByLabel('Год').fill('2010')
    await settle(page)
    await page.getByRole('button', { name: 'Импортировать файл' }).click()
    await page.getByText(/В компании появилось 45.211 /).waitFor({ timeout: 60_000 })
    const expected = JSON.parse(readFileSync(resolve(samples, 'bank-marketing/expected.json'), 'utf8'))
    expect(await figures(2010)).toMatchObject({ calls: expected.rows })
  }, 120_000)
})
