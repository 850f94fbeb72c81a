import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { compose } from '../app/compose.ts'
import { migrations } from '../app/migrations.ts'
import { addDefaultClasses } from '../modules/interactions/index.ts'
import { addDepartment, addEmployee, createWorkspace, system } from '../modules/workspaces/index.ts'
import { readConfig } from '../platform/config/config.ts'
import { createLog } from '../platform/log/log.ts'
import { migrate } from '../platform/migrations/migrations.ts'
import { openEmbeddedPostgres } from '../platform/postgres/embedded.ts'
import { importCalls, writeCalls } from './csv.ts'
import { atLeast, type Line } from './measure.ts'

interface Options {
  readonly sizes: readonly number[]
  readonly folder: string
  readonly tell: (message: string) => void
}

/** Files of call records of growing length: how fast, and whether memory stays flat. */
export async function benchFiles({ sizes, folder, tell }: Options): Promise<Line[]> {
  const postgres = await openEmbeddedPostgres({ dataFolder: folder })
  const config = readConfig({ LIDOSKOP_DATA: folder, LOG_LEVEL: 'silent' })
  const app = compose(config, postgres.url, createLog('silent'))
  const { db, accounts } = app.services
  const lines: Line[] = []
  try {
    await migrate(db, migrations)
    for (const rows of sizes) {
      const by = system(new Date())
      const company = await db.transaction(async (tx) => {
        const made = await createWorkspace(tx, { name: `Bench ${rows}` }, by)
        await addDefaultClasses(tx, made.id)
        return made
      })
      const department = await db.transaction((tx) => addDepartment(tx, company.id, { name: 'Sales' }, by))
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
