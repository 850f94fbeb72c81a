import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { atMost, type Line } from './measure.ts'

interface Chunk {
  readonly file: string
  readonly isEntry?: boolean
  readonly isDynamicEntry?: boolean
  readonly imports?: readonly string[]
}

const web = join(import.meta.dirname, '../dist/web')
const modules = join(import.meta.dirname, '../modules')

/** The files that modules name as the components of their screens. */
const screenFiles = (): string[] =>
  readdirSync(modules).flatMap((name) => {
    const index = join(modules, name, 'web/index.ts')
    if (!existsSync(index)) return []
    const named = readFileSync(index, 'utf8').matchAll(/component: lazy\(\(\) => import\('\.\/([^']+)'\)/g)
    return [...named].map(([, file]) => `modules/${name}/web/${file}`)
  })

/** How much script a browser loads before it shows a page: the entry with all it imports, then the frame and each screen on top of it. */
export function benchWeb(): Line[] {
  const path = join(web, '.vite/manifest.json')
  if (!existsSync(path)) {
    return [
      { part: 'web', name: 'first load', value: Number.NaN, unit: 'KB', note: 'dist/web is not built: npm run build' },
    ]
  }
  const manifest = JSON.parse(readFileSync(path, 'utf8')) as Record<string, Chunk>
  const closure = (key: string, seen = new Set<string>()): Set<string> => {
    const chunk = manifest[key]
    if (!chunk || seen.has(chunk.file)) return seen
    if (chunk.file.endsWith('.js')) seen.add(chunk.file)
    for (const imported of chunk.imports ?? []) closure(imported, seen)
    return seen
  }
  const kilobytes = (files: Iterable<string>): number =>
    [...files].reduce((sum, file) => sum + gzipSync(readFileSync(join(web, file)), { level: 9 }).length, 0) / 1024
  const entries = Object.entries(manifest)
  const entry = entries.find(([, chunk]) => chunk.isEntry)?.[0] ?? ''
  const first = closure(entry)
  // The frame of every screen is loaded as soon as somebody is signed in; dialogues only when they are opened.
  const frame = new Set([...first, ...closure('app/web/layout/workspace-shell.tsx')])
  const screens = screenFiles()
    .map((key) => ({ key, size: kilobytes(new Set([...frame, ...closure(key)])) }))
    .sort((a, b) => b.size - a.size)
  const entrySize = kilobytes(first)
  const heaviest = screens[0]
  return [
    { part: 'web', name: 'script before sign-in, gzip', value: entrySize, unit: 'KB', ...atMost(entrySize, 250) },
    ...(heaviest
      ? [
          {
            part: 'web' as const,
            name: 'script of the heaviest first screen, gzip',
            value: heaviest.size,
            unit: 'KB',
            ...atMost(heaviest.size, 250),
            note: heaviest.key,
          },
        ]
      : []),
  ]
}
