import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import postcss from 'postcss'
import type { Plugin } from 'vite'

/** Mantine names its classes by a hash; each component brings its own in `*.module.mjs`. */
const kitClass = /m_[0-9a-f]{6,}/g
const styleSheet = /@mantine\/core\/styles(?:\.layer)?\.css$/

/**
 * Takes the styles of those components of Mantine out of the build that no screen uses: half of them. It looks at what the
 * sources import, so that the name of the built file follows from its content.
 */
export function dropUnusedStyles(folders: readonly string[]): Plugin {
  let root = ''
  return {
    name: 'lidoskop-unused-styles',
    apply: 'build',
    enforce: 'pre',
    configResolved(config) {
      root = config.root
    },
    transform(css, id) {
      if (!styleSheet.test(id)) return null
      const kit = join(root, 'node_modules/@mantine/core/esm')
      const imported = folders.flatMap((folder) => importedNames(resolve(root, folder)))
      return { code: withoutUnused(css, classesOf(kit, imported)), map: null }
    },
  }
}

/** Names that the sources below a folder import from the kit. */
function importedNames(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => /\.tsx?$/.test(path))
  return files.flatMap((path) =>
    [
      ...readFileSync(join(folder, path), 'utf8').matchAll(/import\s*\{([^}]*)\}\s*from '@mantine\/(?:core|dates)'/g),
    ].flatMap(([, names = '']) => names.split(',').map((name) => name.trim().replace(/^type\s+/, ''))),
  )
}

// What the date picker is made of: its package imports the kit by itself.
const always = ['UnstyledButton', 'Popover', 'Input', 'Modal', 'ActionIcon', 'CloseButton', 'SimpleGrid']

/** Classes of components, of everything that they are made of, and of what all components share. */
function classesOf(kit: string, names: readonly string[]): Set<string> {
  const components = join(kit, 'components')
  const folders = new Set(readdirSync(components))
  const wanted = new Set([...names, ...always].filter((name) => folders.has(name)))
  const classes = new Set(['core', 'utils'].flatMap((shared) => codeOf(join(kit, shared)).match(kitClass) ?? []))
  // The set grows while it is walked through: parts of parts are visited too.
  for (const name of wanted) {
    const code = codeOf(join(components, name))
    for (const found of code.match(kitClass) ?? []) classes.add(found)
    for (const [, part = ''] of code.matchAll(/from\s*"(?:\.\.\/)+([A-Z]\w+)\//g))
      if (folders.has(part)) wanted.add(part)
  }
  return classes
}

const codeOf = (folder: string): string =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.mjs'))
    .map((path) => readFileSync(join(folder, path), 'utf8'))
    .join('\n')

/** The style sheet without selectors that need a class nobody uses. */
export function withoutUnused(css: string, used: ReadonlySet<string>): string {
  const sheet = postcss.parse(css)
  sheet.walkRules((rule) => {
    const kept = rule.selectors.filter((selector) => (selector.match(kitClass) ?? []).every((name) => used.has(name)))
    if (kept.length === 0) rule.remove()
    else if (kept.length < rule.selectors.length) rule.selectors = kept
  })
  sheet.walkAtRules((rule) => {
    if (rule.nodes?.length === 0) rule.remove()
  })
  return sheet.toString()
}
