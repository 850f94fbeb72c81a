/** What became of a file that is rotated: the older ones lie beside it under its name with something behind it. */
import { readdir, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

export interface KeptFile {
  readonly path: string
  readonly inode: string
  /** Bytes. */
  readonly size: number
  /** Nanoseconds since 1970 at which it was last written. */
  readonly writtenAt: bigint
}

/** @throws the error of the file system, where it is not there */
export async function statOf(path: string): Promise<KeptFile> {
  const { ino, size, mtimeNs } = await stat(path, { bigint: true })
  return { path, inode: String(ino), size: Number(size), writtenAt: mtimeNs }
}

const packed = /\.(gz|bz2|xz|zst|zip)$/i

/** The older files beside `now`, which stands at `path`, the oldest first. What was packed cannot be read on. */
export async function rotatedBeside(path: string, now: KeptFile): Promise<readonly KeptFile[]> {
  const [folder, name] = [dirname(path), basename(path)]
  const names = (await readdir(folder)).filter((one) => one.startsWith(name) && one !== name && !packed.test(one))
  const found = await Promise.all(names.map((one) => statOf(join(folder, one)).catch(() => null)))
  return found
    .flatMap((file) => (file && file.inode !== now.inode ? file : []))
    .sort((a, b) => Number(a.writtenAt - b.writtenAt) || (a.path < b.path ? 1 : -1))
}
