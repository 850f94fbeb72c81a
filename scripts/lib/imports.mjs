import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { parseSync } from 'oxc-parser'

/** Every import and re-export of the TypeScript files in folders of `base`: {from, to, type}. Packages keep their names. */
export function importsIn(base, folders) {
  const files = folders.flatMap((folder) => sourcesIn(base, folder))
  return { files: files.length, imports: files.flatMap((file) => importsOf(base, file)) }
}

const sourcesIn = (base, folder) =>
  existsSync(join(base, folder))
    ? readdirSync(join(base, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.name.endsWith('.d.ts'))
        .map((entry) =>
          relative(base, join(entry.parentPath ?? entry.path, entry.name))
            .split(sep)
            .join('/'),
        )
    : []

function importsOf(base, from) {
  const text = readFileSync(join(base, from), 'utf8')
  const { module, errors } = parseSync(from, text)
  if (errors.length > 0) throw new Error(`${from} can’t be read: ${errors[0].message}`)
  const target = (request) =>
    request.startsWith('.')
      ? relative(base, join(base, dirname(from), request))
          .split(sep)
          .join('/')
      : request
  const statics = module.staticImports.map(({ moduleRequest, entries }) => ({
    to: target(moduleRequest.value),
    type: entries.length > 0 && entries.every(({ isType }) => isType),
  }))
  const exports = module.staticExports
    .flatMap(({ entries }) => entries)
    .filter(({ moduleRequest }) => moduleRequest)
    .map(({ moduleRequest, isType }) => ({ to: target(moduleRequest.value), type: isType }))
  const dynamics = module.dynamicImports
    .map(({ moduleRequest: { start, end } }) => /^['"`](.+)['"`]$/.exec(text.slice(start, end))?.[1])
    .filter(Boolean)
    .map((request) => ({ to: target(request), type: false }))
  return [...statics, ...exports, ...dynamics].map((found) => ({ from, ...found }))
}
