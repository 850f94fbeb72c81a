/** Reads a growing Master.csv from where it was left, also when it was rotated in between, by whatever means and however often. */
import { type FileHandle, open } from 'node:fs/promises'
import { type KeptFile, rotatedBeside, statOf } from './rotated-files.ts'

/** Where reading stopped: a file by its inode, bytes, and what stood there. */
export interface FilePlace {
  readonly inode: string
  readonly offset: number
  /** The last bytes before `offset`, Base64: a file that was emptied in place and grew again has others there. */
  readonly before?: string
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
/** The end of a record: its times, its result and its unique id. */
const beforeBytes = 96

/**
 * The next lines after `place`. Where the file was rotated since, renamed (logrotate) or emptied in place (copytruncate), the rest of
 * what was being read is looked for beside it, then whatever was rotated after that, in turn, and at last the file itself.
 * @throws the error of the file system, where the file is not there or may not be read
 */
export async function readNews(path: string, place: FilePlace | null): Promise<FileNews> {
  const now = await statOf(path)
  if (!place) return readFirst(now)
  if (place.inode === now.inode && (await stands(now, place))) return readFrom(now, place.offset)
  const rotated = await rotatedBeside(path, now)
  const at = await placeAmong(rotated, place)
  const left = rotated[at]
  if (!left) return { ...(await readFrom(now, 0)), more: true }
  // Nobody will end the last line of a file that is no longer written.
  const rest = await readFrom(left, place.offset, { over: true })
  if (rest.lines.length > 0) return { ...rest, more: true }
  return { ...(await readFrom(rotated[at + 1] ?? now, 0)), more: true }
}

/** Which of the rotated files was being read; -1 where it is there no more. */
async function placeAmong(rotated: readonly KeptFile[], place: FilePlace): Promise<number> {
  const same = rotated.findIndex(({ inode }) => inode === place.inode)
  const known = rotated[same]
  if (known && (await stands(known, place))) return same
  if (!place.before) return -1
  for (const [i, file] of rotated.entries()) if (await stands(file, place)) return i
  return -1
}

/** Whether what was read last still stands where it stood. */
async function stands({ path, size }: KeptFile, { offset, before }: FilePlace): Promise<boolean> {
  if (offset > size) return false
  if (!before) return true
  const expected = Buffer.from(before, 'base64')
  return reading(path, async (file) =>
    (await bytesAt(file, offset - expected.length, expected.length)).equals(expected),
  )
}

async function readFirst(file: KeptFile): Promise<FileNews> {
  const offset = Math.max(0, file.size - firstBytes)
  const news = await readFrom(file, offset)
  // The first line of a piece from the middle is half of one.
  return offset > 0 ? { ...news, lines: news.lines.slice(1) } : news
}

const readFrom = ({ path, inode }: KeptFile, offset: number, { over = false } = {}): Promise<FileNews> =>
  reading(path, async (file) => {
    const bytes = await bytesAt(file, offset, pieceBytes)
    const isLast = bytes.length < pieceBytes
    // A line that is being written is left for the next time.
    const end = over && isLast ? bytes.length : bytes.lastIndexOf(0x0a) + 1
    const lines = bytes
      .subarray(0, end)
      .toString('utf8')
      .split('\n')
      .map((line) => line.replace(/\r$/, ''))
      .filter((line) => line.trim() !== '')
    const reached = offset + end
    const from = Math.max(0, reached - beforeBytes)
    const before = (await bytesAt(file, from, reached - from)).toString('base64')
    return { lines, place: { inode, offset: reached, before }, more: !isLast && end > 0 }
  })

async function reading<Result>(path: string, work: (file: FileHandle) => Promise<Result>): Promise<Result> {
  const file = await open(path, 'r')
  try {
    return await work(file)
  } finally {
    await file.close()
  }
}

async function bytesAt(file: FileHandle, offset: number, length: number): Promise<Buffer> {
  const { bytesRead, buffer } = await file.read(Buffer.alloc(length), 0, length, offset)
  return buffer.subarray(0, bytesRead)
}
