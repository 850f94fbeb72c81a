/** Reads connections every day: the last days anew, because advertising systems correct their figures for weeks. */
import { newId } from '../../../../kernel/ids.ts'
import { addDays, daysOf, localDay } from '../../../../kernel/time.ts'
import { type Database, sql, type Transaction } from '../../../../platform/database/database.ts'
import type { Jobs } from '../../../../platform/jobs/jobs.ts'
import { tellLive } from '../../../../platform/live/tell-live.ts'
import type { Log } from '../../../../platform/log/log.ts'
import type { SecretBox } from '../../../../platform/secrets/secret-box.ts'
import { lockWriters } from '../../../interactions/index.ts'
import { findWorkspace, system as systemActor } from '../../../workspaces/index.ts'
import type { Days } from '../exports/labels.ts'
import { insertImport } from '../imports.ts'
import { keepAdSpend } from '../keep-ad-spend.ts'
import { readRules, type SpendRules } from '../rules-store.ts'
import { type AdSpend, completeTo, priced } from '../settle.ts'
import type { Change } from '../store.ts'
import { isConvertible, type Terms } from '../terms.ts'
import type { Pulled } from './connector.ts'
import { ConnectorError, type Http } from './http.ts'
import type { Connectors } from './index.ts'
import { type ConnectionRow, connectionsDue, findConnection, keepOutcome, openValues } from './store.ts'

const jobName = 'spend.read'
const sweepMs = 30_000
const dayMs = 86_400_000
const mostPauseMs = 6 * 3_600_000

export interface PollHouse {
  readonly db: Database
  readonly box: SecretBox
  readonly connectors: Connectors
  readonly now: () => Date
  readonly http: Http
  readonly wait?: (seconds: number, signal: AbortSignal) => Promise<void>
}

export type PollJob = { readonly workspaceId: string; readonly id: string }

/** Reads one connection and keeps what it brought, or why it failed. Never throws for what the system does. */
export async function readOne(house: PollHouse, { workspaceId, id }: PollJob, signal: AbortSignal): Promise<void> {
  const { db, box, connectors, now } = house
  const connection = await findConnection(db, workspaceId, id)
  const company = await findWorkspace(db, workspaceId)
  const at = now()
  if (!connection?.active || !company || connection.nextAt > at) return
  const connector = connectors[connection.system]
  const today = localDay(at, company.timezone)
  const days = { from: addDays(today, 1 - Math.min(connection.days, connector.mostDays)), to: today }
  const rules = await readRules(db, workspaceId)
  try {
    const pulled = await connector.read({
      values: openValues(box, connection),
      days,
      vat: rules.vat,
      now: at,
      http: house.http,
      signal,
      wait: (seconds) => (house.wait ?? pause)(seconds, signal),
    })
    const change: Change = { workspaceId, currency: company.currency, ...systemActor(at) }
    await db.transaction(async (tx) => {
      await keepPulled(tx, change, connection, rules, days, pulled)
      await keepOutcome(tx, connection, { kind: 'ok', nextAt: new Date(at.getTime() + dayMs) }, now())
      await tellLive(tx, { workspaceId, type: 'attribution' })
    })
  } catch (error) {
    if (signal.aborted) throw error
    if (!(error instanceof ConnectorError)) throw error
    await db.transaction(async (tx) => {
      const nextAt = new Date(now().getTime() + pauseAfter(connection.failures + 1))
      await keepOutcome(tx, connection, { kind: 'failing', error: `${error.kind}: ${error.message}`, nextAt }, now())
      await tellLive(tx, { workspaceId, type: 'attribution' })
    })
  }
}

/** Five minutes, doubled each time, six hours at most; spread by a fifth, so that many do not come back at once. */
const pauseAfter = (failures: number): number =>
  Math.min(mostPauseMs, 300_000 * 2 ** Math.min(10, failures - 1)) * (0.9 + Math.random() * 0.2)

const pause = (seconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    signal.throwIfAborted()
    const stop = () => {
      clearTimeout(timer)
      reject(signal.reason)
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop)
      resolve()
    }, seconds * 1000)
    signal.addEventListener('abort', stop, { once: true })
  })

