import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Plugin } from 'vite'

const text = /\.(?:js|css|html|svg|json|webmanifest)$/
const shrink = [
  ['.gz', (body: Buffer) => promisify(gzip)(body, { level: 9 })],
  ['.br', (body: Buffer) => promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } })],
] as const

/** Compresses every text file of the build once, so that the server never has to. */
export function precompress(): Plugin {
  let folder = ''
  return {
    name: 'lidoskop-precompress',
    apply: 'build',
    configResolved(config) {
      folder = join(config.root, config.build.outDir)
    },
    async closeBundle() {
      const files = await readdir(folder, { recursive: true, withFileTypes: true })
      for (const file of files) {
        if (!file.isFile() || !text.test(file.name)) continue
        const path = join(file.parentPath, file.name)
        const body = await readFile(path)
        if (body.length < 1024) continue
        for (const [suffix, compress] of shrink) await writeFile(path + suffix, await compress(body))
      }
    },
  }
}
