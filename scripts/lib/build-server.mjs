import { readdirSync, rmSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { root } from './root.mjs'

const day = 86_400_000

/** Our own code in a few files; packages stay packages. */
export async function buildServer() {
  const { build } = await import('esbuild')
  const folder = join(root, 'dist/server')
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: { cli: 'app/cli.ts' },
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    target: 'node20',
    sourcemap: true,
    chunkNames: 'part-[hash]',
    metafile: true,
    logLevel: 'warning',
  })
  // A server that still runs may yet load parts of the build before.
  const made = new Set(Object.keys(metafile.outputs).map((path) => basename(path)))
  for (const name of readdirSync(folder)) {
    const path = join(folder, name)
    if (!made.has(name) && Date.now() - statSync(path).mtimeMs > day) rmSync(path, { recursive: true })
  }
}
