import { existsSync, readFileSync } from 'node:fs'
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

/** How much script a browser loads before it shows a page: the entry with all it imports, then each screen on top of it. */
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
  const screens = entries
    .filter(([key, chunk]) => chunk.isDynamicEntry && /^modules\/.*\/web\//.test(key))
    .map(([key]) => ({ key, size: kilobytes(new Set([...first, ...closure(key)])) }))
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
