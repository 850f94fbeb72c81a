/** Connections with advertising systems as they lie in the database; their secrets are sealed. */
import { newId } from '../../../../kernel/ids.ts'
import { Problem } from '../../../../kernel/problem.ts'
import { type Queryable, sql, type Transaction } from '../../../../platform/database/database.ts'
import type { SecretBox } from '../../../../platform/secrets/secret-box.ts'
import type { SystemKey } from '../exports/system.ts'
import { type Change, logSpend } from '../store.ts'
import { rateOf } from '../terms.ts'
import type { Connector, ConnectorField } from './connector.ts'
import type { AdConnection } from './contract.ts'

type Values = Readonly<Record<string, string>>

export interface ConnectionRow extends Omit<AdConnection, 'values' | 'rates'> {
  readonly workspaceId: string
  readonly settings: { readonly values: Values; readonly rates: Values }
  readonly secret: string
}

const columns = sql`c.workspace_id as "workspaceId", c.id, c.system, c.name, c.settings, c.secret, c.days, c.active, c.state, c.since,
  c.last_ok_at as "lastOkAt", c.last_error as "lastError", c.failures, c.next_at as "nextAt"`

export const placeOf = (workspaceId: string, id: string): string => `ad_connections:${workspaceId}:${id}`

export const openValues = (box: SecretBox, { workspaceId, id, secret, settings }: ConnectionRow): Values => ({
  ...settings.values,
  ...(JSON.parse(box.open(secret, placeOf(workspaceId, id))) as Values),
})

/** As it may be shown: of secrets their last characters, so that one is told from another. */
export function shown(box: SecretBox, row: ConnectionRow): AdConnection {
  const { workspaceId: _, settings, secret: __, ...rest } = row
  const opened = JSON.parse(box.open(row.secret, placeOf(row.workspaceId, row.id))) as Values
  const hints = Object.fromEntries(
    Object.entries(opened).map(([name, value]) => [name, `…${value.length > 8 ? value.slice(-4) : ''}`]),
  )
  return { ...rest, values: { ...settings.values, ...hints }, rates: { ...settings.rates } }
}

export const listConnections = (db: Queryable, workspaceId: string): Promise<ConnectionRow[]> =>
  db.query<ConnectionRow>(sql`
    select ${columns} from ad_connections c where c.workspace_id = ${workspaceId} and c.archived_at is null
    order by c.created_at, c.id`)

/** The connection, or null where it is gone. */
export async function findConnection(db: Queryable, workspaceId: string, id: string): Promise<ConnectionRow | null> {
  const [row] = await db.query<ConnectionRow>(sql`
    select ${columns} from ad_connections c
    where c.workspace_id = ${workspaceId} and c.id = ${id} and c.archived_at is null`)
  return row ?? null
}

/** @throws Problem not_found */
export async function readConnection(db: Queryable, workspaceId: string, id: string): Promise<ConnectionRow> {
  const row = await findConnection(db, workspaceId, id)
  if (!row) throw new Problem('not_found', { field: 'id' })
  return row
}

/** Connections whose time has come, of every company. */
export const connectionsDue = (db: Queryable, now: Date): Promise<{ workspaceId: string; id: string }[]> =>
  db.query(sql`
    select c.workspace_id as "workspaceId", c.id from ad_connections c where c.active and c.next_at <= ${now} limit 1000`)

/** @throws Problem missing_value at `values.<name>` */
function sorted(fields: readonly ConnectorField[], given: Values, known: Values) {
  const merged = fields.map(({ name, required, secret }) => {
    const value = given[name]?.trim() || (given[name] === '' && !required ? '' : (known[name] ?? ''))
    if (required && !value) throw new Problem('missing_value', { field: `values.${name}` })
    return { name, secret, value }
  })
  const of = (wanted: boolean): Values =>
    Object.fromEntries(merged.flatMap(({ name, secret, value }) => (secret === wanted && value ? [[name, value]] : [])))
  return { open: of(false), secret: of(true) }
}

function checkRates(rates: Values): Values {
  for (const [currency, rate] of Object.entries(rates)) {
    if (rateOf(rate) === null) throw new Problem('invalid_value', { field: `rates.${currency}` }, { value: rate })
  }
  return rates
}

interface Settable {
  readonly name: string
  readonly values: Values
  readonly days: number
  readonly rates: Values
}

