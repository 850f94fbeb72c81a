import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openBrowser, type Page, settle, type TestBrowser } from '../platform/testing/browser.ts'
import { type TestServer, testServer } from '../platform/testing/index.ts'

let server: TestServer
let browser: TestBrowser
let page: Page
const begun = Date.now() - 3 * 3_600_000

beforeAll(async () => {
  server = await testServer({ web: true })
  browser = await openBrowser()
  await tell(Array.from({ length: 60 }, (_, i) => call(`Клиент ${i}`, i)))
  const fields = { nameRu: 'Двери', nameEn: 'Doors', group: 'lead', color: 'cyan', hotkey: 'd' }
  await server.api('admin')(`/workspaces/${server.company.slug}/classes`, { body: fields })
})
afterAll(async () => {
  await browser?.close()
  await server?.close()
})
beforeEach(async () => {
  await page?.context().close()
})

/** A talk with the manager, some minutes after the one before. */
function call(name: string, minute: number) {
  const startedAt = new Date(begun + minute * 120_000)
  const endedAt = new Date(startedAt.getTime() + 90_000)
  const answeredAt = new Date(startedAt.getTime() + 10_000)
  return {
    ...{ provider: 'test', externalId: name, kind: 'call', direction: 'inbound', finished: true, line: '101' },
    ...{ at: endedAt, startedAt, answeredAt, endedAt, outcome: 'answered' },
    party: { phone: `+7916000${String(1000 + minute)}`, name },
  }
}

async function tell(observations: object[]) {
  const response = await server.api('admin')(`/workspaces/${server.company.slug}/interactions`, {
    body: { observations },
  })
  expect(response.status).toBe(200)
}

async function open(screen: string, visitor = server.logins.head) {
  page = await browser.page({ url: server.url, visitor })
  await page.goto(`/w/${server.company.slug}/${screen}`)
  await settle(page)
  await page.getByText('Клиент', { exact: false }).first().waitFor()
}
const firstRow = () => page.locator('ol[aria-label="Обращения"] li:has(button)').first()

describe('the live list', () => {
  test('shows a new contact without a reload', async () => {
    await open('interactions')
    await tell([call('Новый Сразу', 70)])
    await page.getByText('Новый Сразу').waitFor()
    expect(await firstRow().textContent()).toContain('Новый Сразу')
  })

  test('does not move under the eyes of who reads further down, but says how many came', async () => {
    await open('interactions')
    const scroller = page.locator('ol[aria-label="Обращения"]').locator('..')
    await scroller.evaluate((part) => part.scrollTo({ top: 600 }))
    const row = page.locator('li:has(button[aria-label="Клиент 40"])')
    const place = async () => (await row.boundingBox())?.y
    const before = await place()
    await tell([call('Новый Потом', 80)])
    const pill = page.getByRole('button', { name: '1 новое' })
    await pill.waitFor()
    expect(await place()).toBe(before)
    await pill.click()
    await page.getByText('Новый Потом').waitFor()
  })

  test('gives a class with one key in any layout, and takes it back', async () => {
    await open('interactions', server.logins.manager)
    await page.keyboard.press('j')
    // The key of the class on a keyboard that is set to Russian.
    await page.evaluate(() =>
      document.dispatchEvent(new KeyboardEvent('keydown', { key: 'в', code: 'KeyD', bubbles: true })),
    )
    await firstRow().getByText('Двери').waitFor()
    await page.keyboard.press('Control+z')
    await firstRow().getByText('Без класса').waitFor()
  })

  test('a filter says how many each of its choices would show', async () => {
    await open('interactions', server.logins.director)
    const total = /\d+/.exec((await page.getByText(/^\d+ обращени/).textContent()) ?? '')?.[0]
    const { name } = server.company.people.manager
    await page.getByRole('button', { name: 'Сотрудник', exact: true }).click()
    const choice = page.getByRole('checkbox', { name: new RegExp(`^${name}\\s*${total}$`) })
    await choice.click()
    await page.waitForURL((url) => url.searchParams.has('employee'))
    // What is chosen in a filter does not empty the choices beside it.
    await expect.poll(() => choice.isChecked()).toBe(true)
  })

  test('finds by a part of the number and opens the card with the keyboard', async () => {
    await open('interactions')
    await page.keyboard.press('/')
    await page.keyboard.type('1059')
    await page.waitForURL(/text=1059/)
    await page.locator('ol[aria-label="Обращения"] li:has(button)').nth(1).waitFor({ state: 'detached' })
    await page.keyboard.press('Enter')
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Клиент 59' }).waitFor()
    expect(page.url()).toContain('open=')
    await page.keyboard.press('Escape')
    await page.getByRole('heading', { name: 'Клиент 59' }).waitFor({ state: 'detached' })
  })
})

describe('the queue without a class', () => {
  test('begins with the oldest, and each key moves on to the next', async () => {
    await open('interactions/unclassified', server.logins.manager)
    await page.getByRole('heading', { name: 'Клиент 0' }).waitFor()
    await page.keyboard.press('d')
    await page.getByRole('heading', { name: 'Клиент 1', exact: true }).waitFor()
    await page.keyboard.press('d')
    await page.getByRole('heading', { name: 'Клиент 2', exact: true }).waitFor()
    const { items } = (await (
      await server.api('director')(`/workspaces/${server.company.slug}/interactions?sort=oldest&limit=2`)
    ).json()) as { items: { classId: string | null }[] }
    expect(items.every((item) => item.classId !== null)).toBe(true)
  })
})

describe('on a phone', () => {
  test('the queue speaks of no keys, and shows none', async () => {
    page = await browser.page({ url: server.url, visitor: server.logins.head, look: { device: 'phone' } })
    await page.goto(`/w/${server.company.slug}/interactions/unclassified`)
    await settle(page)
    await page.getByText('откройте, выберите класс').waitFor()
    await page
      .getByRole('button', { name: /^Клиент/ })
      .first()
      .click()
    await page.getByRole('button', { name: 'Двери' }).waitFor()
    expect(await page.locator('kbd:visible').count()).toBe(0)
  })
})
