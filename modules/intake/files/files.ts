/** Where uploaded files lie until they are imported: one file per import, readable by the server's user alone. */
import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Problem } from '../../../kernel/problem.ts'

export interface StoredFile {
  readonly bytes: number
  /** SHA-256, hexadecimal. */
  readonly hash: string
}

export interface FileStore {
  /** Writes a stream to disk as it comes. @throws Problem file_too_large, file_empty; nothing is left behind then */
  keep(importId: string, source: AsyncIterable<Uint8Array>): Promise<StoredFile>
  pathOf(importId: string): string
  remove(importId: string): Promise<void>
}

/** Files in `folder`, none of them larger than `limit` bytes. */
export function createFileStore(folder: string, limit: number): FileStore {
  const pathOf = (importId: string) => join(folder, importId)
  const remove = (importId: string) => rm(pathOf(importId), { force: true })
  return {
    async keep(importId, source) {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const hash = createHash('sha256')
      let bytes = 0
      const measure = new Transform({
        transform(chunk: Buffer, _, done) {
          bytes += chunk.length
          hash.update(chunk)
          done(bytes > limit ? new Problem('file_too_large', {}, { limit: sizeText(limit) }) : null, chunk)
        },
      })
      try {
        await pipeline(source, measure, createWriteStream(pathOf(importId), { mode: 0o600 }))
        if (bytes === 0) throw new Problem('file_empty')
        await toDisk(pathOf(importId))
      } catch (error) {
        await remove(importId)
        throw error
      }
      return { bytes, hash: hash.digest('hex') }
    },
    pathOf,
    remove,
  }
}

/** An import that was promised must find its file after a power cut. */
async function toDisk(path: string): Promise<void> {
  const file = await open(path, 'r')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

const sizeText = (bytes: number): string =>
  bytes >= 1e9 ? `${Math.round(bytes / 1e9)} GB` : `${Math.max(1, Math.round(bytes / 1e6))} MB`
