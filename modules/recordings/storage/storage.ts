/** Where the bytes lie: the data folder, or a bucket that speaks S3. */
import type { Range } from '../rules.ts'

export interface Storage {
  /** Writes the bytes under a name of ours; writing the same again changes nothing. */
  put(name: string, bytes: Buffer, mime: string): Promise<void>
  /** Null where it is not there. */
  open(name: string, range: Range | null): Promise<ReadableStream<Uint8Array> | null>
  remove(name: string): Promise<void>
}

/** `<company>/<two digits>/<hash>`. */
export const nameOf = (workspaceId: string, hash: string): string => `${workspaceId}/${hash.slice(0, 2)}/${hash}`
