import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Hono } from 'hono'

const page = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Lidoskop API</title>
<link rel="stylesheet" href="/docs/swagger-ui.css"></head>
<body><div id="docs"></div><script src="/docs/swagger-ui-bundle.js"></script><script src="/docs/start.js"></script></body>
</html>
`
const start = `SwaggerUIBundle({ url: '/openapi.json', dom_id: '#docs', deepLinking: true, displayRequestDuration: true, docExpansion: 'list', filter: true })\n`

/** The description of the API at /openapi.json and its browsable page at /docs, all from our own server. */
export function serveDocs(http: Hono, describe: () => Promise<object>): void {
  let described: Promise<object> | undefined
  const folder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'))
  const asset = (name: string) => readFile(join(folder, name), 'utf8')
  const script = { 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'no-cache' }
  http.get('/openapi.json', async (c) => {
    described ??= describe()
    return c.json(await described, 200, { 'cache-control': 'no-cache' })
  })
  http.get('/docs', (c) => c.html(page))
  http.get('/docs/start.js', (c) => c.body(start, 200, script))
  http.get('/docs/swagger-ui-bundle.js', async (c) => c.body(await asset('swagger-ui-bundle.js'), 200, script))
  http.get('/docs/swagger-ui.css', async (c) =>
    c.body(await asset('swagger-ui.css'), 200, {
      'content-type': 'text/css; charset=utf-8',
      'cache-control': 'no-cache',
    }),
  )
}
