import { readdirSync, readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser, settle, type TestBrowser } from '../platform/testing/browser.ts'
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

const budget = 250 * 1024
const built = join(import.meta.dirname, '../dist/web')

function gzipped(path: string): number {
  try {
    return statSync(join(built, `${path}.gz`)).size
  } catch {
    return gzipSync(readFileSync(join(built, path))).length
  }
}

/** Bytes of gzipped script that a first visit loads until the page is still. */
async function firstLoad(options: Parameters<TestBrowser['page']>[0]): Promise<number> {
  const page = await browser.page(options)
  const scripts = new Set<string>()
  page.on('request', (request) => {
    const { pathname } = new URL(request.url())
    if (pathname.endsWith('.js')) scripts.add(pathname)
  })
  await page.goto('/')
  await settle(page)
  await page.context().close()
  const bytes = [...scripts].reduce((sum, path) => sum + gzipped(path), 0)
  expect(scripts.size).toBeGreaterThan(2)
  return bytes
}

describe('the first load stays within 250 KB of gzipped script', () => {
  test('the sign-in page', async () => {
    expect(await firstLoad({ url: server.url })).toBeLessThanOrEqual(budget)
  })

  test.each(['manager', 'head', 'marketing', 'director', 'admin'] as const)('the first page of a %s', async (role) => {
    const bytes = await firstLoad({ url: server.url, visitor: server.logins[role] })
    expect(bytes, `${Math.round(bytes / 1024)} KB`).toBeLessThanOrEqual(budget)
  })
})

test('every part of the kit that the scripts draw has its styles', () => {
  const read = (ending: string) =>
    readdirSync(join(built, 'assets'))
      .filter((name) => name.endsWith(ending))
      .map((name) => readFileSync(join(built, 'assets', name), 'utf8'))
      .join('')
  const classes = (text: string) => new Set(text.match(/m_[0-9a-f]{6,}/g))
  const kit = createRequire(import.meta.url).resolve('@mantine/core/styles.css')
  const [drawn, styled, known] = [classes(read('.js')), classes(read('.css')), classes(readFileSync(kit, 'utf8'))]
  expect(drawn.size).toBeGreaterThan(50)
  expect([...drawn].filter((name) => known.has(name) && !styled.has(name))).toEqual([])
})
