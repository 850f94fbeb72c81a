/** Bench: `npm run bench -- [intake | webhooks | files] [numbers] [chat] [reports] [web] [--large] [--rows N] [--json FILE] [--folder DIR]`.
 * How fast the product is on this machine, beside what was promised and beside others on the same rows. Everything lives in
 * temporary folders that are removed at the end; with `--folder` the reports’ rows stay in DIR and are used again.
 */
import { rmSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { compose } from '../app/compose.ts'
import { migrations } from '../app/migrations.ts'
import { readConfig } from '../platform/config/config.ts'
import { openDatabase } from '../platform/database/database.ts'
import { createLog } from '../platform/log/log.ts'
import { migrate } from '../platform/migrations/migrations.ts'
import { openEmbeddedPostgres } from '../platform/postgres/embedded.ts'
import { benchChat } from './chat.ts'
import { benchFiles } from './files.ts'
import { openFolder } from './folder.ts'
import type { Line } from './measure.ts'
import { benchNumbers } from './numbers.ts'
import { printLines } from './print.ts'
import { benchReports } from './reports.ts'
import { benchVisits } from './visits.ts'
import { benchWeb } from './web.ts'
import { benchWebhooks } from './webhooks.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    large: { type: 'boolean', default: false },
    rows: { type: 'string' },
    json: { type: 'string' },
    folder: { type: 'string' },
  },
})
const wanted = (part: string) => positionals.length === 0 || positionals.includes(part)
const started = performance.now()
const tell = (message: string) =>
  process.stderr.write(`${((performance.now() - started) / 1000).toFixed(0).padStart(5)} s  ${message}\n`)

const fileSizes = () =>
  values.rows ? [Number(values.rows)] : [10_000, 100_000, 1_000_000, ...(values.large ? [5_000_000] : [])]
const folder = values.folder ? resolve(values.folder) : openFolder('lidoskop-bench-')
const lines: Line[] = []
try {
  if (wanted('intake') || wanted('webhooks')) lines.push(...(await benchWebhooks(tell)))
  if (wanted('intake') || wanted('files')) lines.push(...(await benchFiles({ sizes: fileSizes(), folder, tell })))
  if (wanted('numbers')) {
    const postgres = await openEmbeddedPostgres({ dataFolder: folder })
    const db = openDatabase(postgres.url)
    try {
      await migrate(db, migrations)
      for (const rows of values.rows ? [Number(values.rows)] : [1_000_000, ...(values.large ? [10_000_000] : [])]) {
        lines.push(...(await benchNumbers(db, { rows, tell })))
      }
    } finally {
      await db.close()
      await postgres.release()
    }
  }
  if (wanted('chat')) lines.push(...(await benchChat(tell)))
  if (wanted('visits')) lines.push(...(await benchVisits(tell)))
  if (wanted('web')) lines.push(...benchWeb())
  if (wanted('reports')) {
    const postgres = await openEmbeddedPostgres({ dataFolder: folder })
    const config = readConfig({ LIDOSKOP_DATA: folder, LOG_LEVEL: 'silent' })
    const app = compose(config, postgres.url, createLog('silent'))
    try {
      await migrate(app.services.db, migrations)
      const sizes = values.rows ? [Number(values.rows)] : [1_000_000, ...(values.large ? [10_000_000] : [])]
      for (const rows of sizes) {
        lines.push(...(await benchReports(app.services.db, app.recorder, { rows, folder, tell })))
      }
    } finally {
      await app.close()
      await postgres.release()
    }
  }
} finally {
  if (!values.folder) rmSync(folder, { recursive: true, force: true })
}

printLines(lines)
if (values.json) {
  const [cpu] = cpus()
  const machine = { cores: cpus().length, cpu: cpu?.model ?? '', node: process.version, platform: process.platform }
  writeFileSync(values.json, `${JSON.stringify({ at: new Date().toISOString(), machine, lines }, null, 2)}\n`)
}
