import { readFileSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import type { MiddlewareHandler } from 'hono'
import { contentPolicy } from './security.ts'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
}

interface StaticFile {
  readonly path: string
  /** By content encoding; `identity` is always there. */
  readonly bodies: ReadonlyMap<string, () => Promise<Uint8Array<ArrayBuffer>>>
}

export interface StaticSite {
  readonly serve: MiddlewareHandler
}

/**
 * Serves the built web app: files that the build compressed in advance, those with a hash in their name for ever. Any
 * other address of a page gets index.html, where the app's own router takes over.
 */
export async function openStaticSite(folder: string): Promise<StaticSite> {
  const files = await indexFiles(folder)
  const index = files.get('/index.html')
  const indexPolicy = contentPolicy(index ? readFileSync(index.path, 'utf8') : '')
  return {
    serve: async (c, next) => {
      if (c.req.method !== 'GET' && c.req.method !== 'HEAD') return next()
      const asked = files.get(c.req.path)
      const isPage = c.req.path === '/' || (!asked && wantsPage(c.req.header('accept')) && extname(c.req.path) === '')
      const file = isPage ? index : asked
      if (!file) return next()
      const encoding = bestEncoding(file, c.req.header('accept-encoding') ?? '')
      const body = await (file.bodies.get(encoding) ?? (() => readWhole(file.path)))()
      const headers: Record<string, string> = {
        'content-type': types[extname(file.path)] ?? 'application/octet-stream',
        'cache-control': c.req.path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
        vary: 'accept-encoding',
      }
      if (encoding !== 'identity') headers['content-encoding'] = encoding
      if (file === index) headers['content-security-policy'] = indexPolicy
      return new Response(c.req.method === 'HEAD' ? null : body, { headers })
    },
  }
}

const wantsPage = (accept = ''): boolean => accept.includes('text/html')

const encodings = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const

async function indexFiles(folder: string): Promise<Map<string, StaticFile>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  const paths = new Set(entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)))
  const files = new Map<string, StaticFile>()
  for (const path of paths) {
    if (path.endsWith('.br') || path.endsWith('.gz')) continue
    const bodies = new Map([['identity', await remembered(path)]])
    for (const [encoding, suffix] of encodings) {
      if (paths.has(path + suffix)) bodies.set(encoding, await remembered(path + suffix))
    }
    files.set(`/${relative(folder, path).split(sep).join('/')}`, { path, bodies })
  }
  return files
}

// The whole app is a few megabytes: read at the start, answered from memory. A build that is made meanwhile has other names
// of files; pages of this server go on finding theirs until it is started anew.
async function remembered(path: string): Promise<() => Promise<Uint8Array<ArrayBuffer>>> {
  const body = await readWhole(path)
  return async () => body
}

const readWhole = async (path: string): Promise<Uint8Array<ArrayBuffer>> => new Uint8Array(await readFile(path))

const bestEncoding = (file: StaticFile, accepted: string): string =>
  encodings.find(
    ([name]) => file.bodies.has(name) && new RegExp(`\\b${name}\\b(?!;q=0(?:\\.0*)?(?:,|$))`).test(accepted),
  )?.[0] ?? 'identity'
