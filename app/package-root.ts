import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The folder of package.json, from the sources as well as from the built program. */
export function packageRoot(): string {
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder
    if (folder === dirname(folder)) throw new Error('package.json of Lidoskop is missing')
  }
}

/** Where the build puts what runs on the companies' sites. */
export const siteFolder = (): string => join(packageRoot(), 'dist', 'site')

/** Where the build puts the web app. */
export const webFolder = (): string => join(packageRoot(), 'dist', 'web')
