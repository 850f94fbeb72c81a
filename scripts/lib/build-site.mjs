import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './root.mjs'

/** What runs on a client's web site: each folder of `site/` with an index.ts is one file. */
const scripts = { s: 'site/script/index.ts', widget: 'site/widget/index.ts' }

/** Builds `dist/site/<name>.js`: whole, without modules, for browsers from 2021 on. */
export async function buildSite() {
  const { build } = await import('esbuild')
  await build({
    absWorkingDir: root,
    entryPoints: Object.fromEntries(Object.entries(scripts).filter(([, path]) => existsSync(join(root, path)))),
    outdir: join(root, 'dist/site'),
    bundle: true,
    minify: true,
    format: 'iife',
    target: ['chrome94', 'firefox101', 'safari16.4'],
    charset: 'utf8',
    logLevel: 'warning',
  })
}
