import { createHash } from 'node:crypto'
import postcss from 'postcss'
import type { Plugin } from 'vite'

/** Mantine names its classes by a hash, and only parts that are used bring theirs into the scripts. */
const kitClass = /m_[0-9a-f]{6,}/g

/** Takes out of the build the styles of those parts of Mantine that no script uses. */
export function dropUnusedStyles(): Plugin {
  return {
    name: 'lidoskop-unused-styles',
    apply: 'build',
    enforce: 'post',
    generateBundle(_options, bundle) {
      const files = Object.values(bundle)
      const used = new Set(files.flatMap((file) => (file.type === 'chunk' ? (file.code.match(kitClass) ?? []) : [])))
      for (const file of files) {
        if (file.type !== 'asset' || !file.fileName.endsWith('.css')) continue
        const before = String(file.source)
        const after = withoutUnused(before, used)
        if (after === before) continue
        // Another content needs another name: browsers keep files of a name for ever.
        const name = file.fileName.replace(/-[\w-]+\.css$/, `-${shortHash(after)}.css`)
        for (const other of files) {
          if (other.type === 'chunk') other.code = other.code.replaceAll(file.fileName, name)
          else if (other.fileName.endsWith('.html')) other.source = String(other.source).replaceAll(file.fileName, name)
        }
        delete bundle[file.fileName]
        this.emitFile({ type: 'asset', fileName: name, source: after })
      }
    },
  }
}

const shortHash = (text: string) => createHash('sha256').update(text).digest('base64url').slice(0, 8)

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
