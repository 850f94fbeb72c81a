import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { compose } from '../app/compose.ts'
import { migrations } from '../app/migrations.ts'
import { median } from '../kernel/statistics/quantiles.ts'
import { addDefaultClasses } from '../modules/interactions/index.ts'
import { addDepartment, addEmployee, createWorkspace, system } from '../modules/workspaces/index.ts'
import { readConfig } from '../platform/config/config.ts'
import { createLog } from '../platform/log/log.ts'
import { migrate } from '../platform/migrations/migrations.ts'
import { openEmbeddedPostgres } from '../platform/postgres/embedded.ts'
import { importCalls, writeCalls } from './csv.ts'
import { fullSpeed, steady } from './load.ts'
import { atLeast, atMost, type Line } from './measure.ts'
import { screenLatencies } from './screen-latency.ts'
import { startServer } from './server.ts'

interface Options {
  readonly large: boolean
  readonly folder: string
  readonly tell: (message: string) => void
}

/** Webhooks over HTTP and files of call records. */
export async function benchIntake(options: Options): Promise<Line[]> {
  return [...(await benchWebhooks(options)), ...(await benchFiles(options))]
}

async function benchWebhooks({ tell }: Options): Promise<Line[]> {
  tell('starting a server')
  const server = await startServer()
  const lines: Line[] = []
  const add = (line: Omit<Line, 'part'>) => lines.push({ part: 'intake', ...line })
  try {
    add({ name: 'start on an empty folder', value: server.firstStartMs, unit: 'ms' })
    add({ name: 'start to first answer', value: server.startMs, unit: 'ms', ...atMost(server.startMs, 5000) })
    await fullSpeed(server, 'warm', 3)
    tell('webhooks at full speed')
    const full = await fullSpeed(server, 'full', 15)
    add({
      name: 'webhooks at full speed, durable',
      value: full.perSecond,
      unit: 'events/s',
      ...atLeast(full.perSecond, 1500),
      note: `p50 ${full.p50.toFixed(0)} ms, p99 ${full.p99.toFixed(0)} ms, refused ${full.refused}`,
    })
    tell('webhooks, 500 a second')
    await emptied(server.folder, tell)
    const calm = await steady(server, 'calm', 500, 15)
    add({
      name: 'webhooks at 500/s, p99 until durable',
      value: calm.p99,
      unit: 'ms',
      ...atMost(calm.p99, 100),
      note: `p50 ${calm.p50.toFixed(0)} ms, refused ${calm.refused}`,
    })
    await emptied(server.folder, tell)
    const latencies = await screenLatencies(server, 20)
    const slowest = Math.max(...latencies)
    add({
      name: 'webhook to screen, slowest of 20',
      value: slowest,
      unit: 'ms',
      ...atMost(slowest, 1000),
      note: `median ${(median(latencies) ?? 0).toFixed(0)} ms`,
    })
  } finally {
    await server.stop()
  }
  return lines
}

/** The consumer has caught up when nothing has changed for a moment. */
async function emptied(_folder: string, tell: (message: string) => void): Promise<void> {
  tell('letting the inbox run dry')
  await new Promise((resolve) => setTimeout(resolve, 8000))
}

async function benchFiles({ large, folder, tell }: Options): Promise<Line[]> {
  const postgres = await openEmbeddedPostgres({ dataFolder: folder })
  const config = readConfig({ LIDOSKOP_DATA: folder, LOG_LEVEL: 'silent' })
  const app = compose(config, postgres.url, createLog('silent'))
  const { db, accounts } = app.services
  const lines: Line[] = []
  try {
    await migrate(db, migrations)
    for (const rows of [10_000, 100_000, 1_000_000, ...(large ? [5_000_000] : [])]) {
      const by = system(new Date())
      const company = await db.transaction(async (tx) => {
        const made = await createWorkspace(tx, { name: `Bench ${rows}` }, by)
        await addDefaultClasses(tx, made.id)
        return made
      })
      const department = await db.transaction((tx) => addDepartment(tx, company.id, 'Sales', by))
      for (let n = 0; n < 14; n++) {
        await addEmployee({ db, accounts }, company.id, person(n, department.id), by)
      }
      const file = join(folder, `calls-${rows}.csv`)
      await writeCalls(file, rows)
      tell(`importing ${rows} rows`)
      const done = await importCalls(postgres.url, folder, company.slug, file)
      rmSync(file)
      if (done.rows !== rows) throw new Error(`${done.rows} of ${rows} rows were imported`)
      const perSecond = rows / done.seconds
      lines.push({
        part: 'intake',
        name: `CSV, ${rows.toLocaleString('en')} rows`,
        value: perSecond,
        unit: 'rows/s',
        ...(rows >= 100_000 ? atLeast(perSecond, 30_000) : {}),
        note: `peak memory ${done.peakMb.toFixed(0)} MB`,
      })
    }
  } finally {
    await app.close()
    await postgres.release()
  }
  return lines
}

const person = (n: number, departmentId: string) =>
  ({ name: `Person ${n}`, role: 'manager', departmentId, lines: [String(101 + n)] }) as const
