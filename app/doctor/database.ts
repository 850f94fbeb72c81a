import { type Database, sql } from '../../platform/database/database.ts'
import { pendingMigrations } from '../../platform/migrations/migrations.ts'
import type { Gauge } from '../../platform/services/server-module.ts'
import { migrations } from '../migrations.ts'
import { type Finding, ok, problem, warning } from './finding.ts'
import { words } from './words.ts'

/** What can be told of a database that answers. */
export async function examineDatabase(db: Database, gauges: readonly Gauge[]): Promise<Finding[]> {
  const pending = await pendingMigrations(db, migrations)
  return [
    await version(db),
    await encoding(db),
    await durability(db),
    await timeZones(db),
    await russianWords(db),
    pending.length === 0
      ? ok('structure', words.upToDate(migrations.length))
      : warning('structure', words.stepsMissing(pending.length, pending.join(', ')), 'lidoskop migrate'),
    ...(pending.length === 0 ? await Promise.all([failedJobs(db), ...gauges.map(figure)]) : []),
  ]
}

const setting = async (db: Database, name: string): Promise<string> => {
  const [row] = await db.query<{ value: string | null }>(sql`select current_setting(${name}, true) as value`)
  return row?.value ?? ''
}

async function version(db: Database): Promise<Finding> {
  const number = Number(await setting(db, 'server_version_num'))
  const what = `PostgreSQL ${await setting(db, 'server_version')}`
  return number >= 150_000 ? ok('database', what) : problem('database', what, words.newerPostgres)
}

async function encoding(db: Database): Promise<Finding> {
  const what = await setting(db, 'server_encoding')
  return what === 'UTF8' ? ok('encoding', what) : problem('encoding', what, words.createUtf8)
}

async function durability(db: Database): Promise<Finding> {
  const values = await Promise.all(['fsync', 'synchronous_commit', 'full_page_writes'].map((name) => setting(db, name)))
  const [fsync, commit, pages] = values
  return fsync === 'on' && commit !== 'off' && pages === 'on'
    ? ok('durability', words.durable)
    : problem('durability', `fsync ${fsync}, synchronous_commit ${commit}, full_page_writes ${pages}`, words.turnOn)
}

const probe = { zone: 'Asia/Yekaterinburg', at: new Date('2026-01-15T12:00:00Z'), hour: 17 }

async function timeZones(db: Database): Promise<Finding> {
  const here = Number(
    new Intl.DateTimeFormat('en', { timeZone: probe.zone, hour: 'numeric', hourCycle: 'h23' }).format(probe.at),
  )
  const [row] = await db.query<{ hour: number }>(
    sql`select extract(hour from ${probe.at}::timestamptz at time zone ${probe.zone})::int as hour`,
  )
  return here === probe.hour && row?.hour === probe.hour
    ? ok('time zones', words.zonesAgree)
    : problem('time zones', words.zonesDiffer(probe.zone, here, row?.hour, probe.hour), words.updateZones)
}

async function russianWords(db: Database): Promise<Finding> {
  const [row] = await db.query<{ words: string }>(sql`select to_tsvector('russian', 'ОКНАМИ')::text as words`)
  return row?.words === "'окн':1"
    ? ok('search', words.russian)
    : problem('search', words.readAs(row?.words), words.createLocale)
}

async function failedJobs(db: Database): Promise<Finding> {
  const [table] = await db.query<{ name: string | null }>(sql`select to_regclass('pgboss.job')::text as name`)
  if (!table?.name) return ok('jobs', words.noJobs)
  const [row] = await db.query<{ failed: number; waiting: number }>(sql`
    select count(*) filter (where state = 'failed' and completed_on > now() - interval '1 day') as failed,
      count(*) filter (where state in ('created', 'retry') and start_after < now() - interval '10 minutes') as waiting
    from pgboss.job`)
  const what = words.jobs(row?.failed ?? 0, row?.waiting ?? 0)
  return row?.failed || row?.waiting ? warning('jobs', what, words.lookForJobs) : ok('jobs', what)
}

const figure = async ({ name, help, read }: Gauge): Promise<Finding> =>
  ok(name, `${words.gauges[name] ?? help}: ${await read()}`)
