import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, type TestBrowser } from '../platform/testing/browser.ts'
import { type TestServer, testServer } from '../platform/testing/index.ts'

let server: TestServer
let browser: TestBrowser
beforeAll(async () => {
  server = await testServer()
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
  await server.close()
})

test('the page of the API shows its operations, from our own server and within its security policy', async () => {
  const page = await browser.page({ url: server.url })
  const complaints: string[] = []
  const foreign: string[] = []
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  page.on(
    'request',
    (request) =>
      request.url().startsWith('http') && !request.url().startsWith(server.url) && foreign.push(request.url()),
  )
  await page.goto(`${server.url}/docs`)
  await page.locator('.opblock').first().waitFor()
  // The page draws what is far below only when somebody goes there.
  await expect
    .poll(async () => {
      await page.mouse.wheel(0, 10_000)
      return page.locator('.opblock').count()
    })
    .toBeGreaterThan(20)
  expect(complaints).toEqual([])
  expect(foreign).toEqual([])
})
