/** Files of this server that a company may have read, because whoever runs the server gave it their folder. */
import { realpath } from 'node:fs/promises'
import { isAbsolute, join, relative } from 'node:path'
import type { CompanyFolder } from '../config/config.ts'

/** Folders that are given to a company, by its slug. */
export const foldersOf = (folders: readonly CompanyFolder[], slug: string): string[] =>
  folders.flatMap(({ company, folder }) => (company === '*' || company === slug ? [folder] : []))

/**
 * The real path of a file in one of the folders, links resolved; null where it is not there or leads out of them. A path
 * that does not begin with `/` is looked for in each.
 */
export async function fileInFolders(folders: readonly string[], path: string): Promise<string | null> {
  for (const folder of folders) {
    const root = await realpath(folder).catch(() => null)
    const file = root && (await realpath(isAbsolute(path) ? path : join(root, path)).catch(() => null))
    if (!root || !file) continue
    const way = relative(root, file)
    if (way !== '' && !way.startsWith('..') && !isAbsolute(way)) return file
  }
  return null
}
