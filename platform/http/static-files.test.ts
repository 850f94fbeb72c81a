import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { Hono } from 'hono'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { securityHeaders } from './security.ts'
import { openStaticSite } from './static-files.ts'

const outside = mkdtempSync(join(tmpdir(), 'lidoskop-site-'))
const folder = join(outside, 'web')
const inline = "document.documentElement.lang = 'ru'"
const page = `<!doctype html><script>${inline}</script><script src="/assets/app-1.js"></script>`
const http = new Hono()

beforeAll(async () => {
  mkdirSync(join(folder, 'assets'), { recursive: true })
  writeFileSync(join(folder, 'index.html'), page)
  writeFileSync(join(folder, 'assets/app-1.js'), 'console.log(1)')
  writeFileSync(join(folder, 'assets/app-1.js.gz'), gzipSync('console.log(1)'))
  writeFileSync(join(outside, 'secret.txt'), 'no')
  http.use(securityHeaders)
  http.use('*', (await openStaticSite(folder)).serve)
})
afterAll(() => rmSync(outside, { recursive: true }))

const get = (path: string, headers: Record<string, string> = { accept: 'text/html' }) => http.request(path, { headers })

test('any address of a page is answered with the app, which then finds the screen; it is never kept', async () => {
  for (const path of ['/', '/w/okna/interactions', '/sign-in?next=%2F']) {
    const response = await get(path)
    expect(response.status).toBe(200)
    expect(await response.text()).toBe(page)
    expect(response.headers.get('cache-control')).toBe('no-cache')
  }
})

test('what is no page and no file is not answered with one', async () => {
  expect((await get('/assets/gone.js')).status).toBe(404)
  expect((await get('/api/v2/things', { accept: 'application/json' })).status).toBe(404)
  for (const path of ['/../secret.txt', '/..%2fsecret.txt', '/assets/..%2f..%2fsecret.txt']) {
    expect((await get(path)).status).toBe(404)
  }
  expect((await http.request('/', { method: 'POST' })).status).toBe(404)
})

test('files with a hash in their name are kept for ever, and sent compressed to whoever can read it', async () => {
  const plain = await get('/assets/app-1.js', {})
  expect(plain.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  expect(plain.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
  expect(plain.headers.get('content-encoding')).toBeNull()
  const small = await get('/assets/app-1.js', { 'accept-encoding': 'br, gzip' })
  expect(small.headers.get('content-encoding')).toBe('gzip')
  expect(small.headers.get('vary')).toBe('accept-encoding')
  const refused = await get('/assets/app-1.js', { 'accept-encoding': 'gzip;q=0' })
  expect(refused.headers.get('content-encoding')).toBeNull()
})

test('a page runs its own scripts and nobody else’s', async () => {
  const policy = (await get('/')).headers.get('content-security-policy')
  const hash = createHash('sha256').update(inline).digest('base64')
  expect(policy).toContain(`script-src 'self' 'sha256-${hash}';`)
  expect(policy).toContain("frame-ancestors 'none'")
})
