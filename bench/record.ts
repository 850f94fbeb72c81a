/**
 * How fast the one door of the record is: `tsx bench/record.ts [rows] [batch]` with DATABASE_URL naming an empty database.
 * Two streams: new calls as a file of call records brings them, and a webhook's events of which three tell of one call.
 */

import { existsSync, readFileSync } from 'node:fs'
import { newId } from '../kernel/ids.ts'
import { migrations as customers } from '../modules/customers/index.ts'
import {
  addDefaultClasses,
  createRecorder,
  migrations as interactions,
  type Observation,
} from '../modules/interactions/index.ts'
import { migrations as workspaces } from '../modules/workspaces/tables.ts'
import { auditMigrations } from '../platform/audit/tables.ts'
import { openDatabase, sql } from '../platform/database/database.ts'
import { migrate } from '../platform/migrations/migrations.ts'

const [rows = 100_000, batch = 5000] = process.argv.slice(2).map(Number)
const db = openDatabase(process.env.DATABASE_URL ?? '')
await migrate(db, [...auditMigrations, ...workspaces, ...customers, ...interactions])
const workspace = { id: newId(), timezone: 'Europe/Moscow', country: 'RU' }
const recorder = createRecorder([])
await db.transaction(async (tx) => {
  await addDefaultClasses(tx, workspace.id)
  const department = newId()
  await tx.query(
    sql`insert into departments (workspace_id, id, name, created_at) values (${workspace.id}, ${department}, 'Sales', ${new Date()})`,
  )
  for (let i = 0; i < 14; i++) {
    const id = newId()
    await tx.query(sql`insert into employees (workspace_id, id, name, role, department_id, created_at)
      values (${workspace.id}, ${id}, ${`Person ${i}`}, 'manager', ${department}, ${new Date()})`)
    await tx.query(
      sql`insert into employee_lines (workspace_id, line, employee_id) values (${workspace.id}, ${String(101 + i)}, ${id})`,
    )
  }
})

let state = 42
const random = (below: number) => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0
  return state % below
}
const begin = Date.parse('2026-01-01T06:00:00Z')

/** One line of a call detail file: one leg that repeats the whole; a client calls some three times. */
function fileRow(i: number): Observation {
  state = Math.imul(i, 2654435761)
  const startedAt = new Date(begin + i * 7000)
  const talk = random(4) === 0 ? 0 : random(300)
  const wait = random(40)
  const endedAt = new Date(startedAt.getTime() + (wait + talk) * 1000)
  const answeredAt = talk > 0 ? new Date(startedAt.getTime() + wait * 1000) : undefined
  const line = String(101 + random(14))
  const outcome = talk > 0 ? 'answered' : 'no_answer'
  return {
    provider: 'csv:bench',
    externalId: `${startedAt.getTime() / 1000}.${i}`,
    kind: 'call',
    at: endedAt,
    direction: random(3) === 0 ? 'outbound' : 'inbound',
    startedAt,
    ...(answeredAt ? { answeredAt } : {}),
    endedAt,
    finished: true,
    party: { phone: `8916${String(1_000_000 + random(Math.ceil(rows / 3)))}` },
    ourAddress: '+74951234567',
    line,
    talkSeconds: talk,
    durationSeconds: wait + talk,
    outcome,
    legs: [{ key: '1', line, startedAt, ...(answeredAt ? { answeredAt } : {}), endedAt, outcome, talkSeconds: talk }],
  }
}

/** Processor time of every PostgreSQL process of this machine that serves this database, µs; 0 where /proc does not tell. */
async function serverTime(): Promise<number> {
  const backends = await db.query<{ pid: number }>(
    sql`select pid from pg_stat_activity where datname = current_database()`,
  )
  return backends.reduce((sum, { pid }) => {
    const path = `/proc/${pid}/stat`
    if (!existsSync(path)) return sum
    const fields = readFileSync(path, 'utf8').split(') ')[1]?.split(' ') ?? []
    return sum + (Number(fields[11]) + Number(fields[12])) * 10_000
  }, 0)
}

async function measure(name: string, total: number, size: number, make: (i: number) => Observation[]) {
  const cpu = process.cpuUsage()
  const server = await serverTime()
  const started = performance.now()
  let done = 0
  let i = 0
  while (done < total) {
    const observations: Observation[] = []
    while (observations.length < size && done + observations.length < total) observations.push(...make(i++))
    done += observations.length
    await db.transaction((tx) => recorder.record(tx, { workspace, observations, now: new Date() }))
  }
  const wall = (performance.now() - started) / 1000
  const postgres = ((await serverTime()) - server) / total
  const { user, system } = process.cpuUsage(cpu)
  console.log(
    `${name}: ${Math.round(total / wall)} rows/s, node ${((user + system) / total).toFixed(1)} µs/row, postgres ${postgres.toFixed(1)} µs/row, wall ${((wall * 1e6) / total).toFixed(1)}, rss ${Math.round(process.memoryUsage().rss / 1e6)} MB`,
  )
}

await measure('file rows, all new', rows, batch, (i) => [fileRow(i)])
await measure('the same rows again', Math.min(rows, 50_000), batch, (i) => [fileRow(i)])
await measure('webhook events', Math.min(rows, 30_000), 300, (i) => {
  const whole = { ...fileRow(1_000_000 + i), provider: 'hook' }
  const { provider, externalId, kind, at, startedAt, party, line, direction } = whole
  const base = { provider, externalId, kind, at: startedAt ?? at }
  return [
    { ...base, ...(direction ? { direction } : {}), ...(party ? { party } : {}), ...(startedAt ? { startedAt } : {}) },
    { ...base, ...(line ? { line, legs: [{ key: '1', line }] } : {}) },
    whole,
  ]
})
await db.close()
