/**
 * Kills the server, and separately its database, while 500 events arrive every second, and counts afterwards whether
 * every event that was answered 2xx is in the inbox and in the record. `npm run soak -- --rounds 10`.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { openDatabase, sql } from '../platform/database/database.ts'
import { openEmbeddedPostgres } from '../platform/postgres/embedded.ts'
import { createSender, eventBody } from './load.ts'

import { type BenchServer, startServer } from './server.ts'

const perSecond = 500
/** Three events of the load tell of one call, and each leaves a trace of its own in the record. */
const stages = ['started', 'answered', 'finished'] as const

interface Outcome {
  /** `call:stage` of each acknowledged event. */
  readonly events: ReadonlySet<string>
  readonly acknowledged: number
  readonly refused: number
  readonly broken: number
}

/** Sends events at a steady rate for the given seconds; a refused or broken one is not sent again. */
async function pour(server: BenchServer, run: string, seconds: number): Promise<Outcome> {
  const sender = createSender(server, 128)
  const events = new Set<string>()
  const open: Promise<void>[] = []
  let [acknowledged, refused, broken] = [0, 0, 0]
  const began = performance.now()
  for (let n = 0; n < perSecond * seconds; n++) {
    const wait = began + (n * 1000) / perSecond - performance.now()
    if (wait > 1) await pause(wait)
    const answer = sender.send(eventBody(run, n)).then(
      (status) => {
        if (status >= 300) refused += 1
        else {
          acknowledged += 1
          events.add(`${run}-${Math.floor(n / stages.length)}:${stages[n % stages.length]}`)
        }
      },
      () => {
        broken += 1
      },
    )
    open.push(answer)
  }
  await Promise.all(open)
  sender.close()
  return { events, acknowledged, refused, broken }
}

const databaseProcess = (folder: string): number =>
  Number(readFileSync(join(folder, 'postgres/data/postmaster.pid'), 'utf8').split('\n')[0])

/** `call:stage` of every event of a run whose trace stands in the record. */
async function recorded(folder: string, run: string): Promise<Set<string>> {
  const postgres = await openEmbeddedPostgres({ dataFolder: folder })
  const db = openDatabase(postgres.url, { max: 1 })
  try {
    const rows = await db.query<{ event: string }>(sql`
      select i.external_id || ':' || stage.name as event
      from interactions i
      cross join lateral (values ('started', true), ('answered', i.answered_at is not null), ('finished', i.state = 'finished'))
        as stage(name, told)
      where i.external_id like ${`${run}-%`} and stage.told`)
    return new Set(rows.map((row) => row.event))
  } finally {
    await db.close()
    await postgres.release()
  }
}

/** Waits until every event is there or a minute has gone by. Returns those that are missing. */
async function missing(server: BenchServer, run: string, events: ReadonlySet<string>): Promise<string[]> {
  for (let tries = 0; ; tries++) {
    const found = await recorded(server.folder, run)
    const lost = [...events].filter((event) => !found.has(event))
    if (lost.length === 0 || tries === 30) return lost
    await pause(2000)
  }
}

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '10' } } })
const rounds = Number(values.rounds)
const server = await startServer()
let lostInAll = 0
try {
  for (const victim of ['server', 'database'] as const) {
    for (let round = 1; round <= rounds; round++) {
      const run = `${victim}-${round}`
      const pouring = pour(server, run, 5)
      // A different moment in every round, the same in every run of this program.
      await pause(1200 + ((round * 677) % 1900))
      if (victim === 'server') server.kill()
      else process.kill(databaseProcess(server.folder), 'SIGKILL')
      const back = victim === 'server' ? await server.restart() : null
      const { events, acknowledged, refused, broken } = await pouring
      const lost = await missing(server, run, events)
      lostInAll += lost.length
      console.log(
        `${run}: ${acknowledged} acknowledged, ${refused} refused, ${broken} broken off, ${lost.length} lost` +
          (back === null ? '' : `, answering again after ${Math.round(back)} ms`),
      )
    }
  }
} finally {
  await server.stop()
}
console.log(lostInAll === 0 ? 'nothing acknowledged was lost' : `${lostInAll} acknowledged events were lost`)
process.exitCode = lostInAll === 0 ? 0 : 1
