/** Reads a growing Master.csv from where it was left, also when it was rotated in between. */
import { open, readdir, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/** Where reading stopped: a file by its inode, and bytes. */
export interface FilePlace {
  readonly inode: string
  readonly offset: number
}

export interface FileNews {
  /** Whole lines, without their ends. */
  readonly lines: readonly string[]
  readonly place: FilePlace
  readonly more: boolean
}

/** A file that is read for the first time is read from here on: about the last day or two. */
const firstBytes = 256 * 1024
const pieceBytes = 512 * 1024

/**
 * The next lines after `place`. A file that took the name of the one that was read (logrotate) is read from its beginning, after
 * the rest of the old one, which is looked for beside it.
 * @throws the error of the file system, where the file is not there or may not be read
 */
export async function readNews(path: string, place: FilePlace | null): Promise<FileNews> {
  const now = await stat(path, { bigint: true })
  const inode = String(now.ino)
  if (place && place.inode !== inode) {
    const before = await fileOf(path, place.inode)
    const rest = before ? await readFrom(before, place) : null
    if (rest && rest.lines.length > 0) return { ...rest, more: true }
    return { ...(await readFrom(path, { inode, offset: 0 })), more: true }
  }
  // Emptied in place (copytruncate).
  if (place && place.offset > Number(now.size)) return readFrom(path, { inode, offset: 0 })
  if (place) return readFrom(path, place)
  const offset = Math.max(0, Number(now.size) - firstBytes)
  const news = await readFrom(path, { inode, offset })
  // The first line of a piece from the middle is half of one.
  return offset > 0 ? { ...news, lines: news.lines.slice(1) } : news
}

async function fileOf(path: string, inode: string): Promise<string | null> {
  const folder = dirname(path)
  for (const name of await readdir(folder)) {
    if (!name.startsWith(basename(path))) continue
    const found = await stat(join(folder, name), { bigint: true }).catch(() => null)
    if (found && String(found.ino) === inode) return join(folder, name)
  }
  return null
}

async function readFrom(path: string, { inode, offset }: FilePlace): Promise<FileNews> {
  const file = await open(path, 'r')
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(pieceBytes), 0, pieceBytes, offset)
    const bytes = buffer.subarray(0, bytesRead)
    // A line that is being written is left for the next time.
    const end = bytes.lastIndexOf(0x0a) + 1
    const lines = bytes
      .subarray(0, end)
      .toString('utf8')
      .split('\n')
      .map((line) => line.replace(/\r$/, ''))
      .filter((line) => line.trim() !== '')
    return { lines, place: { inode, offset: offset + end }, more: bytesRead === pieceBytes && end > 0 }
  } finally {
    await file.close()
  }
}
