import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { roles } from '../kernel/access.ts'
import { openBrowser, settle, type TestBrowser } from '../platform/testing/browser.ts'
import { type TestServer, testServer } from '../platform/testing/index.ts'
import { registeredScreens } from './registered-screens.ts'

const screens = await registeredScreens()

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

describe('the way in', () => {
  test('whoever is not signed in is asked to, and comes back to where they wanted to go', async () => {
    const page = await browser.page({ url: server.url })
    await page.goto(`/w/${server.company.slug}/settings/profile?tab=x`)
    await page.waitForURL((url) => url.pathname === '/sign-in')
    await page.getByLabel('Эл. почта').fill(server.logins.manager.email)
    await page.getByLabel('Пароль', { exact: true }).fill(server.logins.manager.password)
    await page.getByRole('button', { name: 'Войти' }).click()
    await page.waitForURL(`**/w/${server.company.slug}/settings/profile?tab=x`)
    await page.context().close()
  })

  test('a wrong password is said plainly', async () => {
    const page = await browser.page({ url: server.url })
    await page.goto('/sign-in')
    await page.getByLabel('Эл. почта').fill(server.logins.manager.email)
    await page.getByLabel('Пароль', { exact: true }).fill('wrong password')
    await page.getByRole('button', { name: 'Войти' }).click()
    await page.getByRole('alert').waitFor()
    expect(await page.getByRole('alert').textContent()).toContain('не подходят')
    await page.context().close()
  })

  test.each(roles)('%s lands on the page of their role', async (role) => {
    const home = screens.find((screen) => screen.homeOf?.includes(role))
    const page = await browser.page({ url: server.url, visitor: server.logins[role] })
    await page.goto('/')
    await page.waitForURL(`**/w/${server.company.slug}**`)
    await settle(page)
    if (home) expect(new URL(page.url()).pathname).toBe(`/w/${server.company.slug}/${home.path}`)
    expect(await page.getByText('Эта страница не для вашей роли').count()).toBe(0)
    expect(await page.getByText('Эта страница сломалась').count()).toBe(0)
    await page.context().close()
  })
})
