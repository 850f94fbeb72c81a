import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser, type Page, seriousViolations, settle, type TestBrowser } from '../platform/testing/browser.ts'
import { type DemoServer, demoMs, startDemoServer } from './demo-server.ts'
import { registeredScreens, screenAddress, visitorOf } from './registered-screens.ts'

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

const looks = [
  { device: 'desktop', theme: 'light' },
  { device: 'phone', theme: 'dark' },
] as const
const screens = await registeredScreens()
const open = new Map<string, Page>()

/** One signed-in page for each role and look, used again from screen to screen. */
async function pageOf(role: ReturnType<typeof visitorOf>, look: (typeof looks)[number]): Promise<Page> {
  const key = `${role} ${look.device}`
  const page = open.get(key) ?? (await browser.page({ url: server.url, visitor: server.logins.get(role), look }))
  open.set(key, page)
  return page
}

const overflow = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)

describe('every screen can be used by somebody with other eyes and hands', () => {
  for (const look of looks)
    test.for(screens.map((screen) => [screen.path, screen] as const))(
      `%s, ${look.device}, ${look.theme}`,
      async ([, screen], { skip }) => {
        const page = await pageOf(visitorOf(screen), look)
        const broken: string[] = []
        const hear = (error: Error) => broken.push(error.message)
        page.on('pageerror', hear)
        const address = await screenAddress(page, server.slug, screen)
        if (!address) return skip('the demo company has none of these')
        await page.goto(address)
        await settle(page)
        page.off('pageerror', hear)
        expect(await page.getByRole('alert').allTextContents()).toEqual([])
        expect(broken).toEqual([])
        expect(await seriousViolations(page)).toEqual([])
        expect(await overflow(page), 'the page scrolls sideways').toBeLessThanOrEqual(0)
      },
    )

  test.each(['light', 'dark'] as const)('the sign-in page, %s', async (theme) => {
    const page = await browser.page({ url: server.url, look: { theme } })
    await page.goto('/sign-in')
    await settle(page)
    expect(await seriousViolations(page)).toEqual([])
    await page.context().close()
  })
})
