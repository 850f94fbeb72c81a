import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** Puts an uploaded file on disk for as long as `work` takes, readable by this process alone: tables are read from paths. */
export async function withUpload<Result>(file: Blob, work: (path: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'lidoskop-upload-'))
  const path = join(folder, 'file')
  try {
    const bytes = Readable.fromWeb(file.stream() as Parameters<typeof Readable.fromWeb>[0])
    await pipeline(bytes, createWriteStream(path, { mode: 0o600 }))
    return await work(path)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
