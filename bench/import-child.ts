/** The process that csv.ts measures: imports one file and tells rows, seconds and peak memory. */
import { compose } from '../app/compose.ts'
import { createImportEngine, importFile } from '../modules/intake/files/index.ts'
import { findWorkspace, system } from '../modules/workspaces/index.ts'
import { readConfig } from '../platform/config/config.ts'
import { createLog } from '../platform/log/log.ts'

const [workspace = '', path = ''] = process.argv.slice(2)
const config = readConfig()
const app = compose(config, config.databaseUrl ?? '', createLog('warn'))
const company = await findWorkspace(app.services.db, workspace)
if (!company) throw new Error(`no company ${workspace}`)
const engine = createImportEngine(app.services, app.recorder)
const started = performance.now()
const done = await importFile(engine, {
  workspaceId: company.id,
  path,
  choices: {},
  actor: system(new Date()).actor,
  language: 'en',
})
const seconds = (performance.now() - started) / 1000
const { created } = done.import
process.stdout.write(JSON.stringify({ rows: created, seconds, peakMb: process.resourceUsage().maxRSS / 1024 }))
await app.close()
