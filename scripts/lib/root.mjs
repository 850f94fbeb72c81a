import { resolve } from 'node:path'
import { inLanguage } from './language.mjs'

/** The folder of package.json. */
export const root = resolve(import.meta.dirname ?? '.', '../..')

/** Node itself is the one thing that we can't install: say so before anything fails in an obscure way. */
export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  const { node } = process.versions
  console.error(
    inLanguage(
      `Лидоскопу нужен Node.js 20.19 или новее, а это ${node}. https://nodejs.org`,
      `Lidoskop needs Node.js 20.19 or newer; this is ${node}. https://nodejs.org`,
    ),
  )
  process.exit(1)
}
