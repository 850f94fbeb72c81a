import { createReadStream } from 'node:fs'
import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { isId } from '../../../kernel/ids.ts'

/** Files of chats in the data folder: `chat-files/<company>/<first letters>/<id>`. Their names are never on the disk. */
export interface FileFolder {
  /** Durable when it returns. */
  keep(workspaceId: string, id: string, bytes: Uint8Array): Promise<void>
  /** The content, or null where it is gone. */
  read(workspaceId: string, id: string): Promise<{ readonly size: number; readonly body: ReadableStream } | null>
  /** Deletes the content; one that is gone already is no error. */
  remove(workspaceId: string, id: string): Promise<void>
}

export function createFileFolder(dataFolder: string): FileFolder {
  const pathOf = (workspaceId: string, id: string): string => {
    if (!isId(workspaceId) || !isId(id)) throw new Error('a file of a chat is named by ids')
    // The last letters of an id are the random ones.
    return join(dataFolder, 'chat-files', workspaceId, id.slice(-2), id)
  }
  return {
    async keep(workspaceId, id, bytes) {
      const path = pathOf(workspaceId, id)
      await mkdir(dirname(path), { recursive: true, mode: 0o700 })
      const temporary = `${path}.new`
      try {
        const file = await open(temporary, 'w', 0o600)
        try {
          await file.writeFile(bytes)
          await file.sync()
        } finally {
          await file.close()
        }
        await rename(temporary, path)
      } catch (error) {
        await rm(temporary, { force: true })
        throw error
      }
    },
    async read(workspaceId, id) {
      const path = pathOf(workspaceId, id)
      const found = await stat(path).catch(() => null)
      if (!found) return null
      return { size: found.size, body: Readable.toWeb(createReadStream(path)) as ReadableStream }
    },
    remove: (workspaceId, id) => rm(pathOf(workspaceId, id), { force: true }),
  }
}
