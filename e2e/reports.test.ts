import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser, type Page, settle, type TestBrowser } from '../platform/testing/browser.ts'
import { type DemoServer, demoMs, startDemoServer } from './demo-server.ts'

let server: DemoServer
let browser: TestBrowser
beforeAll(async () => {
  server = await startDemoServer()
  browser = await openBrowser()
}, demoMs)
afterAll(async () => {
  await browser?.close()
  await server?.close()
})

async function open(path: string): Promise<Page> {
  const page = await browser.page({ url: server.url, visitor: server.logins.get('director') })
  await page.goto(`/w/${server.slug}/${path}`)
  await settle(page)
  return page
}
const search = (page: Page) => new URL(page.url()).searchParams

describe('what all reports share', () => {
  test('the chosen period lives in the address and goes along from report to report', async () => {
    const page = await open('calls/people')
    await page.getByRole('button', { name: /^Период/ }).click()
    await page.getByRole('button', { name: '7 дней', exact: true }).click()
    await page.waitForURL((url) => url.searchParams.get('period') === '7d')
    await page.getByRole('link', { name: 'Источники × классы' }).click()
    await page.waitForURL((url) => url.pathname.endsWith('/ads/sources') && url.searchParams.get('period') === '7d')
    await page.reload()
    await settle(page)
    await page.getByRole('button', { name: /^Период: 7 дней/ }).waitFor()
    await page.context().close()
  })

  test('days chosen in the calendar are written as days', async () => {
    const page = await open('calls/people')
    await page.getByRole('button', { name: /^Период/ }).click()
    await page.locator('button[data-direction="previous"]').first().click()
    const days = page.getByRole('dialog').locator('table button:not([data-outside])')
    await days.nth(4).click()
    await days.nth(11).click()
    await page.waitForURL((url) => url.searchParams.has('from') && url.searchParams.has('to'))
    const [from, to] = [String(search(page).get('from')), String(search(page).get('to'))]
    expect([from, to].every((day) => /^\d{4}-\d\d-\d\d$/.test(day))).toBe(true)
    expect((Date.parse(to) - Date.parse(from)) / 86_400_000).toBe(7)
    await page.context().close()
  })

  test('a figure explains itself to the keyboard, and Esc gives the place back', async () => {
    const page = await open('calls/people')
    const explain = page.locator('[data-explain]').first()
    await explain.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect(await explain.evaluate((element) => element === document.activeElement)).toBe(true)
    await page.context().close()
  })

  test('every chart is a table too, with the same figures behind the same links', async () => {
    const page = await open('calls/people')
    const chart = page.locator('figure').first()
    await page.getByRole('button', { name: 'Показать таблицей' }).first().click()
    const cell = chart.locator('td button').first()
    expect(Number((await cell.textContent())?.replace(/\D/g, ''))).toBeGreaterThan(0)
    await cell.click()
    await page.waitForURL((url) => url.pathname.endsWith('/interactions') && url.searchParams.has('employee'))
    await page.context().close()
  })

  test('a table is sorted by its headers and says so', async () => {
    const page = await open('calls/people')
    const header = page.getByRole('columnheader', { name: /Исх/ }).first()
    await header.getByRole('button').first().click()
    expect(await header.getAttribute('aria-sort')).toBe('descending')
    await header.getByRole('button').first().click()
    expect(await header.getAttribute('aria-sort')).toBe('ascending')
    await page.context().close()
  })
})
