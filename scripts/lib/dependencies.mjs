import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inLanguage } from './language.mjs'
import { root } from './root.mjs'
import { npm, run, since } from './run.mjs'

const read = (path) => JSON.parse(readFileSync(join(root, path), 'utf8'))

/**
 * What of package-lock.json is not installed, by npm's own record of what it put into node_modules.
 * `dev`: tools of development count as well.
 */
export function missingDependencies({ dev }) {
  const wanted = read('package-lock.json').packages
  if (!existsSync(join(root, 'node_modules/.package-lock.json'))) return Object.keys(wanted).filter(Boolean)
  const installed = read('node_modules/.package-lock.json').packages
  const ours = new Set(Object.keys(wanted[''].optionalDependencies ?? {}).map((name) => `node_modules/${name}`))
  return Object.entries(wanted)
    .filter(([path, entry]) => {
      if (!path.startsWith('node_modules/') || (!dev && (entry.dev || entry.devOptional))) return false
      // Optional packages are made for one system each, and npm rightly leaves out what is for others, with all that it needs.
      if ((entry.optional || entry.devOptional) && !(ours.has(path) && fitsHere(entry))) return false
      return installed[path]?.version !== entry.version || !existsSync(join(root, path))
    })
    .map(([path]) => path)
}

const fitsHere = ({ os, cpu }) => (os ?? []).includes(process.platform) && (cpu ?? []).includes(process.arch)

/** Installs exactly what package-lock.json names, when something of it is missing. */
export async function ensureDependencies({ dev }) {
  if (missingDependencies({ dev }).length === 0) return
  console.log(
    inLanguage(
      '· устанавливаю пакеты (около полуминуты, один раз)',
      '· installing the packages (about half a minute, once)',
    ),
  )
  const began = performance.now()
  const [program, parameters] = npm(
    'ci',
    '--include=dev',
    '--include=optional',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  )
  const ticking = setInterval(() => console.log(`  … ${since(began)}`), 10_000)
  const code = await run(program, parameters).finally(() => clearInterval(ticking))
  if (code !== 0) {
    console.error(
      inLanguage(
        'Пакеты не установились. Доступна ли сеть? Попробуйте: npm ci',
        'The packages could not be installed. Is the network reachable? Try: npm ci',
      ),
    )
    process.exit(code)
  }
  console.log(`${inLanguage('· пакеты установлены', '· packages installed')} (${since(began)})`)
}
