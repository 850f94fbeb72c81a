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

const as = async (look: { device?: 'phone' } = {}): Promise<Page> => {
  const page = await browser.page({ url: server.url, visitor: server.logins.director, look })
  await page.goto(`/w/${server.company.slug}/settings/people`)
  await settle(page)
  return page
}
const theme = (page: Page) => page.evaluate(() => document.documentElement.dataset.mantineColorScheme)

describe('around every screen', () => {
  test('the language changes at once, everywhere, and stays with the person', async () => {
    const visitor = server.logins.senior
    const page = await browser.page({ url: server.url, visitor, speaksProfile: true })
    await page.goto(`/w/${server.company.slug}/settings/profile`)
    await settle(page)
    await page.locator('[data-action="language"]').first().click()
    await page.getByRole('navigation', { name: 'Sections' }).waitFor()
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('en')
    await page.context().close()

    const elsewhere = await browser.page({ url: server.url, visitor, speaksProfile: true })
    await elsewhere.goto(`/w/${server.company.slug}/settings/profile`)
    await elsewhere.getByRole('navigation', { name: 'Sections' }).waitFor()
    await elsewhere.context().close()
  })

  test('the theme changes and is there before the first paint next time', async () => {
    const page = await as()
    expect(await theme(page)).toBe('light')
    await page.locator('[data-action="theme"]').first().click()
    await page.waitForFunction(() => document.documentElement.dataset.mantineColorScheme === 'dark')
    await page.route('**/assets/*.js', (route) => route.abort())
    await page.reload({ waitUntil: 'domcontentloaded' })
    expect(await theme(page)).toBe('dark')
    await page.context().close()
  })

  test('everything is reached from the keyboard: palette, a few letters, Enter', async () => {
    const page = await as()
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox', { name: 'Поиск и команды' }).waitFor()
    await page.keyboard.type('журнал изм')
    await page.getByRole('option', { name: /Журнал изменений/ }).waitFor()
    await page.keyboard.press('Enter')
    await page.waitForURL('**/settings/audit')
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox', { name: 'Поиск и команды' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('combobox', { name: 'Поиск и команды' }).waitFor({ state: 'detached' })
    await page.context().close()
  })

  test('the palette offers to search the record for whatever was typed', async () => {
    const page = await as()
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox', { name: 'Поиск и команды' }).waitFor()
    await page.keyboard.type('балкон')
    await page.getByRole('option', { name: /«балкон»/ }).click()
    await page.waitForURL((url) => url.pathname.endsWith('/interactions') && url.searchParams.get('text') === 'балкон')
    await page.context().close()
  })

  test('a guest of several companies goes from one to the other on the same screen, by mouse, keyboard and palette', async () => {
    const visitor = server.logins.agency
    const other = await server.addCompany()
    await server.db.query(sql`update workspaces set name = 'Вторая компания' where id = ${other.company.id}`)
    await server.db.query(sql`
      update employees set user_id = (select e.user_id from employees e where e.workspace_id = ${server.company.id} and e.email = ${visitor.email})
      where workspace_id = ${other.company.id} and id = ${other.company.people.agency.id}`)
    const page = await browser.page({ url: server.url, visitor })
    await page.goto(`/w/${server.company.slug}/ads/sources?period=7d`)
    await settle(page)
    const here = page.getByRole('button', { name: 'Тестовые окна' })
    await here.focus()
    await page.keyboard.press('Enter')
    const there = page.getByRole('menuitem', { name: 'Вторая компания' })
    await there.waitFor()
    expect(await page.getByRole('menuitem', { name: 'Тестовые окна' }).getAttribute('aria-current')).toBe('true')
    await there.focus()
    await page.keyboard.press('Enter')
    await page.waitForURL(`**/w/${other.company.slug}/ads/sources?period=7d`)
    await page.getByRole('button', { name: 'Вторая компания' }).waitFor()

    await page.keyboard.press('Control+k')
    await page.getByRole('combobox', { name: 'Поиск и команды' }).waitFor()
    await page.keyboard.type('тестовые')
    await page.getByRole('option', { name: /Тестовые окна/ }).click()
    await page.waitForURL(`**/w/${server.company.slug}/ads/sources?period=7d`)
    await page.context().close()
  })

  test('the navigation folds and remembers it', async () => {
    const page = await as()
    await page.locator('[data-action="collapse"]').click()
    await page.reload()
    await settle(page)
    const box = await page.getByRole('navigation', { name: 'Разделы' }).boundingBox()
    expect(box?.width).toBeLessThan(60)
    await page.context().close()
  })

  test('on a phone the sections are under the thumb and the rest behind “more”; nothing scrolls sideways', async () => {
    const page = await as({ device: 'phone' })
    await page.getByRole('navigation', { name: 'Главные разделы' }).getByText('Ещё').click()
    const menu = page.getByRole('dialog', { name: 'Меню' })
    await menu.getByRole('link', { name: 'Профиль' }).click()
    await page.waitForURL('**/settings/profile')
    await menu.waitFor({ state: 'detached' })
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(overflow).toBeLessThanOrEqual(0)
    await page.context().close()
  })

  test('what is not theirs is told plainly, what is not there too', async () => {
    const page = await browser.page({ url: server.url, visitor: server.logins.manager })
    await page.goto(`/w/${server.company.slug}/settings/people`)
    await page.getByRole('heading', { name: 'Эта страница не для вашей роли' }).waitFor()
    await page.goto(`/w/${server.company.slug}/nothing/here`)
    await page.getByRole('heading', { name: 'Такой страницы нет' }).waitFor()
    await page.goto('/w/somebody-else')
    await page.getByRole('heading', { name: 'Такой страницы нет' }).waitFor()
    await page.context().close()
  })

  test('when the server goes away the screen says so, and recovers by itself', async () => {
    const page = await as()
    await page.context().setOffline(true)
    await page.getByText('Связь с сервером потеряна').waitFor()
    await page.context().setOffline(false)
    await page.getByText('Связь с сервером потеряна').waitFor({ state: 'detached' })
    await page.context().close()
  })

  test('a page asks nothing of any other server', async () => {
    const page = await browser.page({ url: server.url, visitor: server.logins.director })
    const foreign: string[] = []
    const refused: string[] = []
    page.on('request', (request) => {
      if (!request.url().startsWith(server.url) && !request.url().startsWith('data:')) foreign.push(request.url())
    })
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) refused.push(message.text())
    })
    await page.goto('/')
    await settle(page)
    expect(foreign).toEqual([])
    expect(refused).toEqual([])
    await page.context().close()
  })
})
