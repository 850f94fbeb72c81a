import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser, seriousViolations, settle, type TestBrowser } from '../platform/testing/browser.ts'
import { type DemoServer, startDemoServer } from './demo-server.ts'
import { registeredScreens, screenAddress, visitorOf } from './registered-screens.ts'

let server: DemoServer
let browser: TestBrowser
beforeAll(async () => {
  server = await startDemoServer()
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await server?.close()
})

const screens = await registeredScreens()

describe('every screen can be used by somebody with other eyes and hands', () => {
  test.each(screens.map((screen) => [screen.path, screen] as const))('%s', async (_path, screen) => {
    const visitor = server.logins.get(visitorOf(screen))
    for (const look of [
      { device: 'desktop', theme: 'light' },
      { device: 'phone', theme: 'dark' },
    ] as const) {
      const page = await browser.page({ url: server.url, visitor, look })
      const broken: string[] = []
      page.on('pageerror', (error) => broken.push(error.message))
      await page.goto(await screenAddress(page, server.slug, screen))
      await settle(page)
      expect(await seriousViolations(page), `${look.device}, ${look.theme}`).toEqual([])
      expect(broken).toEqual([])
      if (look.device === 'phone') {
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
        expect(overflow, 'the page scrolls sideways').toBeLessThanOrEqual(0)
      }
      await page.context().close()
    }
  })

  test('the sign-in page', async () => {
    for (const theme of ['light', 'dark'] as const) {
      const page = await browser.page({ url: server.url, look: { theme } })
      await page.goto('/sign-in')
      await settle(page)
      expect(await seriousViolations(page)).toEqual([])
      await page.context().close()
    }
  })
})