/**
 * Amounts of a reading: campaigns exactly, what groups and keywords do not explain as their rest, and what the system’s own sum
 * has beyond its campaigns as rounding.
 */
export function amountsOf(pulled: Pulled, { to }: Days): AdSpend[] {
  const rows = completeTo(pulled.exact, pulled.finer)
  const sumOn = (day: string | null) =>
    rows.filter((row) => day === null || row.day === day).reduce((sum, { micros }) => sum + micros, 0)
  const rounding = pulled.totals.flatMap(({ day, micros }): AdSpend[] => {
    const difference = micros - sumOn(day)
    const nowhere = { campaign: null, group: null, groupId: null, keyword: null, currency: rows[0]?.currency ?? null }
    return difference === 0 ? [] : [{ ...nowhere, day: day ?? to, micros: difference, kind: 'rounding' }]
  })
  return [...rows, ...rounding]
}

async function keepPulled(
  tx: Transaction,
  change: Change,
  connection: ConnectionRow,
  rules: SpendRules,
  days: Days,
  pulled: Pulled,
): Promise<void> {
  const { workspaceId } = change
  const rule = rules.systems[connection.system]
  const terms: Terms = {
    currency: change.currency,
    rates: connection.settings.rates,
    vat: { written: pulled.vat ?? rule.vat ?? rules.vat, counted: rules.vat },
  }
  const amounts = amountsOf(pulled, days)
  const foreign = amounts.find(({ currency, micros }) => micros !== 0 && !isConvertible(currency, terms))
  if (foreign) throw new ConnectorError('unexpected', `No rate for ${foreign.currency}`)
  await lockWriters(tx, workspaceId)
  const [known] = await tx.query<{ id: string }>(sql`
    select m.id from spend_imports m where m.workspace_id = ${workspaceId} and m.connection_id = ${connection.id}`)
  const id = known?.id ?? newId(change.now)
  // What it told of these days before is gone; what files told of the same campaigns gives way as to any later import.
  await tx.query(sql`
    delete from spend where workspace_id = ${workspaceId} and import_id = ${id} and day between ${days.from}::date and ${days.to}::date`)
  const covered = pulled.campaigns.flatMap((campaign) => daysOf(days).map((day) => ({ day, campaign })))
  const rows = priced(amounts, terms)
  const { replaced } = await keepAdSpend(tx, change, id, { system: connection.system, rows, covered })
  if (!known) {
    await insertImport(tx, change, {
      ...{ id, rows, replaced, terms, skipped: 0, name: connection.name, hash: connection.id },
      ...{ system: connection.system, source: rule.source, connectionId: connection.id },
    })
  }
  await tx.query(sql`
    update spend_imports m set rows = s.rows, amount = s.amount, first_day = s.first_day, last_day = s.last_day,
      replaced = m.replaced + ${known ? replaced : 0}, terms = ${JSON.stringify(terms)}
    from (
      select count(*)::int as rows, coalesce(sum(s.amount), 0) as amount, min(s.day) as first_day, max(s.day) as last_day
      from spend s where s.workspace_id = ${workspaceId} and s.import_id = ${id}) s
    where m.workspace_id = ${workspaceId} and m.id = ${id}`)
}

/** Defines the job; `start` looks again and again which connections are due. */
export function createPolling(house: PollHouse, jobs: Jobs, log: Log) {
  const queue = (job: PollJob): Promise<void> => jobs.add(jobName, job, { key: job.id })
  jobs.define<PollJob>(jobName, (job, signal) => readOne(house, job, signal), { retryLimit: 2, concurrency: 2 })
  const sweep = async (): Promise<void> => {
    try {
      for (const due of await connectionsDue(house.db, house.now())) await queue(due)
    } catch (error) {
      log.warn({ err: error }, 'advertising systems: could not look what is due')
    }
  }
  return {
    queue,
    start(): () => Promise<void> {
      let running = sweep()
      const timer = setInterval(() => {
        running = running.then(sweep)
      }, sweepMs)
      return async () => {
        clearInterval(timer)
        await running
      }
    },
  }
}
