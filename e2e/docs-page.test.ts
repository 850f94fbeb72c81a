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
  // The page draws what is near, and takes away what is far: all that was seen on the way down counts.
  const seen = new Set<string>()
  const look = async (): Promise<number> => {
    for (const id of await page.locator('.opblock').evaluateAll((all) => all.map((one) => one.id))) seen.add(id)
    await page.mouse.wheel(0, 600)
    return seen.size
  }
  await expect.poll(look, { timeout: 50_000 }).toBeGreaterThan(40)
  expect(complaints).toEqual([])
  expect(foreign).toEqual([])
})
