/** Serves what runs on the companies' sites: `/site/<key>/s.js` and `/site/widget.js`, as the build made them. */
import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, gzip } from 'node:zlib'
import type { Hono } from 'hono'

interface Script {
  readonly modified: number
  readonly etag: string
  readonly bodies: Readonly<Record<'identity' | 'gzip' | 'br', Uint8Array<ArrayBuffer>>>
}

/** An hour: a new version reaches every site within it, and a returning visitor loads nothing. */
const seconds = 3_600

/** Opens the addresses; `folder` is where the build puts its files. */
export function serveScripts(http: Hono, folder: string): void {
  const known = new Map<string, Script>()
  const read = async (name: string): Promise<Script | null> => {
    const path = join(folder, name)
    const modified = (await stat(path).catch(() => null))?.mtimeMs
    if (modified === undefined) return null
    const remembered = known.get(name)
    if (remembered?.modified === modified) return remembered
    const body = await readFile(path)
    const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 16)}"`
    const [zipped, brotli] = await Promise.all([promisify(gzip)(body), promisify(brotliCompress)(body)])
    const script: Script = {
      modified,
      etag,
      bodies: { identity: new Uint8Array(body), gzip: new Uint8Array(zipped), br: new Uint8Array(brotli) },
    }
    known.set(name, script)
    return script
  }
  const serve = async (name: string, headers: Headers): Promise<Response> => {
    const script = await read(name)
    if (!script) return new Response('// not built: npm run build\n', { status: 404 })
    const accepted = headers.get('accept-encoding') ?? ''
    const encoding = /\bbr\b/.test(accepted) ? 'br' : /\bgzip\b/.test(accepted) ? 'gzip' : 'identity'
    const always = {
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': `public, max-age=${seconds}, stale-while-revalidate=86400`,
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      'timing-allow-origin': '*',
      etag: script.etag,
      vary: 'accept-encoding',
    }
    if (headers.get('if-none-match') === script.etag) return new Response(null, { status: 304, headers: always })
    return new Response(script.bodies[encoding], {
      headers: { ...always, ...(encoding !== 'identity' && { 'content-encoding': encoding }) },
    })
  }
  http.get('/site/widget.js', (c) => serve('widget.js', c.req.raw.headers))
  http.get('/site/:key/s.js', (c) => serve('s.js', c.req.raw.headers))
}
