import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { root } from './root.mjs'

const folders = ['app', 'modules', 'platform', 'kernel', 'site']
const shared = ['package.json', 'package-lock.json', 'scripts/lib/build-server.mjs']
const forWeb = ['index.html', 'vite.config.ts', 'tsconfig.json']

const isTest = (path) => /\.test\.tsx?$|\/testing\//.test(path)
/** What the browser's program is made of. */
const isWeb = (path) => /\/web\/|\/(contract|rules)\.ts$|^kernel\//.test(path)
const isServer = (path) => !/\/web\/|^site\//.test(path)
/** What runs on the web sites of companies. */
const isSite = (path) => /^site\/|^kernel\/|\/rules\.ts$/.test(path)

function filesOf(wanted, extra) {
  const files = []
  for (const folder of folders) {
    if (!existsSync(join(root, folder))) continue
    for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue
      const path = join(entry.parentPath ?? entry.path, entry.name).slice(root.length + 1)
      if (wanted(path) && !isTest(path)) files.push(path)
    }
  }
  return [...files, ...extra].filter((path) => existsSync(join(root, path))).sort()
}

/** Changes whenever a source is changed, added or removed. */
function fingerprint(files) {
  const hash = createHash('sha256').update(process.version)
  for (const path of files) {
    const { mtimeMs, size } = statSync(join(root, path))
    hash.update(`${path}\0${mtimeMs}\0${size}\0`)
  }
  return hash.digest('hex')
}

/** One thing that is built: whether it is fresh, and how to say that it is. */
function target(name, result, wanted, extra) {
  const stamp = join(root, 'dist', `.${name}`)
  return {
    /** Without sources (an installed package) what is built is what there is. */
    isFresh: () =>
      existsSync(join(root, result)) &&
      (!existsSync(join(root, 'app')) ||
        (existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint(filesOf(wanted, extra)))),
    /** Take it before building: what changes meanwhile makes the result stale. */
    fingerprint: () => fingerprint(filesOf(wanted, extra)),
    markFresh: (print) => {
      mkdirSync(dirname(stamp), { recursive: true })
      writeFileSync(stamp, print)
    },
  }
}

export const serverTarget = target('server', 'dist/server/cli.mjs', isServer, shared)
export const siteTarget = target('site', 'dist/site/widget.js', isSite, ['package.json', 'scripts/lib/build-site.mjs'])
export const webTarget = target('web', 'dist/web/index.html', isWeb, [...shared, ...forWeb])
