import { createReadStream } from 'node:fs'
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { newId } from '../../../kernel/ids.ts'
import type { Storage } from './storage.ts'

/** Files below `<data folder>/recordings`. */
export function folderStorage(dataFolder: string): Storage {
  const pathOf = (name: string): string => join(dataFolder, 'recordings', name)
  return {
    async put(name, bytes) {
      const path = pathOf(name)
      await mkdir(dirname(path), { recursive: true })
      const partial = `${path}.${newId()}`
      await writeFile(partial, bytes, { flush: true })
      await rename(partial, path)
    },
    async open(name, range) {
      const path = pathOf(name)
      if (!(await stat(path).catch(() => null))) return null
      const stream = createReadStream(path, range ? { start: range.from, end: range.to } : {})
      return Readable.toWeb(stream) as ReadableStream<Uint8Array>
    },
    remove: (name) => rm(pathOf(name), { force: true }),
  }
}
