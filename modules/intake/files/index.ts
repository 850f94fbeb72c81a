/** Files into the record: the import as a process, its API and its routes. */
import { join } from 'node:path'
import type { ServerModule } from '../../../platform/services/server-module.ts'
import type { Services } from '../../../platform/services/services.ts'
import type { Recorder } from '../../interactions/index.ts'
import { createImportApi } from './api.ts'
import type { ImportEngine } from './engine.ts'
import { createFileStore } from './files.ts'
import { openRoutes, uploadPath } from './routes.ts'
import { runImport } from './run.ts'
import { forgetUploads, listBusyImports } from './store.ts'

export { type FileImport, type FileRehearsal, importFile, rehearseFile } from './import-file.ts'

/** What imports need, for the server and for the command line alike. */
export const createImportEngine = ({ config, db, log, now }: Services, recorder: Recorder): ImportEngine => ({
  db,
  recorder,
  log,
  now,
  files: createFileStore(join(config.dataFolder, 'imports'), config.importLimitBytes),
})

const job = 'imports.run'
const sweepMs = 30_000
const uploadsLastMs = 7 * 86_400_000

/** The server part of imports. */
export function createImports(services: Services, recorder: Recorder): ServerModule {
  const { db, jobs, log } = services
  const engine = createImportEngine(services, recorder)
  const queue = (workspaceId: string, id: string) => jobs.add(job, { workspaceId, id }, { key: id })
  jobs.define<{ workspaceId: string; id: string }>(job, ({ workspaceId, id }, signal) =>
    runImport(engine, workspaceId, id, { signal }),
  )

  /** Takes up what a killed process left, a command line's included, and throws away uploads that nobody came back to. */
  const sweep = async (): Promise<void> => {
    for (const { workspaceId, id } of await listBusyImports(db)) await queue(workspaceId, id)
    for (const id of await forgetUploads(db, new Date(services.now().getTime() - uploadsLastMs)))
      await engine.files.remove(id)
  }

  return {
    router: createImportApi(engine, queue),
    routes: (http) => openRoutes(http, engine),
    streams: [uploadPath],
    start: async () => {
      const quietly = () => sweep().catch((error: unknown) => log.warn({ err: error }, 'sweep of imports'))
      await quietly()
      const timer = setInterval(quietly, sweepMs)
      return async () => clearInterval(timer)
    },
  }
}
