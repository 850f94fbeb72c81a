/** What a CRM is made of: pipelines with their stages, users, the account's currency. */
import { recordset } from '../../../platform/database/bulk.ts'
import { type Queryable, sql, type Transaction } from '../../../platform/database/database.ts'
import { type DealOutcome, responsibleBy } from '../../deals/index.ts'
import type { Directory } from '../crm.ts'

export interface Place {
  readonly workspaceId: string
  readonly endpointId: string
}

/** Writes what the CRM says of itself. Stages that it no longer has stay: deals have passed them. */
export async function keepDirectory(
  tx: Transaction,
  { workspaceId, endpointId }: Place,
  account: string,
  told: Directory,
  now: Date,
): Promise<void> {
  await tx.query(sql`
    insert into crm_accounts (workspace_id, endpoint_id, account, currency, read_at)
    values (${workspaceId}, ${endpointId}, ${account}, ${told.currency}, ${now})
    on conflict (workspace_id, endpoint_id) do update set account = excluded.account, currency = excluded.currency, read_at = excluded.read_at`)
  await tx.query(sql`
    insert into crm_stages (workspace_id, endpoint_id, key, pipeline_id, pipeline, name, position, outcome)
    select distinct on (w.key) ${workspaceId}::uuid, ${endpointId}::uuid, w.key, w."pipelineId", w.pipeline, w.name, w.position, w.outcome
    from ${recordset('w', stageTypes, told.stages)}
    on conflict (workspace_id, endpoint_id, key) do update set pipeline = excluded.pipeline, name = excluded.name,
      position = excluded.position, outcome = excluded.outcome`)
  await tx.query(sql`
    insert into crm_users (workspace_id, endpoint_id, external_id, name, email)
    select distinct on (w."externalId") ${workspaceId}::uuid, ${endpointId}::uuid, w."externalId", w.name, w.email
    from ${recordset('w', { externalId: 'text', name: 'text', email: 'text' }, told.users)}
    on conflict (workspace_id, endpoint_id, external_id) do update set name = excluded.name, email = excluded.email`)
}

const stageTypes = {
  key: 'text',
  pipelineId: 'text',
  pipeline: 'text',
  name: 'text',
  position: 'int',
  outcome: 'text',
} as const

export interface KnownStage {
  readonly key: string
  readonly pipeline: string
  readonly name: string
  readonly outcome: DealOutcome
}

/** Stages in the order of the CRM's boards. */
export const listStages = (db: Queryable, { workspaceId, endpointId }: Place): Promise<KnownStage[]> =>
  db.query<KnownStage>(sql`
    select key, pipeline, name, outcome from crm_stages
    where workspace_id = ${workspaceId} and endpoint_id = ${endpointId} order by pipeline, pipeline_id, position, key`)

export interface KnownUser {
  readonly externalId: string
  readonly name: string
  readonly email: string | null
  readonly employeeId: string | null
  /** A person said so; otherwise address or name tell. */
  readonly chosen: boolean
}

/** The CRM's users with the employees that they are. */
export async function listUsers(db: Queryable, { workspaceId, endpointId }: Place): Promise<KnownUser[]> {
  const personOf = await responsibleBy(db, workspaceId)
  const rows = await db.query<KnownUser>(sql`
    select external_id as "externalId", name, email, employee_id as "employeeId", chosen from crm_users
    where workspace_id = ${workspaceId} and endpoint_id = ${endpointId} order by name, external_id`)
  return rows.map((user) =>
    user.chosen ? user : { ...user, employeeId: (user.email && personOf(user.email)) || personOf(user.name) },
  )
}

/** Says who a user is, or leaves it to address and name again. Returns what stood there, or null where there is no such user. */
export async function chooseUser(
  tx: Transaction,
  { workspaceId, endpointId }: Place,
  externalId: string,
  choice: { readonly employeeId: string | null; readonly chosen: boolean },
): Promise<{ employeeId: string | null; chosen: boolean } | null> {
  const [before] = await tx.query<{ employeeId: string | null; chosen: boolean }>(sql`
    select employee_id as "employeeId", chosen from crm_users
    where workspace_id = ${workspaceId} and endpoint_id = ${endpointId} and external_id = ${externalId} for update`)
  if (!before) return null
  await tx.query(sql`
    update crm_users set employee_id = ${choice.employeeId}, chosen = ${choice.chosen}
    where workspace_id = ${workspaceId} and endpoint_id = ${endpointId} and external_id = ${externalId}`)
  return before
}

export interface KnownAccount {
  readonly endpointId: string
  readonly account: string
  readonly currency: string
  readonly readAt: Date
}

/** Accounts that were read at least once. */
export const listAccounts = (db: Queryable, workspaceId: string): Promise<KnownAccount[]> =>
  db.query<KnownAccount>(sql`
    select endpoint_id as "endpointId", account, currency, read_at as "readAt" from crm_accounts where workspace_id = ${workspaceId}`)