/** Keeps a new connection; it is read at once. */
export async function addConnection(
  tx: Transaction,
  change: Change,
  box: SecretBox,
  connector: Connector,
  { name, values, days, rates }: Settable,
): Promise<ConnectionRow> {
  const id = newId(change.now)
  const { open, secret } = sorted(connector.fields, values, {})
  const settings = JSON.stringify({ values: open, rates: checkRates(rates) })
  await tx.query(sql`
    insert into ad_connections (workspace_id, id, system, name, settings, secret, days, active, state, since, next_at, created_by, created_at)
    values (${change.workspaceId}, ${id}, ${connector.system}, ${name}, ${settings},
      ${box.seal(JSON.stringify(secret), placeOf(change.workspaceId, id))}, ${days}, true, 'waiting', ${change.now}, ${change.now},
      ${change.actor.name}, ${change.now})`)
  return logged(tx, change, 'spend.connected', id)
}

/** Changes a connection; what is left out stays. One that is changed is tried again at once. */
export async function changeConnection(
  tx: Transaction,
  change: Change,
  box: SecretBox,
  connectors: Readonly<Record<SystemKey, Connector>>,
  id: string,
  {
    name,
    values = {},
    days,
    rates,
    active,
  }: { [Key in keyof Settable]?: Settable[Key] | undefined } & {
    readonly active?: boolean | undefined
  },
): Promise<ConnectionRow> {
  const { workspaceId, now } = change
  await tx.query(sql`select 1 from ad_connections c where c.workspace_id = ${workspaceId} and c.id = ${id} for update`)
  const before = await readConnection(tx, workspaceId, id)
  const { open, secret } = sorted(connectors[before.system].fields, values, openValues(box, before))
  const settings = JSON.stringify({ values: open, rates: checkRates(rates ?? before.settings.rates) })
  await tx.query(sql`
    update ad_connections set name = ${name ?? before.name}, days = ${days ?? before.days}, active = ${active ?? before.active},
      settings = ${settings}, secret = ${box.seal(JSON.stringify(secret), placeOf(workspaceId, id))}, next_at = ${now}
    where workspace_id = ${workspaceId} and id = ${id}`)
  return logged(tx, change, 'spend.connection_changed', id)
}

/** Puts a connection away; what it brought stays. */
export async function removeConnection(tx: Transaction, change: Change, id: string): Promise<void> {
  const before = await readConnection(tx, change.workspaceId, id)
  await tx.query(sql`
    update ad_connections set archived_at = ${change.now}, active = false
    where workspace_id = ${change.workspaceId} and id = ${id}`)
  await tx.query(sql`
    update spend_imports set connection_id = null where workspace_id = ${change.workspaceId} and connection_id = ${id}`)
  await logSpend(tx, change, {
    ...{ action: 'spend.disconnected', objectType: 'ad_connection', objectId: id },
    before: { system: before.system, name: before.name },
  })
}

/** Has a connection read as soon as may be. */
export async function dueNow(tx: Transaction, workspaceId: string, id: string, now: Date): Promise<ConnectionRow> {
  await tx.query(sql`
    update ad_connections set next_at = ${now} where workspace_id = ${workspaceId} and id = ${id} and archived_at is null`)
  return readConnection(tx, workspaceId, id)
}

async function logged(tx: Transaction, change: Change, action: string, id: string): Promise<ConnectionRow> {
  const row = await readConnection(tx, change.workspaceId, id)
  const { system, name, days, active, settings } = row
  await logSpend(tx, change, {
    ...{ action, objectType: 'ad_connection', objectId: id },
    after: { system, name, days, active, ...settings.values },
  })
  return row
}

/** How the last reading went. */
export type Outcome =
  | { readonly kind: 'ok'; readonly nextAt: Date }
  | { readonly kind: 'failing'; readonly error: string; readonly nextAt: Date }

export const keepOutcome = (
  tx: Transaction,
  { workspaceId, id }: { readonly workspaceId: string; readonly id: string },
  outcome: Outcome,
  now: Date,
): Promise<unknown> => {
  const ok = outcome.kind === 'ok'
  return tx.query(sql`
    update ad_connections set state = ${outcome.kind}, since = case when state = ${outcome.kind} then since else ${now} end,
      last_ok_at = case when ${ok} then ${now} else last_ok_at end, last_error = ${ok ? null : outcome.error},
      failures = case when ${ok} then 0 else failures + 1 end, next_at = ${outcome.nextAt}
    where workspace_id = ${workspaceId} and id = ${id}`)
}
